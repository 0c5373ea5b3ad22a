// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CZlib

/// zlib's decompressor.
///
/// Sound because the structure lies in memory of its own, which zlib wants not to move, is freed
/// once, in `deinit`, and is given pointers only for the length of a call; and because its one
/// owner, `Decompressor`, calls it from one task at a time: hence `@unchecked Sendable`.
@safe final class InflateStream: DecompressionStream, @unchecked Sendable {
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // The largest window, and the header of gzip (16).
        let outcome = unsafe inflateInit2_(
            stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(outcome == Z_OK, "zlib cannot begin")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    func decompress(
        _ input: Bytes, capacity: Int
    ) throws(CompressionError) -> (output: Bytes, usedBytes: Int, isAtEnd: Bool) {
        var usedBytes = 0
        var isAtEnd = false
        let output = try unsafe Bytes(capacity: capacity) { room throws(CompressionError) in
            try unsafe input.withUnsafeBytes { source throws(CompressionError) in
                // zlib only reads there, though its type does not say so.
                let start = unsafe source.baseAddress?.assumingMemoryBound(to: Bytef.self)
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
                unsafe stream.pointee.avail_in = UInt32(source.count)
                unsafe stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(
                    to: Bytef.self)
                unsafe stream.pointee.avail_out = UInt32(room.count)
                let outcome = unsafe inflate(stream, Z_NO_FLUSH)
                usedBytes = unsafe source.count - Int(stream.pointee.avail_in)
                isAtEnd = outcome == Z_STREAM_END
                // No progress is no error: more input is needed.
                guard isAtEnd || outcome == Z_OK || outcome == Z_BUF_ERROR else {
                    throw .malformed(.gzip)
                }
            }
            return unsafe room.count - Int(stream.pointee.avail_out)
        }
        return (output, usedBytes, isAtEnd)
    }
}
