// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CBzip2

/// libbz2's decompressor.
///
/// Sound for the same reasons as `InflateStream`.
@safe final class Bunzip2Stream: DecompressionStream, @unchecked Sendable {
    private let stream: UnsafeMutablePointer<bz_stream>

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: bz_stream())
        let outcome = unsafe BZ2_bzDecompressInit(stream, 0, 0)
        precondition(outcome == BZ_OK, "libbz2 cannot begin")
    }

    deinit {
        unsafe BZ2_bzDecompressEnd(stream)
        unsafe stream.deallocate()
    }

    func decompress(
        _ input: Bytes, capacity: Int
    ) throws(CompressionError) -> (output: Bytes, usedBytes: Int, isAtEnd: Bool) {
        var usedBytes = 0
        var isAtEnd = false
        let output = try unsafe Bytes(capacity: capacity) { room throws(CompressionError) in
            try unsafe input.withUnsafeBytes { source throws(CompressionError) in
                // libbz2 only reads there, though its type does not say so.
                let start = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
                unsafe stream.pointee.avail_in = UInt32(source.count)
                unsafe stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(
                    to: CChar.self)
                unsafe stream.pointee.avail_out = UInt32(room.count)
                let outcome = unsafe BZ2_bzDecompress(stream)
                usedBytes = unsafe source.count - Int(stream.pointee.avail_in)
                isAtEnd = outcome == BZ_STREAM_END
                guard isAtEnd || outcome == BZ_OK else { throw .malformed(.bzip2) }
            }
            return unsafe room.count - Int(stream.pointee.avail_out)
        }
        return (output, usedBytes, isAtEnd)
    }
}
