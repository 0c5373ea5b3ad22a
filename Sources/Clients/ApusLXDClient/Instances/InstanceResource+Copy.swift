// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// How a copy between two servers goes.
public enum TransferMode: Hashable, Sendable {
    /// The target fetches it from the source.
    case pull
    /// The source sends it to the target.
    case push
    /// The client takes it from the source and gives it to the target: neither need reach the
    /// other.
    case relay
}

/// What a copy of an instance takes along.
public struct InstanceCopyOptions: Sendable {
    /// Leaves snapshots out.
    public var isInstanceOnly = false
    /// Takes the running state along (the server needs CRIU for containers).
    public var isLive = false
    /// Copies one that runs, though files may change meanwhile.
    public var allowsInconsistency = false
    /// Profiles of the copy; nil for those of the original.
    public var profileNames: [String]?
    /// Values on top of the original's configuration.
    public var config: [String: String] = [:]
    /// Devices on top of the original's.
    public var devices: [String: [String: String]] = [:]
    /// The pool of the copy's root disk; nil for what its devices and profiles say.
    public var pool: String?
    public var mode = TransferMode.pull

    /// Everything as the original is, by pull.
    public init() {}
}

// Copies, on this server and to others.
extension InstanceResource {
    /// Copies it on the same server, to another project or member by `lxd.inProject` and
    /// `onMember`.
    ///
    /// - Parameters:
    ///   - target: where the copy shall be; nil for the client of the original.
    ///   - progress: told how it goes.
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    public func copy(
        as name: String, in target: LXD? = nil,
        _ options: InstanceCopyOptions = InstanceCopyOptions(), progress: OperationProgress? = nil
    ) async throws -> Instance {
        let original = try await get()
        return try await (target ?? lxd).instances.create(
            try new(
                name, of: original, options,
                from: .copy(
                    of: original.name, project: original.projectName,
                    isInstanceOnly: options.isInstanceOnly,
                    allowsInconsistency: options.allowsInconsistency)),
            progress: progress)
    }

    /// Copies it to another server, which must reach this one by HTTPS; with mode `push`, this one
    /// the other; with mode `relay`, neither.
    ///
    /// - Parameter progress: told how it goes at the target.
    /// - Throws: `LXDError` with `.conflict` when the name is taken; what was begun at the target
    ///   is not kept.
    public func copy(
        to target: LXD, as name: String? = nil,
        _ options: InstanceCopyOptions = InstanceCopyOptions(), progress: OperationProgress? = nil
    ) async throws -> Instance {
        let original = try await get()
        let name = name ?? original.name
        switch options.mode {
        case .pull: return try await fetch(original, to: target, as: name, options, progress)
        case .push, .relay:
            return try await send(original, to: target, as: name, options, progress)
        }
    }

    /// Moves it to another server: copies it, and deletes it here once it is whole there.
    ///
    /// - Parameter progress: told how it goes at the target.
    /// - Throws: `LXDError`; unless it came from the deletion, it is still here.
    public func move(
        to target: LXD, as name: String? = nil,
        _ options: InstanceCopyOptions = InstanceCopyOptions(), progress: OperationProgress? = nil
    ) async throws -> Instance {
        let copied = try await copy(to: target, as: name, options, progress: progress)
        try await delete()
        return copied
    }

    /// The document for a copy: what the original is, without what belongs to it alone.
    private func new(
        _ name: String, of original: Instance, _ options: InstanceCopyOptions,
        from source: InstanceSource
    ) throws -> NewInstance {
        var config = original.config.filter { key, _ in
            // The server gives these anew; the image is told, so that it need not be sent.
            !key.hasPrefix("volatile.") || key == "volatile.base_image"
        }
        config.merge(options.config) { _, new in new }
        var devices = original.devices.merging(options.devices) { _, new in new }
        if let pool = options.pool {
            let root = original.expandedDevices.first { $1["path"] == "/" && $1["type"] == "disk" }
            var disk = root?.value ?? ["type": "disk", "path": "/"]
            disk["pool"] = pool
            devices[root?.key ?? "root"] = disk
        }
        return NewInstance(
            name: name, type: original.type, source: source,
            profiles: options.profileNames ?? original.profileNames, config: config,
            devices: devices, architecture: original.architecture,
            isEphemeral: original.isEphemeral ?? false,
            isStateful: options.isLive && original.isStateful == true,
            description: original.description)
    }

    /// Begins to send it, or to offer it to whoever comes with the secrets.
    private func begin(
        _ options: InstanceCopyOptions, to target: MigrationTarget? = nil
    ) async throws -> RunningOperation {
        var move = InstanceMove.offer(
            isInstanceOnly: options.isInstanceOnly, isLive: options.isLive,
            allowsInconsistency: options.allowsInconsistency)
        move.target = target
        return try await lxd.begin(.post, url, move.json)
    }

    private func fetch(
        _ original: Instance, to target: LXD, as name: String, _ options: InstanceCopyOptions,
        _ progress: OperationProgress?
    ) async throws -> Instance {
        try await lxd.reached(at: nil) { address, certificate in
            let offer = try await begin(options)
            do {
                return try await target.instances.create(
                    try new(
                        name, of: original, options,
                        from: .migration(
                            from: address + offer.operation.url.encoded, certificate: certificate,
                            secrets: offer.operation.secrets,
                            isInstanceOnly: options.isInstanceOnly, isLive: options.isLive,
                            baseImage: original.config["volatile.base_image"])),
                    progress: progress)
            } catch {
                // The offer would wait for somebody to fetch it.
                await offer.abandon()
                throw error
            }
        }
    }

    private func send(
        _ original: Instance, to target: LXD, as name: String, _ options: InstanceCopyOptions,
        _ progress: OperationProgress?
    ) async throws -> Instance {
        let creation = try new(
            name, of: original, options,
            from: .migrationByPush(
                isInstanceOnly: options.isInstanceOnly, isLive: options.isLive,
                baseImage: original.config["volatile.base_image"]))
        try await target.receive(
            relaying: options.mode == .relay, progress: progress,
            creating: { try await target.instances.begin(creation) },
            from: { try await begin(options, to: $0) })
        return try await target.instance(name).get()
    }
}

extension Operation {
    /// The secrets of its WebSockets, by name.
    var secrets: [String: String] {
        metadata.compactMapValues(\.text)
    }
}
