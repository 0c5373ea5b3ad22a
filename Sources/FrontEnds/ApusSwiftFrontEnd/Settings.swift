// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusStorage
public import ApusSwiftAPI

/// What an operator may choose about the Swift API.
public struct SwiftFrontEndSettings: Sendable {
    /// Whether accounts may be created and deleted (`allow_account_management`).
    public var allowsAccountManagement = false
    /// Whether objects past their expiry can be read with `X-Open-Expired` (`allow_open_expired`).
    public var allowsOpenExpired = false
    /// Whether origins that a container does not allow get no CORS fields (`strict_cors_mode`).
    public var isCORSStrict = true
    /// Origins that every container allows (`cors_allow_origin`).
    public var allowedOrigins: [String] = []
    /// Fields that every container exposes (`cors_expose_headers`).
    public var exposedFields: [String] = []
    /// Whether `GET /info` answers (`expose_info`).
    public var exposesInfo = true
    /// Who can sign with this sees more of `GET /info` (`admin_key`); a secret, nil for nobody.
    public var administratorKey: String?
    /// What `GET /info` leaves out: `section` or `section.member` (`disallowed_sections`).
    public var hiddenInfoSections: [String] = []
    /// How often a response that was asked for signs of life gives one (`yield_frequency`).
    public var heartbeatInterval = Duration.seconds(10)
    /// How many requests are taken a second.
    public var rateLimits = RateLimitSettings()
    /// Which accounts take nothing new.
    public var readOnly = ReadOnlySettings()
    /// Which paths are refused; nil for none.
    public var nameCheck: NameCheckSettings?
    /// Requests that do many things.
    public var bulk = BulkSettings()
    /// Temporary URLs; nil where they are not offered.
    public var temporaryURLs: TemporaryURLSettings? = TemporaryURLSettings()
    /// Forms that store objects; nil where they are not offered.
    public var forms: FormSettings?
    /// Containers as web sites; nil where they are none.
    public var staticWeb: StaticWebSettings?
    /// Hosts that name accounts; nil where they name none.
    public var domainRemap: DomainRemapSettings?
    /// What stands between the tags of `/crossdomain.xml`; nil where there is none.
    public var crossDomainPolicy: String?
    /// ETags in quotes; nil where nobody can ask for them.
    public var etagQuoting: EtagQuotingSettings?
    /// Clusters whose containers may be kept like ours; nil where none is.
    public var containerSync: ContainerSyncRealms?
    /// What every transaction id ends with (`trans_id_suffix`).
    public var transactionIDSuffix = ""
    /// What `GET /info` says this is.
    public var version = "2.38.0"
    /// Further sections of `GET /info`, such as that of the authentication.
    public var infoSections: [String: [String: JSONValue]] = [:]
    /// Members of the section `admin`, which administrators see.
    public var administratorSections: [String: [String: JSONValue]] = [:]

    /// Told of what storage could not do although it should have, with the transaction id: the
    /// client learns no more than a status.
    public var onStorageFailure: (@Sendable (StorageError, String) -> Void)?

    /// The defaults.
    public init() {}
}
