// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

extension JobEngine {
    /// Asks what is not read of a chunk into the cache.
    ///
    /// - Returns: whether something of it can be read now: all that is left of it, or, where the
    ///   cache never has room for all of it, some.
    func bringIn(_ active: ActiveJob, _ chunk: Int) async throws -> Bool {
        try await active.allocation.take { try await request(active, chunk) }
    }

    private func request(_ active: ActiveJob, _ chunk: Int) async throws -> Bool {
        // Whoever reads tells when it may go again; nobody does of what is only staged.
        let isRead = active.kind == .get
        if isRead { try await releaseRead(active) }
        let (entries, progress) = try await use(active) { _, progress in
            (progress.openEntries(of: chunk), progress)
        }
        guard let staging = progress.staging else {
            try await use(active) { _, progress in
                for entry in entries { progress.cache(entry) }
            }
            return true
        }
        var missing = Missing()
        var hasSome = false
        var isWhole = true
        for start in stride(from: 0, to: entries.count, by: 1000) {
            let page = Array(entries[start..<min(entries.count, start + 1000)])
            let places = try await locate(page, progress, active.container)
            let found = try await residencies(staging, places)
            for ((entry, place), residency) in zip(zip(page, places), found) {
                switch residency?.cache {
                case .resident: hasSome = true
                case .arriving: isWhole = false
                case .absent:
                    isWhole = false
                    missing.add(entry, place, residency?.sizeBytes ?? 0)
                case nil: break
                }
            }
            let cached = try await use(active) { _, progress in
                var cached: [Int] = []
                for (entry, residency) in zip(page, found) {
                    // What has gone is read by nobody.
                    if residency == nil { progress.drop(entry) }
                    guard residency?.cache == .resident else { continue }
                    if !progress.cached[entry] { cached.append(entry) }
                    progress.cache(entry)
                }
                return cached
            }
            tell(cached, of: active) { .cached($0, $1) }
        }
        var isPartial = false
        if !missing.entries.isEmpty {
            do {
                isPartial =
                    try await isRead
                    ? !pin(missing, of: active, progress, staging)
                    : !ask(staging, missing.places, pin: false)
            } catch JobError.cacheFull {
                try await giveBack(chunk, of: active)
            }
        }
        try await noteChunks(active)
        return isWhole || (isPartial && hasSome)
    }

    /// What is not in the cache of a chunk.
    private struct Missing {
        private(set) var entries: [Int] = []
        /// Where their bodies lie, each once: entries may be ranges of one object.
        private(set) var places: [Place] = []
        private(set) var bytes: UInt64 = 0
        private var known: Set<Place> = []

        mutating func add(_ entry: Int, _ place: Place, _ sizeBytes: UInt64) {
            entries.append(entry)
            guard known.insert(place).inserted else { return }
            places.append(place)
            bytes += sizeBytes
        }
    }

    /// Asks for what is missing of a chunk, to stay until it is read: for all of it, when there is
    /// room for all of it, or for nothing.
    ///
    /// - Returns: false when the cache can never hold all of it.
    /// - Throws: `JobError.cacheFull`.
    private func pin(
        _ missing: Missing, of active: ActiveJob, _ progress: Progress, _ staging: any Staging
    ) async throws -> Bool {
        let reserved = try await reserve(missing.bytes, in: staging)
        let isWhole: Bool
        do {
            // Noted first: whatever becomes of the request, it is given up with the job.
            try await use(active) { _, progress in
                for entry in missing.entries { progress.pinned[entry] = true }
            }
            isWhole = try await ask(staging, missing.places, pin: true)
        } catch {
            await staging.unreserve(reserved)
            throw error
        }
        // What was asked for counts as reserved until it is there.
        await staging.unreserve(reserved)
        guard !active.isEnding else {
            // It was canceled before it had asked.
            try await unpin(missing.entries, progress, staging, active.container)
            throw JobError.ended
        }
        return isWhole
    }

    /// Gives up what was brought in of a chunk that lacks something for which there is no room:
    /// else jobs would wait for each other, each with a part of what it needs.
    private func giveBack(_ chunk: Int, of active: ActiveJob) async throws {
        let (entries, progress) = try await use(active) { _, progress in
            (progress.pinnedEntries(from: chunk), progress)
        }
        try await release(entries, of: active, progress)
    }

    /// Gives up the cached copies of what was brought in for a job and has been read: what comes
    /// after it may need their room.
    func releaseRead(_ active: ActiveJob) async throws {
        let (entries, progress) = active.state.withLock { state -> ([Int], Progress?) in
            guard let progress = state.progress, progress.staging != nil else { return ([], nil) }
            return (progress.readEntries, progress)
        }
        if let progress { try await release(entries, of: active, progress) }
    }

    private func release(
        _ entries: [Int], of active: ActiveJob, _ progress: Progress
    ) async throws {
        guard !entries.isEmpty, let staging = progress.staging else { return }
        try await unpin(entries, progress, staging, active.container)
        try await use(active, touches: false) { _, progress in
            for entry in entries { progress.pinned[entry] = false }
        }
    }

    /// All that a job without a client reads.
    func bringIn(_ active: ActiveJob) async throws {
        let count = try await use(active) { _, progress in progress.plan.chunkCount }
        for chunk in 0..<count { _ = try await bringIn(active, chunk) }
    }

    /// Asks for bodies that are not in the cache.
    ///
    /// - Returns: false when the cache cannot hold all of them: the first that fits was asked for,
    ///   without a pin.
    private func ask(
        _ staging: any Staging, _ places: [Place], pin: Bool
    ) async throws -> Bool {
        var isWhole = true
        for (container, keys) in Dictionary(grouping: places, by: \.container) {
            do {
                try await staging.stageIn(keys.map(\.key), in: container, pin: pin)
            } catch {
                switch error.reason {
                case .insufficientStorage:
                    isWhole = false
                    for place in keys {
                        do {
                            try await staging.stageIn([place.key], in: container, pin: false)
                            break
                        } catch {
                            guard case .insufficientStorage = error.reason else { throw error }
                            continue
                        }
                    }
                case .notFound, .deleted: continue
                default: throw error
                }
            }
        }
        return isWhole
    }

    /// Where the body of an object lies.
    struct Place: Hashable, Sendable {
        let container: ContainerAddress
        let key: ObjectKey
    }

    /// Where the bodies of entries lie: in a container that keeps versions, beside it.
    func locate(
        _ entries: [Int], _ progress: Progress, _ container: ContainerAddress
    ) async throws -> [Place] {
        var places: [Place] = []
        places.reserveCapacity(entries.count)
        let keepsVersions = try await store.keepsVersions(container)
        for entry in entries {
            let name = try ObjectName(progress.plan.name(of: entry))
            let address = ObjectAddress(container, name)
            guard keepsVersions,
                let found = try await version(progress.plan.versionID(of: entry), of: address)
            else {
                places.append(Place(container: container, key: ObjectKey(name)))
                continue
            }
            let actual = found.info.address
            places.append(Place(container: actual.container, key: ObjectKey(actual.object)))
        }
        return places
    }

    /// Where each body is; nil for those that are gone.
    func residencies(_ staging: any Staging, _ places: [Place]) async throws -> [Residency?] {
        var found = [Residency?](repeating: nil, count: places.count)
        let numbered = Dictionary(grouping: places.indices) { places[$0].container }
        for (container, numbers) in numbered {
            let keys = numbers.map { places[$0].key }
            let answers: [Residency?]
            do {
                answers = try await staging.residency(of: keys, in: container)
            } catch {
                guard error.saysAbsent else { throw error }
                continue
            }
            for (number, answer) in zip(numbers, answers) { found[number] = answer }
        }
        return found
    }
}

extension Progress {
    /// Objects that were brought in and have been read, but for those of which the same chunk has
    /// other ranges that have not.
    fileprivate var readEntries: [Int] {
        struct Body: Hashable {
            let name: String
            let chunk: Int
        }
        var isNeeded: [Body: Bool] = [:]
        return pinned.places.filter { entry in
            guard isDone(entry) else { return false }
            let name = plan.name(of: entry)
            let chunk = plan.chunk(ofBlob: plan.blobs(of: entry).upperBound - 1)
            let body = Body(name: name, chunk: chunk)
            let answer =
                isNeeded[body]
                ?? plan.entries(named: name).contains { other in
                    !isDone(other) && plan.chunk(ofBlob: plan.blobs(of: other).lowerBound) == chunk
                }
            isNeeded[body] = answer
            return !answer
        }
    }

    /// The objects of a chunk that were brought in, but for one whose beginning, in a chunk
    /// before, is not read yet.
    fileprivate func pinnedEntries(from chunk: Int) -> [Int] {
        let start = plan.blobs(ofChunk: chunk).lowerBound
        return openEntries(of: chunk).filter { entry in
            let first = plan.blobs(of: entry).lowerBound
            return pinned[entry] && (first >= start || done.hasAll(first..<start))
        }
    }

    /// The objects of a chunk that are not read yet, in order.
    fileprivate func openEntries(of chunk: Int) -> [Int] {
        var entries: [Int] = []
        for blob in plan.blobs(ofChunk: chunk) where !done[blob] {
            let entry = plan.entry(ofBlob: blob)
            if entries.last != entry { entries.append(entry) }
        }
        return entries
    }
}
