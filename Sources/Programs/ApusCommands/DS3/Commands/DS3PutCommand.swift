// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusIO
import ApusSwiftClient

/// `apus ds3 put`
struct DS3PutCommand: DS3Subcommand {
    private enum Options {
        static let blobSize = Option.text(
            "--blob-size", placeholder: "SIZE",
            help: "How large blobs may be: bytes, or a number with K, M or G; 10M at least. "
                + "Default: that of the data policy.")
        static let checksum = Option.text(
            "--checksum", placeholder: "TYPE",
            help: "MD5, SHA256, SHA512, CRC32, CRC32C or none, of each blob, sent along. Default: "
                + "as the data policy asks.")
        static let skipExisting = Option.flag(
            "--skip-existing", help: "Leave out objects that are there with the same size.")
        static let wait = Option.flag(
            "--wait", help: "Return once the data is on the media that the policy asks for.")
    }

    static let declaration = Command(
        "put", aliases: ["upload"], synopsis: "[options] <file>... <bucket>[/<name>]",
        summary: "Sends files and directories to a bucket, in bulk jobs.",
        description: [
            "One file becomes the object of that name, or one below it when the name ends in / or "
                + "is left out. Several go below it under their own names. A directory goes with "
                + "its own name, or without when it is typed with a / at its end, as with rsync.",
            "One that was broken off goes on with --resume: what the server has is not sent again.",
        ],
        positionals: [
            Positional("<file>...", "What to send."),
            Positional("<bucket>[/<name>]", "Where to."),
        ],
        options: DS3TransferOptions.both
            + [
                Options.blobSize.declarations, Options.checksum.declarations,
                Options.skipExisting.declarations, Options.wait.declarations,
            ].flatMap(\.self))

    let context: DS3Context
    private let lane = Lane(name: "apus-ds3-files", threads: 1)

    init(context: DS3Context) {
        self.context = context
    }

    func run() async throws {
        let names = try context.names(2...)
        let place = try DS3Place(names[names.count - 1])
        let sources = Array(names.dropLast())
        var options = try context.transferOptions()
        if let text = context.arguments[Options.blobSize] {
            options.maxUploadSizeBytes = Int(clamping: try UploadCommand.segmentSize(text))
        }
        options.ignoresExisting = context.arguments[Options.skipExisting]
        options.waitsUntilPersisted = context.arguments[Options.wait]
        if let text = context.arguments[Options.checksum] {
            options.checksums = try Self.checksums(text)
        }
        let isFolder = place.name.isEmpty || place.name.last == "/" || sources.count > 1
        let folder =
            place.name.isEmpty || place.name.last == "/" ? place.name : place.name + "/"
        var files: [WriteItem] = []
        var directories: [(path: String, prefix: String)] = []
        for source in sources {
            guard source != "-" else {
                throw Refusal("A job needs sizes: standard input goes with apus upload")
            }
            let status = try await lane.run { try FileCalls.status(source) }
            if status.kind == .directory {
                guard context.arguments[DS3TransferOptions.recursive] else {
                    throw Refusal("\(source) is a directory; -r sends it with all that is in it")
                }
                let own = source.last == "/" ? "" : try Self.lastPart(source) + "/"
                directories.append((source, folder + own))
            } else {
                let name = isFolder ? folder + (try Self.lastPart(source)) : place.name
                files.append(.file(source, as: Self.renamed(name, options)))
            }
        }
        guard options.resuming.isEmpty || directories.count + (files.isEmpty ? 0 : 1) == 1 else {
            throw Refusal("--resume takes files, or one directory, at a time")
        }
        let client = try await context.client()
        if !files.isEmpty {
            let (items, options) = (files, options)
            try await context.transfer("\(place.bucket)/\(place.name)") { progress in
                try await client.write(
                    items, to: place.bucket, options: options, progress: progress)
            }
        }
        for (path, prefix) in directories {
            var options = options
            options.addedPrefix = prefix
            let chosen = options
            try await context.transfer("\(place.bucket)/\(prefix)") { progress in
                try await client.writeDirectory(
                    path, to: place.bucket, options: chosen, progress: progress)
            }
        }
    }

    static func checksums(_ text: String) throws(Refusal) -> TransferOptions.Checksums {
        switch text.uppercased().filter({ $0 != "-" && $0 != "_" }) {
        case "NONE": .none
        case "MD5": .sentAlong(.md5)
        case "SHA256": .sentAlong(.sha256)
        case "SHA512": .sentAlong(.sha512)
        case "CRC32": .sentAlong(.crc32)
        case "CRC32C": .sentAlong(.crc32c)
        default: throw Refusal("'\(text)' is no checksum: MD5, SHA256, SHA512, CRC32, CRC32C, none")
        }
    }

    private static func renamed(_ name: String, _ options: TransferOptions) -> String {
        name.hasPrefix(options.removedPrefix)
            ? String(name.dropFirst(options.removedPrefix.count)) : name
    }

    static func lastPart(_ path: String) throws(Refusal) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        guard !["", ".", ".."].contains(name) else {
            throw Refusal("'\(path)' has no name of its own")
        }
        return name
    }
}
