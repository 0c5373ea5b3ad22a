// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusFiles
import ApusIO
import Synchronization

/// Sends objects, in as many jobs as it takes.
struct WriteTransfer: Sendable {
    let client: DS3Client
    let bucket: String
    let log: TransferLog
    private var options: TransferOptions { log.options }

    init(client: DS3Client, bucket: String, log: TransferLog) {
        self.client = client
        self.bucket = bucket
        self.log = log
    }

    /// An object whose size is known.
    private struct Planned: Sendable {
        let item: WriteItem
        let sizeBytes: UInt64
    }

    /// How many files are looked at in one go.
    private static let lookedAtTogether = 256

    /// - Parameter next: the next object; nil after the last.
    func run(_ next: () async throws -> WriteItem?) async throws {
        let checksums = try await ChecksumPlan(options.checksums, client: client, bucket: bucket)
        var resumed = try await ResumedJobs(options.resuming, .put, client: client, bucket: bucket)
        var batch: [String: Planned] = [:]
        var order: [String] = []
        let limit = max(1, min(options.objectsPerJob, 500_000))
        var isAtEnd = false
        while !isAtEnd {
            var items: [WriteItem] = []
            while items.count < Self.lookedAtTogether, !isAtEnd {
                if let item = try await next() { items.append(item) } else { isAtEnd = true }
            }
            for planned in try await plan(items) {
                let name = planned.item.name
                if try resumed.take(name, sizeBytes: planned.sizeBytes, log) {
                    resumed.items[name] = planned.item
                    continue
                }
                guard batch[name] == nil else {
                    try log.note(name, DS3Error(.local, "Two objects of this name were given"))
                    continue
                }
                batch[name] = planned
                order.append(name)
                if order.count >= limit, resumed.jobs.isEmpty {
                    try await send(order.compactMap { batch[$0] }, checksums)
                    batch = [:]
                    order = []
                }
            }
        }
        for job in resumed.jobs {
            log.began(job.jobID)
            try await move(job, resumed.items, checksums)
        }
        var start = 0
        while start < order.count {
            let end = min(order.count, start + limit)
            try await send(
                order[start..<end].compactMap { batch[$0] }, checksums,
                ignoresExisting: options.ignoresExisting || resumed.hasEnded)
            start = end
        }
        guard options.waitsUntilPersisted else { return }
        for jobID in log.current.jobIDs { try await client.waitForJob(jobID) }
    }

    /// What is known of objects before they are announced, without those that failed where others
    /// go on.
    private func plan(_ items: [WriteItem]) async throws -> [Planned] {
        guard !items.isEmpty else { return [] }
        let sizes = try await client.transport.files.run {
            items.map { item in
                Result { () throws(DS3Error) in try Self.sizeBytes(of: item.source) }
            }
        }
        var planned: [Planned] = []
        for (item, size) in zip(items, sizes) {
            do throws(DS3Error) {
                guard let sizeBytes = try size.get() else { continue }
                guard DS3.ListedObject(item.name).isSendable else {
                    throw DS3Error(.badName, "Documents of DS3 cannot hold this name")
                }
                log.knows(objects: 1, bytes: sizeBytes)
                planned.append(Planned(item: item, sizeBytes: sizeBytes))
            } catch {
                try log.failed(item.name, error)
            }
        }
        return planned
    }

    /// How many bytes an object will have, on the calling thread; nil when it is left out.
    private static func sizeBytes(of source: WriteItem.Source) throws(DS3Error) -> UInt64? {
        switch source {
        case .bytes(let bytes): return UInt64(bytes.count)
        case .folder: return 0
        case .file(let path), .found(let path):
            let status: FileStatus
            do throws(SystemError) {
                status = try FileCalls.status(path)
            } catch { throw DS3Error(error, at: path) }
            guard status.kind == .regular else {
                if case .found = source { return nil }
                throw DS3Error(LocalFileError.notRegular(path: path))
            }
            return status.sizeBytes
        }
    }

    /// Makes a job of some objects and sends them.
    private func send(
        _ objects: [Planned], _ checksums: ChecksumPlan, ignoresExisting: Bool? = nil
    ) async throws {
        guard !objects.isEmpty else { return }
        let listed = objects.map { DS3.ListedObject($0.item.name, sizeBytes: Int($0.sizeBytes)) }
        let plan: DS3.JobPlan?
        do {
            plan = try await client.putBulk(
                bucket, listed, name: options.jobName, priority: options.priority,
                maxUploadSizeBytes: options.maxUploadSizeBytes,
                ignoresExisting: ignoresExisting ?? options.ignoresExisting)
        } catch let error as DS3Error {
            // All of them stand and fall together.
            try log.note(nil, error)
            return
        }
        let names = Set(plan?.chunks.flatMap { $0.objects.map(\.name) } ?? [])
        for object in objects where !names.contains(object.item.name) {
            log.skipped(Int(object.sizeBytes))
            log.skippedObject()
        }
        guard let plan else { return }
        log.began(plan.jobID)
        var items: [String: WriteItem] = [:]
        for object in objects { items[object.item.name] = object.item }
        try await move(plan, items, checksums)
    }

    /// Sends what of a job is not in the cache.
    private func move(
        _ plan: DS3.JobPlan, _ items: [String: WriteItem], _ checksums: ChecksumPlan
    ) async throws {
        let objects = OpenObjects(plan, checksums: checksums)
        var needed: [BlobKey: Int] = [:]
        for chunk in plan.chunks {
            for blob in chunk.objects {
                guard !blob.inCache else {
                    try await isThere(blob, objects)
                    continue
                }
                guard items[blob.name] != nil else {
                    if !log.hasFailed(blob.name) {
                        try log.failed(
                            blob.name,
                            DS3Error(.wrongJob, "The job wants an object that was not given"))
                    }
                    continue
                }
                needed[BlobKey(blob)] = blob.length
            }
        }
        let loop = JobLoop(client: client, jobID: plan.jobID, log: log, gets: false)
        _ = try await loop.run(
            needed, isThere: { try await self.isThere($0, objects) },
            fail: { try self.log.failed($0.name, $1) },
            work: { blob in
                guard let item = items[blob.name], !self.log.hasFailed(blob.name) else {
                    return .settled
                }
                return try await self.send(blob, of: item, plan.jobID, objects)
            })
        let spoiled = objects.spoiled.compactMap { object in
            items[object.name].map { Planned(item: $0, sizeBytes: object.sizeBytes) }
        }
        // A server that is told the checksums refuses what is spoiled again.
        try await send(spoiled, checksums.sentAlong)
    }

    private func isThere(_ blob: DS3.JobPlan.Blob, _ objects: OpenObjects) async throws {
        log.skipped(blob.length)
        guard let object = objects.settle(blob, wasSent: false) else { return }
        if object.wasSent {
            try await finish(object, objects)
        } else {
            log.skippedObject()
        }
    }

    /// Sends a blob, several times if need be.
    private func send(
        _ blob: DS3.JobPlan.Blob, of item: WriteItem, _ jobID: String, _ objects: OpenObjects
    ) async throws -> BlobOutcome {
        var tries = 0
        while true {
            do {
                try await sendOnce(blob, of: item, jobID, objects)
                log.arrived(blob.length)
                if let object = objects.settle(blob, wasSent: true) {
                    try await finish(object, objects)
                }
                return .settled
            } catch {
                guard let failure = DS3Error(anything: error) else { throw error }
                try Task.checkCancellation()
                switch failure.status {
                // No room in the cache, though some was promised.
                case 307, 503: return .later
                case 404, 409, 410: return .contradicted
                default: break
                }
                tries += 1
                guard failure.mayPass || failure.code == .badDigest, tries <= options.retries
                else {
                    try log.failed(blob.name, failure)
                    return .settled
                }
                log.update { $0.retryCount += 1 }
                try await client.transport.retries.clock.sleep(
                    for: client.transport.retries.firstWait * (1 << min(tries, 6)))
            }
        }
    }

    private func sendOnce(
        _ blob: DS3.JobPlan.Blob, of item: WriteItem, _ jobID: String, _ objects: OpenObjects
    ) async throws {
        var request = try DS3.putObject(
            bucket: bucket, object: blob.name, job: jobID, offset: blob.offset)
        let part = UInt64(blob.offset)..<UInt64(blob.offset) + UInt64(blob.length)
        let (source, status) = try await client.transport.files.run {
            [type = objects.checksums.type, lane = client.transport.files] in
            try BlobSource.open(
                item.source, part, of: objects.sizeBytes(of: blob.name), type, lane: lane)
        }
        if let status, blob.offset == 0, options.keepsAttributes {
            request.headers += FileAttributes(status).headers
        }
        if blob.offset == 0 {
            request.headers += item.metadata.sorted { $0.key < $1.key }.map { key, value in
                (MetadataText.header(key), MetadataText.encode(value))
            }
        }
        let counter = SentCount(log)
        do {
            let body = try await source.outgoing(
                objects.checksums, &request.headers, counter)
            _ = try await client.send(request, outgoing: body.body)
            if let value = body.checksum() { objects.note(value, of: blob) }
        } catch {
            counter.undo()
            throw error
        }
    }

    /// All blobs of an object are there: compares what was computed while they were sent.
    private func finish(_ object: OpenObjects.Object, _ objects: OpenObjects) async throws {
        if !object.checksums.isEmpty, let type = object.type {
            let head: DS3.ObjectHead
            do {
                head = try await client.headObject(
                    object.name, in: bucket, versionID: object.versionID)
            } catch let error as DS3Error {
                try log.failed(object.name, error)
                return
            }
            for (offset, value) in object.checksums.sorted(by: { $0.key < $1.key }) {
                guard head.checksumType == type, let told = head.checksums[offset] else {
                    log.update { $0.unverifiedCount += 1 }
                    continue
                }
                guard told == value else {
                    guard try await remove(object) else {
                        return try log.failed(
                            object.name, DS3Error.mismatch(BlobChecksum(type, told), value))
                    }
                    log.update { $0.retryCount += object.blobCount }
                    log.lost(Int(object.sizeBytes))
                    objects.noteSpoiled(object)
                    return
                }
            }
        }
        log.finishedObject()
    }

    /// Deletes what has come out otherwise than it was sent, so that it can be sent again.
    ///
    /// - Returns: whether it is gone. Where the server does not say which version the job makes, it
    ///   stays: somebody may have written another meanwhile.
    private func remove(_ object: OpenObjects.Object) async throws -> Bool {
        guard options.retries > 0, let versionID = object.versionID else { return false }
        do {
            try await client.deleteObject(object.name, in: bucket, versionID: versionID)
            return true
        } catch let error as DS3Error {
            return error.status == 404
        }
    }
}

/// Counts what was sent of one try, so that it can be taken back.
final class SentCount: Sendable {
    private let log: TransferLog
    private let count = Atomic<Int>(0)

    init(_ log: TransferLog) {
        self.log = log
    }

    func moved(_ bytes: Int) {
        count.add(bytes, ordering: .relaxed)
        log.moved(bytes)
    }

    func undo() {
        log.lost(count.exchange(0, ordering: .relaxed))
    }
}
