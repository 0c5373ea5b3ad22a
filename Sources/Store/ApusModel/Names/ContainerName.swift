// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The name of a container, already checked.
///
/// Whoever holds one never checks again: the only way in is `init(_:)`. Names order by their
/// bytes of UTF-8.
///
/// Source: OpenStack Object Storage API, "Create container"; `max_container_name_length` in
/// `GET /info`.
public struct ContainerName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The longest name accepted, in bytes of UTF-8 (not characters).
    public static let byteLimit = 256

    /// The name as its owner wrote it, percent-decoded.
    public let text: String

    /// Checks and wraps a percent-decoded name.
    ///
    /// - Throws: `NameError`.
    public init(_ text: String) throws(NameError) {
        try NameRules.check(
            text, limit: Self.byteLimit, allowsSlash: false, allowsNull: text.utf8.first == 0)
        self.text = text
    }

    /// Whether the name lies in the reserved name space (it starts with a NUL): containers the
    /// store keeps for itself, such as those of old versions. No client reaches them by name.
    public var isReserved: Bool { text.utf8.first == 0 }

    // By bytes: Swift has texts equal that differ in the composition of their characters.
    public static func == (left: ContainerName, right: ContainerName) -> Bool {
        NameRules.areEqual(left.text, right.text)
    }

    public static func < (left: ContainerName, right: ContainerName) -> Bool {
        NameRules.precedes(left.text, right.text)
    }

    public var description: String { text }
}
