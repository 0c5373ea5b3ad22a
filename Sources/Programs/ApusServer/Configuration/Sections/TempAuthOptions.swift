// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusAuth
import ApusBytes

/// `[filter:tempauth]`.
public struct TempAuthOptions: Sendable {
    public var users: [TempAuthUser] = []
    public var resellerPrefixes: [ResellerPrefix] = [.standard]
    /// `auth_prefix`, with a slash at both ends.
    public var authPrefix = "/auth/"
    /// `token_life`, in seconds.
    public var tokenLifeSeconds: Int64 = 86_400
    public var storageURLScheme = TempAuthSettings.URLScheme.asRequested
    /// `token_secret`: what tokens are signed with; nil for a file in the data directory.
    public var tokenSecret: String?
    /// `users_file`: users beside those here; nil for `users.conf` in the data directory.
    public var usersFile: String?
    /// `identity_api` and `region_name`: the same users by Keystone's protocol; nil when off.
    public var identity: IdentitySettings? = IdentitySettings()
    /// Whether the file says so.
    var namesIdentity = false

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        readUsers(&section)
        readPrefixes(&section)
        if let prefix = section.nonEmptyText("auth_prefix") {
            let words = prefix.split(separator: "/")
            if words.isEmpty {
                section.complain("auth_prefix", "needs a name between its slashes")
            }
            authPrefix = "/" + words.joined(separator: "/") + "/"
        }
        let life = section.duration("token_life", in: .seconds(2) ... .seconds(31_536_000))
        if let life { tokenLifeSeconds = life.components.seconds }
        let scheme = section.choice(
            "storage_url_scheme", ["default": nil, "http": "http", "https": "https"])
        if let scheme = scheme ?? nil { storageURLScheme = .fixed(scheme) }
        tokenSecret = section.nonEmptyText("token_secret")
        if let tokenSecret, tokenSecret.utf8.count < 16 {
            section.complain("token_secret", "has at least 16 bytes")
        }
        usersFile = section.nonEmptyText("users_file")
        let region = section.nonEmptyText("region_name")
        let isOffered = section.boolean("identity_api")
        namesIdentity = isOffered != nil
        if isOffered ?? true {
            if let region { identity = IdentitySettings(region: region) }
        } else {
            identity = nil
        }
        section.ignore("use", "log_*", "allow_overrides", "set log_name")
    }

    /// Reads the users of a section, which need be in no other order than the file's.
    private mutating func readUsers(_ section: inout SectionReader) {
        var names: Set<String> = []
        for prefix in ["user_", "user64_"] {
            for (_, entry) in section.entries(prefix: prefix) {
                do {
                    let user = try TempAuthUser(option: entry.name, value: entry.value)
                    if !names.insert(user.name).inserted {
                        section.complain(at: entry.line, "a second user \(user.name)")
                    }
                    users.append(user)
                } catch {
                    section.complain(at: entry.line, "\(entry.name): \(error)")
                }
            }
        }
    }

    private mutating func readPrefixes(_ section: inout SectionReader) {
        let common = section.nonEmptyText("require_group")
        var texts: [String] = []
        for text in section.list("reseller_prefix") ?? ["AUTH"] {
            let text = text == "''" ? "" : ResellerPrefix(text).text
            if !texts.contains(text) { texts.append(text) }
        }
        if texts.isEmpty { texts = [""] }
        resellerPrefixes = texts.map { text in
            let own = section.nonEmptyText((text.isEmpty ? "''" : text) + "require_group")
            return ResellerPrefix(text, requiredGroup: own ?? common)
        }
    }
}
