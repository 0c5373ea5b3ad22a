// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// A volume by its pool, type and name: what is done to it, and what lies below it.
public struct VolumeResource: Resource {
    public typealias Value = StorageVolume

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// The pool it is in.
    public var storagePool: StoragePoolResource {
        StoragePoolResource(lxd: lxd, url: url.dropping(3))
    }

    /// Its snapshots.
    public var snapshots: EntityCollection<StorageVolumeSnapshot> { collection("snapshots") }

    /// One of its snapshots.
    public func snapshot(_ name: String) -> VolumeSnapshotResource {
        VolumeSnapshotResource(lxd: lxd, url: url.appending("snapshots", name))
    }

    /// Its backups, which are files at the server.
    public var backups: EntityCollection<StorageVolumeBackup> { collection("backups") }

    /// One of its backups.
    public func backup(_ name: String) -> VolumeBackupResource {
        VolumeBackupResource(lxd: lxd, url: url.appending("backups", name))
    }

    /// How much of it is used, where the pool's driver counts that.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> StorageVolumeState {
        try await lxd.require("storage_volume_state", for: "The state of a volume")
        return try await lxd.document(url.appending("state"))
    }

    /// Gives it another name; nothing may use it.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the volume by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> VolumeResource {
        try await move(toName: name)
    }

    /// Moves it to another pool, another project, another name; nothing may use it.
    ///
    /// - Parameters:
    ///   - pool, project, name: nil to stay.
    /// - Throws: `LXDError`.
    /// - Returns: the volume where it is then.
    @discardableResult
    public func move(
        toPool pool: String? = nil, toProject project: String? = nil, toName name: String? = nil
    ) async throws -> VolumeResource {
        if project != nil {
            try await lxd.require(
                "storage_volume_project_move", for: "Moving a volume to another project")
        }
        let new = place(inPool: pool, project: project, name: name)
        guard new.isValid else { throw LXDError(.badName, "That is no name", url: new) }
        try await lxd.perform(
            .post, url,
            StorageVolumeMove(
                name: name ?? self.name,
                // Servers look for the pool in the other project by its name.
                pool: pool ?? (project == nil ? nil : storagePool.name), project: project
            ).json)
        lxd.transport.handles.publishDeletion(
            at: try lxd.resolved(url), ticket: lxd.transport.handles.nextTicket())
        return VolumeResource(lxd: lxd, url: new)
    }

    private func place(inPool pool: String?, project: String?, name: String?) -> ResourceURL {
        var segments = url.segments
        let end = segments.count
        if let name { segments[end - 1] = name }
        if let pool { segments[end - 4] = pool }
        return url.query.reduce(ResourceURL(segments)) { $0.with($1.name, $1.value) }
            .inProject(project ?? url.project ?? lxd.project)
    }

    /// Copies it within the server.
    ///
    /// - Parameters:
    ///   - name: of the copy; nil for the same.
    ///   - pool, project: where the copy will be; nil for the same.
    ///   - isVolumeOnly: whether snapshots are left behind.
    ///   - isRefresh: whether the copy exists and is brought up to date.
    /// - Throws: `LXDError`.
    /// - Returns: the copy.
    @discardableResult
    public func copy(
        toName name: String? = nil, toPool pool: String? = nil, toProject project: String? = nil,
        isVolumeOnly: Bool = false, isRefresh: Bool = false
    ) async throws -> StorageVolume {
        if isRefresh {
            try await lxd.require("custom_volume_refresh", for: "Bringing a copy up to date")
        }
        let volume = try await get()
        let new = place(inPool: pool, project: project, name: name)
        let creation = NewStorageVolume(
            name: name ?? self.name, type: .custom, contentType: volume.contentType,
            source: .copy(
                of: self.name, inPool: storagePool.name, project: volume.projectName,
                isVolumeOnly: isVolumeOnly, isRefresh: isRefresh),
            config: volume.config, description: volume.description)
        return try await EntityCollection<StorageVolume>(
            new.dropping(2), of: lxd, keyPrefix: [VolumeType.custom.rawValue]
        ).create(creation)
    }

    /// Copies it to another server.
    ///
    /// - Parameters:
    ///   - target: the pool it goes to.
    ///   - name: of the copy; nil for the same.
    ///   - mode: who connects to whom.
    ///   - addresses: URLs at which the server that is connected to is reached by the other; nil
    ///     for those that it listens at.
    ///   - isVolumeOnly: whether snapshots are left behind.
    ///   - isRefresh: whether the copy exists and is brought up to date.
    ///   - progress: told how it goes at the target.
    /// - Throws: `LXDError`.
    /// - Returns: the copy.
    @discardableResult
    public func copy(
        to target: StoragePoolResource, toName name: String? = nil, mode: TransferMode = .pull,
        addresses: [String]? = nil, isVolumeOnly: Bool = false, isRefresh: Bool = false,
        progress: OperationProgress? = nil
    ) async throws -> StorageVolume {
        let volume = try await get()
        let name = name ?? self.name
        let volumes = target.volumes(.custom)
        func creation(_ source: StorageVolumeSource) -> NewStorageVolume {
            NewStorageVolume(
                name: name, type: .custom, contentType: volume.contentType, source: source,
                config: volume.config, description: volume.description)
        }
        func begin(_ target: MigrationTarget?) async throws -> RunningOperation {
            var move = StorageVolumeMove.offer(self.name, isVolumeOnly: isVolumeOnly)
            move.target = target
            return try await lxd.begin(.post, url, move.json)
        }
        guard mode == .pull else {
            try await target.lxd.receive(
                relaying: mode == .relay, at: addresses, progress: progress,
                creating: {
                    try await volumes.begin(
                        creation(
                            .migrationByPush(isVolumeOnly: isVolumeOnly, isRefresh: isRefresh)))
                }, from: begin)
            return try await target.volume(name).get()
        }
        return try await lxd.reached(at: addresses) { address, certificate in
            // Offered anew for each address: an offer is taken once.
            let offer = try await begin(nil)
            do {
                return try await volumes.create(
                    creation(
                        .migration(
                            from: address + ResourceURL(offer.operation.url.segments).encoded,
                            certificate: certificate, secrets: offer.operation.secrets,
                            isVolumeOnly: isVolumeOnly, isRefresh: isRefresh)),
                    progress: progress)
            } catch {
                await offer.abandon()
                throw error
            }
        }
    }

    /// Puts it back to what it was at a snapshot; nothing may use it.
    ///
    /// - Throws: `LXDError`.
    public func restore(_ snapshot: String) async throws {
        try await lxd.require(
            "storage_api_volume_snapshots", for: "Putting a volume back to a snapshot")
        try await lxd.perform(.put, url, StorageVolumeRestore(snapshot: snapshot).json)
        await lxd.transport.handles.refresh(try lxd.resolved(url))
    }
}

/// A snapshot of a volume, by its name.
public struct VolumeSnapshotResource: Resource {
    public typealias Value = StorageVolumeSnapshot

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name below the volume's.
    public var name: String { url.segments.last ?? "" }

    /// The volume it is of.
    public var volume: VolumeResource { VolumeResource(lxd: lxd, url: url.dropping(2)) }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the snapshot by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> VolumeSnapshotResource {
        VolumeSnapshotResource(lxd: lxd, url: try await renamed(to: name))
    }

    /// Puts the volume back to it.
    ///
    /// - Throws: `LXDError`.
    public func restore() async throws { try await volume.restore(name) }

    /// Makes a volume of it.
    ///
    /// - Throws: `LXDError`.
    /// - Returns: the volume.
    @discardableResult
    public func copy(
        toName name: String, toPool pool: String? = nil
    ) async throws -> StorageVolume {
        let source = try await volume.get()
        let target = pool.map { lxd.storagePool($0) } ?? volume.storagePool
        return try await EntityCollection<StorageVolume>(
            target.url.inProject(url.project).appending("volumes"), of: lxd,
            keyPrefix: [VolumeType.custom.rawValue]
        ).create(
            NewStorageVolume(
                name: name, type: .custom, contentType: source.contentType,
                source: .copy(
                    of: volume.name, snapshot: self.name, inPool: volume.storagePool.name,
                    project: source.projectName),
                config: source.config, description: source.description))
    }
}
