// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusObjectStore
public import ApusSwiftFrontEnd

/// What a server is told to be, read from one file and checked as a whole.
public struct Configuration: Sendable {
    /// `[DEFAULT]`: where it listens and keeps its data.
    public var general = GeneralSettings()
    /// `[storage-policy:N]`, ordered by number; never empty.
    public var policies: [PolicySettings] = [.standard]
    /// `[backend:NAME]` by name.
    public var backends: [String: BackendSettings] = [:]
    /// `[swift-constraints]`.
    public var constraints = Constraints()
    /// `[filter:versioned_writes]`.
    public var versioning = VersioningOptions()
    /// `[filter:tempurl]`; temporary URLs are always offered, as by OpenStack Swift's sample.
    public var temporaryURLs = TemporaryURLSettings()
    /// `[filter:ratelimit]`.
    public var rateLimits = RateLimitSettings()
    /// `[filter:read_only]`.
    public var readOnly = ReadOnlySettings()
    /// `[filter:name_check]`; nil when any name goes.
    public var nameCheck: NameCheckSettings?
    /// `[filter:bulk]`.
    public var bulk = BulkSettings()
    /// `[filter:formpost]`; nil when forms are not offered.
    public var forms: FormSettings?
    /// `[filter:staticweb]`; nil when containers are no web sites.
    public var staticWeb: StaticWebSettings?
    /// `[filter:domain_remap]`; nil when hosts name no accounts.
    public var domainRemap: DomainRemapSettings?
    /// `[filter:crossdomain]`: what its document says; nil when there is none.
    public var crossDomainPolicy: String?
    /// `[filter:etag-quoter]`; nil when nobody can have ETags quoted.
    public var etagQuoting: EtagQuotingSettings?
    /// `[filter:container_sync]` and `[container-sync]`.
    public var containerSync = ContainerSyncSettings()
    /// `[filter:slo]`: how often responses that were asked for signs of life give one.
    public var heartbeatInterval = Duration.seconds(10)
    /// `[app:proxy-server]`.
    public var proxy = ProxySettings()
    /// `[filter:tempauth]`; nil when nobody can log in.
    public var tempAuth: TempAuthOptions?
    /// `[filter:authtoken]` with the rules of `[filter:keystoneauth]`; nil when Keystone is not
    /// asked.
    public var keystone: AuthTokenOptions?
    /// `[filter:healthcheck]`.
    public var healthCheck = HealthCheckSettings()
    /// `[object-expirer]`.
    public var expirer = ExpirerSettings()
    /// `disk_chunk_size` and `bytes_per_sync` of `[app:object-server]`.
    public var bodySteps = BodyStepSettings()
    /// `[object-auditor]`.
    public var objectAuditor = ObjectAuditorSettings()
    /// `[container-auditor]`.
    public var containerAuditor = IndexAuditorSettings()
    /// `[account-auditor]`.
    public var accountAuditor = IndexAuditorSettings()
    /// `[account-reaper]`.
    public var reaper = ReaperSettings()
    /// `[reclaimer]`.
    public var reclaimer = ReclaimerSettings()

    /// `[filter:encryption]` and `[filter:keymaster]`.
    public var encryption = EncryptionSettings()

    /// `[ds3]`; nil when Spectra S3 is not offered.
    public var ds3: DS3Settings?

    /// The file that it was read from; nil when there is none.
    var file: String?
    /// Whether a data directory is all that was given.
    var isBare = false

    /// Options that change nothing here and other things worth a look, one sentence each.
    public internal(set) var warnings: [ConfigurationError.Problem] = []

    /// The back-ends that may be named.
    var registry: BackendRegistry

    /// What is in force when no file says otherwise.
    ///
    /// - Parameter registry: the back-ends that may be named.
    public init(registry: BackendRegistry = BackendRegistry()) {
        self.registry = registry
    }
}

/// An address a server listens at.
public enum BindAddress: Hashable, Sendable {
    /// Host (IPv6 without brackets) and port; 0 is any free port.
    case tcp(host: String, port: Int)
    /// A Unix socket's path.
    case unix(path: String)

    /// Reads `HOST:PORT`, `[IPv6]:PORT`, or a port on the loopback address; nil for anything else.
    init?(hostAndPort text: String) {
        var host = "127.0.0.1"
        var digits = text[...]
        if let colon = text.lastIndex(of: ":") {
            host = String(text[..<colon])
            digits = text[text.index(after: colon)...]
            if host.first == "[", host.last == "]" {
                host = String(host.dropFirst().dropLast())
            } else if host.contains(":") {
                return nil
            }
            if host.isEmpty { host = "0.0.0.0" }
        }
        guard let port = Int(digits), (0...65535).contains(port) else { return nil }
        self = .tcp(host: host, port: port)
    }
}
