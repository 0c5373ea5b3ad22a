// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusModel

/// `[ds3]`: Spectra S3, on an address of its own.
public struct DS3Settings: Sendable {
    /// `bind_ip` and `bind_port`.
    public var address = BindAddress.tcp(host: "0.0.0.0", port: 8082)
    /// `cert_file` and `key_file`, PEM; nil for those of the server, if it has any.
    public var certificate: (certificateFile: String, keyFile: String)?
    /// `access_key` and `secret_key`, of the first user; nil for a pair in the data directory.
    public var keys: (accessKey: String, secretKey: String)?
    /// `user_name`: what the first user is called.
    public var userName = "spectra"
    /// `user`: the user of TempAuth (`ACCOUNT:USER`) whose account has the buckets.
    public var user = Self.standardUser
    /// `storage_policy`: that of buckets that are made by DS3; nil for the default one.
    public var storagePolicy: String?
    /// `cache_dir` and the options of the engine `archive`: the back-end of a storage policy that
    /// is made for these buckets; nil when none of them is given.
    public var archive: BackendSettings?
    /// `clock_skew`: how far a client's clock may be from ours.
    public var clockSkew = Duration.seconds(900)
    /// `retry_after`: how long clients wait before they ask again for room or data.
    public var retryAfter = Duration.seconds(60)
    /// `webhook_hosts`: the hosts that notifications are sent to, where clients have said so; an
    /// asterisk stands for all. None are sent unless it is given.
    public var webhookHosts: [String] = []

    /// The user that `apusd --data DIR` makes.
    static let standardUser = "main:admin"

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader, _ registry: BackendRegistry) {
        let host = section.nonEmptyText("bind_ip") ?? "0.0.0.0"
        let port = section.integer("bind_port", in: 0...65535) ?? 8082
        address = .tcp(host: host, port: port)
        let certificateFile = section.nonEmptyText("cert_file")
        let keyFile = section.nonEmptyText("key_file")
        if let certificateFile {
            certificate = (certificateFile, keyFile ?? certificateFile)
        } else if keyFile != nil {
            section.complain(at: nil, "key_file needs cert_file")
        }
        let accessKey = section.nonEmptyText("access_key")
        let secretKey = section.nonEmptyText("secret_key")
        switch (accessKey, secretKey) {
        case (let accessKey?, let secretKey?):
            keys = (accessKey, secretKey)
            if accessKey.contains(byte: UInt8(ascii: ":")) {
                section.complain("access_key", "has no colon")
            }
        case (nil, nil): keys = nil
        default: section.complain(at: nil, "access_key and secret_key need each other")
        }
        userName = section.nonEmptyText("user_name") ?? userName
        if let user = section.nonEmptyText("user") {
            self.user = user
            if account(for: .standard) == nil {
                section.complain("user", "is ACCOUNT:USER, not \(user)")
            }
        } else {
            section.complain(at: nil, "[ds3] needs user: whose account has the buckets")
        }
        storagePolicy = section.nonEmptyText("storage_policy")
        readArchive(&section, registry)
        clockSkew =
            section.duration("clock_skew", in: .seconds(1) ... .seconds(31_536_000)) ?? clockSkew
        retryAfter =
            section.duration("retry_after", in: .seconds(1) ... .seconds(86_400)) ?? retryAfter
        webhookHosts = section.list("webhook_hosts") ?? []
    }

    /// Reads where the cache and the volumes are, how large, and how slow.
    private mutating func readArchive(
        _ section: inout SectionReader, _ registry: BackendRegistry
    ) {
        guard let group = registry[Configuration.archive] else { return }
        var archive = BackendSettings(group)
        archive.line = section.line
        archive.path = section.nonEmptyText("cache_dir")
        var given = archive.readOptions(of: group, &section)
        if let path = archive.path {
            given.insert("cache_dir", at: 0)
            if path.utf8.first != UInt8(ascii: "/") {
                section.complain("cache_dir", "is absolute, not \(path)")
            }
        }
        guard let first = given.first else { return }
        if let storagePolicy {
            section.complain(
                first,
                "and storage_policy exclude each other: it belongs in the [backend:NAME] of "
                    + storagePolicy)
        } else {
            self.archive = archive
        }
    }

    /// The account that has the buckets; nil when the user's name is none.
    func account(for prefix: ResellerPrefix) -> AccountName? {
        let halves = user.parts(separatedBy: ":")
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { return nil }
        return try? AccountName(prefix.text + halves[0])
    }
}
