// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Why a text cannot be a name.
public enum NameError: Error, Hashable {
    /// It has no bytes.
    case empty
    /// It has more bytes of UTF-8 than the limit.
    case tooLong(bytes: Int, limit: Int)
    /// A container or account name has a `/`.
    case containsSlash
    /// It has a NUL where none may be.
    case containsNull
}

/// The checks that the three kinds of name share.
enum NameRules {
    static func check(
        _ text: String, limit: Int, allowsSlash: Bool, allowsNull: Bool = false
    ) throws(NameError) {
        let bytes = text.utf8
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limit else { throw .tooLong(bytes: bytes.count, limit: limit) }
        if !allowsNull, text.contains(byte: 0) { throw .containsNull }
        if !allowsSlash, text.contains(byte: UInt8(ascii: "/")) { throw .containsSlash }
    }

    /// Equality by the bytes of UTF-8.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        left.equalsBytewise(right)
    }

    /// Order by the bytes of UTF-8, as every listing has it (Swift's `String` order is not).
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
