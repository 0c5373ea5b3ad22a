// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusStorage

/// The root secrets of a server: one that new objects are encrypted with, and those that older
/// ones were.
public struct Keyring: Sendable {
    /// Why secrets make no keyring.
    public enum Problem: Error, Hashable {
        /// Two secrets have one name, or are the same.
        case doubled(id: String?)
        /// The active one is not among them.
        case noActive(id: String?)
    }

    /// Whether new objects are encrypted.
    public let encrypts: Bool
    /// What is sealed, is sealed with this.
    let active: RootSecret?
    private let secrets: [UInt32: RootSecret]

    /// No secrets: what is encrypted cannot be read.
    public init() {
        encrypts = false
        active = nil
        secrets = [:]
    }

    /// Takes up secrets.
    ///
    /// - Parameters:
    ///   - active: the name of the one for new objects.
    ///   - encrypts: whether new objects are encrypted; those that are stay readable either way.
    public init(
        _ secrets: [RootSecret], active: String? = nil, encrypts: Bool = true
    ) throws(Problem) {
        var known: [UInt32: RootSecret] = [:]
        var ids: Set<String?> = []
        for secret in secrets {
            guard ids.insert(secret.id).inserted,
                known.updateValue(secret, forKey: secret.fingerprint) == nil
            else { throw .doubled(id: secret.id) }
        }
        guard let chosen = secrets.first(where: { $0.id == active }) else {
            throw .noActive(id: active)
        }
        self.active = chosen
        self.secrets = known
        self.encrypts = encrypts
    }

    /// The secret with a fingerprint.
    func secret(_ fingerprint: UInt32) -> RootSecret? {
        secrets[fingerprint]
    }

    /// What to say when something was encrypted with a secret that is not here.
    func missing(id: String?, for place: String) -> StorageError {
        let name = id.map { "the root secret \($0)" } ?? "the root secret without a name"
        let isOther = secrets.values.contains { $0.id == id }
        return StorageError(
            .unavailable,
            isOther
                ? "\(place) is encrypted with another secret than \(name) that is configured"
                : "\(place) is encrypted with \(name), which is not configured")
    }
}
