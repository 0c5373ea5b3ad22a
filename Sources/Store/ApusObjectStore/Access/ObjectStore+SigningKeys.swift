// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

/// A key that signs URLs and forms, and what they may then be used for.
public struct SigningKey: Sendable {
    /// A secret.
    public let text: String
    public let grant: ObjectGrant
}

extension ObjectStore {
    /// The keys with which URLs and forms for a container's objects are signed: up to two of the
    /// account and two of the container.
    ///
    /// Source: OpenStack Swift, "TempURL middleware".
    public func signingKeys(for address: ContainerAddress) async throws -> [SigningKey] {
        var keys: [SigningKey] = []
        func add(_ metadata: Metadata, _ name: String, _ grant: ObjectGrant) {
            for name in [name, name + "-2"] {
                guard let text = metadata[name], !text.isEmpty else { continue }
                keys.append(SigningKey(text: text, grant: grant))
            }
        }
        do {
            let stat = try await account(address.account).stat(.mayBeStale)
            add(stat.metadata, "x-account-meta-temp-url-key", .account(address.account))
        } catch {
            guard error.isAbsence else { throw error }
        }
        let broker = try await container(address)
        if let stat = try await stat(broker, of: address, .mayBeStale) {
            add(stat.metadata, "x-container-meta-temp-url-key", .container(address))
        }
        return keys
    }
}
