// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
public import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The object storage server's program: apusd's command line, with back-ends of one's own.
///
/// ```swift
/// @main enum MyServer {
///     static func main() {
///         ServerProgram.main(groups: [MyBackend.group])
///     }
/// }
/// ```
public enum ServerProgram {
    /// Does what the command line says, and ends the process.
    ///
    /// To be called on the main thread, before there are others. Not asynchronous: the main
    /// thread would go into libdispatch, which unblocks every signal there, and the first SIGTERM
    /// would end the process.
    ///
    /// - Parameter groups: back-ends that configurations may name beside those of apusd. Two of
    ///   one name are refused.
    public static func main(groups: [BackendGroup] = []) -> Never {
        // Before any other thread: they inherit what is blocked here.
        let signals = Signals([SIGTERM, SIGINT, SIGHUP])
        Signals.ignorePipe()
        Task { @concurrent in
            exit(await run(Array(CommandLine.arguments.dropFirst()), groups, signals))
        }
        while true { pause() }
    }

    private nonisolated static func run(
        _ arguments: [String], _ groups: [BackendGroup], _ signals: Signals
    ) async -> Int32 {
        do {
            var registry = BackendRegistry()
            for group in groups { try registry.register(group) }
            let parsed = try CommandLineShape.program.parse(arguments)
            if parsed[CommandLineShape.help] {
                let command = parsed.commandName.flatMap(CommandLineShape.program.command)
                Console.print(
                    command.map { CommandLineShape.program.help(on: $0) }
                        ?? CommandLineShape.program.help())
                return 0
            }
            if parsed[CommandLineShape.version] {
                Console.print("apusd \(CommandLineShape.versionText)\n")
                return 0
            }
            try CommandLineShape.program.refuseUnknownOptions(in: parsed)
            return try await perform(parsed, registry, signals)
        } catch let error as UsageError {
            Console.complain("\(error)")
            return 2
        } catch let error as ArgumentError {
            Console.complain("\(error)\nTry 'apusd --help'.")
            return 2
        } catch let error as StorageError {
            Console.complain(error.detail)
            return 1
        } catch {
            Console.complain("\(error)")
            return 1
        }
    }

    private static func perform(
        _ parsed: ParsedArguments, _ registry: BackendRegistry, _ signals: Signals
    ) async throws -> Int32 {
        switch parsed.commandName {
        case nil: return try await Serving(parsed, registry).run(signals)
        case "check-config": return try CheckConfig.run(parsed, registry)
        case "user": return try UserCommand(parsed, registry).run()
        case "fsck": return try await FsckCommand(parsed, registry).run()
        case "backup": return try await BackupCommand(parsed, registry).backUp()
        case "restore": return try BackupCommand(parsed, registry).restore()
        case "migrate": return try await MigrateCommand(parsed, registry).run()
        case "stats": return try await StatsCommand(parsed, registry).run()
        case "hash-key": return try HashKey.run(parsed)
        case "manual":
            Console.print(
                CommandLineShape.program.manualPage(version: CommandLineShape.versionText))
            return 0
        case "completion":
            guard let shell = parsed.positionals.first.flatMap(Shell.init(rawValue:)) else {
                throw UsageError("completion is followed by bash, zsh or fish")
            }
            Console.print(CommandLineShape.program.completions(for: shell))
            return 0
        case .some(let name):
            throw UsageError("there is no command \(name)\nTry 'apusd --help'.")
        }
    }
}

/// A command line that asks for something that cannot be done.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
