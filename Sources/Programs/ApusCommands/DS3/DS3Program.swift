// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusDS3Client

/// A subcommand of `apus ds3`: declared where it is done.
protocol DS3Subcommand: Sendable {
    static var declaration: Command { get }

    init(context: DS3Context)

    func run() async throws
}

/// `apus ds3`, declared: a program of its own behind a subcommand.
enum DS3Program: NestedProgram {
    static let command = Command(
        "ds3", synopsis: "[options] <subcommand> [arguments]",
        summary: "Moves data to and from Spectra S3 (DS3): bulk jobs, tape archives.",
        description: ["Has subcommands of its own: apus ds3 --help."],
        positionals: [Positional("<subcommand>", "What to do; see apus ds3 --help.")],
        program: { program })

    static var program: Program {
        Program(
            name: "apus ds3",
            summary: "Moves data to and from Spectra S3 (DS3): bulk jobs, tape archives.",
            description: [
                "Objects are BUCKET/NAME. Transfers are jobs: the server says which parts it has "
                    + "room for, or has brought from tape, and those are sent or fetched, several "
                    + "at once. One that was broken off goes on with --resume.",
                "Server and keys are taken from DS3_ENDPOINT, DS3_ACCESS_KEY and DS3_SECRET_KEY, "
                    + "as apusd --ds3 prints them.",
            ],
            groups: DS3Options.groups, commands: subcommands.map { $0.declaration },
            examples: [
                "apus ds3 mb footage", "apus ds3 put -r raw/ footage/2026/",
                "apus ds3 ls -l footage/2026/", "apus ds3 get footage/2026/ /tmp/raw",
                "apus ds3 jobs", "apus ds3 get --resume JOB footage/2026/ /tmp/raw",
            ],
            environment: [
                ("DS3_SECRET_KEY", "The secret key that requests are signed with."),
                ("http_proxy, https_proxy, no_proxy", "The proxies to go through."),
            ])
    }

    /// In the order of help.
    static let subcommands: [any DS3Subcommand.Type] = [
        DS3BucketsCommand.self, DS3MakeBucketCommand.self, DS3RemoveBucketCommand.self,
        DS3ListCommand.self, DS3StatCommand.self, DS3SearchCommand.self, DS3PutCommand.self,
        DS3GetCommand.self, DS3RemoveCommand.self, DS3StageCommand.self, DS3VerifyCommand.self,
        DS3JobsCommand.self, DS3JobCommand.self, DS3ChunksCommand.self, DS3PlacementCommand.self,
        DS3TapesCommand.self, DS3HealthCommand.self, DS3InfoCommand.self, DS3RequestCommand.self,
    ]

    static func context(
        _ program: Program, _ command: Command, _ arguments: ParsedArguments, _ world: NestedWorld
    ) -> DS3Context {
        DS3Context(program: program, command: command, arguments: arguments, world: world)
    }

    static func run(_ context: DS3Context) async throws {
        let subcommand = subcommands.first { $0.declaration.name == context.command.name }
        try await subcommand?.init(context: context).run()
    }

    static func close(_ context: DS3Context) {
        context.close()
    }
}
