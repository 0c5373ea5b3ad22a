// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
public import ApusStorage

/// A container as somebody may see it.
public struct ContainerView: Sendable {
    public var stat: ContainerStat
    public var standing: Standing
    /// Whether what is stored becomes a version; nil where nobody has ever said.
    public var makesVersions: Bool?
    /// Where what is replaced goes; nil when it goes nowhere.
    public var archive: VersionArchive?
}

extension ObjectStore {
    /// Metadata and totals of a container.
    public func container(
        _ address: ContainerAddress, for caller: Caller
    ) async throws -> ContainerView {
        try await view(address, try await container(address), caller)
    }

    /// A container with what only the store sees of it; nil when there is none.
    ///
    /// For front-ends whose callers are judged by rules of their own.
    package func wholeStat(of address: ContainerAddress) async throws -> ContainerStat? {
        try await stat(try await container(address), of: address, .current)
    }

    /// A container with one page of its objects.
    public func objects(
        of address: ContainerAddress, _ query: ListingQuery, for caller: Caller
    ) async throws -> (container: ContainerView, page: ListingPage) {
        let broker = try await container(address)
        let view = try await view(address, broker, caller)
        do {
            return (view, try await broker.list(query))
        } catch {
            suspects.note(error, in: .container(address))
            throw error
        }
    }

    /// Creates a container, or merges metadata into one that is there.
    ///
    /// - Parameter policy: the name the client gave; nil keeps an existing container's and
    ///   means the default one for a new container.
    ///   - versions: switches versions on or off; nil leaves that alone.
    ///   - archive: where what is replaced goes, or that it goes nowhere; nil leaves that alone.
    ///   - mustBeNew: whether one that is there is left alone, with `.alreadyExists`.
    /// - Returns: whether it is new.
    public func create(
        _ address: ContainerAddress, policy: String?, metadata changes: [String: String?],
        versions: Bool? = nil, archive: VersionArchive?? = nil, mustBeNew: Bool = false,
        for caller: Caller
    ) async throws -> Bool {
        let standing = try await authorise(.write, container: address, caller) { nil }
        try constraints.check(address.container)
        let rules = MetadataRules(prefix: "x-container-meta-", constraints: constraints)
        try rules.check(changes)
        try QuotaRules.check(container: changes)
        try await bringUp(address.account, for: caller)
        let make = { () async throws in
            try await create(
                address, policy: policy, changes, versions, archive, mustBeNew, as: standing,
                rules)
        }
        return policies.backends.count == 1 ? try await make() : try await turns.take(address, make)
    }

    /// Creates a container in an account that is there. No other creation of it is under way
    /// where several back-ends may have it.
    private func create(
        _ address: ContainerAddress, policy: String?, _ changes: [String: String?],
        _ versions: Bool?, _ archive: VersionArchive??, _ mustBeNew: Bool,
        as standing: Standing, _ rules: MetadataRules
    ) async throws -> Bool {
        var broker = try await container(address)
        let existing = try await stat(broker, of: address, .current)
        if existing != nil, mustBeNew { throw StoreError.alreadyExists }
        let wanted = try policy.map { try chosenPolicy($0, for: existing) }
        var permitted = OwnerMetadata.permitted(changes, to: standing)
        if let versions, versioning.allowsObjectVersioning {
            let policy = existing?.policy ?? (wanted ?? policies.standard).index
            let switched = try await switchingVersions(
                versions, of: address, existing, policy: policy)
            permitted.merge(switched) { _, new in new }
        }
        if let archive, versioning.allowsArchives {
            permitted.merge(VersionArchive.changes(to: archive)) { _, new in new }
        }
        if let existing {
            try rules.check(existing.metadata, mergedWith: permitted)
        } else {
            let number = (wanted ?? policies.standard).backendNumber
            let backend = policies.backends[number]
            broker = backend.container(address)
            if number != 0 {
                _ = try await backend.account(address.account)
                    .create(at: clock.tick(), metadata: [:])
            }
        }
        do {
            return try await broker.create(
                ContainerRecord(
                    createdAt: clock.tick(), policy: wanted?.index,
                    defaultPolicy: policies.standard.index, metadata: permitted,
                    mustBeNew: mustBeNew))
        } catch {
            switch error.reason {
            case .conflict: throw StoreError.policyConflict
            case .alreadyExists: throw StoreError.alreadyExists
            default: throw error
            }
        }
    }

    /// Merges metadata into a container.
    ///
    /// - Parameters:
    ///   - versions: switches versions on or off; nil leaves that alone.
    ///   - archive: where what is replaced goes, or that it goes nowhere; nil leaves that alone.
    public func update(
        _ address: ContainerAddress, metadata changes: [String: String?],
        versions: Bool? = nil, archive: VersionArchive?? = nil, for caller: Caller
    ) async throws {
        let standing = try await authorise(.write, container: address, caller) { nil }
        let rules = MetadataRules(prefix: "x-container-meta-", constraints: constraints)
        try rules.check(changes)
        try QuotaRules.check(container: changes)
        let broker = try await container(address)
        guard let existing = try await stat(broker, of: address, .current) else {
            throw StoreError.notFound
        }
        var permitted = OwnerMetadata.permitted(changes, to: standing)
        try rules.check(existing.metadata, mergedWith: permitted)
        if let versions, versioning.allowsObjectVersioning {
            let switched = try await switchingVersions(
                versions, of: address, existing, policy: existing.policy)
            permitted.merge(switched) { _, new in new }
        }
        if let archive, versioning.allowsArchives {
            permitted.merge(VersionArchive.changes(to: archive)) { _, new in new }
        }
        try await broker.update(permitted, at: clock.tick())
    }

    /// Deletes a container that has no objects.
    public func delete(_ address: ContainerAddress, for caller: Caller) async throws {
        _ = try await authorise(.write, container: address, caller) { nil }
        let broker = try await container(address)
        let keepsVersions = try await versionedMetadata(of: address, broker) != nil
        if keepsVersions, try await versionsTotals(of: address).objectCount > 0 {
            throw StoreError.versioning(.hasVersions)
        }
        do {
            try await broker.delete(at: clock.tick())
        } catch {
            throw error.reason == .notEmpty ? StoreError.notEmpty : error
        }
        guard keepsVersions else { return }
        do {
            try await container(address.versions()).delete(at: clock.tick())
        } catch let error as StorageError {
            // Somebody was faster; it serves the next container of that name.
            guard error.isAbsence || error.reason == .notEmpty else { throw error }
        }
    }

    private func view(
        _ address: ContainerAddress, _ broker: any ContainerBroker, _ caller: Caller
    ) async throws -> ContainerView {
        let found = try await stat(broker, of: address, .current)
        let standing = try await authorise(.read, container: address, caller) { found }
        guard var stat = found else { throw StoreError.notFound }
        let switched = stat.metadata[VersioningState.enabled].map { $0 == "True" }
        let archive = VersionArchive(stat.metadata)
        if stat.metadata[VersioningState.kept] != nil {
            stat.totals.bytesUsed += try await versionsTotals(of: address).bytesUsed
        }
        stat.metadata = OwnerMetadata.visible(stat.metadata, to: standing)
        for name in stat.metadata.values.keys where VersioningState.isHidden(name) {
            stat.metadata[name] = nil
        }
        return ContainerView(
            stat: stat, standing: standing, makesVersions: switched, archive: archive)
    }

    private func chosenPolicy(
        _ name: String, for existing: ContainerStat?
    ) throws -> StoragePolicy {
        guard let policy = policies.named(name) else { throw StoreError.unknownPolicy(name) }
        if let existing {
            guard existing.policy == policy.index else { throw StoreError.policyConflict }
        } else if policy.isDeprecated {
            throw StoreError.unknownPolicy(name)
        }
        return policy
    }
}
