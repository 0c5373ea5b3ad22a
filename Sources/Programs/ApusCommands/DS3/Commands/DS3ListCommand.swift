// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusSwiftClient

/// `apus ds3 ls`
struct DS3ListCommand: DS3Subcommand {
    private enum Options {
        static let long = Option.flag("-l", "--long", help: "With sizes and times.")
        static let recursive = Option.flag(
            "-r", "-R", "--recursive", help: "All names below, not only those of one level.")
        static let versions = Option.flag(
            "--versions", help: "Every version of each object, with its id.")
    }

    static let declaration = Command(
        "ls", aliases: ["list"], synopsis: "[options] [<bucket>[/<prefix>]...]",
        summary: "Lists buckets, or the objects of a bucket.",
        description: ["Without -r, names are cut at the next / behind the prefix."],
        positionals: [Positional("[<bucket>[/<prefix>]...]", "What to list; buckets by default.")],
        options: [
            Options.long.declarations, CommandOptions.human.declarations,
            Options.recursive.declarations, Options.versions.declarations,
        ].flatMap(\.self))

    let context: DS3Context

    private var isLong: Bool {
        context.arguments[Options.long] || context.arguments[CommandOptions.human]
            || context.arguments[Options.versions]
    }

    func run() async throws {
        let client = try await context.client()
        guard !context.names.isEmpty else { return try await listBuckets(client) }
        for text in context.names { try await list(client, try DS3Place(text)) }
    }

    private func listBuckets(_ client: DS3Client) async throws {
        for bucket in try await client.send(DS3.getService()).value.buckets {
            if context.writesJSON {
                try await context.printLine(bucket.json)
            } else {
                let time = isLong ? DS3Words.time(bucket.creationDate) + "  " : ""
                try await context.output.print(time + Table.printable(bucket.name))
            }
        }
    }

    private func list(_ client: DS3Client, _ place: DS3Place) async throws {
        let isRecursive = context.arguments[Options.recursive]
        var marker: String?
        while true {
            let page = try await client.send(
                try DS3.getBucket(
                    bucket: place.bucket, delimiter: isRecursive ? nil : "/", marker: marker,
                    prefix: place.name.isEmpty ? nil : place.name,
                    versions: context.arguments[Options.versions])
            ).value
            try await print(page)
            guard page.isTruncated, !page.nextMarker.isEmpty, page.nextMarker != marker else {
                return
            }
            marker = page.nextMarker
        }
    }

    private func print(_ page: DS3.ListBucketResult) async throws {
        var text = ByteWriter(capacity: 64 * 1024)
        let rows = (page.contents + page.versions).map { ($0.key, Optional($0)) }
        let prefixes = page.commonPrefixes.map { ($0, DS3.Contents?.none) }
        // Both come in order; they belong between each other.
        for (name, row) in (rows + prefixes).stablySorted(byBytes: \.0) {
            if context.writesJSON {
                text.append(json: row?.json ?? ["Prefix": .string(name)])
                text.append("\n")
                continue
            }
            var line = Table.printable(name)
            if isLong {
                let size = row.map { context.size($0.size) } ?? ""
                let width = context.arguments[CommandOptions.human] ? 5 : 14
                line =
                    size.leftPadded(to: width) + "  "
                    + DS3Words.time(row?.lastModified).rightPadded(to: 19) + "  " + line
                if context.arguments[Options.versions], let id = row?.versionID {
                    line += "  \(id)" + (row?.isLatest == true ? "  latest" : "")
                }
            }
            text.append(line + "\n")
        }
        try await context.output.printRaw(text.finish())
    }
}

/// `apus ds3 search`
struct DS3SearchCommand: DS3Subcommand {
    private enum Options {
        static let bucket = Option.text(
            "--bucket", placeholder: "NAME", help: "Only in this bucket.")
        static let folders = Option.flag("--folders", help: "Folders only, which end in /.")
    }

    static let declaration = Command(
        "search", synopsis: "[options] <pattern>",
        summary: "Finds objects by their name, in all buckets.",
        positionals: [Positional("<pattern>", "The name; % stands for any text.")],
        options: Options.bucket.declarations + Options.folders.declarations)

    let context: DS3Context

    func run() async throws {
        let pattern = try context.names(1...1)[0]
        let client = try await context.client()
        let buckets = try await context.all { DS3.getBucketsSpectraS3(page: $0) }
        let names = Dictionary(buckets.map { ($0.id, $0.name) }) { first, _ in first }
        let bucket = context.arguments[Options.bucket]
        let type: DS3.S3ObjectType? = context.arguments[Options.folders] ? .folder : nil
        try await context.forEachPage(
            client,
            {
                DS3.getObjectsDetailsSpectraS3(
                    bucketID: bucket, name: pattern, type: type, page: $0)
            }
        ) { objects in
            for object in objects {
                if context.writesJSON {
                    try await context.printLine(object.json)
                    continue
                }
                let place = "\(names[object.bucketID] ?? object.bucketID)/\(object.name)"
                try await context.output.print(Table.printable(place))
            }
        }
    }
}

/// `apus ds3 stat`
struct DS3StatCommand: DS3Subcommand {
    private enum Options {
        static let version = Option.text(
            "--version-id", placeholder: "ID", help: "That version. Default: the latest.")
    }

    static let declaration = Command(
        "stat", aliases: ["head"], synopsis: "[options] <bucket>[/<object>]...",
        summary: "Shows what is known of buckets and objects.",
        positionals: [Positional("<bucket>[/<object>]...", "What to show.")],
        options: Options.version.declarations)

    let context: DS3Context

    func run() async throws {
        let client = try await context.client()
        for text in try context.names(1...) {
            let place = try DS3Place(text)
            guard !place.name.isEmpty else {
                let bucket = try await client.send(
                    try DS3.getBucketSpectraS3(id: place.bucket)
                ).value
                try await context.print(bucket.json)
                continue
            }
            let head = try await client.send(
                try DS3.headObject(
                    bucket: place.bucket, object: place.name,
                    versionID: context.arguments[Options.version])
            ).value
            try await context.print(Self.document(head, place))
        }
    }

    static func document(_ head: DS3.ObjectHead, _ place: DS3Place) -> JSONValue {
        var members: [String: JSONValue] = [
            "Bucket": .string(place.bucket), "Name": .string(place.name),
        ]
        members["Size"] = head.lengthBytes.map { .integer(Int64($0)) }
        members["ETag"] = head.eTag.map { .string($0) }
        members["LastModified"] = head.lastModified.map { .string($0) }
        members["CreationDate"] = head.creationDate.map { .string($0) }
        members["VersionId"] = head.versionID.map { .string($0) }
        if !head.metadata.isEmpty {
            members["Metadata"] = .object(head.metadata.mapValues { .string($0) })
        }
        if let type = head.checksumType { members["ChecksumType"] = .string(type.rawValue) }
        if !head.checksums.isEmpty {
            members["Checksums"] = .object(
                Dictionary(head.checksums.map { (String($0.key), .string($0.value)) }) { $1 })
        }
        return .object(members)
    }
}

extension Array {
    /// Sorted by the bytes of a text, with what has the same in the order it was in.
    fileprivate func stablySorted(byBytes text: (Element) -> String) -> [Element] {
        enumerated().sorted { left, right in
            let names = (text(left.element).utf8, text(right.element).utf8)
            if names.0.lexicographicallyPrecedes(names.1) { return true }
            return names.0.elementsEqual(names.1) && left.offset < right.offset
        }.map(\.element)
    }
}
