// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Writes the framing of a body that is sent in chunks.
///
/// Source: RFC 9112, 7.1.
public enum ChunkedEncoder {
    /// What follows the data of each chunk.
    public static let chunkEnd = Bytes("\r\n")

    /// Writes what comes before `count` bytes of data; after them comes `chunkEnd`.
    ///
    /// - Precondition: `count` is not 0, which would end the body.
    public static func appendChunkStart(_ count: UInt64, to writer: inout ByteWriter) {
        precondition(count > 0, "an empty chunk ends the body")
        writer.append(String(count, radix: 16))
        writer.append("\r\n")
    }

    /// Writes a whole chunk; nothing when there are no bytes.
    public static func appendChunk(_ bytes: Bytes, to writer: inout ByteWriter) {
        guard !bytes.isEmpty else { return }
        appendChunkStart(UInt64(bytes.count), to: &writer)
        writer.append(bytes)
        writer.append("\r\n")
    }

    /// Writes the end of the body.
    ///
    /// - Throws: `HeadEncodingError` for a trailer that cannot be sent; the writer is then as it
    ///   was.
    public static func appendEnd(
        trailers: Headers = [:], to writer: inout ByteWriter
    ) throws(HeadEncodingError) {
        let start = writer.count
        writer.append("0\r\n")
        try HeadEncoder.append(trailers, to: &writer, orTruncateTo: start)
    }
}
