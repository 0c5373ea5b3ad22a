// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDigest
package import ApusIO
package import ApusModel
package import ApusObjectStore
import ApusStorage
import Synchronization

/// What comes with the bytes of a blob, or of an object.
package struct BlobUpload: Sendable {
    package var object: ObjectAddress
    /// Where the blob begins; nil for the only one of its object.
    package var offset: UInt64?
    package var contentType = "application/octet-stream"
    /// Counts for the whole object, whichever of its blobs it comes with.
    package var metadata = Metadata()
    /// The checksums that the client sent.
    package var expected: [BodyChecksum: [UInt8]] = [:]

    package init(_ object: ObjectAddress, offset: UInt64? = nil) {
        self.object = object
        self.offset = offset
    }
}

/// What became of a blob, or of an object.
package struct BlobReceipt: Hashable, Sendable {
    /// MD5 of the bytes, lower-case hexadecimal.
    package let etag: String
    /// The id of the version that the object becomes.
    package let versionID: String
    /// Whether the object is there now.
    package let isComplete: Bool
}

extension JobEngine {
    /// Takes a blob of a job: it is durable once this returns. The last of an object makes the
    /// object.
    ///
    /// - Parameter body: of known length, which has to be the blob's.
    /// - Throws: `JobError`; `StoreError.digestMismatch`, nothing was stored then.
    package func putBlob(
        _ upload: BlobUpload, of jobID: String, body: BodyReader
    ) async throws -> BlobReceipt {
        let active = try await findAnnounced(jobID)
        guard active.kind == .put else { throw JobError.wrongKind }
        guard active.container == upload.object.container else { throw JobError.notPlanned }
        let claim = try await claim(upload, active, lengthBytes: body.lengthBytes)
        let receipt: BlobReceipt
        do {
            try await allocate(active, claim.chunk)
            let etag = try await store(upload, claim, active, body)
            try await arrived(claim, active)
            receipt = try await complete(claim, active, etag)
        } catch {
            active.state.withLock { state in
                _ = state.progress?.receiving.remove(claim.blob)
            }
            throw error
        }
        await unreserve(active, claim.chunk, claim.lengthBytes)
        if try await noteChunks(active) { try await settle(active) }
        return receipt
    }

    /// A blob that somebody is sending.
    private struct Claim: Sendable {
        let entry: Int
        let blob: Int
        let chunk: Int
        /// The place of the blob among those of its object, and how many these are.
        let number: UInt32
        let count: Int
        let lengthBytes: UInt64
        let versionID: String
        let job: Job
    }

    private func claim(
        _ upload: BlobUpload, _ active: ActiveJob, lengthBytes: UInt64?
    ) async throws -> Claim {
        try await use(active) { job, progress in
            guard let (entry, blob) = progress.find(upload.object.object.text, upload.offset)
            else { throw JobError.notPlanned }
            let plan = progress.plan
            let range = plan.range(ofBlob: blob, in: entry)
            if let lengthBytes, lengthBytes != UInt64(range.count) {
                throw JobError.wrongLength(expected: UInt64(range.count))
            }
            if job.requiresChecksum, let type = job.checksum, upload.expected[type] == nil {
                throw JobError.checksumMissing
            }
            guard !progress.done[blob] else { throw JobError.blobExists }
            guard progress.receiving.insert(blob).inserted else {
                throw JobError.blobBusy(retryAfterSeconds: 1)
            }
            let blobs = plan.blobs(of: entry)
            return Claim(
                entry: entry, blob: blob, chunk: plan.chunk(ofBlob: blob),
                number: UInt32(blob - blobs.lowerBound), count: blobs.count,
                lengthBytes: UInt64(range.count), versionID: plan.versionID(of: entry), job: job)
        }
    }

    /// - Returns: the blob's MD5.
    private func store(
        _ upload: BlobUpload, _ claim: Claim, _ active: ActiveJob, _ body: BodyReader
    ) async throws -> String {
        var request = request(upload, claim.job, claim.versionID)
        request.sizeBytes = claim.lengthBytes
        let exact = Self.exactly(claim.lengthBytes, of: body) {
            if let refusal = active.refusal(of: claim.entry) { throw refusal }
        }
        guard claim.count == 1 else {
            let part = PartAddress(upload.object, upload: active.upload, number: claim.number)
            let info: PartInfo
            do {
                info = try await store.putPart(
                    part, request, body: exact, replaces: false, for: caller)
            } catch StoreError.alreadyExists {
                throw JobError.blobExists
            }
            guard let refusal = active.refusal(of: claim.entry) else { return info.etag }
            // Canceled or taken out meanwhile: nobody else knows of this part.
            try await store.dropParts(
                of: upload.object, upload: active.upload, [claim.number], for: caller)
            throw refusal
        }
        do {
            return try await store.put(request, body: exact, for: caller).etag
        } catch StoreError.alreadyExists {
            throw JobError.objectExists(upload.object.object.text)
        }
    }

    private func request(
        _ upload: BlobUpload, _ job: Job, _ versionID: String
    ) -> PutRequest {
        var request = PutRequest(
            upload.object, contentType: upload.contentType, metadata: upload.metadata,
            mustBeNew: job.naming == .none)
        request.claims = BodyClaims(expected: upload.expected, recorded: job.checksum)
        request.blobs = BlobLayout(versionID: versionID, lengths: .uniform(job.blobSizeBytes))
        return request
    }

    /// A body that has to have a length, and is asked about at its end before it counts.
    private static func exactly(
        _ lengthBytes: UInt64, of body: BodyReader,
        atEnd check: @escaping @Sendable () throws -> Void
    ) -> BodyReader {
        let count = Tally()
        return BodyReader(lengthBytes: lengthBytes) {
            if let piece = try await body.nextPiece() {
                guard count.add(piece.count) <= lengthBytes else {
                    throw JobError.wrongLength(expected: lengthBytes)
                }
                return piece
            }
            guard count.add(0) == lengthBytes else {
                throw JobError.wrongLength(expected: lengthBytes)
            }
            try check()
            return nil
        }
    }

    private func arrived(_ claim: Claim, _ active: ActiveJob) async throws {
        let now = store.clock.now()
        try await use(active) { _, progress in
            progress.receiving.remove(claim.blob)
            progress.finish(blob: claim.blob, of: claim.entry)
            if claim.count == 1 { progress.show(claim.entry) }
            progress.changedAt = now
        }
        if claim.count == 1 { tellArrived(claim.entry, of: active) }
    }

    /// Makes the object when its last blob has come.
    private func complete(
        _ claim: Claim, _ active: ActiveJob, _ etag: String
    ) async throws -> BlobReceipt {
        guard claim.count > 1 else {
            return BlobReceipt(etag: etag, versionID: claim.versionID, isComplete: true)
        }
        let isWhole = try await use(active) { _, progress in progress.isDone(claim.entry) }
        let isThere = isWhole ? try await assemble(claim.entry, active) : false
        return BlobReceipt(etag: etag, versionID: claim.versionID, isComplete: isThere)
    }

    /// Makes an object of its blobs, all of which have come.
    ///
    /// - Returns: whether it is there; false when somebody else is about it, or it has to be
    ///   tried again.
    /// - Throws: `JobError.objectExists`; the object is out of the job then.
    func assemble(_ entry: Int, _ active: ActiveJob) async throws -> Bool {
        let found = try await use(active) { job, progress -> (Job, String, Int, String)? in
            guard !progress.visible[entry], !progress.dropped[entry],
                progress.assembling.insert(entry).inserted
            else { return nil }
            return (
                job, progress.plan.name(of: entry), progress.plan.blobs(of: entry).count,
                progress.plan.versionID(of: entry)
            )
        }
        guard let (job, name, count, versionID) = found else { return false }
        do {
            let address = ObjectAddress(active.container, try ObjectName(name))
            var upload = BlobUpload(address)
            let parts = try await store.parts(
                of: address, upload: active.upload, 0..<UInt32(count), for: caller)
            upload.contentType = parts.first?.contentType ?? upload.contentType
            for part in parts {
                for (name, value) in part.metadata.sorted where upload.metadata[name] == nil {
                    upload.metadata[name] = value
                }
            }
            _ = try await store.assemble(
                request(upload, job, versionID), upload: active.upload,
                Array(0..<UInt32(count)), for: caller)
        } catch {
            let name = name
            let isTaken = if case StoreError.alreadyExists = error { true } else { false }
            active.state.withLock { state in
                state.progress?.assembling.remove(entry)
                guard isTaken else { return }
                state.progress?.drop(entry)
                state.job.errorMessage = "\(name) was there already when its last blob came"
            }
            guard isTaken else {
                // It is tried again; the blobs are safe.
                return false
            }
            let address = ObjectAddress(active.container, try ObjectName(name))
            try await store.dropParts(
                of: address, upload: active.upload, 0..<UInt32(count), for: caller)
            try await save(active)
            throw JobError.objectExists(name)
        }
        try await use(active) { _, progress in
            progress.assembling.remove(entry)
            progress.show(entry)
        }
        tellArrived(entry, of: active)
        return true
    }

    /// Notes chunks that are done now, durably.
    ///
    /// - Returns: whether there were any.
    @discardableResult
    func noteChunks(_ active: ActiveJob) async throws -> Bool {
        let isPut = active.kind == .put
        let isNew = try await use(active) { _, progress in progress.noteDone(isPut: isPut) }
        if isNew { try await save(active) }
        return isNew
    }
}

extension ActiveJob {
    /// Why nothing more is taken of an entry; nil while it is expected.
    fileprivate func refusal(of entry: Int) -> JobError? {
        state.withLock { state in
            if state.isEnding { return .ended }
            return state.progress?.dropped[entry] == true ? .notPlanned : nil
        }
    }
}
