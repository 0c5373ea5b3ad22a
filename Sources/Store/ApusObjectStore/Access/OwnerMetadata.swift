// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel

/// The metadata that only an account's owner sees and sets.
///
/// Source: OpenStack Swift, `swift_owner_headers` of the proxy server.
public enum OwnerMetadata {
    /// Who may read a container.
    public static let readers = "x-container-read"
    /// Who may write to a container.
    public static let writers = "x-container-write"
    /// Who else may use an account.
    public static let accountAccess = "x-account-access-control"

    /// The domain of the account's project: everybody sees it, nobody sets it.
    static let projectDomain = "x-account-project-domain-id"

    /// All such names.
    public static let names: Set<String> = [
        readers, writers, accountAccess, "x-container-sync-key", "x-container-sync-to",
        "x-account-meta-temp-url-key", "x-account-meta-temp-url-key-2",
        "x-container-meta-temp-url-key", "x-container-meta-temp-url-key-2",
    ]

    /// What somebody of this standing sees.
    static func visible(_ metadata: Metadata, to standing: Standing) -> Metadata {
        guard standing == .guest else { return metadata }
        var visible = metadata
        for name in names { visible[name] = nil }
        return visible
    }

    /// The changes that somebody of this standing makes; others are dropped without a word.
    static func permitted(
        _ changes: [String: String?], to standing: Standing
    ) -> [String: String?] {
        standing == .owner ? changes : changes.filter { !names.contains($0.key) }
    }
}
