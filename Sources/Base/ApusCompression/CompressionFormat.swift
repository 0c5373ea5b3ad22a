// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What bytes were compressed with.
public enum CompressionFormat: Hashable, Sendable {
    /// RFC 1952.
    case gzip
    /// libbz2's.
    case bzip2
}

/// Why compressed bytes cannot be had back.
public enum CompressionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is not in the format, or was damaged.
    case malformed(CompressionFormat)
    /// It ends in the middle.
    case truncated
    /// It expands to so many times its size that nobody can mean it.
    case expandsTooMuch(ratioLimit: UInt64)

    public var description: String {
        switch self {
        case .malformed(.gzip): "not a gzip file"
        case .malformed(.bzip2): "not a bzip2 file"
        case .truncated: "unexpected end of data"
        case .expandsTooMuch(let limit): "expands to more than \(limit) times its size"
        }
    }
}
