// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
package import ApusHTTP
import ApusIO
import ApusProfiles
public import ApusSwiftClient

/// The command line as a function: arguments in, exit status out.
public enum ApusCommandLine {
    /// What a command line that asks for the version or for help is answered, without doing
    /// anything else; nil for all others, among them some that ask for help less plainly.
    public static func answer(to arguments: [String]) -> String? {
        guard let last = arguments.last,
            arguments.count == 1 || ["--version", "--help", "-h"].contains(last)
        else { return nil }
        if arguments.count == 2, last == "--version" { return version(of: name(arguments)) }
        let (program, isCompatible) = program(arguments)
        if !isCompatible, let (nested, rest) = nested(arguments) {
            return nested.information(on: rest)
        }
        guard let parsed = try? program.parse(Array(arguments.dropFirst())) else { return nil }
        return information(program, parsed)
    }

    private static func name(_ arguments: [String]) -> String {
        arguments.first?.split(separator: "/").last.map(String.init) ?? "apus"
    }

    private static func version(of name: String) -> String { "\(name) \(ApusProgram.version)\n" }

    /// The program that was started, and whether it is to be OpenStack's tool.
    private static func program(_ arguments: [String]) -> (Program, isCompatible: Bool) {
        let name = name(arguments)
        // Asked before parsing: what the other options are depends on it.
        let isCompatible =
            name == "swift" || arguments.prefix { $0 != "--" }.contains("--compat")
        return (ApusProgram.named(name, isCompatible: isCompatible), isCompatible)
    }

    /// The program behind a subcommand, and what it is told; nil for other subcommands.
    private static func nested(_ arguments: [String]) -> (any NestedProgram.Type, [String])? {
        guard arguments.count > 1,
            let program = ApusProgram.nested.first(where: { $0.command.name == arguments[1] })
        else { return nil }
        return (program, Array(arguments.dropFirst(2)))
    }

    /// Runs a command.
    ///
    /// - Parameters:
    ///   - arguments: the program's name first.
    ///   - environment: variables by name.
    /// - Returns: 0 when no error was printed, 1 when one was, 2 for a malformed command line.
    public static func run(
        _ arguments: [String], environment: [String: String], output: OutputManager
    ) async -> Int32 {
        await run(arguments, environment: environment, output: output, over: nil)
    }

    /// Runs a command over an exchange that is there already.
    package static func run(
        _ arguments: [String], environment: [String: String], output: OutputManager,
        over exchange: (any HTTPExchange)?
    ) async -> Int32 {
        let status = await execute(arguments, environment, output, exchange)
        do {
            try await output.flush()
        } catch {
            return max(status, 1)
        }
        return status
    }

    private static func execute(
        _ arguments: [String], _ environment: [String: String], _ output: OutputManager,
        _ exchange: (any HTTPExchange)?
    ) async -> Int32 {
        let (program, isCompatible) = program(arguments)
        if !isCompatible, let (nested, rest) = nested(arguments) {
            let world = NestedWorld(
                environment: environment, output: output, exchange: exchange, store: exchange)
            return await nested.run(rest, in: world)
        }
        var failed: CommandContext?
        do {
            let parsed = try program.parse(Array(arguments.dropFirst()))
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
            if !isCompatible {
                try program.refuseUnknownOptions(in: parsed)
            }
            let profile =
                isCompatible ? nil : try await ChosenProfile(parsed, environment)?.read()
            for warning in profile?.warnings ?? [] { await output.warning("Warning: \(warning)") }
            let context = CommandContext(
                program: program, command: command, calledAs: called, arguments: parsed,
                environment: environment, output: output,
                authentication: try await authentication(
                    parsed, environment, profile, isCompatible),
                isCompatible: isCompatible, exchange: exchange,
                trustsAnyServer: profile?.isInsecure ?? false)
            failed = context
            try await run(context)
        } catch let error as ArgumentError {
            await output.error("\(program.usage)\(program.name): error: \(error)")
            return 2
        } catch let error as SystemError where error.isBrokenPipe {
            // Whoever read the output has seen enough: `apus list | head`.
            return 1
        } catch {
            if let failed, failed.writesJSONLines {
                let failure = CommandFailure(action: failed.command.name, failure: error)
                try? await failed.printLine(failure.document)
            }
            await report(error, output)
        }
        return output.errorCount > 0 ? 1 : 0
    }

    /// What is printed instead of doing anything.
    private static func information(_ program: Program, _ parsed: ParsedArguments) -> String? {
        if parsed[GlobalOptions.version] { return version(of: program.name) }
        if parsed[GlobalOptions.help] {
            guard let called = parsed.commandName else { return program.help() }
            guard let command = program.command(called) else {
                return "no such command: \(called)\n"
            }
            return program.help(on: command, calledAs: called)
        }
        if parsed[GlobalOptions.openStackHelp] { return program.help(showsEveryGroup: true) }
        return parsed.commandName == nil ? program.help() : nil
    }

    static func authentication(
        _ parsed: ParsedArguments, _ environment: [String: String], _ profile: Profile?,
        _ isCompatible: Bool
    ) async throws -> AuthenticationOptions {
        var options = profile?.authentication ?? AuthenticationOptions(environment: environment)
        if let auth = parsed[GlobalOptions.auth] { options.auth = auth }
        if let user = parsed[GlobalOptions.user] { options.user = user }
        if let key = parsed[GlobalOptions.key] { options.key = key }
        if let version = parsed[GlobalOptions.authVersion] { options.version = version }
        for name in AuthenticationOptions.openStackNames {
            if let value = parsed[GlobalOptions.openStack(name)] {
                options.openStack[name] = value
            }
        }
        let keyFile =
            isCompatible
            ? nil
            : parsed[GlobalOptions.keyFile] ?? environment["APUS_KEY_FILE"].nonEmpty
        if parsed[GlobalOptions.keyFile] != nil {
            let isGiven =
                parsed[GlobalOptions.key] != nil || parsed[GlobalOptions.prompt]
                || parsed[GlobalOptions.openStack("password")] != nil
            guard !isGiven else { throw Refusal("Both a key and a file of one are given") }
        }
        if let keyFile {
            let lane = Lane(name: "apus-key", threads: 1)
            // An option that gives the key counts more than the variable that names a file.
            if parsed[GlobalOptions.key] == nil,
                parsed[GlobalOptions.openStack("password")] == nil, !parsed[GlobalOptions.prompt]
            {
                let key = try await KeyFile(keyFile, lane: lane).read()
                options.key = key
                options.openStack["password"] = key
            }
        }
        if parsed[GlobalOptions.prompt] {
            let secret: String?
            let lane = Lane(name: "apus-prompt", threads: 1)
            do {
                secret = try await lane.run { try Terminal.readSecret(prompt: "Password: ") }
            } catch {
                throw Refusal("Input stream incompatible with --prompt option")
            }
            options.key = secret
            options.openStack["password"] = secret
        }
        return options.settled()
    }

    private static func run(_ context: CommandContext) async throws {
        let name = context.command.name
        if ApusProgram.nested.contains(where: { $0.command.name == name }) {
            throw Refusal("Options of apus \(name) stand behind \(name)")
        }
        let isOffline =
            ["tempurl", "bash_completion", "completion", "manual", "config"].contains(name)
            || (context.calledAs == "capabilities" && !context.names.isEmpty)
        if !isOffline {
            do {
                try context.authentication.check()
            } catch {
                throw Refusal("\(error)")
            }
        }
        switch name {
        case "stat": try await StatCommand(context: context).run()
        case "list": try await ListCommand(context: context).run()
        case "post": try await PostCommand(context: context).run()
        case "copy": try await CopyCommand(context: context).run()
        case "delete": try await DeleteCommand(context: context).run()
        case "download": try await DownloadCommand(context: context).run()
        case "upload": try await UploadCommand(context: context).run()
        case "capabilities": try await CapabilitiesCommand(context: context).run()
        case "tempurl": try await TemporaryURLCommand(context: context).run()
        case "auth": try await AuthCommand(context: context).run()
        default:
            if let subcommand = ApusProgram.ours.first(where: { $0.declaration.name == name }) {
                return try await subcommand.init(context: context).run()
            }
            try await CompletionCommand(context: context).run()
        }
    }

    /// Prints what ended a command.
    private static func report(_ error: any Error, _ output: OutputManager) async {
        // What was printed before comes before it.
        try? await output.flush()
        switch error {
        case let error as ServiceError: await output.error(error)
        case let error as ClientError:
            await output.error(error.text(compatible: true))
            if let transaction = error.transactionID {
                await output.error("Failed Transaction ID: \(transaction)")
            }
        default: await output.error("\(error)")
        }
    }
}

/// A command line that makes no sense, in words.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Error {
    /// The error as it stands in a line of output.
    var line: String {
        guard let error = self as? ClientError else { return "\(self)" }
        return error.text(compatible: true) + (error.transactionID.map { " (txn: \($0))" } ?? "")
    }

    /// The same, where a failure of the system's is about a file.
    func line(about path: String?) -> String {
        guard let error = self as? SystemError, let path else { return line }
        return "[Errno \(error.code)] \(error.reason): \(PythonText.quoted(path))"
    }
}
