// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// What OpenStack's tool understands: its subcommands and how it spells their options.
///
/// What is not in here came with us. In the place of that tool we do not know it either, and
/// otherwise it cannot be abbreviated, so that a script's abbreviations mean what they meant.
///
/// Source: python-swiftclient 4.11, the parsers of its shell.
enum OpenStackTool {
    /// The spellings of the options that every subcommand takes.
    static let globalOptions: Set<String> = Set(
        words(
            """
            --version -h --help --os-help --os_help -v --verbose --debug --debug-with-secrets --info
            -q --quiet -A --auth -V --auth-version --os-identity-api-version -U --user -K --key
            -T --timeout -R --retries --insecure --no-ssl-compression --force-auth-retry --prompt
            --os-cacert --os-cert --os-key
            """)
            + words(
                """
                username user-id user-domain-id user-domain-name password tenant-id tenant-name
                project-id project-name project-domain-id project-domain-name auth-url auth-type
                application-credential-id application-credential-secret auth-token storage-url
                region-name service-type endpoint-type
                """
            ).flatMap { ["--os-" + $0, "--os_" + $0.swapping("-", for: "_")] })

    /// The spellings of the options of each subcommand.
    static let commandOptions: [String: Set<String>] = [
        "delete": set(
            """
            -a --all --versions -p --prefix --version-id -H --header --leave-segments
            --object-threads --container-threads
            """),
        "download": set(
            """
            -a --all -m --marker -p --prefix -o --output -D --output-dir -r --remove-prefix
            --object-threads --container-threads --no-download -H --header --skip-identical
            --version-id --ignore-checksum --no-shuffle --ignore-mtime
            """),
        "list": set(
            "-l --long --lh -t --totals -p --prefix -d --delimiter -j --json --versions -H --header"
        ),
        "stat": set("--lh --version-id -H --header"),
        "post": set(
            """
            -r --read-acl -w --write-acl -t --sync-to -k --sync-key -m --meta -H --header
            """),
        "copy": set("-d --destination -M --fresh-metadata -m --meta -H --header"),
        "upload": set(
            """
            -c --changed --skip-identical --skip-container-put -S --segment-size
            -C --segment-container --leave-segments --object-threads --segment-threads -m --meta
            -H --header --use-slo --use-dlo --object-name --ignore-checksum
            """),
        "capabilities": set("--json"),
        "tempurl": set("--absolute --prefix-based --iso8601 --ip-range --digest"),
        "auth": [],
        "bash_completion": [],
    ]

    /// What is understood in that tool's place all the same: how to get there, and the way around
    /// a refusal that the tool should make and does not.
    private static let kept: Set<String> = ["--compat", "--allow-unsafe-paths"]

    /// The groups with that tool's options only.
    static func reduced(_ groups: [OptionGroup]) -> [OptionGroup] {
        groups.map { group in
            OptionGroup(
                title: group.title, isShownAtFirst: group.isShownAtFirst,
                options: group.options.compactMap { option in
                    option.keeping { globalOptions.contains($0) || kept.contains($0) }
                })
        }
    }

    /// The commands that tool has, with the options it has.
    static func reduced(_ commands: [Command]) -> [Command] {
        commands.compactMap { command in
            guard let known = commandOptions[command.name] else { return nil }
            return command.replacing(
                options: command.options.compactMap { option in
                    option.keeping { known.contains($0) || kept.contains($0) }
                })
        }
    }

    /// The groups with every option unabbreviated that the tool has not.
    static func marked(_ groups: [OptionGroup]) -> [OptionGroup] {
        groups.map { group in
            OptionGroup(
                title: group.title, isShownAtFirst: group.isShownAtFirst,
                options: group.options.map { marked($0, globalOptions) })
        }
    }

    /// The commands with every option unabbreviated that the tool has not.
    static func marked(_ commands: [Command]) -> [Command] {
        commands.map { command in
            guard let known = commandOptions[command.name] else { return command }
            return command.replacing(options: command.options.map { marked($0, known) })
        }
    }

    private static func marked(
        _ option: OptionDeclaration, _ known: Set<String>
    ) -> OptionDeclaration {
        known.isDisjoint(with: option.spellings) ? option.unabbreviated : option
    }

    private static func words(_ text: String) -> [String] {
        // By bytes: this is done at every start of the program.
        text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
            .map { String(Substring($0)) }
    }

    private static func set(_ text: String) -> Set<String> { Set(words(text)) }
}

extension String {
    /// The text with one ASCII character in the place of another.
    func swapping(_ old: Unicode.Scalar, for new: Unicode.Scalar) -> String {
        let (old, new) = (UInt8(ascii: old), UInt8(ascii: new))
        return String(decoding: utf8.map { $0 == old ? new : $0 }, as: UTF8.self)
    }
}
