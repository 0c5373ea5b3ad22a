// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

extension JobEngine {
    /// Does what nobody waits for, until it is cancelled.
    ///
    /// - Parameter onFailure: told of what could not be done; it is tried again.
    package func run(onFailure: @escaping @Sendable (any Error) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                await repeating(onFailure) { try await self.tick() }
            }
            group.addTask { [self] in
                await repeating(onFailure) { while try await self.work() {} }
            }
        }
    }

    private func repeating(
        _ onFailure: @Sendable (any Error) -> Void, _ work: () async throws -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await work()
            } catch is CancellationError {
                return
            } catch {
                onFailure(error)
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Looks after every active job once: assembles, completes, ends those whose clients stay
    /// away, and lets go of plans that nobody uses.
    ///
    /// - Throws: the first failure, when all others have been looked after.
    package func tick() async throws {
        try await prepare()
        let jobs = shared.withLock { Array($0.active.values) }
        var failure: (any Error)?
        for active in jobs.sorted(by: { $0.job.priority < $1.job.priority }) {
            try Task.checkCancellation()
            do {
                try await settle(active)
                try await saveRead(active)
                try await endIfDead(active)
            } catch {
                failure = failure ?? error
            }
        }
        do {
            try await settleNaked()
        } catch {
            failure = failure ?? error
        }
        letGoOfPlans(jobs)
        if let failure { throw failure }
    }

    /// Brings a job as far as it gets without its client.
    func settle(_ active: ActiveJob) async throws {
        do {
            switch active.kind {
            case .put: try await settlePut(active)
            case .get: try await settleRead(active)
            case .stage: try await settleStage(active)
            case .verify:
                let isDone = active.state.withLock { $0.progress?.isTransferred ?? false }
                if isDone { _ = try await end(active, .completed) }
            }
        } catch JobError.ended {
            return
        }
    }

    private func settlePut(_ active: ActiveJob) async throws {
        // A plan that was let go of waits for its client.
        guard active.state.withLock({ $0.progress != nil || !$0.wasLoaded }) else { return }
        let now = store.clock.now()
        let (assembles, isTransferred, age) = try await use(active, touches: false) { _, progress in
            return (
                progress.whole.sorted(), progress.isTransferred,
                now.ticks - min(now.ticks, progress.changedAt.ticks)
            )
        }
        for entry in assembles {
            do {
                _ = try await assemble(entry, active)
            } catch JobError.objectExists {
                continue
            }
        }
        if !assembles.isEmpty { try await noteChunks(active) }
        try await notePersisted(active)
        guard isTransferred,
            active.isNaked || Self.isOver(settings.completionDelay, ticks: age)
        else { return }
        let (isDone, isDamaged) = try await use(active, touches: false) { job, progress in
            let all = progress.plan.entryCount
            guard progress.whole.isEmpty else { return (false, false) }
            guard progress.staging != nil else { return (true, false) }
            let isVerified = !job.verifiesAfterWrite || progress.unverified == nil
            return (isVerified && progress.completedEntries == all, progress.isDamaged)
        }
        if isDone { _ = try await end(active, isDamaged ? .canceled : .completed) }
    }

    static func isOver(_ delay: Duration, ticks: UInt64) -> Bool {
        let microseconds = Int64(clamping: ticks) * 10
        return .microseconds(microseconds) >= delay
    }

    /// Looks which objects are on the medium that is asked for.
    private func notePersisted(_ active: ActiveJob) async throws {
        var start = 0
        // A bounded number at a time: others wait for their turn.
        for _ in 0..<20 {
            let first = start
            let (entries, progress) = try await use(active, touches: false) { _, progress in
                (progress.unpersisted(from: first, limit: 1000), progress)
            }
            guard let staging = progress.staging, let last = entries.last else { return }
            start = last + 1
            let places = try await locate(entries, progress, active.container)
            try await note(try await residencies(staging, places), entries, active)
        }
    }

    /// Notes which objects of a job that puts are on the medium, and tells of them.
    func note(_ found: [Residency?], _ entries: [Int], _ active: ActiveJob) async throws {
        let archived = try await use(active, touches: false) { _, progress in
            var archived: [Int] = []
            for (entry, residency) in zip(entries, found) {
                if residency?.isArchived == true, !progress.persisted[entry] {
                    archived.append(entry)
                }
                // What has been deleted or replaced since is nobody's to wait for.
                if residency?.isArchived ?? true { progress.persist(entry) }
            }
            return archived
        }
        tell(archived, of: active) { .persisted($0, $1) }
    }

    private func settleRead(_ active: ActiveJob) async throws {
        let isDone = active.state.withLock { $0.progress?.isTransferred ?? false }
        guard !isDone else {
            _ = try await end(active, .completed)
            return
        }
        try await releaseRead(active)
    }

    private func settleStage(_ active: ActiveJob) async throws {
        let count = try await use(active, touches: false) { _, progress in progress.plan.chunkCount
        }
        for chunk in 0..<count {
            let isOpen = try await use(active, touches: false) { _, progress in
                !progress.doneChunks[chunk]
            }
            guard isOpen else { continue }
            guard try await bringIn(active, chunk) else { return }
            try await use(active, touches: false) { _, progress in progress.finish(chunk: chunk) }
        }
        try await save(active)
        _ = try await end(active, .completed)
    }

    // MARK: Verifying

    /// Compares one object of a job that verifies, or verifies what it has put, with what was
    /// stored of it.
    ///
    /// - Returns: whether there was one.
    /// - Throws: the first failure, when none of the others had anything to compare.
    package func work() async throws -> Bool {
        try await prepare()
        let jobs = shared.withLock { $0.all.filter(\.isToBeVerified) }
        var failure: (any Error)?
        for active in jobs.sorted(by: { $0.job.priority < $1.job.priority }) {
            do {
                let isPut = active.kind == .put
                if try await isPut ? verifyWritten(active) : verifyNext(active) { return true }
            } catch JobError.ended {
                continue
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return false
    }

    /// Reads one object back that a job has put and that is on its medium.
    private func verifyWritten(_ active: ActiveJob) async throws -> Bool {
        let next = try await use(active, touches: false) { _, progress in
            progress.unverified.map { ($0, progress) }
        }
        guard let (entry, progress) = next, let staging = progress.staging else { return false }
        var isDamaged = false
        for place in try await locate([entry], progress, active.container) {
            let found = try await residencies(staging, [place]).first.flatMap { $0 }
            // What was deleted or replaced since is nobody's to compare.
            guard found?.isArchived == true else { continue }
            do {
                try await staging.verify([place.key], in: place.container)
            } catch {
                guard error.reason == .corrupt else {
                    guard error.saysAbsent else { throw error }
                    continue
                }
                isDamaged = true
            }
        }
        try await use(active, touches: false) { job, progress in
            progress.verify(entry)
            guard isDamaged else { return }
            progress.isDamaged = true
            job.errorMessage =
                "\(progress.plan.name(of: entry)) cannot be read back as it was written"
        }
        try await settle(active)
        return true
    }

    private func verifyNext(_ active: ActiveJob) async throws -> Bool {
        let next = try await use(active, touches: false) { _, progress -> (Int, Progress)? in
            for entry in 0..<progress.plan.entryCount
            where !progress.dropped[entry] && !progress.isDone(entry) {
                return (entry, progress)
            }
            return nil
        }
        guard let (entry, progress) = next else {
            try await settle(active)
            return false
        }
        let name = try ObjectName(progress.plan.name(of: entry))
        do {
            try await verify(entry, progress, ObjectAddress(active.container, name))
        } catch let error as StorageError where error.reason == .corrupt {
            try await use(active, touches: false) { job, _ in
                job.errorMessage = "\(name) is not as it was stored"
            }
        } catch  where error.saysAbsent {
            try await drop([entry], of: active)
            return true
        }
        try await use(active, touches: false) { _, progress in
            for blob in progress.plan.blobs(of: entry) { progress.finish(blob: blob, of: entry) }
        }
        try await noteChunks(active)
        try await settle(active)
        return true
    }

    private func verify(
        _ entry: Int, _ progress: Progress, _ address: ObjectAddress
    ) async throws {
        if let staging = progress.staging {
            for place in try await locate([entry], progress, address.container) {
                let found = try await residencies(staging, [place]).first.flatMap { $0 }
                guard found?.isArchived == true else { continue }
                return try await staging.verify([place.key], in: place.container)
            }
        }
        guard let found = try await version(progress.plan.versionID(of: entry), of: address) else {
            throw StoreError.notFound
        }
        let opened = try await store.open(address, found.options, for: caller)
        let size = opened.info.sizeBytes ?? opened.info.row.sizeBytes
        let plan = progress.plan
        let layout = BlobLayout(opened.info.row)
        var checksums: [UInt64: [UInt8]] = [:]
        if let layout, layout.checksumType != nil {
            for (range, value) in zip(layout.ranges(of: size), layout.checksums) {
                checksums[range.lowerBound] = value
            }
        }
        for blob in plan.blobs(of: entry) {
            let range = plan.range(ofBlob: blob, in: entry)
            guard range.upperBound <= size else {
                throw StorageError(.corrupt, "\(address) is too short")
            }
            // Engines check what they read; here the bytes are compared with what came.
            let found = try await Self.checksum(
                layout?.checksumType ?? .md5, of: try await opened.body(range))
            guard found.sizeBytes == UInt64(range.count),
                checksums[range.lowerBound].map({ $0 == found.value }) ?? true
            else {
                throw StorageError(.corrupt, "\(address) is not what came, from \(range)")
            }
        }
    }

    private static func checksum(
        _ type: BodyChecksum, of body: BodyReader
    ) async throws -> (value: [UInt8], sizeBytes: UInt64) {
        var running = BodyChecksum.Running(type)
        var sizeBytes: UInt64 = 0
        while let bytes = try await body.next() {
            running.update(bytes)
            sizeBytes += UInt64(bytes.count)
        }
        return (running.finish(), sizeBytes)
    }

    // MARK: Clearing up

    /// Stores what was read of chunks that are not done.
    func saveRead(_ active: ActiveJob) async throws {
        guard active.kind == .get else { return }
        let chunks = active.state.withLock { state -> [(Int, BitSet, Bool)] in
            guard let progress = state.progress else { return [] }
            state.progress?.unsavedChunks = []
            return progress.unsavedChunks.sorted().map { chunk in
                var done = BitSet()
                let blobs = progress.plan.blobs(ofChunk: chunk)
                for blob in blobs where progress.done[blob] {
                    done[blob - blobs.lowerBound] = true
                }
                return (chunk, done, progress.doneChunks[chunk])
            }
        }
        for (chunk, done, isDone) in chunks where !active.isEnding {
            if isDone {
                try await records.removeDone(in: chunk, of: active.id)
            } else {
                try await records.save(done, in: chunk, of: active.id)
            }
        }
    }

    private func endIfDead(_ active: ActiveJob) async throws {
        guard active.kind == .put || active.kind == .get else { return }
        let now = store.clock.now()
        let (usedAt, job, isLoaded, isTransferred) = active.state.withLock { state in
            (
                state.usedAt, state.job, state.progress != nil,
                state.progress?.isTransferred ?? false
            )
        }
        guard isLoaded, !isTransferred, job.allowsCleanup, !job.isProtected,
            Self.isOver(settings.idleLimit, ticks: now.ticks - min(now.ticks, usedAt.ticks))
        else { return }
        do {
            let hasAny = try await use(active, touches: false) { _, progress in
                progress.doneBytes > 0
            }
            if hasAny {
                try await truncate(active, byTimeout: true)
            } else {
                _ = try await end(active, .canceled, byTimeout: true)
            }
        } catch JobError.ended {
            return
        }
    }

    /// Lets go of the plans that were not used for longest; they are read again when needed.
    private func letGoOfPlans(_ jobs: [ActiveJob]) {
        let limit = settings.idlePlanLimit
        guard jobs.count > limit else { return }
        let now = store.clock.now()
        let idle = jobs.compactMap { active -> (ActiveJob, Timestamp)? in
            active.state.withLock { state in
                guard let progress = state.progress, progress.receiving.isEmpty,
                    progress.assembling.isEmpty, progress.unsavedChunks.isEmpty,
                    progress.reserved.isEmpty, progress.pinned.count == 0,
                    !progress.isTransferred,
                    Self.isOver(.seconds(60), ticks: now.ticks - min(now.ticks, state.usedAt.ticks))
                else { return nil }
                return (active, state.usedAt)
            }
        }
        for (active, _) in idle.sorted(by: { $0.1 < $1.1 }).dropLast(limit) {
            active.state.withLock { $0.progress = nil }
        }
    }
}

extension ActiveJob {
    /// Whether something of it may have to be compared without a client.
    fileprivate var isToBeVerified: Bool {
        guard kind == .put else { return kind == .verify }
        return state.withLock { $0.job.verifiesAfterWrite && $0.progress?.unverified != nil }
    }
}

extension Progress {
    /// Objects that are there and, as far as is known, not on the medium that is asked for.
    fileprivate func unpersisted(from start: Int, limit: Int) -> [Int] {
        guard staging != nil else { return [] }
        return visible.places(from: start, notIn: persisted, limit: limit)
            .filter { !dropped[$0] }
    }

    /// Objects with which all is done, or of which nothing is expected.
    fileprivate var completedEntries: Int { persisted.count + dropped.count - both }

    private var both: Int {
        var count = 0
        dropped.forEachPlace { if persisted[$0] { count += 1 } }
        return count
    }
}
