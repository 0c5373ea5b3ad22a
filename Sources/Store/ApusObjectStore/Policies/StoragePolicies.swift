// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
public import ApusStorage

/// A storage policy: a name that clients choose a container's back-end by.
public struct StoragePolicy: Hashable, Sendable {
    public let index: PolicyIndex
    /// Shown in headers and listings; compared without regard to ASCII case.
    public let name: String
    /// Other names that are accepted.
    public let aliases: [String]
    /// No new containers, but those that exist work.
    public let isDeprecated: Bool
    /// Which of the store's back-ends keeps its containers.
    public let backendNumber: Int

    public init(
        index: PolicyIndex, name: String, aliases: [String] = [], isDeprecated: Bool = false,
        backendNumber: Int = 0
    ) {
        self.index = index
        self.name = name
        self.aliases = aliases
        self.isDeprecated = isDeprecated
        self.backendNumber = backendNumber
    }
}

/// The storage policies of a store and the back-ends they name.
public struct StoragePolicies: Sendable {
    /// Ordered by index.
    public let all: [StoragePolicy]
    /// The policy of containers that are created without a name of one.
    public let standard: StoragePolicy
    /// The first keeps the accounts' own metadata.
    public let backends: [any Backend]

    /// - Parameters:
    ///   - policies: at least one, each naming a back-end by its place in `backends`.
    ///   - standard: the index of the default policy.
    public init(_ policies: [StoragePolicy], standard: PolicyIndex, backends: [any Backend]) {
        all = policies.sorted { $0.index < $1.index }
        guard let chosen = policies.first(where: { $0.index == standard }) else {
            preconditionFailure("the default policy is not among the policies")
        }
        precondition(
            policies.allSatisfy { backends.indices.contains($0.backendNumber) },
            "a policy names a back-end that is not there")
        self.standard = chosen
        self.backends = backends
    }

    /// One policy, `Policy-0`, over one back-end.
    public init(_ backend: any Backend) {
        let policy = StoragePolicy(index: PolicyIndex(0), name: "Policy-0")
        self.init([policy], standard: policy.index, backends: [backend])
    }

    /// The policy of an index.
    public subscript(index: PolicyIndex) -> StoragePolicy? {
        all.first { $0.index == index }
    }

    /// The policy of a name or alias, in any case.
    public func named(_ name: String) -> StoragePolicy? {
        let wanted = name.lowercased()
        return all.first { policy in
            policy.name.lowercased() == wanted
                || policy.aliases.contains { $0.lowercased() == wanted }
        }
    }
}
