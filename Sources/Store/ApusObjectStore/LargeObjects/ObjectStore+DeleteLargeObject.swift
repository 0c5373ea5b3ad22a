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
}

extension ObjectStore {
    /// Deletes a static large object: its segments, those of large objects nested in it, and
    /// then the manifests. Goes on after failures; every object is authorised.
    public func deleteLargeObject(
        _ address: ObjectAddress, for caller: Caller
    ) async throws -> LargeObjectDeletion {
        var deletion = LargeObjectDeletion()
        await delete(address, isManifest: true, depth: 0, &deletion, for: caller)
        try Task.checkCancellation()
        return deletion
    }

    private func delete(
        _ address: ObjectAddress, isManifest: Bool, depth: Int,
        _ deletion: inout LargeObjectDeletion, for caller: Caller
    ) async {
        let path = "/\(address.container.container)/\(address.object)"
        do {
            if isManifest {
                guard depth < constraints.manifestDepthLimit else {
                    throw StoreError.segmentChanged(path)
                }
                let (_, manifest) = try await manifest(address, for: caller)
                for case .object(let segment) in manifest.segments {
                    let container = ContainerAddress(
                        address.container.account, segment.container)
                    await delete(
                        ObjectAddress(container, segment.object),
                        isManifest: segment.isLargeObject, depth: depth + 1, &deletion,
                        for: caller)
                }
            }
            try await delete(address, for: caller)
            deletion.deletedCount += 1
        } catch StoreError.notFound {
            deletion.notFoundCount += 1
        } catch {
            deletion.failures.append((path: path, error: error))
        }
    }
}
