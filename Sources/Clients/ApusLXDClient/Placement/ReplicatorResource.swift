// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// What copies a project's instances to another cluster again and again, by its name.
public struct ReplicatorResource: Resource {
    public typealias Value = Replicator

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// Whether it runs, and how the last run ended.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> ReplicatorState {
        try await lxd.require(Value.self)
        return try await lxd.document(url.appending("state"))
    }

    /// Makes it copy now, and waits until it has.
    ///
    /// - Throws: `LXDError`.
    public func run() async throws { try await change("start") }

    /// Makes it copy back what the other cluster has, and waits until it has.
    ///
    /// - Throws: `LXDError`.
    public func restore() async throws { try await change("restore") }

    private func change(_ action: String) async throws {
        try await lxd.require(Value.self)
        try await lxd.perform(
            .put, url.appending("state"), ReplicatorStateChange(action: action).json)
    }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the replicator by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> ReplicatorResource {
        ReplicatorResource(lxd: lxd, url: try await renamed(to: name))
    }
}

extension LXD {
    /// What copies a project's instances to another cluster again and again.
    public var replicators: EntityCollection<Replicator> { collection(url.replicators) }

    /// A replicator by its name.
    public func replicator(_ name: String) -> ReplicatorResource {
        ReplicatorResource(lxd: self, url: url.replicators[name].url)
    }
}
