// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The name of an account, already checked.
///
/// Whoever holds one never checks again: the only way in is `init(_:)`. Names order by their
/// bytes of UTF-8.
///
/// Source: OpenStack Object Storage API, "Show account details"; `max_account_name_length` in
/// `GET /info`.
public struct AccountName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The longest name accepted, in bytes of UTF-8 (not characters).
    public static let byteLimit = 256

    /// The name as its owner wrote it, percent-decoded.
    public let text: String

    /// Checks and wraps a percent-decoded name.
    ///
    /// - Throws: `NameError`.
    public init(_ text: String) throws(NameError) {
        try NameRules.check(
            text, limit: Self.byteLimit, allowsSlash: false)
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// The account of the queue of objects that expire.
    ///
    /// Source: OpenStack Swift, `auto_create_account_prefix` and `expiring_objects_account_name`.
    package static let expiringObjects = AccountName(unchecked: ".expiring_objects")

    /// The account in whose metadata background work notes how far it is.
    package static let maintenance = AccountName(unchecked: ".maintenance")

    /// The account of what other clusters have had of containers that are kept alike.
    package static let containerSync = AccountName(unchecked: ".container_sync")

    /// The account of DS3 jobs.
    package static let jobs = AccountName(unchecked: ".apus_jobs")

    /// The account of what DS3's administration keeps: users, policies and such.
    package static let ds3 = AccountName(unchecked: ".ds3")

    /// Whether the store keeps the account for itself (it starts with a dot): no client reaches
    /// it, whatever rights it has.
    public var isReserved: Bool { text.utf8.first == UInt8(ascii: ".") }

    // By bytes: Swift has texts equal that differ in the composition of their characters.
    public static func == (left: AccountName, right: AccountName) -> Bool {
        NameRules.areEqual(left.text, right.text)
    }

    public static func < (left: AccountName, right: AccountName) -> Bool {
        NameRules.precedes(left.text, right.text)
    }

    public var description: String { text }
}
