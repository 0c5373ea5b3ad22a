// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a document may grow to before it is refused.
public struct XMLLimits: Hashable, Sendable {
    /// The bytes of the whole document.
    public var documentBytes = 16 * 1024 * 1024
    /// How deep elements may lie in each other; the root alone is 1.
    public var depth = 32
    /// How many elements there may be.
    public var elements = 1_000_000
    /// The bytes of one name.
    public var nameBytes = 256
    /// How many attributes an element may have.
    public var attributes = 64
    /// The bytes of one tag with its attributes, or one comment: a part of them that has come is
    /// looked at again when more comes.
    public var stepBytes = 64 * 1024

    /// The limits of documents of moderate size, of which trees are made.
    public init() {}

    /// The limits of lists that are read event by event: half a GiB, three million elements.
    public static var list: XMLLimits {
        var limits = XMLLimits()
        limits.documentBytes = 512 * 1024 * 1024
        limits.elements = 3_000_000
        return limits
    }
}
