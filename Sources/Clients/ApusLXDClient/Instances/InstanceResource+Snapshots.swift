// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

extension InstanceResource {
    /// A snapshot by its name.
    public func snapshot(_ name: String) -> SnapshotResource {
        SnapshotResource(lxd: lxd, url: url.appending("snapshots", name))
    }

    /// Keeps the state it is in, and waits until that is done.
    ///
    /// - Parameter snapshot: with a name, or without one for the server's next.
    /// - Throws: `LXDError`.
    @discardableResult
    public func takeSnapshot(
        _ snapshot: NewInstanceSnapshot = NewInstanceSnapshot()
    ) async throws -> InstanceSnapshot {
        if snapshot.name != nil { return try await snapshots.create(snapshot) }
        // Not all servers say which name they gave.
        let before = Set(try await snapshots.names())
        try await lxd.perform(.post, url.appending("snapshots"), snapshot.json)
        let new = try await snapshots.all().filter { !before.contains($0.name) }
        guard let last = new.max(by: { ($0.createdAt?.order ?? 0) < ($1.createdAt?.order ?? 0) })
        else { throw LXDError(.badAnswer, "The new snapshot is not listed", url: url) }
        return last
    }

    /// Brings it back to a snapshot, and waits until that is done.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func restore(_ restore: InstanceRestore) async throws {
        try await lxd.perform(.put, url, restore.json)
    }

    /// Brings it back to a snapshot, and waits until that is done.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func restore(snapshot name: String) async throws {
        try await restore(InstanceRestore(snapshot: name))
    }
}

extension LXDTime {
    fileprivate var order: Double { Double(secondsSince1970) + Double(nanoseconds) * 1e-9 }
}

/// A snapshot of an instance by its address.
public struct SnapshotResource: Resource {
    public typealias Value = InstanceSnapshot

    public let lxd: LXD
    public let url: ResourceURL

    /// The instance it is of.
    public var instance: InstanceResource { InstanceResource(lxd: lxd, url: url.dropping(2)) }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError`.
    @discardableResult
    public func rename(to name: String) async throws -> SnapshotResource {
        SnapshotResource(lxd: lxd, url: try await renamed(to: name))
    }

    /// Makes an image of it.
    ///
    /// - Parameter image: what the image shall be; its source is put in.
    /// - Throws: `LXDError`.
    public func publish(_ image: NewImage = NewImage()) async throws -> Image {
        try await lxd.publish(
            image, of: .snapshot(url.segments.last ?? "", of: instance.name), in: url.project)
    }
}
