// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

/// What came of deleting a large object with its segments.
public struct LargeObjectDeletion: Sendable {
    public var deletedCount = 0
    public var notFoundCount = 0
    /// What could not be deleted, as `/container/object`, and why.
    public var failures: [(path: String, error: any Error)] = []
    /// Whether it was given up because of so many failures.
    public var isGivenUp: Bool { failures.count >= Self.failureLimit }

    /// With so many failures a deletion is given up. Large objects that are nested in each other
    /// many times over, and may be read but not deleted, would otherwise be walked without end.
    ///
    /// Source: OpenStack Swift, `max_failed_deletes`, whose default it is.
    static let failureLimit = 1000
}

extension ObjectStore {
    /// Deletes a static large object: its segments, those of large objects nested in it, and
    /// then the manifests. Goes on after failures, unless there are very many; every object is
    /// authorised.
    ///
    /// - Parameter version: of the manifest; nil is the current one.
    public func deleteLargeObject(
        _ address: ObjectAddress, version: VersionID? = nil, for caller: Caller
    ) async throws -> LargeObjectDeletion {
        var deletion = LargeObjectDeletion()
        await delete(address, version, isManifest: true, depth: 0, &deletion, for: caller)
        try Task.checkCancellation()
        return deletion
    }

    /// Deletes a static large object and its segments in two commits, however many they are.
    ///
    /// OpenStack Swift leaves the segments of such a deletion to its expirer; here a container
    /// lets go of all of them in one step, so there is nothing to leave for later. The manifest
    /// goes first: at worst segments are left over, never a large object without segments.
    ///
    /// - Throws: `StoreError.notAManifest`, `.scatteredSegments`, `.nestedSegments`, or what
    ///   deleting the manifest throws; nothing is deleted then.
    public func deleteLargeObjectAtOnce(
        _ address: ObjectAddress, version: VersionID? = nil, for caller: Caller
    ) async throws {
        let (_, manifest) = try await manifest(
            address, ReadOptions(version: version), for: caller)
        var containers: [ContainerName] = []
        var keys: [ObjectKey] = []
        for case .object(let segment) in manifest.segments {
            guard !segment.isLargeObject else { throw StoreError.nestedSegments }
            if !containers.contains(segment.container) { containers.append(segment.container) }
            keys.append(ObjectKey(segment.object))
        }
        guard containers.count <= 1 else { throw StoreError.scatteredSegments(containers) }
        guard let name = containers.first else {
            try await delete(address, version, for: caller)
            return
        }
        let segments = ContainerAddress(address.container.account, name)
        let broker = try await container(segments)
        try await authorise(.write, objectsOf: segments, broker, caller)
        try await delete(address, version, for: caller)
        let isArchived = try await archive(of: segments, broker) != nil
        let isVersioned = try await makesVersions(segments, broker)
        if isArchived || isVersioned {
            for key in Set(keys) {
                try await delete(ObjectAddress(segments, key.name), for: caller)
            }
            return
        }
        let time = clock.tick()
        do {
            // A manifest may name one object many times.
            _ = try await broker.commit(Set(keys).map { ObjectChange($0, .remove(at: time)) })
        } catch {
            // A container that has gone has taken them along.
            guard error.isAbsence else { throw error }
        }
    }

    /// Deletes an object, or one version of it.
    @discardableResult
    private func delete(
        _ address: ObjectAddress, _ version: VersionID?, for caller: Caller
    ) async throws -> DeleteOutcome {
        guard case .stored(let id) = version else {
            return try await delete(address, leavesMarker: version == nil, for: caller)
        }
        return try await delete(id, of: address, for: caller)
    }

    private func delete(
        _ address: ObjectAddress, _ version: VersionID?, isManifest: Bool, depth: Int,
        _ deletion: inout LargeObjectDeletion, for caller: Caller
    ) async {
        let path = "/\(address.container.container)/\(address.object)"
        do {
            if isManifest {
                guard depth < constraints.manifestDepthLimit else {
                    throw StoreError.segmentChanged(path)
                }
                let (_, manifest) = try await manifest(
                    address, ReadOptions(version: version), for: caller)
                for case .object(let segment) in manifest.segments {
                    guard !deletion.isGivenUp, !Task.isCancelled else { return }
                    let container = ContainerAddress(
                        address.container.account, segment.container)
                    await delete(
                        ObjectAddress(container, segment.object), nil,
                        isManifest: segment.isLargeObject, depth: depth + 1, &deletion,
                        for: caller)
                }
            }
            guard !deletion.isGivenUp, !Task.isCancelled else { return }
            guard try await delete(address, version, for: caller).wasThere else {
                throw StoreError.notFound
            }
            deletion.deletedCount += 1
        } catch StoreError.notFound {
            deletion.notFoundCount += 1
        } catch {
            deletion.failures.append((path: path, error: error))
        }
    }
}
