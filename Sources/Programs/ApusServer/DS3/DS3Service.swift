// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusDS3FrontEnd
import ApusHTTP
import ApusHTTPClient
import ApusHTTPServer
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusTelemetry

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Spectra S3 as a part of a server: its front-end, and where it listens.
struct DS3Service: Sendable {
    /// Where clients reach it: `http://127.0.0.1:8082`.
    let url: String
    let http: HTTPServer
    private let frontEnd: DS3FrontEnd
    private let identity: TLSIdentity?

    /// Opens its records and listens. Blocks; for the start of a program.
    ///
    /// - Parameters:
    ///   - serverIdentity: what it shows when it has no certificate of its own.
    ///   - http: limits and listeners to access lines, as the server has them.
    init(
        _ settings: DS3Settings, of configuration: Configuration, store: ObjectStore,
        directory: DataDirectory?, serverIdentity: TLSIdentity?, http: ServerConfiguration,
        loops: LoopGroup, logger: Logger
    ) async throws {
        let prefix = configuration.tempAuth?.resellerPrefixes.first ?? .standard
        guard let account = settings.account(for: prefix) else {
            throw ServerError("[ds3] user is ACCOUNT:USER, not \(settings.user)")
        }
        if let policy = settings.storagePolicy, store.policies.named(policy) == nil {
            throw ServerError("there is no storage policy \(policy), which [ds3] names")
        }
        let file = try settings.keys == nil ? Self.keyFile(in: directory) : nil
        let keys = try settings.keys ?? Self.keyFile(in: directory).findOrMake()
        var chosen = try Self.frontEndSettings(settings, configuration, store.policies, logger)
        if let file {
            let lane = Lane(name: "keys", threads: 1, queueLimit: 16)
            chosen.onSecretKey = { secretKey in
                try await lane.run { try file.write(keys.accessKey, secretKey) }
            }
        }
        frontEnd = try await DS3FrontEnd(
            store: store, account: account,
            credentials: DS3Credentials(
                userName: settings.userName, accessKey: keys.accessKey,
                secretKey: keys.secretKey, areKept: file != nil),
            settings: chosen)
        // The file may be from before the last change, when that was cut short.
        if frontEnd.secretKey != keys.secretKey {
            try file?.write(keys.accessKey, frontEnd.secretKey)
        }
        identity = try settings.certificate.map { files in
            try TLSIdentity(certificateFile: files.certificateFile, keyFile: files.keyFile)
        }
        let shown = identity ?? serverIdentity
        var listening = http
        listening.endpoints = [.init(ListenAddress(settings.address), tls: shown)]
        listening.refusalResponse = { DS3FrontEnd.response(refusing: $0.status, $0.reason) }
        self.http = try Server.listen(listening, frontEnd, loops)
        url = Server.url(of: self.http, isSecure: shown != nil)
        frontEnd.settings.premises.tell(of: self.http, isSecure: shown != nil)
    }

    /// Answers requests until the listeners are stopped, and tells who wants to be told.
    func serve() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [frontEnd] in await frontEnd.sendNotifications() }
            group.addTask { [frontEnd] in await frontEnd.workOnJobs() }
            try await http.serve()
            group.cancelAll()
        }
    }

    /// Takes over the certificate, `clock_skew`, `retry_after` and limits of a configuration that was
    /// read anew; the rest needs a restart.
    ///
    /// - Throws: why the certificate cannot be used.
    func reload(_ configuration: Configuration, limits: ServerLimits, _ logger: Logger) throws {
        try identity?.reload()
        http.limits = limits
        guard let settings = configuration.ds3 else { return }
        var changed = frontEnd.settings
        changed.adapt(to: settings)
        frontEnd.settings = changed
    }

    /// Shows of itself what the server shows of itself.
    func register(in registry: MetricsRegistry) {
        let http = http
        registry.reading("apus_ds3_connections", help: "Connections of DS3 open now.") {
            Double(http.counts.openConnections)
        }
        registry.reading("apus_ds3_requests_active", help: "Requests of DS3 being answered now.") {
            Double(http.counts.activeRequests)
        }
    }

    private static func frontEndSettings(
        _ settings: DS3Settings, _ configuration: Configuration, _ policies: StoragePolicies,
        _ logger: Logger
    ) throws -> DS3FrontEndSettings {
        var chosen = DS3FrontEndSettings()
        chosen.adapt(to: settings)
        chosen.storagePolicy = settings.storagePolicy
        let policy = settings.storagePolicy.flatMap { policies.named($0) } ?? policies.standard
        chosen.premises = DS3Premises(configuration, policy)
        if !settings.webhookHosts.isEmpty {
            var client = HTTPClientConfiguration()
            client.connectTimeout = .seconds(5)
            client.totalTimeout = .seconds(10)
            chosen.premises.webhooks = Webhooks(
                hosts: settings.webhookHosts, client: try HTTPClient(client))
        }
        chosen.onFailure = { error, request in
            logger.error("ds3", ["reason": .error(error), "request": .text(request)])
        }
        return chosen
    }

    private static func keyFile(
        in directory: DataDirectory?
    ) throws(ServerError) -> DS3CredentialsFile {
        guard let directory else {
            throw ServerError("[ds3] needs access_key and secret_key, for want of a data directory")
        }
        return DS3CredentialsFile(directory: directory.path)
    }
}

extension DS3FrontEndSettings {
    /// Takes over what may change while requests are answered.
    fileprivate mutating func adapt(to settings: DS3Settings) {
        clockSkew = settings.clockSkew
        retryAfter = settings.retryAfter
    }
}

extension DS3Premises {
    /// What the configuration says of where buckets are.
    fileprivate init(_ configuration: Configuration, _ policy: StoragePolicy) {
        self.init()
        revision = CommandLineShape.versionText
        let settings = configuration.policies.first { $0.number == Int(policy.index.number) }
            .flatMap { configuration.backend(of: $0) }
        guard let settings else { return }
        let place =
            settings.path ?? configuration.general.dataDirectory.map { "\($0)/\(settings.name)" }
        guard settings.keepsData, let place else { return }
        dataPath = place
        cachePath = "\(place)/cache"
        volumesPath = settings.options.text("volumes") ?? "\(place)/volumes"
        let lane = Lane(name: "space", threads: 1, queueLimit: 16)
        diskSpace = {
            try await lane.run {
                let descriptor = try FileCalls.open(place, flags: O_RDONLY | O_DIRECTORY)
                defer { FileCalls.close(descriptor) }
                return (
                    try FileCalls.capacityBytes(descriptor), try FileCalls.freeBytes(descriptor)
                )
            }
        }
    }

    /// Where clients reach the server.
    fileprivate mutating func tell(of http: HTTPServer, isSecure: Bool) {
        guard case .tcp(let host, let port)? = http.addresses.first else { return }
        address = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host
        if isSecure { httpsPort = port } else { httpPort = port }
    }
}
