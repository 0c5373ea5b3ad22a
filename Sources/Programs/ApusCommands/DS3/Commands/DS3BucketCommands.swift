// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusSwiftClient

/// `apus ds3 buckets`
struct DS3BucketsCommand: DS3Subcommand {
    static let declaration = Command(
        "buckets", synopsis: "[options]", summary: "Lists buckets with what they are kept by.")

    let context: DS3Context

    func run() async throws {
        _ = try context.names(0...0)
        let client = try await context.client()
        let policies = try await context.all { DS3.getDataPoliciesSpectraS3(page: $0) }
        let names = Dictionary(policies.map { ($0.id, $0.name) }) { first, _ in first }
        var table = Table(["NAME", "CREATED", "DATA POLICY", "USED"])
        try await context.forEachPage(client, { DS3.getBucketsSpectraS3(page: $0) }) { buckets in
            for bucket in buckets {
                if context.writesJSON {
                    try await context.printLine(bucket.json)
                    continue
                }
                table.add([
                    bucket.name, DS3Words.time(bucket.creationDate),
                    names[bucket.dataPolicyID] ?? bucket.dataPolicyID,
                    bucket.logicalUsedCapacity.map { context.size($0) } ?? "",
                ])
            }
        }
        if !context.writesJSON { try await context.print(table) }
    }
}

/// `apus ds3 mb`
struct DS3MakeBucketCommand: DS3Subcommand {
    private enum Options {
        static let policy = Option.text(
            "--policy", placeholder: "NAME",
            help: "The data policy, by name or id. Default: the user's.")
    }

    static let declaration = Command(
        "mb", synopsis: "[options] <bucket>...", summary: "Makes buckets.",
        positionals: [Positional("<bucket>...", "Letters, digits, dots, dashes, underscores.")],
        options: Options.policy.declarations)

    let context: DS3Context

    func run() async throws {
        let client = try await context.client()
        let policy = context.arguments[Options.policy]
        await context.forEach(try context.names(1...), name: { $0 }) { name in
            guard DS3.isBucketName(name) else { throw Refusal("no name of a bucket") }
            _ = try await client.send(
                DS3.putBucketSpectraS3(name: name, dataPolicyID: policy))
            try await context.done(name, [:], "made \(name)")
        }
    }
}

/// `apus ds3 rb`
struct DS3RemoveBucketCommand: DS3Subcommand {
    private enum Options {
        static let force = Option.flag("--force", help: "With everything that is in it.")
    }

    static let declaration = Command(
        "rb", synopsis: "[options] <bucket>...", summary: "Removes buckets.",
        positionals: [Positional("<bucket>...", "What to remove; it must be empty.")],
        options: Options.force.declarations)

    let context: DS3Context

    func run() async throws {
        let client = try await context.client()
        let force = context.arguments[Options.force]
        await context.forEach(try context.names(1...), name: { $0 }) { name in
            _ = try await client.send(try DS3.deleteBucketSpectraS3(id: name, force: force))
            try await context.done(name, [:], "removed \(name)")
        }
    }
}
