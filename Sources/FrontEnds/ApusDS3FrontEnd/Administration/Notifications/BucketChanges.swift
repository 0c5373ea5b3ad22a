// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDigest
import ApusModel
import ApusObjectStore
import ApusStorage

// What has changed in buckets, whichever interface has changed it.
extension DS3FrontEnd {
    /// Notes a commit for those who have registered. What was done is done, also when nobody can be
    /// told.
    func note(
        _ changes: [ObjectChange], _ replaced: [ObjectRow?], in container: ContainerAddress
    ) async {
        guard container.account == account, notices.webhooks != nil,
            catalogue.records.count(NotificationKind.bucketChanges.type) > 0,
            let address = Self.bucketAddress(of: changes, in: container)
        else { return }
        let events = zip(changes, replaced).compactMap { event($0, $1, in: container) }
        guard !events.isEmpty else { return }
        do {
            guard let bucket = try await bucket(address) else { return }
            notices.post(
                .bucketChanged(
                    bucket.id, events, users: [bucket.userID],
                    at: DS3.Time(store.clock.now())))
        } catch {
            settings.onFailure?(error, "notification")
        }
    }

    /// The bucket that a commit is about: its versions lie in a container of their own.
    private static func bucketAddress(
        of changes: [ObjectChange], in container: ContainerAddress
    ) -> ContainerAddress? {
        var address: ContainerAddress? = container
        if container.container.isReserved {
            address = changes.first.flatMap { change in
                ObjectAddress(container, change.key.name).version?.object.container
            }
        }
        return address.flatMap { DS3.isBucketName($0.container.text) ? $0 : nil }
    }

    /// What a change is to those who have registered, with the number of its place among all.
    private func event(
        _ change: ObjectChange, _ replaced: ObjectRow?, in container: ContainerAddress
    ) -> (id: String, number: Int)? {
        guard change.key.space == .current else { return nil }
        switch change.effect {
        case .put(let row, _), .assemble(let row, from: _):
            // A version is told of when it becomes the latest.
            guard !container.container.isReserved else { return nil }
            let version = BlobLayout.versionID(
                of: row, at: ObjectAddress(container, change.key.name))
            return (History.id(ofVersion: version), Int(clamping: row.createdAt.ticks))
        case .remove:
            guard let replaced, !replaced.isDeleteMarker else { return nil }
            return (UUIDText.random(), Int(clamping: store.clock.tick().ticks))
        case .amend, .move: return nil
        }
    }
}
