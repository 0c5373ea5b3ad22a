// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

extension JobEngine {
    /// Compares one object of a job that verifies, or verifies what it has put, with what was
    /// stored of it.
    ///
    /// - Returns: whether there was one.
    /// - Throws: the first failure, when none of the others had anything to compare.
    package func work() async throws -> Bool {
        try await prepare()
        let jobs = shared.withLock { $0.all.filter(\.isToBeVerified) }
        var failure: (any Error)?
        for active in jobs.sorted(by: { $0.priority < $1.priority }) {
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
        var isCached = true
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
                if found?.cache != .resident { isCached = false }
            }
        }
        try await use(active, touches: false) { job, progress in
            if isDamaged, isCached, progress.persistAgain(entry) { return }
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
}

extension ActiveJob {
    /// Whether something of it may have to be compared without a client.
    fileprivate var isToBeVerified: Bool {
        guard kind == .put else { return kind == .verify }
        return state.withLock { $0.job.verifiesAfterWrite && $0.progress?.unverified != nil }
    }
}
