// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusIO
package import ApusModel
package import ApusObjectStore
import ApusStorage
import Synchronization

/// A blob, or an object, opened for reading.
package struct OpenedBlob: Sendable {
    /// The object.
    package let info: ObjectInfo
    /// The id of its version.
    package let versionID: String
    /// The bytes that may be read, in the object: the blob's.
    package let range: Range<UInt64>
    /// The checksum of all of them; nil when it is not known.
    package let checksum: (type: BodyChecksum, value: [UInt8])?

    let opened: OpenedObject
    let onRead: @Sendable () async throws -> Void

    /// Some of the bytes, by their places in the object; nil for all of them.
    ///
    /// - Throws: `JobError.unsatisfiableRange` for what does not lie in the blob.
    package func body(_ wanted: Range<UInt64>? = nil) async throws -> BodyReader {
        let wanted = wanted ?? range
        guard range.lowerBound <= wanted.lowerBound, wanted.upperBound <= range.upperBound else {
            throw JobError.unsatisfiableRange
        }
        return try await opened.body(wanted)
    }

    /// The body of the answer, made of bodies from here: when its last piece is taken, the blob
    /// has been read, as far as its job is concerned.
    package func noting(_ body: BodyReader) -> BodyReader {
        let count = Tally()
        let isNoted = Mutex(false)
        let total = body.lengthBytes
        let onRead = onRead
        @Sendable func note() async throws {
            let isFirst = isNoted.withLock { noted in
                defer { noted = true }
                return !noted
            }
            if isFirst { try await onRead() }
        }
        return BodyReader(lengthBytes: total) {
            let piece = try await body.nextPiece()
            // Before the client can have it: whoever has all bytes finds the job done.
            if let piece {
                if count.add(piece.count) == total { try await note() }
            } else {
                try await note()
            }
            return piece
        }
    }
}

extension JobEngine {
    /// Opens a blob of a job that reads. It counts as read once its answer is (`noting`).
    ///
    /// - Parameter versionID: nil for the one that the job reads, or for any of several.
    /// - Throws: `JobError.notInCache` when it is not there within a few seconds.
    package func openBlob(
        _ object: ObjectAddress, offset: UInt64?, versionID wanted: String? = nil, of jobID: String
    ) async throws -> OpenedBlob {
        let active = try await findAnnounced(jobID)
        guard active.kind == .get else { throw JobError.wrongKind }
        guard active.container == object.container else { throw JobError.notPlanned }
        let (entry, blob, range, versionID) = try await use(active) { _, progress in
            guard
                let (entry, blob) = progress.find(
                    object.object.text, offset, versionID: wanted?.lowercased())
            else { throw JobError.notPlanned }
            return (
                entry, blob, progress.plan.range(ofBlob: blob, in: entry),
                progress.plan.versionID(of: entry)
            )
        }
        guard let found = try await version(versionID, of: object) else {
            try await drop([entry], of: active)
            throw JobError.noSuchObject(object.object.text)
        }
        let opened = try await open(object, found, waits: true)
        let size = opened.info.sizeBytes ?? opened.info.row.sizeBytes
        let checksum = BlobLayout(opened.info.row)
            .flatMap { $0.checksum(at: range.lowerBound, of: size) }
        return OpenedBlob(
            info: opened.info, versionID: versionID, range: range, checksum: checksum,
            opened: opened
        ) { [self] in
            try await read(blob, of: entry, active)
        }
    }

    /// - Parameter job: given up when this is no longer active.
    func open(
        _ object: ObjectAddress, _ found: FoundVersion, waits: Bool, for job: ActiveJob? = nil
    ) async throws -> OpenedObject {
        let start = ContinuousClock.now
        var pause = Duration.milliseconds(5)
        var isAsked = false
        while true {
            do {
                return try await store.open(object, found.options, for: caller)
            } catch let error as StorageError {
                guard error.reason == .busy,
                    let staging = try await store.staging(of: found.info.address.container)
                else { throw error }
                let refusal = JobError.notInCache(retryAfterSeconds: retryAfterSeconds)
                guard waits else { throw refusal }
                if job?.isEnding == true { throw JobError.ended }
                if !isAsked {
                    try await ask(staging, for: found, called: object)
                    isAsked = true
                }
                guard start.duration(to: .now) + pause < settings.waitLimit else { throw refusal }
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .milliseconds(250))
            } catch  where error.saysAbsent {
                throw JobError.noSuchObject(object.object.text)
            }
        }
    }

    private func ask(
        _ staging: any Staging, for found: FoundVersion, called object: ObjectAddress
    ) async throws {
        let address = found.info.address
        do {
            try await staging.stageIn(
                [ObjectKey(address.object)], in: address.container, pin: false)
        } catch {
            guard case .insufficientStorage = error.reason else { throw error }
            throw JobError.neverFits(
                object.object.text, limitBytes: try await staging.cacheSpace().capacityBytes)
        }
    }

    /// Notes that a client has read a blob.
    private func read(_ blob: Int, of entry: Int, _ active: ActiveJob) async throws {
        let now = store.clock.now()
        let isNew: Bool
        do {
            isNew = try await use(active) { _, progress in
                guard !progress.done[blob] else { return false }
                progress.finish(blob: blob, of: entry)
                progress.changedAt = now
                progress.unsavedChunks.insert(progress.plan.chunk(ofBlob: blob))
                return true
            }
        } catch JobError.ended {
            return
        }
        guard isNew else { return }
        if try await noteChunks(active) { try await settle(active) }
    }
}
