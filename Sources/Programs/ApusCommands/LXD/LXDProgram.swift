// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// A subcommand of `apus lxd`: declared where it is done.
protocol LXDSubcommand: Sendable {
    static var declaration: Command { get }

    init(context: LXDContext)

    func run() async throws
}

/// `apus lxd`, declared: a program of its own behind a subcommand.
enum LXDProgram: NestedProgram {
    /// What the program around it knows of it.
    static let command = Command(
        "lxd", synopsis: "[options] <subcommand> [arguments]",
        summary: "Works with instances of LXD and Incus, and keeps backups of them.",
        description: ["Has subcommands of its own: apus lxd --help."],
        positionals: [Positional("<subcommand>", "What to do; see apus lxd --help.")],
        program: { program })

    static var program: Program {
        Program(
            name: "apus lxd",
            summary: "Works with instances of LXD and Incus, and keeps backups of them.",
            description: [
                "Names are REMOTE:NAME as with lxc, where REMOTE: may be left out. Files of "
                    + "instances are INSTANCE/PATH. Several instances are worked on at once; what "
                    + "fails is told for each, and the status is 1 when anything did.",
                "The server is, in this order: that of --socket or --url, --remote, the default "
                    + "of apus lxd remote, of lxc, of incus, the daemon of this machine.",
            ],
            groups: LXDOptions.groups, commands: subcommands.map { $0.declaration },
            examples: [
                "apus lxd launch images:alpine/3.20 web", "apus lxd exec web -- uname -a",
                "apus lxd push motd web/etc/motd", "apus lxd stop --force web db",
                "apus lxd backup web backups --keep 7", "apus lxd restore backups/web --latest",
            ],
            environment: [
                (
                    "LXD_DIR, LXD_SOCKET, INCUS_DIR, INCUS_SOCKET",
                    "Where the daemon of this machine has its socket."
                ),
                ("LXD_CONF, INCUS_CONF", "Where lxc and incus keep their remotes."),
            ])
    }

    /// In the order of help.
    static let subcommands: [any LXDSubcommand.Type] = [
        LXDListCommand.self, LXDInfoCommand.self, LXDLaunchCommand.self, LXDStartCommand.self,
        LXDStopCommand.self, LXDRestartCommand.self, LXDPauseCommand.self, LXDResumeCommand.self,
        LXDDeleteCommand.self, LXDExecCommand.self, LXDShellCommand.self,
        LXDConsoleCommand.self, LXDPushCommand.self, LXDPullCommand.self, LXDSnapshotCommand.self,
        LXDRestoreCommand.self,
        LXDCopyCommand.self, LXDMoveCommand.self, LXDPublishCommand.self, LXDBackupCommand.self,
        LXDBackupsCommand.self, LXDConfigCommand.self, LXDImageCommand.self, LXDProfileCommand.self,
        LXDNetworkCommand.self, LXDStorageCommand.self, LXDProjectCommand.self,
        LXDClusterCommand.self, LXDOperationCommand.self, LXDMonitorCommand.self,
        LXDQueryCommand.self,
        LXDInitCommand.self, LXDRemoteCommand.self,
    ]

    static func context(
        _ program: Program, _ command: Command, _ arguments: ParsedArguments, _ world: NestedWorld
    ) -> LXDContext {
        LXDContext(program: program, command: command, arguments: arguments, world: world)
    }

    static func run(_ context: LXDContext) async throws {
        let subcommand = subcommands.first { $0.declaration.name == context.command.name }
        try await subcommand?.init(context: context).run()
    }

    static func close(_ context: LXDContext) {
        context.clients.close()
    }
}
