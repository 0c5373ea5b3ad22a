// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// A user of `[filter:tempauth]`: `user_ACCOUNT_USER = KEY [GROUP ...] [STORAGE_URL]`.
///
/// Names with underscores or other awkward characters are written `user64_ACCOUNT_USER`, each of
/// the two in base64 without padding.
///
/// Source: OpenStack Swift, `tempauth`.
public struct TempAuthUser: Hashable, Sendable {
    /// The account's name without a reseller prefix.
    public let account: String
    public let user: String
    public let key: StoredKey
    /// Groups in the order they were given; `.admin`, `.reseller_admin` and `.reseller_reader`
    /// grant rights, others are for access control lists and `require_group`.
    public let groups: [String]
    /// Where the user's storage is, when that is not the account of the user's own; `$HOST`
    /// stands for scheme and host that the user has asked.
    public let storageURL: String?

    /// `account:user`, which users log in with.
    public var name: String { "\(account):\(user)" }

    public init(
        account: String, user: String, key: StoredKey, groups: [String] = [],
        storageURL: String? = nil
    ) {
        self.account = account
        self.user = user
        self.key = key
        self.groups = groups
        self.storageURL = storageURL
    }

    /// Reads an option.
    ///
    /// - Parameters:
    ///   - option: its name, `user_…` or `user64_…`.
    ///   - value: key, groups and URL, separated by blanks.
    /// - Throws: `KeyFormatError`, which never shows the key.
    public init(option: String, value: String) throws(KeyFormatError) {
        let halves = option.split(
            separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        let names = halves.last?.split(separator: "_", omittingEmptySubsequences: false) ?? []
        guard halves.count == 2, names.count == 2, !names[0].isEmpty, !names[1].isEmpty else {
            throw KeyFormatError(
                "is not user_ACCOUNT_USER; with more underscores it is user64_ and base64")
        }
        if halves[0] == "user64" {
            guard let account = Self.decode(names[0]), let user = Self.decode(names[1]) else {
                throw KeyFormatError("has names that are not base64 of UTF-8")
            }
            self.account = account
            self.user = user
        } else {
            account = String(names[0])
            user = String(names[1])
        }
        guard !account.isEmpty, !account.contains(":"), !account.contains("/"), !user.isEmpty
        else { throw KeyFormatError("has an account that no one can log in to") }
        var words = value.split { $0.isWhitespace }.map(String.init)
        guard !words.isEmpty else { throw KeyFormatError("has no key") }
        key = try StoredKey(words.removeFirst())
        if let last = words.last, last.contains("://") || last.contains("$HOST") {
            storageURL = words.removeLast()
        } else {
            storageURL = nil
        }
        groups = words
    }

    /// The option's name that this user is written under.
    public var option: String {
        let isPlain = [account, user].allSatisfy { name in
            name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
        }
        guard !isPlain else { return "user_\(account)_\(user)" }
        return "user64_\(Base64.encode(account.utf8))_\(Base64.encode(user.utf8))"
    }

    /// The option's value; holds the key.
    public var value: String {
        ([key.text] + groups + (storageURL.map { [$0] } ?? [])).joined(separator: " ")
    }

    private static func decode(_ name: Substring) -> String? {
        Base64.decode(name).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
