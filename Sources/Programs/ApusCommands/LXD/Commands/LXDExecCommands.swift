// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// What `exec` and `shell` have in common.
enum LXDExecOptions {
    static let environment = Option.list(
        "--env", placeholder: "NAME=VALUE", help: "A variable for it. May be repeated.")
    static let directory = Option.text(
        "--cwd", placeholder: "PATH", help: "Where it runs. Default: the user's home, or /.")
    static let user = Option<Int?>.integer(
        "--user", placeholder: "ID", help: "The user's number. Default: root.")
    static let group = Option<Int?>.integer(
        "--group", placeholder: "ID", help: "The group's number.")
    static let terminal = Option.flag(
        "-t", "--force-terminal", help: "Give it a terminal, though we have none.")
    static let noTerminal = Option.flag(
        "-T", "--no-terminal", help: "Give it none, though we have one.")

    static let options = [
        environment.declarations, directory.declarations, user.declarations, group.declarations,
        terminal.declarations, noTerminal.declarations,
    ].flatMap(\.self)
}

extension LXDContext {
    /// Runs a command in an instance with our standard streams, and ends with its status.
    func execute(_ command: [String], in place: RemoteName) async throws {
        var request = ExecRequest(command: command)
        request.environment = try ResourceEditor.texts(arguments[LXDExecOptions.environment])
        request.workingDirectory = arguments[LXDExecOptions.directory].nonEmpty
        request.userID = arguments[LXDExecOptions.user]
        request.groupID = arguments[LXDExecOptions.group]
        let instance = try await lxd(place.remote).instance(place.name)
        let wantsTerminal =
            arguments[LXDExecOptions.terminal]
            || !arguments[LXDExecOptions.noTerminal] && Terminal.isTerminal(0)
                && Terminal.isTerminal(1)
        if wantsTerminal {
            let code = try await instance.runInTerminal(request)
            return status.set(Int32(truncatingIfNeeded: code))
        }
        let running = try await instance.start(request)
        let input = try DescriptorReader(0)
        let outputs = [
            (running.output, try DescriptorWriter(1)), (running.errors, try DescriptorWriter(2)),
        ]
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for (stream, writer) in outputs {
                    group.addTask {
                        while let bytes = try await stream.next() { try await writer.write(bytes) }
                        return true
                    }
                }
                group.addTask {
                    do {
                        try await running.write(input.body)
                    } catch let error as LXDError where error.code == .connectionLost {
                        // A command need not read all that it is given.
                    }
                    return false
                }
                var open = outputs.count
                while open > 0, let isOutput = try await group.next() {
                    if isOutput { open -= 1 }
                }
                let code = try await running.wait()
                status.set(Int32(truncatingIfNeeded: code))
                group.cancelAll()
            }
        } catch {
            running.kill()
            throw error
        }
    }
}

/// `apus lxd exec`
struct LXDExecCommand: LXDSubcommand {
    static let declaration = Command(
        "exec", synopsis: "[options] [<remote>:]<instance> -- <command> [<argument>...]",
        summary: "Runs a command in an instance.",
        description: [
            "Standard streams are the command's. On a terminal it gets one of the same size, "
                + "every key is the command's, and the terminal is restored whatever happens. The "
                + "status is the command's."
        ],
        positionals: [
            Positional("<instance>", "The instance, which runs."),
            Positional("<command> [<argument>...]", "What to run; no shell reads it."),
        ], options: LXDExecOptions.options)

    let context: LXDContext

    func run() async throws {
        let names = try context.names(2...)
        try await context.execute(Array(names.dropFirst()), in: RemoteName(names[0]))
    }
}

/// `apus lxd shell`
struct LXDShellCommand: LXDSubcommand {
    static let declaration = Command(
        "shell", synopsis: "[options] [<remote>:]<instance>",
        summary: "Opens a shell in an instance, as root unless --user says otherwise.",
        positionals: [Positional("<instance>", "The instance, which runs.")],
        options: LXDExecOptions.options)

    let context: LXDContext

    func run() async throws {
        let place = RemoteName(try context.names(1...1)[0])
        // Whichever shell there is; one that logs in reads the profile.
        let command = "if command -v bash >/dev/null 2>&1; then exec bash -l; fi; exec sh -l"
        try await context.execute(["/bin/sh", "-c", command], in: place)
    }
}

/// `apus lxd console`
struct LXDConsoleCommand: LXDSubcommand {
    private enum Options {
        static let log = Option.flag("--log", help: "Print what it has shown so far.")
    }

    static let declaration = Command(
        "console", synopsis: "[--log] [<remote>:]<instance>",
        summary: "Attaches the terminal to the console of an instance.",
        description: ["Control-A and then q detaches; the instance goes on."],
        positionals: [Positional("<instance>", "The instance, which runs.")],
        options: Options.log.declarations)

    let context: LXDContext

    func run() async throws {
        let place = RemoteName(try context.names(1...1)[0])
        let instance = try await context.lxd(place.remote).instance(place.name)
        guard context.arguments[Options.log] else { return try await instance.joinConsole() }
        let log = try await instance.consoleLog()
        while let bytes = try await log.next() { try await context.output.printRaw(bytes) }
    }
}

/// `apus lxd monitor`
struct LXDMonitorCommand: LXDSubcommand {
    private enum Options {
        static let types = Option.list(
            "--type", placeholder: "TYPE",
            help: "lifecycle, operation, logging and so on. May be repeated. Default: all.")
    }

    static let declaration = Command(
        "monitor", synopsis: "[options] [<remote>:]",
        summary: "Tells what happens at a server, as it happens.",
        description: ["A connection that is lost is made again, and a line says so."],
        positionals: [Positional("[<remote>:]", "Where.")],
        options: Options.types.declarations)

    let context: LXDContext

    func run() async throws {
        let place = RemoteName(try context.names(0...1).first ?? "")
        guard place.name.isEmpty else { throw context.usage("'\(place.name)' is not REMOTE:") }
        let lxd = try await context.lxd(place.remote)
        let types = context.arguments[Options.types].map { EventType(rawValue: $0) }
        // Whoever may not listen is told so, and not tried again for ever.
        _ = try await lxd.server()
        for try await element in lxd.events(
            types, allProjects: context.arguments[LXDOptions.allProjects])
        {
            switch element {
            case .gap(let error): await context.output.warning("The connection was lost: \(error)")
            case .event(let event):
                if context.writesJSON {
                    try await context.printLine(event.json)
                } else {
                    try await context.output.print(Table.printable(Self.line(event)))
                }
                try await context.output.flush()
            }
        }
    }

    private static func line(_ event: Event) -> String {
        let start = [
            event.timestamp?.description ?? "", event.type?.rawValue ?? "",
            event.projectName ?? "", event.location ?? "",
        ].filter { !$0.isEmpty && $0 != "none" }.joined(separator: " ")
        let words =
            switch event.body {
            case .lifecycle(let change):
                "\(change.action ?? "") \(change.source.map { "\($0)" } ?? "")"
            case .logging(let log): "\(log.level ?? "") \(log.message ?? "")"
            case .operation(let operation):
                "\(operation.id) \(operation.description ?? "") \(operation.status ?? "")"
            default: event["metadata"]?.encoded.text ?? ""
            }
        return "\(start): \(words)"
    }
}
