// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import Synchronization

/// Reads a stream once: whole segments of it, and the digest of all of it.
///
/// For one reader at a time.
final class SegmentedStream: Sendable {
    private struct State: ~Copyable {
        var rest = Bytes()
        var digest = Digest(.sha256)
        var bytes: UInt64 = 0
    }

    private let reader: BodyReader
    private let segmentBytes: Int
    private let lane: Lane
    private let state = Mutex(State())

    init(_ reader: BodyReader, segmentBytes: UInt64, lane: Lane) {
        self.reader = reader
        self.segmentBytes = Int(clamping: segmentBytes)
        self.lane = lane
    }

    /// The next segment, shorter only at the end; nil after it.
    func next() async throws -> Bytes? {
        var collected = ByteWriter(capacity: segmentBytes)
        var piece = state.withLock { state in
            defer { state.rest = Bytes() }
            return state.rest
        }
        while collected.count < segmentBytes {
            if piece.isEmpty {
                guard let bytes = try await reader.next() else { break }
                piece = bytes
            }
            let taken = min(piece.count, segmentBytes - collected.count)
            collected.append(piece[0..<taken])
            piece = piece[taken..<piece.count]
        }
        guard collected.count > 0 else { return nil }
        let rest = piece
        let segment = collected.finish()
        return try await lane.run { [self] in
            state.withLock { state in
                state.rest = rest
                state.bytes += UInt64(segment.count)
                state.digest.update(segment)
            }
            return segment
        }
    }

    /// What has been read: its digest in hexadecimal, and how much; once, at the end.
    func finish() -> (sha256: String, bytes: UInt64) {
        state.withLock { state in
            var digest = Digest(.sha256)
            swap(&digest, &state.digest)
            return (Hexadecimal.encode(digest.finish()), state.bytes)
        }
    }
}

/// Gives on a stream whose digest is known; its end only when the digest was right.
///
/// Whoever reads it has not got the last piece before that, and so nothing whole to work with.
enum VerifiedStream {
    struct Mismatch: Error, CustomStringConvertible {
        let description: String
    }

    private struct State: ~Copyable {
        var held: Bytes?
        var digest = Digest(.sha256)
        var bytes: UInt64 = 0
    }

    private final class Watch: Sendable {
        let state = Mutex(State())
    }

    static func reader(
        _ reader: BodyReader, sha256: String, bytes: UInt64, lane: Lane,
        progress: @escaping @Sendable (UInt64) async -> Void
    ) -> BodyReader {
        let watch = Watch()
        return BodyReader(lengthBytes: bytes) {
            while true {
                if let piece = try await reader.next() {
                    guard !piece.isEmpty else { continue }
                    let (ready, count) = try await lane.run {
                        watch.state.withLock { state in
                            state.digest.update(piece)
                            state.bytes += UInt64(piece.count)
                            let before = state.held
                            state.held = piece
                            return (before, state.bytes)
                        }
                    }
                    guard count <= bytes else { throw mismatch(count, bytes) }
                    await progress(count)
                    if let ready { return .bytes(ready) }
                    continue
                }
                let last: (held: Bytes?, sha256: String, bytes: UInt64)? = watch.state.withLock {
                    state in
                    guard let held = state.held else { return nil }
                    state.held = nil
                    var digest = Digest(.sha256)
                    swap(&digest, &state.digest)
                    return (held, Hexadecimal.encode(digest.finish()), state.bytes)
                }
                guard let last else { return nil }
                guard last.bytes == bytes else { throw mismatch(last.bytes, bytes) }
                guard last.sha256 == sha256 else {
                    throw Mismatch(
                        description: "The backup is damaged: its SHA-256 is \(last.sha256), not "
                            + sha256)
                }
                return last.held.map { .bytes($0) }
            }
        }
    }

    private static func mismatch(_ count: UInt64, _ bytes: UInt64) -> Mismatch {
        Mismatch(description: "The backup is damaged: \(count) bytes came of \(bytes)")
    }
}
