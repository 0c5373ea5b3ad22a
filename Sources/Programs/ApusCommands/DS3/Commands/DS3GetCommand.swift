// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusIO
import ApusSwiftClient

/// `apus ds3 get`
struct DS3GetCommand: DS3Subcommand {
    private enum Options {
        static let range = Option.text(
            "--range", placeholder: "FIRST-LAST",
            help: "Of one object, these bytes only: positions from 0, both included.")
        static let version = Option.text(
            "--version-id", placeholder: "ID", help: "That version of the one object.")
        static let noSync = Option.flag(
            "--no-sync", help: "Do not wait until files are safe from a loss of power.")
    }

    static let declaration = Command(
        "get", aliases: ["download"], synopsis: "[options] <bucket>[/<object>]... <target>",
        summary: "Fetches objects, in bulk jobs.",
        description: [
            "One object becomes the file <target>, or comes below it when that is a directory; "
                + "- writes it to standard output. With -r, or a name that ends in /, everything "
                + "that begins so comes below <target>, under what follows; a bucket alone means "
                + "all of it.",
            "A file appears under its name only when it is whole and its checksums are right. "
                + "Nothing is ever written outside of <target>.",
        ],
        positionals: [
            Positional("<bucket>[/<object>]...", "What to fetch."),
            Positional("<target>", "The file or directory to make."),
        ],
        options: DS3TransferOptions.both
            + [
                Options.range.declarations, Options.version.declarations,
                Options.noSync.declarations,
            ].flatMap(\.self))

    let context: DS3Context
    private let lane = Lane(name: "apus-ds3-files", threads: 1)

    init(context: DS3Context) {
        self.context = context
    }

    func run() async throws {
        let names = try context.names(2...)
        let target = names[names.count - 1]
        var trees: [DS3Place] = []
        var objects: [DS3Place] = []
        let isRecursive = context.arguments[DS3TransferOptions.recursive]
        for text in names.dropLast() {
            let place = try DS3Place(text)
            let isTree = place.name.isEmpty || place.name.last == "/" || isRecursive
            if isTree { trees.append(place) } else { objects.append(place) }
        }
        let range = try context.arguments[Options.range].map { text throws(Refusal) in
            try Self.range(text)
        }
        let version = context.arguments[Options.version].nonEmpty
        guard range == nil && version == nil || objects.count == 1 && trees.isEmpty else {
            throw Refusal("--range and --version-id are about one object")
        }
        var options = try context.transferOptions()
        options.isDurable = !context.arguments[Options.noSync]
        let buckets = Set(objects.map(\.bucket))
        guard options.resuming.isEmpty || buckets.count + trees.count == 1 else {
            throw Refusal("--resume takes objects of one bucket, or one tree, at a time")
        }
        if target == "-" {
            guard objects.count == 1, trees.isEmpty else {
                throw Refusal("- takes one object at a time")
            }
            return try await print(objects[0], range: range, version: version)
        }
        let isDirectory = try await lane.run {
            (try? FileCalls.status(target))?.kind == .directory
        }
        let client = try await context.client()
        if objects.count == 1, trees.isEmpty, !isDirectory, target.last != "/" {
            let (directory, file) = try Self.split(target)
            let item = ReadItem(objects[0].name, range: range, as: file, versionID: version)
            return try await fetch(client, [item], objects[0].bucket, directory, options)
        }
        // Nothing is fetched before all of it is known to have a name of its own.
        var wanted: [(bucket: String, items: [ReadItem])] = []
        var files: Set<String> = []
        for (bucket, places) in Dictionary(grouping: objects, by: \.bucket)
            .sorted(by: { $0.key < $1.key })
        {
            let items = try places.map { place throws(Refusal) in
                ReadItem(
                    place.name, range: range, as: try DS3PutCommand.lastPart(place.name),
                    versionID: version)
            }
            for item in items where !files.insert(item.file ?? item.name).inserted {
                throw Refusal("Two of the objects would be the file \(item.file ?? item.name)")
            }
            wanted.append((bucket, items))
        }
        for (bucket, items) in wanted {
            try await fetch(client, items, bucket, target, options)
        }
        for place in trees {
            var options = options
            // Files are called as what follows the prefix, unless the options say otherwise.
            let prefix =
                place.name.isEmpty || place.name.last == "/" ? place.name : place.name + "/"
            if options.removedPrefix.isEmpty { options.removedPrefix = prefix }
            let chosen = options
            try await context.transfer("\(place.bucket)/\(place.name)") { progress in
                try await client.readBucket(
                    place.bucket, prefix: prefix.isEmpty ? nil : prefix, into: target,
                    options: chosen, progress: progress)
            }
        }
    }

    private func fetch(
        _ client: DS3Client, _ items: [ReadItem], _ bucket: String, _ directory: String,
        _ options: TransferOptions
    ) async throws {
        let label = items.count == 1 ? "\(bucket)/\(items[0].name)" : bucket
        try await context.transfer(label) { progress in
            try await client.read(
                items, from: bucket, into: directory, options: options, progress: progress)
        }
    }

    /// Writes one object to standard output.
    private func print(_ place: DS3Place, range: Range<Int>?, version: String?) async throws {
        let client = try await context.client()
        var request = try DS3.getObject(
            bucket: place.bucket, object: place.name, versionID: version)
        if let range {
            request.headers.append(("Range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)"))
        }
        let object = try await client.open(request)
        _ = try await object.receive { bytes, _ in
            try await context.output.printRaw(bytes)
            try await context.output.flush()
        }
    }

    static func range(_ text: String) throws(Refusal) -> Range<Int> {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = Int(parts[0]), let last = Int(parts[1]),
            first >= 0, last >= first, last < Int.max
        else { throw Refusal("'\(text)' is no range: FIRST-LAST, as 0-1023") }
        return first..<(last + 1)
    }

    /// Directory and name of a path.
    private static func split(_ path: String) throws(Refusal) -> (String, String) {
        let name = try DS3PutCommand.lastPart(path)
        let before = path.dropLast(name.count)
        return (before.isEmpty ? "." : String(before), name)
    }
}
