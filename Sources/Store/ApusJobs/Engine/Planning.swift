// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusObjectStore
import ApusStorage

/// Makes the plan of a new job out of its list.
struct Planning {
    let engine: JobEngine
    let request: JobRequest
    let job: Job
    /// Whether the bucket has no objects, so that no name can be taken.
    let isEmpty: Bool
    /// Where objects that are larger than the cache are to be refused; else nil.
    let staging: (any Staging)?
    /// The most bytes that an object may have there.
    let capacityBytes: UInt64

    /// The bytes that all names of a list may have.
    private static let nameLimitBytes = 256 * 1024 * 1024

    /// Reads the list.
    ///
    /// - Throws: `JobError`.
    func plan(_ next: () async throws -> JobItem?) async throws -> Plan {
        var plan = Plan(job)
        let limit = engine.settings.objectLimit
        var count = 0
        while let item = try await next() {
            count += 1
            guard count <= limit, plan.nameBytes <= Self.nameLimitBytes else {
                throw JobError.tooManyObjects(limit: limit)
            }
            switch job.kind {
            case .put: try await add(putting: item, to: &plan)
            case .get, .verify, .stage: try await add(reading: item, to: &plan)
            }
        }
        guard count > 0 else { throw JobError.emptyList }
        guard plan.entryCount > 0 else { throw JobError.nothingToDo }
        plan.reindex()
        guard let name = plan.duplicateName else { return plan }
        if job.kind == .put { throw JobError.duplicateName(name) }
        return withoutRepeats(plan)
    }

    private func address(_ name: String) throws(JobError) -> ObjectAddress {
        guard let object = try? ObjectName(name), !object.isReserved else { throw .badName(name) }
        return ObjectAddress(request.container, object)
    }

    private func checkBlobs(
        of plan: Plan, lengthBytes: UInt64, blobSizeBytes: UInt64
    ) throws(JobError) {
        let limit = engine.settings.blobLimit
        let more = Plan.blobCount(lengthBytes: lengthBytes, blobSizeBytes: blobSizeBytes)
        guard more <= UInt64(limit), plan.blobCount + Int(more) <= limit else {
            throw .tooManyBlobs(limit: limit)
        }
    }

    // MARK: Putting

    private func add(putting item: JobItem, to plan: inout Plan) async throws {
        let address = try address(item.name)
        guard address.object.text.utf8.count <= engine.store.constraints.objectNameLimitBytes else {
            throw JobError.badName(item.name)
        }
        guard let size = item.sizeBytes else { throw JobError.sizeMissing(item.name) }
        guard size == 0 || item.name.utf8.last != UInt8(ascii: "/") else {
            throw JobError.folderWithBytes(item.name)
        }
        guard request.allowsBlobbing || size <= job.blobSizeBytes,
            size <= engine.settings.objectSizeLimitBytes
        else { throw JobError.tooLargeForOneBlob(item.name) }
        // Until all its blobs have come, all that have are in the cache.
        guard size <= capacityBytes else {
            throw JobError.neverFits(item.name, limitBytes: capacityBytes)
        }
        try checkBlobs(of: plan, lengthBytes: size, blobSizeBytes: job.blobSizeBytes)
        if !isEmpty, request.naming == .none || request.ignoresNamingConflicts {
            do {
                let info = try await engine.store.info(address, for: engine.caller)
                if request.ignoresNamingConflicts, info.sizeBytes == size { return }
                guard request.naming != .none else { throw JobError.objectExists(item.name) }
            } catch  where error.saysAbsent {
                // The name is free.
            }
        }
        plan.append(
            Plan.Entry(name: item.name, lengthBytes: size, blobSizeBytes: job.blobSizeBytes))
    }

    // MARK: Reading

    private func add(reading item: JobItem, to plan: inout Plan) async throws {
        let address = try address(item.name)
        guard let found = try await engine.version(item.versionID, of: address) else {
            throw JobError.noSuchObject(item.name)
        }
        let size = found.info.sizeBytes ?? found.info.row.sizeBytes
        if size > capacityBytes, request.kind != .verify {
            let place = found.info.address
            let residency = try await staging?.residency(
                of: [ObjectKey(place.object)], in: place.container)
            // One that is there all the same can be read.
            guard residency?.first.flatMap({ $0 })?.cache == .resident else {
                throw JobError.neverFits(item.name, limitBytes: capacityBytes)
            }
        }
        let start = item.offset ?? 0
        let (sum, overflows) = start.addingReportingOverflow(item.lengthBytes ?? size)
        let end = min(size, overflows ? size : sum)
        guard start < size || (start == 0 && size == 0) else { throw JobError.unsatisfiableRange }
        let layout =
            BlobLayout(found.info.row)
            ?? BlobLayout(
                versionID: found.versionID, lengths: .uniform(engine.settings.blobSizeBytes))
        func append(_ range: Range<UInt64>, blobSizeBytes: UInt64) throws {
            try checkBlobs(
                of: plan, lengthBytes: UInt64(range.count), blobSizeBytes: blobSizeBytes)
            plan.append(
                Plan.Entry(
                    name: item.name, offset: range.lowerBound,
                    lengthBytes: UInt64(range.count), blobSizeBytes: blobSizeBytes,
                    versionID: found.versionID))
        }
        switch layout.lengths {
        case .uniform(let blobSize):
            let size64 = max(1, blobSize)
            let first = start / size64 * size64
            var last = max(first, end)
            let rest = last % size64
            if rest > 0 {
                let (rounded, overflows) = last.addingReportingOverflow(size64 - rest)
                last = overflows ? size : min(size, rounded)
            }
            try append(first..<max(first, last), blobSizeBytes: size64)
        case .each:
            for range in layout.ranges(of: size)
            where range.lowerBound < max(end, start + 1) && (range.upperBound > start || size == 0)
            {
                try append(range, blobSizeBytes: max(1, UInt64(range.count)))
            }
        }
    }

    /// The plan with each blob once, where ranges of one object meet in blobs.
    private func withoutRepeats(_ plan: Plan) -> Plan {
        struct Place: Hashable {
            let name: String
            let version: String
            let offset: UInt64
        }
        var seen: Set<Place> = []
        var clean = Plan(job)
        for place in 0..<plan.entryCount {
            let entry = plan.entry(place)
            guard plan.entries(named: entry.name).count > 1 else {
                clean.append(entry)
                continue
            }
            for blob in plan.blobs(of: place) {
                let range = plan.range(ofBlob: blob, in: place)
                let isNew = seen.insert(
                    Place(
                        name: entry.name, version: entry.versionID ?? "",
                        offset: range.lowerBound)
                ).inserted
                guard isNew else { continue }
                clean.append(
                    Plan.Entry(
                        name: entry.name, offset: range.lowerBound,
                        lengthBytes: UInt64(range.count), blobSizeBytes: entry.blobSizeBytes,
                        versionID: entry.versionID))
            }
        }
        clean.reindex()
        return clean
    }
}

extension JobEngine {
    /// A version of an object.
    struct FoundVersion: Sendable {
        let info: ObjectInfo
        let versionID: String
        /// How the store is asked for it.
        let options: ReadOptions
    }

    /// The version of an id, or the latest; nil when it is not there.
    func version(_ id: String?, of address: ObjectAddress) async throws -> FoundVersion? {
        do {
            let info = try await store.info(address, for: caller)
            let own = BlobLayout.versionID(of: info, at: address)
            if id == nil || id == own {
                return FoundVersion(info: info, versionID: own, options: ReadOptions())
            }
        } catch  where error.saysAbsent {
            guard id != nil else { return nil }
        }
        let name = address.object.text
        var query = VersionQuery(ListingQuery(limit: 100, prefix: name))
        do {
            while true {
                let entries = try await store.versions(
                    of: address.container, query, for: caller
                ).entries
                for entry in entries {
                    guard case .version(let listing, let moment, _) = entry, listing.name == name
                    else { return nil }
                    query.names.marker = name
                    query.marker = moment
                    guard case .stored = moment else { continue }
                    let options = ReadOptions(version: moment)
                    guard let info = try? await store.info(address, options, for: caller) else {
                        continue
                    }
                    let own = BlobLayout.versionID(of: info, at: address)
                    if own == id {
                        return FoundVersion(info: info, versionID: own, options: options)
                    }
                }
                guard entries.count == query.names.limit else { return nil }
            }
        } catch  where error.saysAbsent {
            return nil
        }
    }
}
