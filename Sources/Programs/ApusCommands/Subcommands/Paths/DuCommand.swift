// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusSwiftClient

/// `apus du`
struct DuCommand: Subcommand {
    private enum Options {
        static let summary = Option.flag(
            "-s", "--summarize", help: "One line for each argument.")
    }

    static let declaration = Command(
        "du", synopsis: "[options] [<container>[/<path>]...]",
        summary: "Adds up the sizes of objects.",
        description: [
            "One line for each container of the account, or for each first part of the names "
                + "below a path, then the sum. Segments count where they are, and their large "
                + "objects as well."
        ],
        positionals: [
            Positional("[<container>[/<path>]...]", "What to add up; the account by default.")
        ],
        options: [CommandOptions.human.declarations, Options.summary.declarations].flatMap(\.self))

    let context: CommandContext

    private var isSummary: Bool { context.arguments[Options.summary] }

    func run() async throws {
        try await context.withService { service in
            guard !context.names.isEmpty else { return try await account(service) }
            for text in context.names {
                guard case .remote(let container, let name) = try Place(text) else {
                    throw Refusal("'\(text)' is a path of this machine")
                }
                try await self.container(service, container, name)
            }
        }
    }

    private func account(_ service: SwiftService) async throws {
        var total: (objects: UInt64, bytes: UInt64) = (0, 0)
        for try await page in service.list() {
            guard case .account(let listing, _) = page else { continue }
            for case .container(let row) in listing.entries {
                total = (total.objects.adding(row.count), total.bytes.adding(row.bytes))
                if !isSummary { try await print(row.name, row.count, row.bytes) }
            }
        }
        try await print(".", total.objects, total.bytes)
    }

    private func container(
        _ service: SwiftService, _ container: String, _ name: String
    ) async throws {
        let prefix = name.isEmpty || name.last == "/" ? name : name + "/"
        var options = ListOptions()
        options.prefix = prefix
        var total: (objects: UInt64, bytes: UInt64) = (0, 0)
        // Names come in order, so a part is done when the next one begins.
        var part: (name: String, objects: UInt64, bytes: UInt64)?
        for try await page in service.list(container: container, options: options) {
            guard case .container(let listing) = page else { continue }
            for case .object(let row) in listing.entries {
                total = (total.objects + 1, total.bytes.adding(row.bytes))
                let rest = row.name.dropFirst(prefix.count)
                guard !isSummary, let slash = rest.firstIndex(of: "/") else { continue }
                let first = String(rest[..<slash])
                if let done = part, done.name != first {
                    try await print(
                        "\(container)/\(prefix)\(done.name)", done.objects, done.bytes)
                    part = nil
                }
                part = (first, (part?.objects ?? 0) + 1, (part?.bytes ?? 0).adding(row.bytes))
            }
        }
        if let done = part {
            try await print("\(container)/\(prefix)\(done.name)", done.objects, done.bytes)
        }
        let path = prefix.isEmpty ? container : "\(container)/\(prefix.dropLast())"
        try await print(path, total.objects, total.bytes)
    }

    private func print(_ path: String, _ objects: UInt64, _ bytes: UInt64) async throws {
        let members: [String: JSONValue] = [
            "path": .string(path), "objects": .integer(Int64(clamping: objects)),
            "bytes": .integer(Int64(clamping: bytes)),
        ]
        if try await context.printLine(members) { return }
        let isHuman = context.arguments[CommandOptions.human]
        let size = ByteCountFormat.text(bytes, human: isHuman).drop { $0 == " " }
        try await context.output.print("\(size)\t\(path)")
    }
}
