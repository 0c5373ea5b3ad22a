// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusSwiftClient

/// `apus ls`
struct LsCommand: Subcommand {
    private enum Options {
        static let recursive = Option.flag(
            "-R", "-r", "--recursive", help: "All names below, not only those of one level.")
    }

    static let declaration = Command(
        "ls", synopsis: "[options] [<container>[/<path>]...]",
        summary: "Lists containers, or one level of the objects of a container.",
        description: [
            "Names are cut at each /, as if it were a directory's; c/a lists what c/a/ does when "
                + "there is no object c/a."
        ],
        positionals: [
            Positional("[<container>[/<path>]...]", "What to list; the account by default.")
        ],
        options: [
            CommandOptions.List.long.declarations, CommandOptions.human.declarations,
            Options.recursive.declarations,
        ].flatMap(\.self))

    let context: CommandContext

    private var isHuman: Bool { context.arguments[CommandOptions.human] }
    private var isLong: Bool { context.arguments[CommandOptions.List.long] || isHuman }

    func run() async throws {
        try await context.withService { service in
            guard !context.names.isEmpty else { return try await list(service, nil, prefix: "") }
            for text in context.names {
                guard case .remote(let container, let name) = try Place(text) else {
                    throw Refusal("'\(text)' is a path of this machine")
                }
                var prefix = name
                if !name.isEmpty, name.last != "/",
                    try await isDirectory(service, container, name)
                {
                    prefix += "/"
                }
                try await list(service, container, prefix: prefix)
            }
        }
    }

    /// Whether there are only names below a name, and none that it is.
    private func isDirectory(
        _ service: SwiftService, _ container: String, _ name: String
    ) async throws -> Bool {
        let part = ListingOptions(limit: 2, prefix: name, delimiter: "/")
        let page = try await service.connection.getContainer(container, part)
        return page.entries == [.subdir(name + "/")]
    }

    private func list(
        _ service: SwiftService, _ container: String?, prefix: String
    ) async throws {
        var options = ListOptions()
        options.prefix = prefix
        if container != nil, !context.arguments[Options.recursive] { options.delimiter = "/" }
        // Names are shown from behind the last /, as in a directory.
        let shown = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
        for try await page in service.list(container: container, options: options) {
            var text = ByteWriter(capacity: 64 * 1024)
            switch page {
            case .account(let listing, _):
                for entry in listing.entries {
                    if context.writesJSONLines {
                        text.append(json: entry.document())
                        text.append("\n")
                        continue
                    }
                    var line = entry.name + "/"
                    if isLong, case .container(let row) = entry {
                        line = details(row.bytes, row.lastModified) + line
                    }
                    text.append(line + "\n")
                }
            case .container(let listing):
                for entry in listing.entries {
                    if context.writesJSONLines {
                        text.append(json: entry.document())
                        text.append("\n")
                        continue
                    }
                    var line = entry.name
                    if line.hasPrefix(shown), line.utf8.count > shown.utf8.count {
                        line.removeFirst(shown.count)
                    }
                    if isLong {
                        if case .object(let row) = entry {
                            line = details(row.bytes, row.lastModified) + line
                        } else {
                            line = details(nil, "") + line
                        }
                    }
                    text.append(line + "\n")
                }
            }
            try await context.output.printRaw(text.finish())
        }
    }

    /// Size and time in columns.
    private func details(_ bytes: UInt64?, _ time: String) -> String {
        let size = bytes.map { ByteCountFormat.text($0, human: isHuman) } ?? ""
        let moment = time.split(separator: ".").first.map(String.init) ?? ""
        return size.leftPadded(to: isHuman ? 5 : 12) + " "
            + moment.replacing("T", with: " ").rightPadded(to: 19) + " "
    }
}
