// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDigest
package import ApusIO
package import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

extension JobEngine.Shared {
    /// All that are active, announced or not.
    var all: [ActiveJob] { Array(active.values) + Array(naked.values) }
}

extension JobEngine {
    /// Makes the job of a transfer that nobody has announced; nil when there are too many.
    ///
    /// It is never stored: what was put says so itself, and what was read concerns nobody after a
    /// restart.
    func beginNaked(
        _ request: JobRequest, _ entry: Plan.Entry, _ staging: (any Staging)?
    ) -> NakedTransfer? {
        let settings = settings
        guard shared.withLock({ $0.naked.count }) < settings.nakedLimit else { return nil }
        let read = read(entry, request)
        if let read, let active = resume(read) { return NakedTransfer(active, self) }
        var job = Job(
            id: UUIDText.random(), kind: request.kind, container: request.container,
            name: request.name ?? "\(request.kind.rawValue) by \(request.userName)",
            userID: request.userID, userName: request.userName, priority: request.priority,
            order: .none, createdAt: store.clock.tick())
        job.isNaked = true
        job.bucketID = request.bucketID
        job.verifiesAfterWrite = request.verifiesAfterWrite
        // One blob, however long: it comes as one.
        job.blobSizeBytes = .max
        job.chunkSizeBytes = .max
        var plan = Plan(job)
        plan.append(entry)
        plan.reindex()
        let now = store.clock.now()
        let active = ActiveJob(
            job, progress: Progress(plan, staging: staging, now: now), reading: read, now: now)
        shared.withLock { shared in
            shared.naked[job.id] = active
            shared.chunkOwners[String(job.id.prefix(ChunkID.sharedLength))] = job.id
        }
        onEvent?(.created(active.job))
        return NakedTransfer(active, self)
    }

    private func read(_ entry: Plan.Entry, _ request: JobRequest) -> NakedRead? {
        guard request.kind == .get, let versionID = entry.versionID,
            let name = try? ObjectName(entry.name)
        else { return nil }
        return NakedRead(
            object: ObjectAddress(request.container, name), versionID: versionID,
            userID: request.userID)
    }

    /// The job of a client that was asked to come back for what it reads.
    private func resume(_ read: NakedRead) -> ActiveJob? {
        let found = shared.withLock { shared -> ActiveJob? in
            guard let id = shared.waiting.removeValue(forKey: read) else { return nil }
            return shared.naked[id]
        }
        guard let found else { return nil }
        let now = store.clock.now()
        let isOpen = found.state.withLock { state in
            state.isWaiting = false
            state.usedAt = now
            return !state.isEnding
        }
        return isOpen ? found : nil
    }

    /// Keeps the job of a read for when its client asks again.
    private func park(_ transfer: NakedTransfer) {
        guard let read = transfer.active.read else { return }
        let isFirst = shared.withLock { shared in
            guard shared.waiting[read] == nil, shared.naked[transfer.active.id] != nil else {
                return false
            }
            shared.waiting[read] = transfer.active.id
            return true
        }
        // Another job stands for the same read already: this one ends with its request.
        if isFirst { transfer.active.state.withLock { $0.isWaiting = true } }
    }

    /// Ends a job that is in memory only.
    ///
    /// - Returns: whether it was active still.
    @discardableResult
    func endNaked(
        _ active: ActiveJob, _ status: JobStatus, message: String? = nil, byTimeout: Bool = false
    ) -> Bool {
        let moment = store.clock.tick()
        let ended = active.state.withLock { state -> Job? in
            guard !state.isEnding else { return nil }
            state.isEnding = true
            var job = state.job
            state.progress?.describe(in: &job)
            state.progress = nil
            job.status = status
            job.endedAt = moment
            job.errorMessage = message ?? job.errorMessage
            job.isCanceledByTimeout = byTimeout
            state.job = job
            return job
        }
        guard let job = ended else { return false }
        let limit = settings.historyLimit
        shared.withLock { shared in
            shared.naked[active.id] = nil
            shared.chunkOwners[String(active.id.prefix(ChunkID.sharedLength))] = nil
            if let read = active.read, shared.waiting[read] == active.id {
                shared.waiting[read] = nil
            }
            shared.nakedHistory.add(job, limit: limit)
        }
        onEvent?(.ended(job))
        return true
    }

    /// Completes the jobs of objects that have come to their medium, and gives up reads that nobody
    /// comes back for.
    func settleNaked() async throws {
        let jobs = shared.withLock { Array($0.naked.values) }
        let now = store.clock.now()
        var putting: [ContainerAddress: [(ActiveJob, Progress)]] = [:]
        for active in jobs {
            let (progress, isWaiting, usedAt) = active.state.withLock {
                ($0.progress, $0.isWaiting, $0.usedAt)
            }
            if isWaiting, active.kind == .get,
                Self.isOver(
                    settings.nakedIdleLimit, ticks: now.ticks - min(now.ticks, usedAt.ticks))
            {
                endNaked(active, .canceled, byTimeout: true)
            } else if active.kind == .put, let progress, progress.isTransferred {
                putting[active.container, default: []].append((active, progress))
            }
        }
        for (container, jobs) in putting {
            for start in stride(from: 0, to: jobs.count, by: 1000) {
                let page = jobs[start..<min(jobs.count, start + 1000)]
                var places: [Place] = []
                for (_, progress) in page {
                    places += try await locate([0], progress, container)
                }
                guard let staging = page.first?.1.staging else { continue }
                let found = try await residencies(staging, places)
                for ((active, _), residency) in zip(page, found) {
                    guard residency?.isArchived ?? true else { continue }
                    do {
                        try await note([residency], [0], active)
                        try await settle(active)
                    } catch JobError.ended {
                        continue
                    }
                }
            }
        }
    }

    // MARK: Transfers

    /// Stores an object that nobody has announced.
    ///
    /// - Throws: `JobError.objectExists` when the name is there, or announced by a job;
    ///   `.neverFits`; `.ended` when its job was canceled.
    package func putObject(
        _ upload: BlobUpload, _ settings: JobRequest, body: BodyReader
    ) async throws -> BlobReceipt {
        try await prepare()
        guard upload.offset == nil || upload.offset == 0 else { throw JobError.notPlanned }
        let name = upload.object.object.text
        if settings.naming == .none {
            for other in putting(in: upload.object.container) {
                let isAnnounced = try? await use(other, touches: false) { _, progress in
                    progress.plan.entries(named: name).contains {
                        !progress.visible[$0] && !progress.dropped[$0]
                    }
                }
                if isAnnounced == true { throw JobError.objectExists(name) }
            }
        }
        if settings.requiresChecksum, upload.expected[settings.checksum] == nil {
            throw JobError.checksumMissing
        }
        let sizeBytes = body.lengthBytes ?? 0
        let staging = try await store.staging(of: upload.object.container)
        if let capacity = try await staging?.cacheSpace().capacityBytes, sizeBytes > capacity {
            throw JobError.neverFits(name, limitBytes: capacity)
        }
        let entry = Plan.Entry(name: name, lengthBytes: sizeBytes, blobSizeBytes: .max)
        guard let transfer = beginNaked(settings, entry, staging) else {
            return try await store(upload, settings, UUIDText.random(), body)
        }
        let active = transfer.active
        do {
            let checked = BodyReader(lengthBytes: body.lengthBytes) {
                let piece = try await body.nextPiece()
                if active.isEnding { throw JobError.ended }
                return piece
            }
            let versionID = UUIDText.named([active.id, "0"])
            let receipt = try await store(upload, settings, versionID, checked)
            arrived(active)
            return receipt
        } catch {
            transfer.fail(error)
            throw error
        }
    }

    private func store(
        _ upload: BlobUpload, _ settings: JobRequest, _ versionID: String, _ body: BodyReader
    ) async throws -> BlobReceipt {
        var request = PutRequest(
            upload.object, contentType: upload.contentType, metadata: upload.metadata,
            sizeBytes: body.lengthBytes, mustBeNew: settings.naming == .none)
        request.claims = BodyClaims(expected: upload.expected, recorded: settings.checksum)
        request.blobs = BlobLayout(versionID: versionID, lengths: .uniform(.max))
        do {
            let outcome = try await store.put(request, body: body, for: caller)
            return BlobReceipt(etag: outcome.etag, versionID: versionID, isComplete: true)
        } catch StoreError.alreadyExists {
            throw JobError.objectExists(upload.object.object.text)
        }
    }

    /// An object is whole; where there is no slow medium, that is all.
    private func arrived(_ active: ActiveJob) {
        let now = store.clock.now()
        let isAtHome = active.state.withLock { state in
            state.progress?.finish(blob: 0, of: 0)
            state.progress?.show(0)
            state.progress?.changedAt = now
            // From here on it waits for its medium.
            state.isWaiting = true
            return state.progress?.staging == nil
        }
        tellArrived(0, of: active)
        if isAtHome { endNaked(active, .completed) }
    }

    /// Opens an object for somebody who has no job.
    ///
    /// - Parameters:
    ///   - versionID: nil for the latest.
    ///   - waits: whether it is asked into the cache where it is not there, and waited for.
    ///   - request: what its job says of it; nil makes none.
    /// - Throws: `JobError.noSuchObject`; `.notInCache` when it is not there within a few
    ///   seconds, or may not be waited for; `.ended` when its job was canceled.
    package func openObject(
        _ object: ObjectAddress, versionID: String? = nil, waits: Bool = true,
        _ request: JobRequest? = nil
    ) async throws -> OpenedBlob {
        try await prepare()
        guard let found = try await version(versionID?.lowercased(), of: object) else {
            throw JobError.noSuchObject(object.object.text)
        }
        let size = found.info.sizeBytes ?? found.info.row.sizeBytes
        let entry = Plan.Entry(
            name: object.object.text, lengthBytes: size, blobSizeBytes: max(1, size),
            versionID: found.versionID)
        guard let request else {
            return blob(try await open(object, found, waits: waits), found) {}
        }
        let staging = try await store.staging(of: object.container)
        guard waits else {
            let opened = try await open(object, found, waits: false)
            guard let transfer = beginNaked(request, entry, staging) else {
                return blob(opened, found) {}
            }
            return blob(opened, found) { self.finish(transfer) }
        }
        guard let transfer = beginNaked(request, entry, staging) else {
            return blob(try await open(object, found, waits: true), found) {}
        }
        do {
            let opened = try await open(object, found, waits: true, for: transfer.active)
            let isNew = transfer.active.state.withLock { state in
                let isNew = state.progress?.cached[0] == false
                state.progress?.cache(0)
                return isNew
            }
            if isNew, staging != nil { tell([0], of: transfer.active) { .cached($0, $1) } }
            return blob(opened, found) { self.finish(transfer) }
        } catch JobError.notInCache(let seconds) {
            park(transfer)
            throw JobError.notInCache(retryAfterSeconds: seconds)
        } catch {
            transfer.fail(error)
            throw error
        }
    }

    private func finish(_ transfer: NakedTransfer) {
        transfer.active.state.withLock { $0.progress?.finish(blob: 0, of: 0) }
        transfer.finish()
    }

    private func blob(
        _ opened: OpenedObject, _ found: FoundVersion,
        onRead: @escaping @Sendable () async throws -> Void
    ) -> OpenedBlob {
        let size = opened.info.sizeBytes ?? opened.info.row.sizeBytes
        let layout = BlobLayout(opened.info.row)
        let isOneBlob = layout?.isOneBlob(of: size) ?? false
        return OpenedBlob(
            info: opened.info, versionID: found.versionID, range: 0..<size,
            checksum: isOneBlob ? layout.flatMap { $0.checksum(at: 0, of: size) } : nil,
            opened: opened, onRead: onRead)
    }
}
