// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusEncryptedBackend
import ApusHTTP
import ApusHTTPServer
public import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusSwiftFrontEnd
public import ApusTelemetry
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An apusd: back-ends, store, authentication, front-end and listeners, made from a
/// configuration.
///
/// It listens once it is made, and answers while `run()` runs. Several may live in one process.
public final class Server: Sendable {
    /// Where clients reach it: `http://127.0.0.1:8080`, or `unix:/path`.
    public let url: String
    /// Where its metrics are; nil when they are nowhere.
    public let metricsURL: String?
    /// Where clients of Spectra S3 reach it; nil when it is not offered.
    public var ds3URL: String? { ds3?.url }

    private let configuration: Configuration
    private let logger: Logger
    private let accessLogger: Logger?
    private let directory: DataDirectory?
    private let policies: StoragePolicies
    /// Nil when only Keystone says who somebody is.
    private let tempAuth: TempAuth?
    private let tokenSecret: Bytes
    private let identity: TLSIdentity?
    /// Kept for as long as anything runs on them: dropping the group ends its threads.
    private let loops: LoopGroup
    private let http: HTTPServer
    private let frontEnd: ReplaceableFrontEnd
    private let metrics: HTTPServer?
    private let clockRecord: ClockRecord?
    private let maintenance: Maintenance
    /// Nil where Spectra S3 is not offered.
    private let ds3: DS3Service?
    /// For maintenance commands; nil without a data directory.
    private let control: HTTPServer?

    /// Opens the data and listens. Blocks; for the start of a program.
    ///
    /// - Parameters:
    ///   - sockets: listened on already, in place of the configured addresses; those named
    ///     `metrics` are for `GET /metrics`.
    ///   - logger: gets what happens; access lines too, unless they have a file.
    /// - Throws: `ServerError`, `DataDirectoryError`, `ConfigurationError`, or what a back-end
    ///   or TLS cannot begin for; each describes itself in a sentence.
    public init(
        _ configuration: Configuration, sockets: [ServiceManager.Socket] = [], logger: Logger
    ) async throws {
        try Self.checkAuthentication(configuration)
        self.logger = logger
        let general = configuration.general
        Self.adapt([logger], to: general)

        do throws(SystemError) {
            loops = try LoopGroup(count: general.loopCount)
        } catch {
            throw ServerError("the event loops cannot start: \(error)")
        }
        let inherited = sockets.filter { $0.name != "metrics" }
        if inherited.isEmpty { try Self.checkIsFree(general.address) }
        if let ds3 = configuration.ds3 { try Self.checkIsFree(ds3.address) }

        directory = try general.dataDirectory.map { path throws(DataDirectoryError) in
            try DataDirectory(path)
        }
        let configuration =
            try directory.map { try configuration.settled(in: $0.path) }
            ?? configuration
        self.configuration = configuration
        let home = try directory?.claim(configuration.claims)
        tokenSecret = try Self.tokenSecret(configuration.tempAuth, directory, logger)
        identity = try general.certificate.map { files in
            try TLSIdentity(certificateFile: files.certificateFile, keyFile: files.keyFile)
        }
        let compute = Lane(name: "compute", threads: SystemFacts.coreCount)
        let users = try Self.settings(configuration, secret: tokenSecret)
        tempAuth = users.map { users in
            TempAuth(
                users,
                // A lane of its own: a storm of wrong keys must not hold up anybody's digests.
                verifier: KeyVerifier(lane: Lane(name: "keys", threads: 1, queueLimit: 64)),
                now: { Timestamp.wallClock })
        }
        let authenticator = try Authentication.authenticator(tempAuth, configuration, logger)
        accessLogger = try Self.accessLogger(general.accessLog, logger)
        Self.adapt([accessLogger], to: general)
        let clock =
            try directory.map { directory throws(DataDirectoryError) in
                try ClockRecord.clock(in: directory) { Timestamp.wallClock }
            } ?? StoreClock { Timestamp.wallClock }
        clockRecord = try directory.map { directory throws(DataDirectoryError) in
            try ClockRecord(of: clock, in: directory)
        }
        let keys = try Keymaster.keys(of: configuration)
        let opened = try await BackendFactory.open(configuration, in: directory, home: home)
        policies = opened.policies.encrypted(with: keys)

        let registry = MetricsRegistry()
        var versioning = configuration.versioning
        // Data policies may keep versions, in the way that the Swift API has for it.
        if configuration.ds3 != nil { versioning.allowsObjectVersioning = true }
        let store = ObjectStore(
            policies: policies, constraints: configuration.constraints,
            createsAccounts: configuration.proxy.createsAccounts,
            versioning: versioning, clock: clock, compute: compute,
            onStorage: ServerMetrics.storageTimer(in: registry))
        let frontEnd = ReplaceableFrontEnd(
            SwiftFrontEnd(
                store: store, authenticator: authenticator,
                settings: Self.frontEndSettings(configuration, logger)))
        self.frontEnd = frontEnd
        let transactions = TransactionIDGenerator(suffix: general.transactionSuffix)
        let exchange = HealthCheck(
            settings: configuration.healthCheck, transactions: transactions, lane: compute,
            checkStorage: { try await store.checkHealth() }, next: frontEnd)

        let access = AccessLog(logger: accessLogger, registry: registry)
        var settings = ServerConfiguration(
            endpoints: Self.endpoints(inherited, general, identity))
        settings.limits.adapt(to: configuration)
        settings.onAccess = { access.record($0) }
        settings.refusalResponse = { RefusalPage.response(to: $0, transactions) }
        do {
            http = try Self.listen(settings, exchange, loops)
            let recon = ReconPage(
                registry: registry, places: Self.places(configuration, opened.names),
                version: CommandLineShape.versionText, lane: Lane(name: "recon", threads: 1))
            metrics = try Self.metricsServer(
                general, sockets.first { $0.name == "metrics" },
                MetricsPage(registry: registry, recon: recon), loops, logger)
            maintenance = try Maintenance(
                configuration, store: store, clockRecord: clockRecord, registry: registry,
                logger: logger)
            control = Self.controlServer(directory, policies, opened.names, loops, logger)
            ds3 = try await Self.ds3Service(
                configuration, store, directory, identity, settings, loops, logger)
        } catch {
            for backend in policies.backends { await backend.shutdown() }
            throw error
        }
        url = Self.url(of: http, isSecure: identity != nil)
        metricsURL = metrics.map { Self.url(of: $0, isSecure: false) + "/metrics" }
        ServerMetrics.register(in: registry, http: http, policies: policies)
        ds3?.register(in: registry)
    }

    /// Answers requests until `stop()` has been called and what was in flight has ended, then
    /// closes the back-ends.
    ///
    /// - Throws: what ends the listeners before they are told to.
    public func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                if let metrics { group.addTask { try await metrics.serve() } }
                if let control { group.addTask { try await control.serve() } }
                if let ds3 {
                    group.addTask { [logger] in
                        try await ds3.serve()
                        logger.info("requests of DS3 have ended")
                    }
                }
                group.addTask { [maintenance, logger] in
                    await maintenance.run()
                    logger.info("background work has ended")
                }
                group.addTask { [self] in
                    defer {
                        metrics?.stop(within: .zero)
                        control?.stop(within: .zero)
                        maintenance.stop()
                        // Has ended its own by now, unless it is the other that cannot go on.
                        ds3?.http.stop(within: .zero)
                    }
                    try await http.serve()
                    logger.info("requests have ended")
                }
                try await group.waitForAll()
            }
        } catch {
            await close()
            throw error
        }
        await close()
    }

    /// Takes no new requests and lets those in flight end, for as long as the configuration
    /// allows.
    public func stop() {
        http.stop(within: configuration.general.shutdownTimeout)
        ds3?.http.stop(within: configuration.general.shutdownTimeout)
    }

    /// Takes over users, certificate, limits on clients and on what they store, what the Swift API
    /// offers, and what logs look like from a configuration that was read anew; everything else
    /// needs a restart. Connections stay: new limits on them hold for those that are made from now
    /// on. The access log goes on in the file that has its name now. Blocks. If it throws, nothing
    /// has changed but possibly log and users.
    ///
    /// - Throws: `ConfigurationError`, or why the log or the certificate cannot be used.
    public func reload(_ configuration: Configuration) throws {
        try Self.checkAuthentication(configuration)
        let settings = try Self.settings(configuration, secret: tokenSecret)
        do throws(SystemError) {
            // The log of this server, whatever is in the configuration now.
            if accessLogger !== logger { try accessLogger?.reopen() }
        } catch {
            throw Self.unwritable(error)
        }
        if let tempAuth {
            guard let settings else {
                throw ServerError("[filter:tempauth] is gone, which needs a restart")
            }
            tempAuth.replace(settings)
        }
        try identity?.reload()
        var limits = http.limits
        limits.adapt(to: configuration)
        http.limits = limits
        try ds3?.reload(configuration, limits: limits, logger)
        frontEnd.adopt(Self.frontEndSettings(configuration, logger), configuration.constraints)
        Self.adapt([logger, accessLogger], to: configuration.general)
    }

    /// Whether every loop takes its turns: returns once each has had one.
    func takeTurns() async {
        await withTaskGroup(of: Void.self) { group in
            for loop in loops.loops { group.addTask(executorPreference: loop) {} }
        }
    }

    private func close() async {
        for backend in policies.backends { await backend.shutdown() }
        do {
            try clockRecord?.end()
        } catch {
            logger.warning("the clock cannot be recorded", ["error": "\(error)"])
        }
        await accessLogger?.flush()
    }

    // MARK: Parts

    private static func tokenSecret(
        _ options: TempAuthOptions?, _ directory: DataDirectory?, _ logger: Logger
    ) throws(DataDirectoryError) -> Bytes {
        guard let options else { return Bytes() }
        if let text = options.tokenSecret { return Bytes(text) }
        if let directory { return try directory.tokenSecret() }
        logger.warning("tokens end with this process, for want of a data directory")
        var random = SystemRandomNumberGenerator()
        return Bytes((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    private static func ds3Service(
        _ configuration: Configuration, _ store: ObjectStore, _ directory: DataDirectory?,
        _ identity: TLSIdentity?, _ http: ServerConfiguration, _ loops: LoopGroup,
        _ logger: Logger
    ) async throws -> DS3Service? {
        guard let settings = configuration.ds3 else { return nil }
        return try await DS3Service(
            settings, of: configuration, store: store, directory: directory,
            serverIdentity: identity, http: http, loops: loops, logger: logger)
    }

    private static func checkAuthentication(
        _ configuration: Configuration
    ) throws(ServerError) {
        guard configuration.tempAuth == nil, configuration.keystone == nil else { return }
        throw ServerError(
            "nobody could log in: the configuration has neither [filter:tempauth] nor "
                + "[filter:authtoken]")
    }

    private static func settings(
        _ configuration: Configuration, secret: Bytes
    ) throws(ConfigurationError) -> TempAuthSettings? {
        guard let options = configuration.tempAuth else { return nil }
        var users = options.users
        let names = Set(users.map(\.name))
        // What people have written by hand comes before what a program has.
        let more = try UsersFile(of: configuration)?.read() ?? []
        users += more.filter { !names.contains($0.name) }
        return TempAuthSettings(
            users: users, resellerPrefixes: options.resellerPrefixes,
            authPrefix: options.authPrefix, tokenLifeSeconds: options.tokenLifeSeconds,
            storageURLScheme: options.storageURLScheme, tokenSecret: secret,
            identity: options.identity)
    }

    private static func frontEndSettings(
        _ configuration: Configuration, _ logger: Logger
    ) -> SwiftFrontEndSettings {
        var settings = SwiftFrontEndSettings()
        settings.allowsAccountManagement = configuration.proxy.allowsAccountManagement
        settings.allowsOpenExpired = configuration.proxy.allowsOpenExpired
        settings.isCORSStrict = configuration.general.isCORSStrict
        settings.allowedOrigins = configuration.general.allowedOrigins
        settings.exposedFields = configuration.general.exposedHeaders
        settings.exposesInfo = configuration.general.exposesInfo
        settings.administratorKey = configuration.general.adminKey
        settings.hiddenInfoSections = configuration.general.disallowedSections
        settings.temporaryURLs = configuration.temporaryURLs
        settings.forms = configuration.forms
        settings.bulk = configuration.bulk
        settings.staticWeb = configuration.staticWeb
        settings.domainRemap = configuration.domainRemap
        settings.crossDomainPolicy = configuration.crossDomainPolicy
        settings.containerSync = configuration.containerSync.realms
        settings.etagQuoting = configuration.etagQuoting
        settings.rateLimits = configuration.rateLimits
        settings.readOnly = configuration.readOnly
        settings.nameCheck = configuration.nameCheck
        settings.heartbeatInterval = configuration.heartbeatInterval
        settings.transactionIDSuffix = configuration.general.transactionSuffix
        settings.onStorageFailure = { error, transaction in
            // What has to wait, for a volume or for others, has not failed.
            let level = error.reason == .busy ? Logger.Level.info : .error
            logger.log(
                level, "storage", ["reason": .error(error), "trans_id": .text(transaction)])
        }
        settings.infoSections.merge(Authentication.infoSections(configuration)) { $1 }
        if configuration.encryption.isConfigured {
            settings.administratorSections["encryption"] = [
                "enabled": .boolean(configuration.encryption.encrypts)
            ]
        }
        return settings
    }

    /// Where data is, by the names of back-ends.
    private static func places(
        _ configuration: Configuration, _ names: [String]
    ) -> [(name: String, path: String)] {
        names.compactMap { name in
            let path =
                configuration.backends[name]?.path
                ?? configuration.general.dataDirectory.map { "\($0)/\(name)" }
            return path.map { (name, $0) }
        }
    }

    private static func adapt(_ loggers: [Logger?], to general: GeneralSettings) {
        for logger in loggers {
            logger?.format = general.logFormat
            if let level = general.logLevel { logger?.level = level }
        }
    }

    private static func unwritable(_ error: SystemError) -> ServerError {
        ServerError("the access log cannot be written: \(error)")
    }

    private static func accessLogger(
        _ sink: GeneralSettings.AccessLogSink, _ logger: Logger
    ) throws(ServerError) -> Logger? {
        switch sink {
        case .standardError: return logger
        case .nowhere: return nil
        case .file(let path):
            do throws(SystemError) {
                return try Logger(file: path)
            } catch {
                throw unwritable(error)
            }
        }
    }
}

extension ServerLimits {
    fileprivate mutating func adapt(to configuration: Configuration) {
        let general = configuration.general
        head.fieldLineBytes = configuration.constraints.headerFieldLimitBytes
        connections = general.connectionLimit
        keepAliveTime = general.keepAliveTimeout
        idleTime = general.clientTimeout
        minimumRate.bytesPerSecond = general.clientMinimumRate
    }
}
