// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A member of a tar archive, but for its bytes.
public struct TarEntry: Hashable, Sendable {
    /// What a member is, as far as anybody needs to know who stores its bytes.
    public enum Kind: Hashable, Sendable {
        case file
        /// A file with holes. Its bytes in the archive are not those of the file.
        case sparseFile
        case directory
        /// A link, a device, or what nobody knows.
        case other
    }

    /// The path, as the archive has it; usually UTF-8, never promised to be.
    public var name: Bytes
    public var kind: Kind
    /// How many bytes follow in the archive; 0 for what has none.
    public var sizeBytes: UInt64
    /// What extended headers say besides, such as `SCHILY.xattr.user.mime_type`, by keyword.
    public var attributes: [String: Bytes]

    public init(
        name: Bytes, kind: Kind, sizeBytes: UInt64 = 0, attributes: [String: Bytes] = [:]
    ) {
        self.name = name
        self.kind = kind
        self.sizeBytes = sizeBytes
        self.attributes = attributes
    }
}

/// Why something is no tar archive, or not a whole one.
public enum TarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is nothing at all.
    case empty
    /// It ends in the middle of something.
    case truncated
    /// A header whose checksum or one of whose numbers is wrong, or that is larger than allowed.
    case invalidHeader

    public var description: String {
        switch self {
        case .empty: "empty file"
        case .truncated: "unexpected end of data"
        case .invalidHeader: "invalid header"
        }
    }
}
