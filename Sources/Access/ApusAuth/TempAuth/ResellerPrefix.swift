// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel

/// What the names of accounts begin with that this authentication is in charge of.
///
/// Source: OpenStack Swift, "The Auth System", "Account rules", `reseller_prefix`.
public struct ResellerPrefix: Hashable, Sendable {
    /// `AUTH_`, `SERVICE_`; empty when it is in charge of every account.
    public let text: String
    /// Even an account's owner needs to be in this group, by their own token or by that in
    /// `X-Service-Token`; nil when they need not.
    public let requiredGroup: String?

    /// Makes a prefix; an underscore is added when it lacks one.
    public init(_ text: String, requiredGroup: String? = nil) {
        self.text = text.isEmpty || text.utf8.last == UInt8(ascii: "_") ? text : text + "_"
        self.requiredGroup = requiredGroup.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `AUTH_`.
    public static let standard = ResellerPrefix("AUTH")
}

extension [ResellerPrefix] {
    /// The prefix of an account; the empty one only when no other fits.
    func prefix(of account: AccountName) -> ResellerPrefix? {
        first { !$0.text.isEmpty && account.text.hasPrefix($0.text) }
            ?? first { $0.text.isEmpty }
    }
}
