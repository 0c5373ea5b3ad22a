// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient

/// A program behind a subcommand of `apus`: `apus lxd`.
protocol NestedProgram: Sendable {
    associatedtype Context: NestedContext

    /// What the program around it knows of it.
    static var command: Command { get }
    static var program: Program { get }

    /// Runs a subcommand, whose name is among those of the program.
    static func run(_ context: Context) async throws

    /// Ends what the context has begun.
    static func close(_ context: Context)

    static func context(
        _ program: Program, _ command: Command, _ arguments: ParsedArguments, _ world: NestedWorld
    ) -> Context
}

/// What is around a nested program.
struct NestedWorld: Sendable {
    let environment: [String: String]
    let output: OutputManager
    /// Servers in this process, in the place of any other; for tests. The one of the program, and
    /// an object store where one takes part.
    let exchange: (any HTTPExchange)?
    let store: (any HTTPExchange)?
}

extension NestedProgram {
    /// What is printed instead of doing anything; nil when there is something to do.
    static func information(on arguments: [String]) -> String? {
        let program = program
        guard let parsed = try? program.parse(arguments) else { return nil }
        return information(program, parsed)
    }

    private static func information(_ program: Program, _ parsed: ParsedArguments) -> String? {
        if parsed[GlobalOptions.version] { return "apus \(ApusProgram.version)\n" }
        guard let called = parsed.commandName else { return program.help() }
        guard parsed[GlobalOptions.help] else { return nil }
        guard let command = program.command(called) else { return "no such command: \(called)\n" }
        return program.help(on: command, calledAs: called)
    }

    /// Runs a command.
    ///
    /// - Parameter arguments: what stands behind the subcommand of `apus`.
    /// - Returns: 0 when no error was printed, 1 when one was, 2 for a malformed command line;
    ///   or what the subcommand has chosen.
    static func run(_ arguments: [String], in world: NestedWorld) async -> Int32 {
        let program = program
        let output = world.output
        var context: Context?
        do {
            let parsed = try program.parse(arguments)
            if let text = information(program, parsed) {
                try await output.printRaw(.init(text))
                return 0
            }
            let called = parsed.commandName ?? ""
            guard let command = program.command(called) else {
                try await output.printRaw(.init(program.usage))
                await output.error("no such command: \(called)")
                return 1
            }
            try program.refuseUnknownOptions(in: parsed)
            let made = Self.context(program, command, parsed, world)
            context = made
            defer { close(made) }
            try await run(made)
        } catch let error as ArgumentError {
            await output.error("\(program.usage)\(program.name): error: \(error)")
            return 2
        } catch let error as SystemError where error.isBrokenPipe {
            return 1
        } catch {
            try? await output.flush()
            if let context {
                await context.tell(error, of: nil)
            } else {
                await output.error("\(error)")
            }
        }
        if let status = context?.status.value { return status }
        return output.errorCount > 0 ? 1 : 0
    }
}
