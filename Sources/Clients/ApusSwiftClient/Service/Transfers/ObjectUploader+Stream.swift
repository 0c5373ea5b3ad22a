// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

extension ObjectUploader {
    /// The segment size of a stream when none is chosen.
    static let streamSegmentBytes: UInt64 = 10 * 1024 * 1024
    /// How much of one stream is on its way at once, beside the segment that is being read.
    private static let streamLimitBytes: UInt64 = 20 * 1024 * 1024

    /// Sends a stream: whole when it fits into one segment, else in segments.
    ///
    /// A segment is in memory while it is sent, so that it can be sent again; while some are
    /// sent, the next one is read.
    func putStream(_ reader: BodyReader, _ result: inout ObjectUpload) async throws {
        let size = max(1, options.segmentSizeBytes ?? Self.streamSegmentBytes)
        let headers = try headers(Self.now)
        result.headers = headers
        guard !plans(&result) else { return }
        let replaced = try await segmentsToReplace(try await remote())
        let source = SegmentReader(reader, sizeBytes: size)
        let first = try await source.next() ?? Bytes()
        if UInt64(first.count) < size {
            let reply = try await asking {
                try await connection.putObject(
                    container, job.object, .bytes(first), etag: RunningMD5.of(first),
                    headers: headers)
            }
            progress.move(first.count)
            result.reply = reply
            return try await remove(replaced, keeping: [])
        }
        result.isLargeObject = true
        if options.segmentSizeBytes == nil, !options.skipsContainerPut {
            // No segment size was chosen, so nobody has made their container.
            let made = await service.create(segmentContainer, [:])
            try await report(.container(made))
        }
        let prefix = segmentPrefix(headers, totalBytes: nil, size)
        let collected = SegmentCollection()
        var index = 0
        var held: Bytes? = first
        var limits = UploadLimits()
        if let known = try? await service.capabilities() { limits = UploadLimits(known) }
        let maxSegments = form == .staticManifest ? Int(clamping: limits.maxSegments) : Int.max
        try await forEachConcurrently(
            limit: min(Int(max(1, Self.streamLimitBytes / size)), service.segmentPool.limit),
            next: { () -> (Int, Bytes)? in
                guard !collected.hasFailed else { return nil }
                let bytes: Bytes?
                if let ready = held.take() {
                    bytes = ready
                } else {
                    bytes = try await source.next()
                }
                guard let bytes, !bytes.isEmpty else { return nil }
                guard index < maxSegments else {
                    throw ServiceError(
                        "The stream is longer than the \(maxSegments) segments of \(size) bytes "
                            + "that the server takes; a larger segment size is needed",
                        container: container, object: job.object)
                }
                defer { index += 1 }
                return (index, bytes)
            }
        ) { index, bytes in
            try await putStreamSegment(prefix, index, bytes, collected)
        }
        result.segments = collected.segments
        guard !collected.hasFailed else { throw try await abortedManifest(result.segments) }
        try await putManifest(result.segments, prefix: prefix, headers, replaced, &result)
    }

    /// Bytes that are sent slice by slice, so that no second copy of them is made.
    private func sliced(_ bytes: Bytes) -> UploadBody {
        let progress = progress
        return .replayable(lengthBytes: UInt64(bytes.count)) {
            let rest = Mutex(bytes)
            return BodyReader(lengthBytes: UInt64(bytes.count)) {
                let slice = rest.withLock { rest in
                    let count = min(rest.count, Int(BodyReader.sliceLimitBytes))
                    defer { rest = rest[count..<rest.count] }
                    return rest[0..<count]
                }
                guard !slice.isEmpty else { return nil }
                progress.move(slice.count)
                return .bytes(slice)
            }
        }
    }

    private func putStreamSegment(
        _ prefix: String, _ index: Int, _ bytes: Bytes, _ collected: SegmentCollection
    ) async throws {
        var segment = segment(prefix, index, UInt64(bytes.count))
        do {
            let name = segment.segmentName
            let etag = try await service.lane.run { RunningMD5.of(bytes) }
            let reply = try await service.segmentPool.use {
                try await connection.putObject(
                    segmentContainer, name, sliced(bytes), etag: etag,
                    contentType: "application/swiftclient-segment")
            }
            segment.reply = reply
            segment.etag = etag
            if let remote = Self.unquoted(reply.headers["ETag"]), remote != etag {
                throw ServiceError(
                    "Upload verification failed for \(name): md5 mismatch \(etag) != \(remote)")
            }
        } catch {
            try Task.checkCancellation()
            segment.failure = error
        }
        collected.add(segment)
        try await report(.segment(segment))
    }
}

/// Cuts a stream into runs of equal size; for one reader.
private final class SegmentReader: Sendable {
    private let reader: BodyReader
    private let sizeBytes: Int
    private let rest = Mutex(Bytes())

    init(_ reader: BodyReader, sizeBytes: UInt64) {
        self.reader = reader
        self.sizeBytes = Int(clamping: sizeBytes)
    }

    /// The next run, shorter only at the end of the stream; nil after it.
    func next() async throws -> Bytes? {
        var collected = ByteWriter(capacity: min(sizeBytes, 16 * 1024 * 1024))
        while collected.count < sizeBytes {
            var piece = rest.withLock { rest in
                defer { rest = Bytes() }
                return rest
            }
            if piece.isEmpty {
                guard let bytes = try await reader.next() else { break }
                piece = bytes
            }
            let taken = min(piece.count, sizeBytes - collected.count)
            collected.append(piece[0..<taken])
            let unused = piece[taken..<piece.count]
            if !unused.isEmpty { rest.withLock { $0 = unused } }
        }
        return collected.count == 0 ? nil : collected.finish()
    }
}

/// The segments of one object, as they are done.
final class SegmentCollection: Sendable {
    private let state = Mutex<(segments: [SegmentUpload], hasFailed: Bool)>(([], false))

    func add(_ segment: SegmentUpload) {
        state.withLock { state in
            state.segments.append(segment)
            if !segment.isSuccess { state.hasFailed = true }
        }
    }

    /// Asked twice for every segment, of which there may be many thousands.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// In the order of the object.
    var segments: [SegmentUpload] { state.withLock { $0.segments.sorted { $0.index < $1.index } } }
}
