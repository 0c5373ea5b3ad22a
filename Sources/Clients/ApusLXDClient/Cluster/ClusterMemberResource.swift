// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// A member of a cluster by its name: what is done to it.
public struct ClusterMemberResource: Resource {
    public typealias Value = ClusterMember

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// The client's view that it answers.
    public var view: LXD { lxd.onMember(name) }

    /// Its memory, load and storage pools.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> ClusterMemberState {
        try await lxd.require("cluster_member_state", for: "The state of a member")
        return try await lxd.document(url.appending("state"))
    }

    /// Stops its instances or moves them to others, and starts none there until it is restored.
    ///
    /// - Parameter mode: `stop`, `migrate` or `live-migrate`; nil for what each instance says.
    /// - Throws: `LXDError`.
    public func evacuate(mode: String? = nil, isForced: Bool = false) async throws {
        try await change(.evacuate(mode: mode, isForced: isForced))
    }

    /// Ends an evacuation: its instances come back and start.
    ///
    /// - Parameter mode: `skip` to leave them where they are.
    /// - Throws: `LXDError`.
    public func restore(mode: String? = nil) async throws {
        try await change(.restore(mode: mode))
    }

    private func change(_ change: ClusterMemberStateChange) async throws {
        try await lxd.require("clustering_evacuation", for: "Evacuating a member")
        if change.mode != nil {
            try await lxd.require(
                change.action == "restore"
                    ? "clustering_restore_skip_mode" : "clustering_evacuation_mode",
                for: "A mode of evacuation")
        }
        try await lxd.perform(.post, url.appending("state"), change.json)
        await lxd.transport.handles.refresh(url)
    }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the member by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> ClusterMemberResource {
        let new = url.dropping(1).appending(name)
        guard new.isValid else { throw LXDError(.badName, "That is no name: \(name)", url: url) }
        try await lxd.perform(.post, url, ClusterMemberRename(serverName: name).json)
        lxd.transport.handles.publishDeletion(
            at: url, ticket: lxd.transport.handles.nextTicket())
        return ClusterMemberResource(lxd: lxd, url: new)
    }

    /// Takes it out of the cluster.
    ///
    /// - Parameter isForced: whether also one that does not answer, or has instances; what it had
    ///   is lost then.
    /// - Throws: `LXDError`.
    public func remove(isForced: Bool = false) async throws {
        try await lxd.delete(at: isForced ? url.with("force", "1") : url)
    }
}
