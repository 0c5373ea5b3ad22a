// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusObjectStore

/// Jobs as they are stored: a record for each, with what changes in its fields, and its plan in
/// records beside it; what a job that reads has handed out is a record for each open chunk.
///
/// A plan's record is put before the job's record that counts it, and goes after that says that
/// the job has ended: what no active job counts is garbage.
struct JobRecords: Sendable {
    private let store: RecordStore
    private let jobs: ContainerName
    private let plans: ContainerName
    private let progress: ContainerName

    init(_ store: ObjectStore) throws(NameError) {
        self.store = RecordStore(store, in: .jobs)
        jobs = try ContainerName("jobs")
        plans = try ContainerName("plans")
        progress = try ContainerName("progress")
    }

    // MARK: Jobs

    /// All jobs, whatever their state.
    func all() async throws -> [Job] {
        var found: [Job] = []
        try await forEach(jobs, prefix: "") { name in
            if let info = try await store.info(name, in: jobs),
                let job = Job(id: name.text, info.fields)
            {
                found.append(job)
            }
        }
        return found
    }

    func save(_ job: Job) async throws {
        try await store.put(
            try ObjectName(job.id), in: jobs, Bytes(), fields: job.fields,
            listing: ["status": job.status.rawValue])
    }

    func remove(_ id: String) async throws {
        try await store.remove(try ObjectName(id), in: jobs)
    }

    // MARK: Plans

    /// Stores the entries of a plan from one on, as a part of its own.
    func save(_ plan: Plan, from first: Int, segment: Int) async throws {
        try await store.put(
            try Self.name(plan.jobID, segment), in: plans,
            body: PlanRecord.body(of: plan, from: first))
    }

    /// - Throws: `BodyError.malformed` when a part of it is gone.
    func plan(of job: Job) async throws -> Plan {
        var plan = Plan(job)
        for segment in 0..<job.segmentCount {
            guard let found = try await store.open(try Self.name(job.id, segment), in: plans)
            else { throw BodyError.malformed }
            try await PlanRecord.read(found.body, into: &plan)
        }
        plan.reindex()
        return plan
    }

    /// Removes a job's plan, and what was noted of its chunks.
    func removePlan(_ jobID: String) async throws {
        for container in [progress, plans] {
            try await forEach(container, prefix: jobID + "/") { name in
                try await store.remove(name, in: container)
            }
        }
    }

    /// The jobs that have plans.
    func plannedJobs() async throws -> Set<String> {
        var ids: Set<String> = []
        for container in [progress, plans] {
            try await forEach(container, prefix: "") { ids.insert(String($0.text.prefix(36))) }
        }
        return ids
    }

    // MARK: Chunks

    /// Which blobs of a chunk a client has read, counted from its first.
    func done(in chunk: Int, of jobID: String) async throws -> BitSet {
        let found = try await store.get(try Self.name(jobID, chunk), in: progress)
        return BitSet(found?.document.text ?? "")
    }

    func save(_ done: BitSet, in chunk: Int, of jobID: String) async throws {
        try await store.put(try Self.name(jobID, chunk), in: progress, Bytes(done.text))
    }

    func removeDone(in chunk: Int, of jobID: String) async throws {
        try await store.remove(try Self.name(jobID, chunk), in: progress)
    }

    private static func name(_ jobID: String, _ number: Int) throws(NameError) -> ObjectName {
        try ObjectName("\(jobID)/\(number)")
    }

    private func forEach(
        _ container: ContainerName, prefix: String, _ visit: (ObjectName) async throws -> Void
    ) async throws {
        var query = ListingQuery(limit: 1000, prefix: prefix)
        while true {
            let page = try await store.list(container, query)
            for record in page { try await visit(record.name) }
            guard let last = page.last, page.count == query.limit else { return }
            query.marker = last.name.text
        }
    }
}

extension Job {
    /// What of it is stored.
    var fields: [String: String] {
        var fields: [String: String] = [
            "kind": kind.rawValue, "account": container.account.text,
            "container": container.container.text, "name": name, "user-id": userID,
            "user-name": userName, "priority": priority.rawValue, "order": order.rawValue,
            "created": createdAt.description, "status": status.rawValue,
            "naming": naming.rawValue, "blob-size": String(blobSizeBytes),
            "chunk-size": String(chunkSizeBytes), "chunk-blobs": String(chunkBlobLimit),
            "segments": String(segmentCount), "original": String(originalBytes),
            "cached": String(cachedBytes), "completed": String(completedBytes),
            "chunks": String(chunkCount), "done": doneChunks, "dropped": droppedEntries,
        ]
        fields["bucket-id"] = bucketID
        fields["ended"] = endedAt?.description
        fields["error"] = errorMessage
        fields["checksum"] = checksum?.rawValue
        fields["flags"] = Self.flags.filter { self[keyPath: $0.value] }.keys.sorted()
            .joined(separator: " ")
        return fields.filter { !$0.value.isEmpty }
    }

    init?(id: String, _ fields: [String: String]) {
        guard let kind = fields["kind"].flatMap({ JobKind(rawValue: $0) }),
            let account = fields["account"].flatMap({ try? AccountName($0) }),
            let container = fields["container"].flatMap({ try? ContainerName($0) }),
            let created = fields["created"].flatMap({ Timestamp($0) })
        else { return nil }
        self.init(
            id: id, kind: kind, container: ContainerAddress(account, container),
            name: fields["name"] ?? "", userID: fields["user-id"] ?? "",
            userName: fields["user-name"] ?? "",
            priority: fields["priority"].flatMap { JobPriority(rawValue: $0) } ?? .normal,
            order: fields["order"].flatMap { JobOrder(rawValue: $0) } ?? .inOrder,
            createdAt: created)
        status = fields["status"].flatMap { JobStatus(rawValue: $0) } ?? .inProgress
        naming = fields["naming"].flatMap { NamingRule(rawValue: $0) } ?? .none
        blobSizeBytes = fields["blob-size"].flatMap { UInt64($0) } ?? 0
        chunkSizeBytes = fields["chunk-size"].flatMap { UInt64($0) } ?? 0
        chunkBlobLimit = fields["chunk-blobs"].flatMap { Int($0) } ?? 20_000
        segmentCount = fields["segments"].flatMap { Int($0) } ?? 0
        originalBytes = fields["original"].flatMap { UInt64($0) } ?? 0
        cachedBytes = fields["cached"].flatMap { UInt64($0) } ?? 0
        completedBytes = fields["completed"].flatMap { UInt64($0) } ?? 0
        chunkCount = fields["chunks"].flatMap { Int($0) } ?? 0
        doneChunks = fields["done"] ?? ""
        droppedEntries = fields["dropped"] ?? ""
        bucketID = fields["bucket-id"] ?? ""
        endedAt = fields["ended"].flatMap { Timestamp($0) }
        errorMessage = fields["error"]
        checksum = fields["checksum"].flatMap { BodyChecksum(rawValue: $0) }
        allowsCleanup = false
        for flag in (fields["flags"] ?? "").parts(separatedBy: " ", keepsEmpty: false) {
            guard let path = Self.flags[String(flag)] else { continue }
            self[keyPath: path] = true
        }
    }

    private static var flags: [String: WritableKeyPath<Job, Bool>] {
        [
            "naked": \.isNaked, "aggregating": \.isAggregating, "implicit": \.resolvesImplicitly,
            "minimizes": \.minimizesSpanning, "verifies": \.verifiesAfterWrite,
            "protected": \.isProtected, "cleanup": \.allowsCleanup, "truncated": \.isTruncated,
            "truncated-by-timeout": \.isTruncatedByTimeout,
            "canceled-by-timeout": \.isCanceledByTimeout, "requires-checksum": \.requiresChecksum,
        ]
    }
}
