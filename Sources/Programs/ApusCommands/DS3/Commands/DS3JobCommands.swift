// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusSwiftClient

/// `apus ds3 jobs`
struct DS3JobsCommand: DS3Subcommand {
    private enum Options {
        static let bucket = Option.text(
            "--bucket", placeholder: "NAME", help: "Only those of this bucket.")
        static let completed = Option.flag("--completed", help: "Those that are done.")
        static let canceled = Option.flag(
            "--canceled", "--cancelled", help: "Those that were given up.")
        static let all = Option.flag("-a", "--all", help: "These as well as the active ones.")
    }

    static let declaration = Command(
        "jobs", synopsis: "[options]", summary: "Lists jobs.",
        options: [
            Options.bucket.declarations, Options.completed.declarations,
            Options.canceled.declarations, Options.all.declarations,
            CommandOptions.human.declarations,
        ].flatMap(\.self))

    let context: DS3Context

    /// What jobs of all three kinds have.
    private struct Row {
        let json: JSONValue
        let cells: [String]
    }

    func run() async throws {
        _ = try context.names(0...0)
        let bucket = context.arguments[Options.bucket]
        let arguments = context.arguments
        let isPast = arguments[Options.completed] || arguments[Options.canceled]
        let buckets = try await context.all { DS3.getBucketsSpectraS3(page: $0) }
        let names = Dictionary(buckets.map { ($0.id, $0.name) }) { first, _ in first }
        var rows: [Row] = []
        if !isPast || arguments[Options.all] {
            rows += try await context.all { DS3.getActiveJobsSpectraS3(bucketID: bucket, page: $0) }
                .map { job in
                    row(
                        job.json, job.id, job.requestType, "IN_PROGRESS", job.priority,
                        names[job.bucketID], job.cachedSizeInBytes, job.completedSizeInBytes,
                        job.originalSizeInBytes, job.createdAt, job.name)
                }
        }
        if arguments[Options.completed] || arguments[Options.all] {
            rows += try await context.all {
                DS3.getCompletedJobsSpectraS3(bucketID: bucket, page: $0)
            }.map { job in
                row(
                    job.json, job.id, job.requestType, "COMPLETED", job.priority,
                    names[job.bucketID], job.cachedSizeInBytes, job.completedSizeInBytes,
                    job.originalSizeInBytes, job.createdAt, job.name)
            }
        }
        if arguments[Options.canceled] || arguments[Options.all] {
            rows += try await context.all {
                DS3.getCanceledJobsSpectraS3(bucketID: bucket, page: $0)
            }.map { job in
                row(
                    job.json, job.id, job.requestType, "CANCELED", job.priority,
                    names[job.bucketID], job.cachedSizeInBytes, job.completedSizeInBytes,
                    job.originalSizeInBytes, job.createdAt, job.name)
            }
        }
        if context.writesJSON {
            for row in rows { try await context.printLine(row.json) }
            return
        }
        var table = Table([
            "JOB", "KIND", "STATUS", "PRIORITY", "BUCKET", "CACHED", "DONE", "SIZE", "BEGUN",
            "NAME",
        ])
        for row in rows { table.add(row.cells) }
        try await context.print(table)
    }

    private func row(
        _ json: JSONValue, _ id: String, _ kind: DS3.JobRequestType, _ status: String,
        _ priority: DS3.BlobStoreTaskPriority, _ bucket: String?, _ cached: Int, _ done: Int,
        _ size: Int, _ begun: DS3.Time, _ name: String
    ) -> Row {
        var members = json.members ?? [:]
        members["Status"] = .string(status)
        return Row(
            json: .object(members),
            cells: [
                id, kind.rawValue, status, priority.rawValue, bucket ?? "", context.size(cached),
                context.size(done), context.size(size), DS3Words.time(begun), name,
            ])
    }
}

/// `apus ds3 job`
struct DS3JobCommand: DS3Subcommand {
    private enum Options {
        static let name = Option.text(
            "--name", placeholder: "TEXT", help: "set: what it is called.")
        static let priority = Option.text(
            "--priority", placeholder: "WORD",
            help: "set: URGENT, HIGH, NORMAL, LOW or BACKGROUND.")
        static let protected = Option.flag(
            "--protected", help: "set: it cannot be truncated from now on.")
        static let unprotected = Option.flag("--unprotected", help: "set: it can be truncated.")
    }

    static let declaration = Command(
        "job", synopsis: "[options] show|wait|set|cancel|truncate|close <job>...",
        summary: "Shows, changes and ends jobs.",
        description: [
            "show tells how far it is; wait returns once it has ended (for a job that puts: once "
                + "its data is on the media that the bucket's policy asks for); cancel gives it "
                + "up; truncate drops what was not transferred yet; close takes no more objects "
                + "into an aggregating one."
        ],
        positionals: [
            Positional(
                "show|wait|set|cancel|truncate|close", "What to do.",
                choices: ["show", "wait", "set", "cancel", "truncate", "close"]),
            Positional("<job>...", "Ids of jobs."),
        ],
        options: [
            Options.name.declarations, Options.priority.declarations,
            Options.protected.declarations, Options.unprotected.declarations,
            CommandOptions.human.declarations,
        ].flatMap(\.self))

    let context: DS3Context

    func run() async throws {
        let names = try context.names(2...)
        let client = try await context.client()
        let jobs = Array(names.dropFirst())
        switch names[0] {
        case "show":
            for job in jobs { try await show(client, job) }
        case "wait":
            await context.forEach(jobs, name: { $0 }) { job in try await wait(client, job) }
        case "set":
            try await set(client, jobs)
        case "cancel":
            await context.forEach(jobs, name: { $0 }) { job in
                _ = try await client.send(try DS3.cancelJobSpectraS3(id: job))
                try await context.done(job, [:], "cancelled \(job)")
            }
        case "truncate":
            await context.forEach(jobs, name: { $0 }) { job in
                _ = try await client.send(try DS3.truncateJobSpectraS3(id: job))
                try await context.done(job, [:], "truncated \(job)")
            }
        case "close":
            await context.forEach(jobs, name: { $0 }) { job in
                _ = try await client.send(try DS3.closeAggregatingJobSpectraS3(id: job))
                try await context.done(job, [:], "closed \(job)")
            }
        default: throw context.usage("'\(names[0])' is nothing that can be done with a job")
        }
    }

    private func show(_ client: DS3Client, _ job: String) async throws {
        let plan = try await client.send(try DS3.getJobSpectraS3(id: job)).value
        if context.writesJSON { return try await context.printLine(DS3Words.document(plan)) }
        let blobs = plan.chunks.reduce(0) { $0 + $1.objects.count }
        let lines = [
            ("Job", plan.jobID), ("Name", plan.name), ("Bucket", plan.bucketName),
            ("Kind", plan.requestType.rawValue), ("Status", plan.status.rawValue),
            ("Priority", plan.priority.rawValue), ("Begun", DS3Words.time(plan.startDate)),
            ("User", plan.userName ?? ""), ("Size", context.size(plan.originalSizeBytes)),
            ("Cached", context.size(plan.cachedSizeBytes)),
            ("Done", context.size(plan.completedSizeBytes)), ("Chunks", "\(plan.chunks.count)"),
            ("Blobs", "\(blobs)"),
        ]
        for (name, value) in lines where !value.isEmpty {
            try await context.output.print(
                "\(name):".rightPadded(to: 10) + Table.printable(value))
        }
    }

    /// Looks at the job's record every second: its plan may have half a million blobs.
    private func wait(_ client: DS3Client, _ job: String) async throws {
        do {
            while true {
                let active = try await client.send(try DS3.getActiveJobSpectraS3(id: job)).value
                await context.showBar(
                    job,
                    "\(context.size(active.completedSizeInBytes)) of "
                        + context.size(active.originalSizeInBytes))
                try await Task.sleep(for: .seconds(1))
            }
        } catch let error as DS3Error where error.status == 404 {
            await context.showBar(job, nil)
        }
        let status = try await client.send(try DS3.getJobSpectraS3(id: job)).value.status.rawValue
        guard status == DS3.JobStatus.completed.rawValue else {
            throw Refusal("the job was \(status)")
        }
        try await context.done(job, ["status": .string(status)], "\(job) is \(status)")
    }

    private func set(_ client: DS3Client, _ jobs: [String]) async throws {
        let arguments = context.arguments
        let name = arguments[Options.name]
        let priority = try arguments[Options.priority].map { text throws(Refusal) in
            try DS3Words.priority(text)
        }
        var protected: Bool?
        if arguments[Options.protected] { protected = true }
        if arguments[Options.unprotected] { protected = false }
        guard name != nil || priority != nil || protected != nil else {
            throw context.usage("set needs something to set")
        }
        let isProtected = protected
        await context.forEach(jobs, name: { $0 }) { job in
            _ = try await client.send(
                try DS3.modifyJobSpectraS3(
                    id: job, name: name, priority: priority, protected: isProtected))
            try await context.done(job, [:], "changed \(job)")
        }
    }
}

/// `apus ds3 chunks`
struct DS3ChunksCommand: DS3Subcommand {
    private enum Options {
        static let available = Option.flag(
            "--available", help: "Only those that can be transferred now.")
    }

    static let declaration = Command(
        "chunks", synopsis: "[options] <job>",
        summary: "Shows the chunks of a job, and the blobs in them.",
        positionals: [Positional("<job>", "The id of a job.")],
        options: Options.available.declarations + CommandOptions.human.declarations)

    let context: DS3Context

    func run() async throws {
        let job = try context.names(1...1)[0]
        let client = try await context.client()
        let reply: DS3.Reply<DS3.JobPlan>
        if context.arguments[Options.available] {
            reply = try await client.send(
                DS3.getJobChunksReadyForClientProcessingSpectraS3(job: job))
        } else {
            reply = try await client.send(try DS3.getJobSpectraS3(id: job))
        }
        let plan = reply.value
        if context.writesJSON {
            for chunk in plan.chunks { try await context.printLine(DS3Words.document(chunk)) }
            return
        }
        var table = Table(["CHUNK", "NUMBER", "OFFSET", "LENGTH", "CACHED", "OBJECT"])
        for chunk in plan.chunks {
            for blob in chunk.objects {
                table.add([
                    chunk.id, "\(chunk.number)", "\(blob.offset)", context.size(blob.length),
                    blob.inCache ? "yes" : "no", blob.name,
                ])
            }
        }
        try await context.print(table)
        if context.arguments[Options.available], plan.chunks.isEmpty,
            let seconds = reply.response.retryAfterSeconds
        {
            try await context.output.print("Nothing yet; ask again in \(seconds) s.")
        }
    }
}
