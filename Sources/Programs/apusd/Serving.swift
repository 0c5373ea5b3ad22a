// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusIO
import ApusServer
import ApusTelemetry

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `apusd` without a subcommand: serves until it is told to stop.
struct Serving {
    private let parsed: ParsedArguments
    /// Where the configuration is read from; nil when the data directory is all there is.
    private let file: String?

    init(_ parsed: ParsedArguments) throws {
        self.parsed = parsed
        file = parsed[CommandLineShape.config]
        guard file != nil || parsed[CommandLineShape.data] != nil else {
            throw UsageError("give it --data DIR or --config FILE\nTry 'apusd --help'.")
        }
    }

    func run(_ signals: Signals) async throws -> Int32 {
        let logger = Logger()
        // A connection takes one, and so does every file on its way out.
        ProcessFacts.raiseDescriptorLimit()
        let configuration = try read()
        for warning in configuration.warnings {
            logger.warning("configuration", ["file": .text(file), "problem": "\(warning)"])
        }
        var credentials: Credentials?
        if file == nil, let directory = configuration.general.dataDirectory {
            credentials = try Credentials.prepare(in: directory, for: configuration)
        }
        let server = try await Server(configuration, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try await obey(signals, server, logger) }
            announce(server, credentials)
            logger.info("started", ["url": .text(server.url), "process": .number(getpid())])
            // The server ends first: by a signal, or because it cannot go on. The task that
            // waits for signals cannot be woken but by one; the process ends over it.
            try await group.next()
            logger.info("stopped")
            await logger.flush()
            exit(0)
        }
        return 0
    }

    private func obey(_ signals: Signals, _ server: Server, _ logger: Logger) async throws {
        var isStopping = false
        while true {
            switch try await signals.next() {
            case SIGHUP:
                do {
                    try server.reload(try read())
                    logger.info("reloaded")
                } catch {
                    logger.error("not reloaded", ["reason": .error(error)])
                }
            default:
                if isStopping {
                    logger.warning("stopped at once")
                    await logger.flush()
                    exit(1)
                }
                isStopping = true
                logger.info("stopping")
                server.stop()
            }
        }
    }

    private func read() throws -> Configuration {
        var configuration: Configuration
        if let file {
            configuration = try Configuration(file: file)
            if parsed[CommandLineShape.backend] != nil {
                throw UsageError("--backend goes with --data; with --config it stands in the file")
            }
        } else {
            configuration = Configuration(
                dataDirectory: parsed[CommandLineShape.data] ?? "",
                backend: parsed[CommandLineShape.backend])
        }
        configuration.override(
            dataDirectory: parsed[CommandLineShape.data], host: parsed[CommandLineShape.bind],
            port: parsed[CommandLineShape.port],
            certificateFile: parsed[CommandLineShape.certificate],
            keyFile: parsed[CommandLineShape.key])
        if parsed[CommandLineShape.quiet] { configuration.general.accessLog = .nowhere }
        return configuration
    }

    private func announce(_ server: Server, _ credentials: Credentials?) {
        var text = "apusd ready: \(server.url)"
        if let metrics = server.metricsURL { text += " (metrics: \(metrics))" }
        text += "\n"
        if let credentials { text += credentials.exports(server.url) }
        Console.print(text)
    }
}
