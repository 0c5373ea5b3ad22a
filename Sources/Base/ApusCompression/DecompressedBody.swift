// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusIO

/// Makes a body of what a compressed one expands to. Used by one task at a time.
public actor DecompressedBody {
    /// Up to so many bytes may come of whatever little input there was.
    public static let freeBytes: UInt64 = 64 * 1024 * 1024

    private let body: BodyReader
    private let lane: Lane
    private let ratioLimit: UInt64?
    private var decompressor: Decompressor
    private var takenBytes: UInt64 = 0
    private var givenBytes: UInt64 = 0

    /// - Parameters:
    ///   - lane: where the work is done, which keeps a processor busy.
    ///   - ratioLimit: how many bytes may come of one; nil for any number.
    public init(
        _ body: BodyReader, _ format: CompressionFormat, on lane: Lane, ratioLimit: UInt64?
    ) {
        self.body = body
        self.lane = lane
        self.ratioLimit = ratioLimit
        decompressor = Decompressor(format)
    }

    /// The body, whose length nobody knows. It throws `CompressionError`, and whatever the
    /// compressed body and the lane throw.
    public nonisolated var reader: BodyReader {
        BodyReader(lengthBytes: nil) { try await self.next().map(BodyPiece.bytes) }
    }

    private func next() async throws -> Bytes? {
        while true {
            let (bytes, after) = try await lane.run { [before = decompressor] in
                var decompressor = before
                let bytes = try decompressor.next()
                return (bytes, decompressor)
            }
            decompressor = after
            if let bytes {
                givenBytes += UInt64(bytes.count)
                if let ratioLimit, givenBytes > Self.freeBytes,
                    givenBytes / ratioLimit > takenBytes
                {
                    throw CompressionError.expandsTooMuch(ratioLimit: ratioLimit)
                }
                return bytes
            }
            guard let more = try await body.next() else {
                try decompressor.finish()
                return nil
            }
            takenBytes += UInt64(more.count)
            decompressor.add(more)
        }
    }
}
