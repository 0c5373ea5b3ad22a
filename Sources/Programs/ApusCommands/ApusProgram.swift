// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// `apus`, declared.
enum ApusProgram {
    /// The version of this program.
    static let version = "0.1.0"

    /// The program under the name it was started by.
    ///
    /// - Parameter isCompatible: only with what OpenStack's tool has.
    static func named(_ name: String, isCompatible: Bool = false) -> Program {
        let all =
            (commands + ours.map { $0.declaration }).map(takingJSON) + nested.map { $0.command }
        let groups = GlobalOptions.groups
        return Program(
            name: name, summary: "Moves data to and from OpenStack Swift object storage.",
            description: [
                "Takes the subcommands, options and environment variables of OpenStack's command "
                    + "line, and prints the same lines. Ask for the options of a subcommand "
                    + "with --help after it."
            ],
            groups: isCompatible ? OpenStackTool.reduced(groups) : OpenStackTool.marked(groups),
            commands: isCompatible ? OpenStackTool.reduced(all) : OpenStackTool.marked(all),
            examples: [
                "\(name) -A http://127.0.0.1:8080/auth/v1.0 -U test:tester -K testing stat",
                "\(name) upload photos 2026/", "\(name) list --lh photos",
                "\(name) download photos -p 2026/ -D /tmp/photos",
                "\(name) upload -S 1G backups /var/backups/disk.img",
                "tar c /etc | \(name) upload --object-name etc.tar backups -",
            ],
            environment: [
                ("http_proxy, https_proxy, all_proxy, no_proxy", "The proxies to go through.")
            ])
    }

    /// The command with `--json`, unless it has one of its own.
    private static func takingJSON(_ command: Command) -> Command {
        let hasOwn = command.options.contains { $0.spellings.contains("--json") }
        return hasOwn ? command : command.adding([GlobalOptions.json])
    }

    /// Programs of their own behind a subcommand.
    static let nested: [any NestedProgram.Type] = [DS3Program.self, LXDProgram.self]

    private typealias O = CommandOptions

    private static let commands = [
        Command(
            "delete", synopsis: "[options] [<container> [<object>...]]",
            summary: "Deletes objects, or a container with all that is in it.",
            description: [
                "Segments go with their large objects. With a prefix, the container stays."
            ],
            positionals: [
                Positional("[<container>]", "The container to delete, or to delete from."),
                Positional("[<object>...]", "The objects to delete; all of them when none."),
            ],
            options: [
                O.all.declarations, O.versions.declarations, O.prefix.declarations,
                O.versionID.declarations, O.headers.declarations, O.leaveSegments.declarations,
                O.Delete.checkManifests.declarations, O.objectThreads.declarations,
                O.containerThreads.declarations, O.dryRun.declarations,
            ].flatMap(\.self)),
        Command(
            "download", synopsis: "[options] [<container> [<object>...]]",
            summary: "Downloads objects, a container, or everything.",
            description: [
                "A file appears under its name only when it is whole and its checksum is right."
            ],
            positionals: [
                Positional("[<container>]", "The container to download from."),
                Positional("[<object>...]", "The objects to download; all of them when none."),
            ],
            options: [
                O.all.declarations, O.Download.marker.declarations, O.prefix.declarations,
                O.Download.removePrefix.declarations, O.Download.output.declarations,
                O.Download.directory.declarations, O.objectThreads.declarations,
                O.containerThreads.declarations, O.Download.discard.declarations,
                O.headers.declarations, O.skipIdentical.declarations, O.versionID.declarations,
                O.ignoreChecksum.declarations, O.Download.noShuffle.declarations,
                O.Download.ignoreTime.declarations, O.Download.unsafePaths.declarations,
                O.resume.declarations, O.Download.ranged.declarations, O.dryRun.declarations,
            ].flatMap(\.self)),
        Command(
            "list", synopsis: "[options] [<container>]",
            summary: "Lists the containers of the account, or the objects of a container.",
            positionals: [Positional("[<container>]", "The container to list.")],
            options: [
                O.List.long.declarations, O.human.declarations, O.List.totals.declarations,
                O.prefix.declarations, O.List.delimiter.declarations, O.json.declarations,
                O.versions.declarations, O.headers.declarations,
            ].flatMap(\.self)),
        Command(
            "post", synopsis: "[options] [<container> [<object>]]",
            summary: "Changes metadata; makes a container that does not exist.",
            description: ["An object's metadata is replaced as a whole."],
            positionals: [
                Positional("[<container>]", "The container; the account when it is left out."),
                Positional("[<object>]", "The object."),
            ],
            options: [
                O.Post.readACL.declarations, O.Post.writeACL.declarations,
                O.Post.syncTo.declarations, O.Post.syncKey.declarations,
                O.metadata.declarations, O.headers.declarations, O.dryRun.declarations,
            ].flatMap(\.self)),
        Command(
            "copy", synopsis: "[options] <container> <object> [<object>...]",
            summary: "Copies objects within the server.",
            description: ["The destination's container is made if it does not exist."],
            positionals: [
                Positional("<container>", "The container to copy from."),
                Positional("<object>...", "The objects to copy."),
            ],
            options: [
                O.Copy.destination.declarations, O.Copy.freshMetadata.declarations,
                O.metadata.declarations, O.headers.declarations, O.dryRun.declarations,
            ].flatMap(\.self)),
        Command(
            "stat", synopsis: "[options] [<container> [<object>]]",
            summary: "Shows what is known about the account, a container or an object.",
            positionals: [
                Positional("[<container>]", "The container; the account when it is left out."),
                Positional("[<object>]", "The object."),
            ],
            options: [
                O.human.declarations, O.versionID.declarations, O.headers.declarations,
            ].flatMap(\.self)),
        Command(
            "upload", synopsis: "[options] <container> <file_or_directory> [...]",
            summary: "Uploads files and directories.",
            description: [
                "Names of objects are the paths as they are typed. - reads standard input and "
                    + "needs --object-name. A container given as container/a/b puts a/b in front "
                    + "of every name."
            ],
            positionals: [
                Positional("<container>", "The container to upload to; made if need be."),
                Positional("<file_or_directory>...", "What to upload."),
            ],
            options: [
                O.Upload.changed.declarations, O.skipIdentical.declarations,
                O.Upload.skipContainerPut.declarations, O.Upload.segmentSize.declarations,
                O.Upload.segmentContainer.declarations, O.leaveSegments.declarations,
                O.objectThreads.declarations, O.segmentThreads.declarations,
                O.metadata.declarations, O.headers.declarations,
                O.Upload.largeObject.declarations, O.Upload.objectName.declarations,
                O.Upload.links.declarations,
                O.ignoreChecksum.declarations, O.resume.declarations, O.dryRun.declarations,
            ].flatMap(\.self)),
        Command(
            "capabilities", aliases: ["info"], synopsis: "[--json] [<url>]",
            summary: "Shows what the server can do.",
            positionals: [
                Positional("[<url>]", "A URL of the server; needs no authentication then.")
            ],
            options: O.json.declarations),
        Command(
            "tempurl", synopsis: "[options] <method> <time> <path> <key>",
            summary: "Makes a URL that lets whoever has it do one thing for a while.",
            description: ["Asks no server: the key must be that of the account or container."],
            positionals: [
                Positional("<method>", "What is allowed: GET, PUT, HEAD, POST or DELETE."),
                Positional(
                    "<time>",
                    "Seconds from now, a number with s, m, h or d, or a date: 2030-01-31, "
                        + "2030-01-31T12:00:00 (local time), 2030-01-31T12:00:00Z."),
                Positional("<path>", "/v1/account/container/object, or a whole URL."),
                Positional("<key>", "The secret set with post -m Temp-URL-Key:KEY."),
            ],
            options: [
                O.Temporary.absolute.declarations, O.Temporary.prefixBased.declarations,
                O.Temporary.iso8601.declarations, O.Temporary.addressRange.declarations,
                O.Temporary.digest.declarations,
            ].flatMap(\.self)),
        Command(
            "auth", synopsis: "",
            summary: "Prints a token, or with -v the credentials, for a shell to take over."),
        Command(
            "bash_completion", synopsis: "[<command>]",
            summary: "Prints the words that may follow, for shells."),
        Command(
            "completion", synopsis: "bash|zsh|fish", summary: "Prints a completion script.",
            description: [
                "For this shell: source <(apus completion bash), or eval \"$(apus completion zsh)\" "
                    + "after compinit, or apus completion fish | source. Packages install them."
            ],
            positionals: [
                Positional("<shell>", "The shell.", choices: Shell.allCases.map(\.rawValue))
            ]),
        Command(
            "manual", aliases: ["man"], synopsis: "[<subcommand>]",
            summary: "Prints the manual page, or that of a subcommand, for man -l -.",
            positionals: [
                Positional("[<subcommand>]", "The subcommand; the program when it is left out.")
            ]),
    ]
}
