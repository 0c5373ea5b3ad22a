// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// A library's decompressor, in the middle of its work.
protocol DecompressionStream: AnyObject, Sendable {
    /// Decompresses into at most `capacity` bytes.
    ///
    /// - Returns: the output, how much of the input was used, and whether the compressed data
    ///   ends there.
    /// - Throws: `CompressionError.malformed`.
    func decompress(
        _ input: Bytes, capacity: Int
    ) throws(CompressionError) -> (output: Bytes, usedBytes: Int, isAtEnd: Bool)
}
