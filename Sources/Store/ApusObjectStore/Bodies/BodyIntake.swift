// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusStorage

/// Moves a body from a client to a back-end's writer and digests it once on the way.
///
/// The first slice is digested here and now: for a small body a change of threads costs more
/// than its digest. Every later slice is digested on the compute lane while the next ones are read
/// and written, so three slices are held, whatever the size of the body.
struct BodyIntake {
    /// How much is digested at a time, in bytes.
    static let sliceBytes = 256 * 1024

    let writer: any ObjectWriter
    let compute: Lane
    let limitBytes: UInt64
    /// What is computed beside the MD5.
    var checksums: [BodyChecksum] = []

    /// What came.
    struct Outcome {
        /// MD5, lower-case hexadecimal.
        let etag: String
        let sizeBytes: UInt64
        /// What was asked for beside it.
        var checksums: [BodyChecksum: [UInt8]] = [:]
    }

    /// Takes the whole body.
    ///
    /// - Throws: `StoreError.tooLarge` as soon as more than the limit has come, `StorageError`
    ///   from the writer, or what the body throws.
    func take(_ body: BodyReader) async throws -> Outcome {
        let digest = RunningDigest(.md5, beside: checksums)
        var sizeBytes: UInt64 = 0
        var slice = try await nextSlice(body, &sizeBytes)
        digest.update(slice.chunks)
        if !slice.isLast {
            let rest = DigestQueue(digest, on: compute)
            while !slice.isLast {
                slice = try await nextSlice(body, &sizeBytes)
                if !slice.chunks.isEmpty { try await rest.add(slice.chunks) }
            }
            await rest.finish()
        }
        return Outcome(
            etag: digest.finish(), sizeBytes: sizeBytes, checksums: digest.finishOthers())
    }

    private struct Slice {
        var chunks: [Bytes] = []
        var isLast = false
    }

    private func nextSlice(
        _ body: BodyReader, _ sizeBytes: inout UInt64
    ) async throws -> Slice {
        var slice = Slice()
        var gathered = 0
        while gathered < Self.sliceBytes {
            guard let chunk = try await body.next() else {
                slice.isLast = true
                break
            }
            sizeBytes += UInt64(chunk.count)
            guard sizeBytes <= limitBytes else { throw StoreError.tooLarge }
            try await writer.write(chunk)
            gathered += chunk.count
            slice.chunks.append(chunk)
        }
        return slice
    }
}
