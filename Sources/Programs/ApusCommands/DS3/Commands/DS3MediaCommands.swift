// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusSwiftClient

/// `apus ds3 placement`
struct DS3PlacementCommand: DS3Subcommand {
    static let declaration = Command(
        "placement", synopsis: "<bucket>/<object>...",
        summary: "Shows on which media objects are.",
        positionals: [Positional("<bucket>/<object>...", "The objects.")])

    let context: DS3Context

    func run() async throws {
        let client = try await context.client()
        var table = Table(["OBJECT", "OFFSET", "LENGTH", "CACHED", "MEDIA"])
        for (bucket, names) in try DS3Place.grouped(try context.names(1...)) {
            let placed = try await client.send(
                try DS3.getPhysicalPlacementForObjectsWithFullDetailsSpectraS3(
                    id: bucket, objects: names.map { DS3.ListedObject($0) })
            ).value
            for blob in placed.objects {
                if context.writesJSON {
                    try await context.printLine(blob.json)
                    continue
                }
                let media =
                    (blob.physicalPlacement?.tapes.map(\.barCode) ?? [])
                    + (blob.physicalPlacement?.pools.map(\.name) ?? [])
                table.add([
                    "\(bucket)/\(blob.name)", "\(blob.offset)", context.size(blob.length),
                    blob.inCache.map { $0 ? "yes" : "no" } ?? "", media.joined(separator: ", "),
                ])
            }
        }
        if !context.writesJSON { try await context.print(table) }
    }
}

/// `apus ds3 stage`
struct DS3StageCommand: DS3Subcommand {
    static let declaration = Command(
        "stage", synopsis: "<bucket>/<object>...",
        summary: "Asks for objects to be brought from slow media into the cache.",
        description: ["Makes a job for each bucket, and prints its id."],
        positionals: [Positional("<bucket>/<object>...", "The objects.")])

    let context: DS3Context

    func run() async throws {
        try await context.makeJobs { bucket, objects in
            try DS3.stageObjectsJobSpectraS3(id: bucket, objects: objects)
        }
    }
}

/// `apus ds3 verify`
struct DS3VerifyCommand: DS3Subcommand {
    static let declaration = Command(
        "verify", synopsis: "<bucket>/<object>...",
        summary: "Has objects read back from their media and compared with their checksums.",
        description: ["Makes a job for each bucket, and prints its id; job wait tells its end."],
        positionals: [Positional("<bucket>/<object>...", "The objects.")])

    let context: DS3Context

    func run() async throws {
        try await context.makeJobs { bucket, objects in
            try DS3.verifyBulkJobSpectraS3(id: bucket, objects: objects)
        }
    }
}

extension DS3Context {
    /// Makes a job of the named objects of each bucket, and prints its id.
    fileprivate func makeJobs(
        _ request: (String, [DS3.ListedObject]) throws -> DS3.Request<DS3.JobPlan>
    ) async throws {
        let client = try await client()
        for (bucket, names) in try DS3Place.grouped(try names(1...)) {
            let objects = names.map { DS3.ListedObject($0) }
            let plan = try await client.send(try request(bucket, objects)).value
            if writesJSON {
                try await printLine(DS3Words.document(plan))
            } else {
                try await output.print(plan.jobID)
            }
        }
    }
}

/// `apus ds3 tapes`
struct DS3TapesCommand: DS3Subcommand {
    static let declaration = Command(
        "tapes", synopsis: "[options]", summary: "Lists tapes, or what stands for them.",
        options: CommandOptions.human.declarations)

    let context: DS3Context

    func run() async throws {
        _ = try context.names(0...0)
        let client = try await context.client()
        var table = Table(["BAR CODE", "STATE", "TYPE", "FREE", "SIZE", "FULL", "LAST ACCESS"])
        try await context.forEachPage(client, { DS3.getTapesSpectraS3(page: $0) }) { tapes in
            for tape in tapes {
                if context.writesJSON {
                    try await context.printLine(tape.json)
                    continue
                }
                table.add([
                    tape.barCode, tape.state.rawValue, tape.type.rawValue,
                    tape.availableRawCapacity.map { context.size($0) } ?? "",
                    tape.totalRawCapacity.map { context.size($0) } ?? "",
                    tape.fullOfData ? "yes" : "no", DS3Words.time(tape.lastAccessed),
                ])
            }
        }
        if !context.writesJSON { try await context.print(table) }
    }
}

/// `apus ds3 health`
struct DS3HealthCommand: DS3Subcommand {
    static let declaration = Command(
        "health", synopsis: "", summary: "Tells whether the server works; the status is 1 if not.")

    let context: DS3Context

    func run() async throws {
        _ = try context.names(0...0)
        let client = try await context.client()
        let health = try await client.send(DS3.verifySystemHealthSpectraS3()).value
        if context.writesJSON { return try await context.printLine(health.json) }
        let space = health.databaseFilesystemFreeSpace.rawValue
        try await context.output.print(
            "healthy: answered in \(health.msRequiredToVerifyDataPlannerHealth) ms, "
                + "free space of the database \(space)")
    }
}

/// `apus ds3 info`
struct DS3InfoCommand: DS3Subcommand {
    static let declaration = Command(
        "info", synopsis: "", summary: "Shows what the server is.")

    let context: DS3Context

    func run() async throws {
        _ = try context.names(0...0)
        let client = try await context.client()
        try await context.print(
            try await client.send(DS3.getSystemInformationSpectraS3()).value.json)
    }
}
