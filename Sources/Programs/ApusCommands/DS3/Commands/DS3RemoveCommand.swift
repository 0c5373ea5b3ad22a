// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusSwiftClient

/// `apus ds3 rm`
struct DS3RemoveCommand: DS3Subcommand {
    private enum Options {
        static let recursive = Option.flag(
            "-r", "-R", "--recursive", help: "Folders, with everything that is in them.")
        static let version = Option.text(
            "--version-id", placeholder: "ID", help: "That version of the one object.")
    }

    static let declaration = Command(
        "rm", aliases: ["delete"], synopsis: "[options] <bucket>/<object>...",
        summary: "Deletes objects and folders.",
        description: [
            "With -r, b/a deletes b/a/ and everything below it, and nothing that only begins "
                + "like it: b/a2 stays."
        ],
        positionals: [Positional("<bucket>/<object>...", "What to delete.")],
        options: Options.recursive.declarations + Options.version.declarations)

    /// How many names one request may have.
    private static let batch = 1000

    let context: DS3Context

    func run() async throws {
        let texts = try context.names(1...)
        let client = try await context.client()
        if let version = context.arguments[Options.version] {
            let place = try DS3Place.object(try context.names(1...1)[0])
            _ = try await client.send(
                try DS3.deleteObject(
                    bucket: place.bucket, object: place.name, versionID: version))
            return try await told(place.bucket, place.name)
        }
        if context.arguments[Options.recursive] {
            let places = try texts.map { text throws(Refusal) in try DS3Place.object(text) }
            return await context.forEach(places, name: { "\($0.bucket)/\($0.name)" }) { place in
                try await client.deleteFolder(place.name, in: place.bucket)
                try await told(place.bucket, place.name)
            }
        }
        for (bucket, names) in try DS3Place.grouped(texts) {
            var rest = names[...]
            while !rest.isEmpty {
                try await delete(client, bucket, Array(rest.prefix(Self.batch)))
                rest = rest.dropFirst(Self.batch)
            }
        }
    }

    private func delete(_ client: DS3Client, _ bucket: String, _ names: [String]) async throws {
        if names.count == 1 {
            _ = try await client.send(try DS3.deleteObject(bucket: bucket, object: names[0]))
            return try await told(bucket, names[0])
        }
        let result = try await client.send(
            try DS3.deleteObjects(bucket: bucket, objects: DS3.Deletion(names.map { .init($0) }))
        ).value
        for deleted in result.deleted { try await told(bucket, deleted.key) }
        for error in result.errors {
            let failure = DS3Error(DS3Error.Code(error.code), error.message)
            await context.tell(failure, of: "\(bucket)/\(error.key)")
        }
    }

    private func told(_ bucket: String, _ name: String) async throws {
        try await context.done("\(bucket)/\(name)", [:], "deleted \(bucket)/\(name)")
    }
}
