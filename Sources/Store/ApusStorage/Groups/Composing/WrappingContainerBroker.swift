// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel

/// A container of another engine's, whose objects are not what that engine has.
///
/// What is of the container itself is the other engine's, unless the broker says otherwise. What
/// is of its objects each says itself: nothing of theirs gets through because it was forgotten.
package protocol WrappingContainerBroker: ContainerBroker {
    /// The other engine's.
    var inner: any ContainerBroker { get }
}

extension WrappingContainerBroker {
    package var description: String { inner.description }

    package func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        try await inner.create(record)
    }

    package func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        try await inner.info(freshness)
    }

    package func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        try await inner.stat(freshness)
    }

    package func update(
        _ changes: [String: String?], at time: Timestamp
    ) async throws(StorageError) {
        try await inner.update(changes, at: time)
    }

    package func delete(at time: Timestamp) async throws(StorageError) {
        try await inner.delete(at: time)
    }
}
