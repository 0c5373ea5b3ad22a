// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusSwiftClient

/// `apus lxd` as a function.
enum LXDCommandLine {
    /// What is printed instead of doing anything; nil when there is something to do.
    static func information(_ program: Program, _ parsed: ParsedArguments) -> String? {
        if parsed[GlobalOptions.version] { return "apus \(ApusProgram.version)\n" }
        guard let called = parsed.commandName else { return program.help() }
        guard parsed[GlobalOptions.help] else { return nil }
        guard let command = program.command(called) else { return "no such command: \(called)\n" }
        return program.help(on: command, calledAs: called)
    }

    /// Runs a command.
    ///
    /// - Parameters:
    ///   - arguments: what stands behind `apus lxd`.
    ///   - exchange: a server in this process, in the place of any other; for tests.
    /// - Returns: 0 when no error was printed, 1 when one was, 2 for a malformed command line;
    ///   that of the command which ran in an instance.
    static func run(
        _ arguments: [String], environment: [String: String], output: OutputManager,
        over exchange: (any HTTPExchange)? = nil, store: (any HTTPExchange)? = nil
    ) async -> Int32 {
        let program = LXDProgram.program
        var context: LXDContext?
        do {
            let parsed = try program.parse(arguments)
            if let text = information(program, parsed) {
                try await output.printRaw(.init(text))
                return 0
            }
            let called = parsed.commandName ?? ""
            guard
                let subcommand = LXDProgram.subcommands.first(where: {
                    $0.declaration.name == called || $0.declaration.aliases.contains(called)
                })
            else {
                try await output.printRaw(.init(program.usage))
                await output.error("no such command: \(called)")
                return 1
            }
            try program.refuseUnknownOptions(in: parsed)
            let made = LXDContext(
                program: program, command: subcommand.declaration, arguments: parsed,
                environment: environment, output: output, exchange: exchange, store: store)
            context = made
            defer { made.clients.close() }
            try await subcommand.init(context: made).run()
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
