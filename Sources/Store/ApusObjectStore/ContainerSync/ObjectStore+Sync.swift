// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
public import ApusModel
import ApusStorage

/// The metadata by which a container is kept like one of another cluster.
///
/// Source: OpenStack Swift, "Container to Container Synchronization".
public enum ContainerSyncMetadata {
    /// Where that container is: `//realm/cluster/account/container`.
    public static let target = "x-container-sync-to"
    /// The secret that the owners of both share.
    public static let key = "x-container-sync-key"
}

extension ObjectStore {
    /// The secret with which another cluster signs what it sends for a container; nil when
    /// nothing may come.
    public func syncKey(of address: ContainerAddress) async throws -> String? {
        let stat = try await stat(try await container(address), of: address, .mayBeStale)
        return stat?.metadata[ContainerSyncMetadata.key].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Stores what another cluster has, as it is: segments and targets are not looked at, which
    /// may come later than what names them.
    ///
    /// - Throws: `StoreError.outdated` when something as new is there already.
    func putCopy(
        _ request: PutRequest, madeAt moment: Timestamp, _ body: BodyReader,
        in broker: any ContainerBroker
    ) async throws -> PutOutcome {
        let address = request.address
        var newest = Timestamp.zero
        do {
            let row = try await broker.row(ObjectKey(address.object))
            newest = row.modifiedAt
        } catch {
            guard error.isAbsence else { throw error }
        }
        guard newest < moment else { throw StoreError.outdated }
        let outcome: PutOutcome
        if request.isStoredManifest {
            let document = try await body.collect(
                limitBytes: constraints.manifestSizeLimitBytes * 4)
            guard let manifest = StaticManifest(decoding: document) else {
                throw StoreError.notAManifest
            }
            let sizeBytes = try Self.checkedSize(of: manifest)
            outcome = try await store(request, BodyReader(document), in: broker) { row in
                row.markStaticLargeObject(etag: manifest.largeObjectETag, sizeBytes: sizeBytes)
            }
        } else {
            var request = request
            if request.contentType.isEmpty { request.contentType = "application/symlink" }
            outcome = try await store(request, body, in: broker) { row in
                guard let symlink = request.symlink else { return }
                row.markSymlink(to: symlink, largeObjectETag: nil)
            }
        }
        let stat = try await stat(broker, of: address.container, .mayBeStale)
        if stat?.metadata[ContainerSyncMetadata.target] != nil {
            try await journal.note(address, moment)
        }
        return outcome
    }

    /// Deletes an object because another cluster has deleted it.
    ///
    /// - Parameter moment: what has changed since stays.
    /// - Throws: `StoreError.outdated` then, `.notFound`.
    public func delete(
        _ address: ObjectAddress, madeAt moment: Timestamp, for caller: Caller
    ) async throws -> DeleteOutcome {
        let broker = try await container(address.container)
        try await authorise(.write, objectsOf: address.container, broker, caller)
        let key = ObjectKey(address.object)
        let row: ObjectRow
        do {
            row = try await broker.row(key)
        } catch {
            guard error.isAbsence else { throw error }
            throw StoreError.notFound
        }
        guard row.modifiedAt < moment else { throw StoreError.outdated }
        guard try await !makesVersions(address.container, broker) else {
            return try await delete(address, for: caller)
        }
        do {
            _ = try await broker.commit([
                ObjectChange(
                    key, requires: .row(modifiedAt: row.modifiedAt), .remove(at: clock.tick()))
            ])
        } catch {
            if case .guardFailed = error.reason { throw StoreError.outdated }
            throw error
        }
        return DeleteOutcome(wasThere: true)
    }
}
