// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// The next part of a body: bytes in memory, or a part of a file that need not be read into it.
public enum BodyPiece: Sendable {
    /// Bytes in memory.
    case bytes(Bytes)
    /// A part of a file.
    case region(FileRegion)

    /// How many bytes the piece stands for.
    public var count: UInt64 {
        switch self {
        case .bytes(let bytes): UInt64(bytes.count)
        case .region(let region): region.range.upperBound - region.range.lowerBound
        }
    }
}
