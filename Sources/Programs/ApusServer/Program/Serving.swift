// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusIO
import ApusTelemetry

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `apusd` without a subcommand: serves until it is told to stop.
struct Serving {
    private let parsed: ParsedArguments
    private let registry: BackendRegistry
    /// Where the configuration is read from; nil when the data directory is all there is.
    private let file: String?
    private let manager = ServiceManager()

    init(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws {
        self.parsed = parsed
        self.registry = registry
        file = parsed[CommandLineShape.config]
        guard file != nil || parsed[CommandLineShape.data] != nil else {
            throw UsageError("give it --data DIR or --config FILE\nTry 'apusd --help'.")
        }
    }

    func run(_ signals: Signals) async throws -> Int32 {
        let logger = Logger()
        // A connection takes one, and so does every file on its way out.
        ProcessFacts.raiseDescriptorLimit()
        // What RocksDB's memtables are made of: kept, they would be half as much again.
        ProcessFacts.giveBackMemory(
            blockBytes: 512 * 1024, arenas: max(4, 2 * SystemFacts.coreCount))
        let configuration = try read()
        for warning in configuration.warnings {
            logger.warning("configuration", ["file": .text(file), "problem": "\(warning)"])
        }
        var credentials: Credentials?
        if file == nil, let directory = configuration.general.dataDirectory {
            credentials = try Credentials.prepare(in: directory, for: configuration)
        }
        let server = try await Server(configuration, sockets: manager.sockets, logger: logger)
        return await withTaskGroup(of: Int32.self) { group in
            group.addTask { await serve(server, logger) }
            group.addTask { await obey(signals, server, logger) }
            if let interval = manager.watchdogInterval {
                group.addTask { await report(server, every: interval / 2) }
            }
            announce(server, credentials)
            manager.tell(.ready(server.url))
            logger.info("started", ["url": .text(server.url), "process": .number(getpid())])
            // The first to end decides: the server, by a signal or because it cannot go on, or a
            // second signal. What waits for signals cannot be woken, so the process ends over it.
            let status = await group.next() ?? 0
            await logger.flush()
            exit(status)
        }
    }

    private func serve(_ server: Server, _ logger: Logger) async -> Int32 {
        do {
            try await server.run()
            logger.info("stopped")
            return 0
        } catch {
            logger.error("cannot go on", ["reason": .error(error)])
            return 1
        }
    }

    /// Tells that all is well for as long as every loop takes its turns.
    private func report(_ server: Server, every interval: Duration) async -> Int32 {
        while !Task.isCancelled {
            await server.takeTurns()
            manager.tell(.alive)
            try? await Task.sleep(for: interval)
        }
        return 1
    }

    private func obey(_ signals: Signals, _ server: Server, _ logger: Logger) async -> Int32 {
        var isStopping = false
        while let signal = try? await signals.next() {
            if signal == SIGHUP {
                manager.tell(.reloading)
                defer { manager.tell(.ready(server.url)) }
                do {
                    try server.reload(try read())
                    logger.info("reloaded")
                } catch {
                    logger.error("not reloaded", ["reason": .error(error)])
                }
            } else if isStopping {
                logger.warning("stopped at once")
                return 1
            } else {
                isStopping = true
                logger.info("stopping")
                manager.tell(.stopping)
                server.stop()
            }
        }
        return 1
    }

    private func read() throws -> Configuration {
        var configuration: Configuration
        if let file {
            configuration = try Configuration(file: file, registry: registry)
            if parsed[CommandLineShape.backend] != nil {
                throw UsageError("--backend goes with --data; with --config it stands in the file")
            }
        } else {
            configuration = Configuration(
                dataDirectory: parsed[CommandLineShape.data] ?? "",
                backend: parsed[CommandLineShape.backend], registry: registry)
        }
        configuration.override(
            dataDirectory: parsed[CommandLineShape.data], host: parsed[CommandLineShape.bind],
            port: parsed[CommandLineShape.port],
            certificateFile: parsed[CommandLineShape.certificate],
            keyFile: parsed[CommandLineShape.key], ds3: parsed[CommandLineShape.ds3])
        if parsed[CommandLineShape.quiet] { configuration.general.accessLog = .nowhere }
        return configuration
    }

    /// Lines for a shell, with the keys where they were made for whoever has started this.
    private static func ds3Exports(_ url: String, directory: String?, hasFile: Bool) -> String {
        let url = url.replacing("//0.0.0.0", with: "//127.0.0.1").replacing(
            "//[::]", with: "//[::1]")
        let endpoint = "export DS3_ENDPOINT=\(url)\n"
        guard !hasFile, let directory,
            let keys = try? DS3CredentialsFile(directory: directory).read()
        else { return endpoint }
        return endpoint + DS3CredentialsFile.exports(keys.accessKey, keys.secretKey)
    }

    private func announce(_ server: Server, _ credentials: Credentials?) {
        var text = "apusd ready: \(server.url)"
        if let metrics = server.metricsURL { text += " (metrics: \(metrics))" }
        text += "\n"
        if let credentials { text += credentials.exports(server.url) }
        if let url = server.ds3URL {
            text += Self.ds3Exports(
                url, directory: parsed[CommandLineShape.data], hasFile: file != nil)
        }
        Console.print(text)
    }
}
