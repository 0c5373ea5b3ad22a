// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusModel

/// The users of one configuration, prepared for looking up: replaced as a whole on reload.
struct TempAuthDirectory: Sendable {
    /// A user with everything that depends on nobody else.
    struct Entry: Sendable {
        let user: TempAuthUser
        let signature: TokenSigner.Signature
        /// Everything access control lists may call the user.
        let groups: Set<String>
        /// Accounts the user administers, as far as no further group is required.
        let administered: [(account: AccountName, requiredGroup: String?)]
        /// The user without a service token.
        let principal: Principal
        /// The account in the storage URL, and the URL with `$HOST` in it.
        let storageURL: String
        /// What the identity service calls the user.
        let identifier: String
    }

    let settings: TempAuthSettings
    let signer: TokenSigner
    private(set) var byName: [String: Entry] = [:]
    private(set) var byTag: [Bytes: Entry] = [:]
    /// By what the identity service calls them.
    private(set) var byIdentifier: [String: Entry] = [:]
    /// What every token begins with.
    let tokenMark: String

    init(_ settings: TempAuthSettings) {
        self.settings = settings
        tokenMark = settings.resellerPrefixes[0].text + "tk"
        signer = TokenSigner(
            secret: settings.tokenSecret, lifeSeconds: settings.tokenLifeSeconds)
        for user in settings.users {
            let entry = Self.entry(user, signer.signature(of: user), settings.resellerPrefixes)
            byName[user.name] = entry
            byTag[entry.signature.tag] = entry
            byIdentifier[entry.identifier] = entry
        }
    }

    private static func entry(
        _ user: TempAuthUser, _ signature: TokenSigner.Signature, _ prefixes: [ResellerPrefix]
    ) -> Entry {
        let first = prefixes.first ?? .standard
        let storageURL =
            user.storageURL
            ?? "$HOST/v1/" + PercentEncoding.encode(first.text + user.account)
        var groups = Set(user.groups).union([user.account, user.name])
        var administered: [(account: AccountName, requiredGroup: String?)] = []
        if groups.remove(".admin") != nil {
            let last = storageURL.split(separator: "/").last.map(String.init) ?? ""
            let account = PercentEncoding.decode(last) ?? last
            let own = prefixes.first { !$0.text.isEmpty && account.hasPrefix($0.text) }
            let bare = account.dropFirst(own?.text.count ?? 0)
            for prefix in prefixes {
                guard let name = try? AccountName(prefix.text + bare) else { continue }
                groups.insert(name.text)
                administered.append((name, prefix.requiredGroup))
            }
        }
        let principal = Self.principal(user: user.name, groups: groups, administered: administered)
        return Entry(
            user: user, signature: signature, groups: groups, administered: administered,
            principal: principal, storageURL: storageURL,
            identifier: Hexadecimal.encode(Digest.of(Bytes(user.name), .sha256).prefix(16)))
    }

    /// Who somebody is with these groups, whomever they come from.
    static func principal(
        user: String, groups: Set<String>,
        administered: [(account: AccountName, requiredGroup: String?)]
    ) -> Principal {
        let owned = administered.filter { candidate in
            candidate.requiredGroup.map(groups.contains) ?? true
        }
        return Principal(
            user: user, groups: groups, ownedAccounts: Set(owned.map(\.account)),
            isResellerAdmin: groups.contains(".reseller_admin"),
            isResellerReader: groups.contains(".reseller_reader"))
    }
}
