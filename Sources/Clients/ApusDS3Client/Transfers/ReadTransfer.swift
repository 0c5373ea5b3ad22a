// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusFiles
import ApusIO
import Synchronization

/// Fetches objects into a directory, in as many jobs as it takes.
struct ReadTransfer: Sendable {
    /// How often a new job is made for what an old one does not give any more.
    private static let furtherJobs = 8

    let client: DS3Client
    let bucket: String
    let directory: TargetDirectory
    let log: TransferLog
    private let journal = JournalBox()
    private var options: TransferOptions { log.options }

    init(client: DS3Client, bucket: String, directory: String, log: TransferLog) {
        self.client = client
        self.bucket = bucket
        self.directory = TargetDirectory(directory)
        self.log = log
    }

    /// - Parameter next: the next object; nil after the last.
    func run(_ next: () async throws -> ReadItem?) async throws {
        let resumed = try await ResumedJobs(options.resuming, .get, client: client, bucket: bucket)
        if let first = options.resuming.first { try await openJournal(first) }
        for id in options.resuming { log.began(id) }
        let limit = max(1, min(options.objectsPerJob, 500_000))
        var paths: Set<String> = []
        var batch: [String: ReadTarget] = [:]
        // What has a name that the batch has already: one job gives no object twice.
        var later: [ReadTarget] = []
        while let item = try await next() {
            guard let target = try await target(item, &paths) else { continue }
            if batch[item.name] != nil {
                later.append(target)
                continue
            }
            batch[item.name] = target
            if batch.count >= limit, resumed.jobs.isEmpty {
                try await fetch(batch)
                batch = [:]
            }
        }
        for plan in resumed.jobs {
            var some: [String: ReadTarget] = [:]
            for chunk in plan.chunks {
                for blob in chunk.objects {
                    if let target = batch.removeValue(forKey: blob.name) {
                        some[blob.name] = target
                    }
                }
            }
            try await fetch(some, plan)
        }
        while !batch.isEmpty || !later.isEmpty {
            var rest: [ReadTarget] = []
            for target in later {
                if batch.count < limit, batch[target.item.name] == nil {
                    batch[target.item.name] = target
                } else {
                    rest.append(target)
                }
            }
            later = rest
            while !batch.isEmpty {
                let some = batch.prefix(limit).map { ($0.key, $0.value) }
                for (name, _) in some { batch[name] = nil }
                try await fetch(Dictionary(uniqueKeysWithValues: some))
            }
        }
        if log.current.isComplete {
            let journal = journal
            try await client.transport.files.run { journal.journal?.remove() }
        }
    }

    private func openJournal(_ jobID: String) async throws {
        guard journal.journal == nil else { return }
        let directory = directory
        let opened = try await client.transport.files.run {
            try ReadJournal.open(in: directory, jobID: jobID)
        }
        journal.set(opened)
    }

    /// Where an item goes; nil when it is there already, or cannot go anywhere.
    private func target(_ item: ReadItem, _ paths: inout Set<String>) async throws -> ReadTarget? {
        let file = options.renamed(item.file ?? item.name)
        do {
            let last = file.parts(separatedBy: "/", keepsEmpty: false).last.map { String($0) } ?? ""
            guard !Self.isHidden(last) else {
                throw DS3Error(.badName, "'\(file)' is what unfinished transfers are called")
            }
            guard item.range?.isEmpty != true else {
                throw DS3Error(.invalidRange, "A range has at least one byte")
            }
            let path = try directory.resolve(file)
            // Two names may mean one file, as 'a//b' and 'a/b' do.
            let bare = path.parts(separatedBy: "/", keepsEmpty: false).filter { $0 != "." }
                .joined(separator: "/")
            guard paths.insert(bare).inserted else {
                throw DS3Error(.badName, "Another object has the file '\(file)'")
            }
            if let journal = journal.journal,
                try await client.transport.files.run({ journal.has(item, at: path) })
            {
                log.knows(objects: 1, bytes: 0)
                log.skippedObject()
                return nil
            }
            log.knows(objects: 1, bytes: 0)
            return ReadTarget(
                item, path: path, isFolder: file.utf8.last == UInt8(ascii: "/"),
                directories: directory)
        } catch let error as DS3Error {
            try log.note(item.name, error)
            return nil
        }
    }

    /// - Throws: `TransferStopped` when it is the end of the transfer.
    private func fail(_ target: ReadTarget, _ error: DS3Error) throws {
        if target.fail() { try log.note(target.item.name, error) }
    }

    private static func isHidden(_ name: String) -> Bool {
        name.startsBytewise(with: ".apus-ds3-")
            || (name.utf8.first == UInt8(ascii: ".")
                && [".apus-part", ".apus-journal"].contains { end in
                    name.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
                })
    }

    /// Fetches some objects, no two of one name.
    ///
    /// - Parameter plan: the job that was announced for them by an earlier run.
    private func fetch(_ targets: [String: ReadTarget], _ plan: DS3.JobPlan? = nil) async throws {
        var targets = targets
        var plan = plan
        var isResumed = plan != nil
        var jobs = 0
        while true {
            targets = targets.filter { !$0.value.isFinished && !$0.value.hasFailed }
            guard !targets.isEmpty else { return }
            jobs += 1
            guard jobs <= Self.furtherJobs else {
                throw DS3Error(.wrongJob, "Jobs end before they gave what they were made for")
            }
            if plan == nil { plan = try await announce(targets) }
            guard let job = plan else { continue }
            log.began(job.jobID)
            try await openJournal(job.jobID)
            let asksForAll = try await move(job, targets, isResumed: isResumed)
            // A job waits for what nobody will ask for.
            if !asksForAll { try? await client.cancelJob(job.jobID) }
            plan = nil
            isResumed = false
        }
    }

    /// Makes a job of what is missing; nil when none of it is there.
    private func announce(_ targets: [String: ReadTarget]) async throws -> DS3.JobPlan? {
        var listed: [DS3.ListedObject] = []
        for name in targets.keys.sorted() {
            guard let target = targets[name] else { continue }
            guard DS3.ListedObject(name).isSendable else {
                try fail(target, DS3Error(.badName, "Documents of DS3 cannot hold this name"))
                continue
            }
            let missing = target.missing ?? target.item.range.map { [$0] } ?? []
            if missing.isEmpty {
                listed.append(DS3.ListedObject(name, versionID: target.item.versionID))
            }
            for range in missing {
                let isWhole =
                    target.item.range == nil && missing.count == 1 && range.lowerBound == 0
                listed.append(
                    DS3.ListedObject(
                        name, offset: isWhole ? nil : range.lowerBound,
                        lengthBytes: isWhole ? nil : range.count,
                        versionID: target.item.versionID))
            }
        }
        guard !listed.isEmpty else { return nil }
        do {
            return try await client.getBulk(
                bucket, listed, name: options.jobName, priority: options.priority)
        } catch let error as DS3Error where error.status == 404 && options.onFailure == .goOn {
            // One that is not there spoils all; the others are fetched without it.
            let client = client
            let bucket = bucket
            let missing = Mutex(0)
            try await inParallel(targets.values, limit: options.concurrency) { target in
                do {
                    _ = try await client.headObject(
                        target.item.name, in: bucket, versionID: target.item.versionID)
                } catch let error as DS3Error {
                    missing.withLock { $0 += 1 }
                    try self.fail(target, error)
                }
            }
            guard missing.withLock({ $0 }) > 0 else { throw error }
            return nil
        }
    }

    /// Fetches what of a job's objects is not there.
    ///
    /// - Returns: whether all that the job has was asked for, and given.
    private func move(
        _ plan: DS3.JobPlan, _ targets: [String: ReadTarget], isResumed: Bool
    ) async throws -> Bool {
        var blobs: [String: [DS3.JobPlan.Blob]] = [:]
        for chunk in plan.chunks {
            for blob in chunk.objects where targets[blob.name] != nil {
                blobs[blob.name, default: []].append(blob)
            }
        }
        let sizes = isResumed ? try await sizes(of: targets, blobs) : [:]
        var found: [Planned] = []
        for (name, target) in targets {
            do {
                guard let own = blobs[name] else {
                    throw DS3Error(.badAnswer, "The job does not have the object")
                }
                let isFirst = target.wanted == nil
                if isFirst, isResumed {
                    // One that was made for a part, or for less than is wanted now: another job
                    // will give it.
                    let end = own.map { $0.offset + $0.length }.max()
                    guard target.item.range != nil || end == sizes[name],
                        (try? target.expect(own)) != nil
                    else { continue }
                } else {
                    try target.expect(own)
                }
                if isFirst { log.knows(objects: 0, bytes: UInt64(target.wanted?.count ?? 0)) }
                found.append(Planned(target: target, blobs: own, isFirst: isFirst))
            } catch let error as DS3Error {
                try fail(target, error)
            }
        }
        try await takeOverRemains(found)
        var needed: [BlobKey: Int] = [:]
        for planned in found where !planned.target.hasFailed {
            for blob in planned.blobs where planned.target.part(of: blob) != nil {
                needed[BlobKey(blob)] = blob.length
            }
        }
        let known =
            isResumed
            ? plan.chunks.flatMap { $0.objects.filter { $0.inCache && needed[BlobKey($0)] != nil } }
            : []
        let asksForAll = plan.chunks.reduce(0) { $0 + $1.objects.count } == needed.count
        let loop = JobLoop(client: client, jobID: plan.jobID, log: log, gets: true)
        let rest = try await loop.run(
            needed, known: known, isThere: { _ in },
            fail: { key, error in
                if let target = targets[key.name] { try self.fail(target, error) }
            },
            work: { blob in
                guard let target = targets[blob.name], !target.hasFailed else { return .settled }
                return try await self.fetch(blob, target, plan.jobID)
            })
        return rest.isEmpty && asksForAll
    }

    /// An object that a job gives.
    private struct Planned: Sendable {
        let target: ReadTarget
        let blobs: [DS3.JobPlan.Blob]
        /// Whether no job was asked for it before.
        let isFirst: Bool
    }

    /// How large objects are that are wanted as a whole, which the plan of a job does not say.
    private func sizes(
        of targets: [String: ReadTarget], _ blobs: [String: [DS3.JobPlan.Blob]]
    ) async throws -> [String: Int] {
        let sizes = Mutex<[String: Int]>([:])
        var unknown: [DS3.JobPlan.Blob] = []
        for (name, target) in targets where target.wanted == nil && target.item.range == nil {
            if let size = target.item.sizeBytes {
                sizes.withLock { $0[name] = size }
            } else if let first = blobs[name]?.first {
                unknown.append(first)
            }
        }
        let (client, bucket) = (client, bucket)
        try await inParallel(unknown, limit: options.concurrency) { blob in
            do {
                let head = try await client.headObject(
                    blob.name, in: bucket, versionID: blob.versionID)
                sizes.withLock { $0[blob.name] = head.lengthBytes }
            } catch is DS3Error {
                // Another job will be made for it, or tell what is wrong.
            }
        }
        return sizes.withLock { $0 }
    }

    /// Takes over what an earlier run left of files. Mostly there is nothing: looked for in one go.
    private func takeOverRemains(_ found: [Planned]) async throws {
        let new = found.filter { $0.isFirst && !$0.target.isFolder }
        let left = try await client.transport.files.run {
            new.filter { PartialDownload.isThere($0.target.path) }
        }
        for planned in left {
            let target = planned.target
            let identity = identity(target, planned.blobs[0].versionID)
            do {
                let isWhole = try await client.transport.files.run {
                    try target.open(identity)
                    return target.release()
                }
                let missing = (target.missing ?? []).reduce(0) { $0 + $1.count }
                log.skipped((target.wanted?.count ?? 0) - missing)
                if isWhole { try await finish(target) }
            } catch {
                guard let failure = DS3Error(anything: error) else { throw error }
                try fail(target, failure)
            }
        }
    }

    private func identity(
        _ target: ReadTarget, _ versionID: String?
    ) -> PartialDownload.Identity {
        let wanted = target.wanted ?? 0..<0
        return PartialDownload.Identity(
            object: "/\(bucket)/\(target.item.name)",
            etag: "\(versionID ?? "") \(wanted.lowerBound)", lengthBytes: UInt64(wanted.count))
    }

    /// Fetches a blob, several times if need be.
    private func fetch(
        _ blob: DS3.JobPlan.Blob, _ target: ReadTarget, _ jobID: String
    ) async throws -> BlobOutcome {
        while true {
            guard let part = target.part(of: blob) else { return .settled }
            do {
                try await fetchOnce(blob, part, target, jobID)
                return .settled
            } catch {
                guard let failure = DS3Error(anything: error) else { throw error }
                try Task.checkCancellation()
                switch failure.status {
                // Not in the cache after all.
                case 307, 503: return .later
                case 404, 409, 410: return .contradicted
                default: break
                }
                let tries = target.countTry(at: blob.offset)
                guard failure.mayPass, tries <= options.retries else {
                    try fail(target, failure)
                    return .settled
                }
                log.update { $0.retryCount += 1 }
                try await client.transport.retries.clock.sleep(
                    for: client.transport.retries.firstWait * (1 << min(tries, 6)))
            }
        }
    }

    private func fetchOnce(
        _ blob: DS3.JobPlan.Blob, _ part: Range<Int>, _ target: ReadTarget, _ jobID: String
    ) async throws {
        let isWholeBlob = part == blob.offset..<blob.offset + blob.length
        let object = try await client.getObject(
            blob.name, in: bucket, jobID: jobID, offset: blob.offset,
            range: isWholeBlob ? nil : part)
        if options.keepsAttributes { target.note(FileAttributes(object.head)) }
        let counter = SentCount(log)
        let identity = identity(target, blob.versionID)
        var (hasName, isWhole) = (false, false)
        do {
            if part.count <= BlobSource.inlineLimitBytes {
                hasName = try await storeSmall(object, part, target, identity, counter)
            } else {
                isWhole = try await store(object, part, target, identity, counter)
            }
        } catch {
            counter.undo()
            throw error
        }
        if object.checksum == nil { log.update { $0.unverifiedCount += 1 } }
        log.arrived(part.count)
        if hasName { log.finishedObject() }
        if isWhole { try await finish(target) }
    }

    /// Keeps a small part: all of it has come before the disk is visited, once.
    ///
    /// - Returns: whether the file is whole; then it has its name.
    private func storeSmall(
        _ object: IncomingObject, _ part: Range<Int>, _ target: ReadTarget,
        _ identity: PartialDownload.Identity, _ counter: SentCount
    ) async throws -> Bool {
        let bytes = try await object.whole(of: part.count)
        counter.moved(bytes.count)
        try Task.checkCancellation()
        let (isDurable, journal) = (options.isDurable, journal)
        return try await client.transport.files.run {
            try object.verify(bytes)
            try target.open(identity)
            do {
                try target.write(bytes, at: part.lowerBound)
                try target.mark(part, isDurable: isDurable)
            } catch {
                _ = target.release()
                throw error
            }
            guard target.release() else { return false }
            try Self.finishNow(target, isDurable: isDurable, journal)
            return true
        }
    }

    /// Keeps a part as it comes.
    ///
    /// - Returns: whether the file is whole, and is to be given its name.
    private func store(
        _ object: IncomingObject, _ part: Range<Int>, _ target: ReadTarget,
        _ identity: PartialDownload.Identity, _ counter: SentCount
    ) async throws -> Bool {
        let lane = client.transport.files
        try await lane.run { try target.open(identity) }
        do {
            let count = try await object.receive(on: lane) { bytes, position in
                guard Int(position) + bytes.count <= part.count else {
                    throw DS3Error(.badAnswer, "More bytes come than the blob has")
                }
                try target.write(bytes, at: part.lowerBound + Int(position))
                counter.moved(bytes.count)
            }
            guard count == part.count else {
                throw DS3Error(.connectionLost, "Fewer bytes came than the blob has")
            }
            let isDurable = options.isDurable
            return try await lane.run {
                try target.mark(part, isDurable: isDurable)
                return target.release()
            }
        } catch {
            do {
                try await lane.run { _ = target.release() }
            } catch {
                // A full queue must not keep the file open.
                _ = target.release()
            }
            throw error
        }
    }

    /// All of a file is there.
    private func finish(_ target: ReadTarget) async throws {
        do {
            if options.keepsAttributes, !target.hasAttributes, !target.isFolder {
                target.note(
                    FileAttributes(
                        try await client.headObject(
                            target.item.name, in: bucket, versionID: target.item.versionID)))
            }
            try Task.checkCancellation()
            let (isDurable, journal) = (options.isDurable, journal)
            try await client.transport.files.run {
                try Self.finishNow(target, isDurable: isDurable, journal)
            }
            log.finishedObject()
        } catch {
            guard let failure = DS3Error(anything: error) else { throw error }
            try fail(target, failure)
        }
    }

    /// Gives a file its name, on the calling thread.
    private static func finishNow(
        _ target: ReadTarget, isDurable: Bool, _ journal: JournalBox
    ) throws {
        try journal.journal?.mark(target.item, inode: target.inode)
        try target.finish(isDurable: isDurable)
    }
}

/// The journal of a transfer, once there is a job that it is called after.
private final class JournalBox: Sendable {
    private let box = Mutex<ReadJournal?>(nil)

    var journal: ReadJournal? { box.withLock { $0 } }

    func set(_ journal: ReadJournal) {
        box.withLock { $0 = journal }
    }
}
