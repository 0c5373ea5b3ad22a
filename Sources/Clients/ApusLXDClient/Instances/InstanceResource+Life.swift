// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

// Starting, stopping, and what an instance does meanwhile.
extension InstanceResource {
    /// What it does at the moment.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> InstanceState {
        let url = url.appending("state")
        guard let state = InstanceState(json: try await lxd.read(url)) else {
            throw LXDError(.badAnswer, "The answer is no state", url: url)
        }
        return state
    }

    /// Asks for another state and waits until it is reached.
    ///
    /// - Throws: `LXDError`, with `.badRequest` or `.operationFailed` for a state it is in already.
    public func change(_ change: InstanceStateChange) async throws {
        try await begin(change).wait()
        // Whoever watches sees the new status.
        await lxd.transport.handles.refresh(try lxd.resolved(url))
    }

    /// Asks for another state.
    ///
    /// - Throws: `LXDError`.
    public func begin(_ change: InstanceStateChange) async throws -> RunningOperation {
        try await lxd.begin(.put, url.appending("state"), change.json)
    }

    /// Starts it.
    ///
    /// - Throws: `LXDError`.
    public func start(isStateful: Bool = false) async throws {
        try await change(.start(isStateful: isStateful))
    }

    /// Stops it: asks it to shut down, or, forced, takes its power away.
    ///
    /// - Parameter timeoutSeconds: how long it may take; nil for as long as the server thinks fit.
    /// - Throws: `LXDError`, with `.operationFailed` when it has not stopped in time.
    public func stop(
        timeoutSeconds: Int? = nil, isForced: Bool = false, isStateful: Bool = false
    ) async throws {
        try await change(
            .stop(
                timeoutSeconds: timeoutSeconds, isForced: isForced, isStateful: isStateful))
    }

    /// Stops and starts it.
    ///
    /// - Throws: `LXDError`.
    public func restart(timeoutSeconds: Int? = nil, isForced: Bool = false) async throws {
        try await change(.restart(timeoutSeconds: timeoutSeconds, isForced: isForced))
    }

    /// Lets its processes stand still.
    ///
    /// - Throws: `LXDError`.
    public func freeze() async throws { try await change(.freeze) }

    /// Lets its processes go on.
    ///
    /// - Throws: `LXDError`.
    public func unfreeze() async throws { try await change(.unfreeze) }

    // MARK: Names and places

    /// Gives it another name, and waits until it has it. It must not run.
    ///
    /// - Returns: the instance by its new name.
    /// - Throws: `LXDError`.
    @discardableResult
    public func rename(to name: String) async throws -> InstanceResource {
        InstanceResource(lxd: lxd, url: try await renamed(to: name))
    }

    /// Moves it to another pool or project; to another member of the cluster by
    /// `lxd.onMember(_:)`.
    ///
    /// - Throws: `LXDError`.
    public func move(_ move: InstanceMove) async throws {
        if move.pool != nil { try await lxd.require("instance_pool_move", for: "Another pool") }
        if move.project != nil {
            try await lxd.require("instance_project_move", for: "Another project")
        }
        try await lxd.perform(.post, url, move.json)
    }

    /// Makes it anew from an image, keeping its configuration. It must not run.
    ///
    /// - Throws: `LXDError`.
    public func rebuild(_ source: InstanceSource) async throws {
        try await lxd.require("instances_rebuild", for: "Rebuilding an instance")
        try await lxd.perform(
            .post, url.appending("rebuild"), InstanceRebuild(source: source).json)
    }

    /// Makes an image of it, and waits until it is there. It must not run, but for what the
    /// server allows.
    ///
    /// - Parameter image: what the image shall be; its source is put in.
    /// - Throws: `LXDError`.
    public func publish(_ image: NewImage = NewImage()) async throws -> Image {
        try await lxd.publish(image, of: .instance(name), in: url.project)
    }

    /// The variables of a virtual machine's firmware; changed ones are saved by `lxd.save`.
    ///
    /// - Throws: `LXDError`.
    public func uefiVariables() async throws -> InstanceUEFIVariables {
        try await lxd.require("instances_uefi_vars", for: "Reading firmware variables")
        return try await lxd.get(at: url.appending("uefi-vars"))
    }
}

extension LXD {
    /// Makes an image of an instance or a snapshot.
    func publish(
        _ image: NewImage, of source: ImageSource, in project: String?
    ) async throws -> Image {
        var image = image
        image.source = source
        let images = EntityCollection<Image>(url.images.url.inProject(project), of: self)
        // The fingerprint is among what the operation says of itself when it has ended.
        let (_, operation) = try await perform(.post, images.url, image.json)
        guard let fingerprint = operation?.metadata["fingerprint"]?.text else {
            throw LXDError(.badAnswer, "The answer does not say which image", url: images.url)
        }
        return try await get(at: images.url.appending(fingerprint))
    }
}

extension EntityCollection where Member == Instance {
    /// Creates an instance and starts it.
    ///
    /// - Throws: `LXDError`; the instance stays when it was made and does not start.
    public func launch(_ instance: NewInstance) async throws -> Instance {
        var instance = instance
        instance.isStarted = try await lxd.hasExtension("instance_create_start")
        let made = try await create(instance)
        guard !instance.isStarted else { return made }
        let resource = lxd.instance(made)
        try await resource.start()
        return try await resource.get()
    }

    /// Asks for another state of all instances of the project.
    ///
    /// - Throws: `LXDError`.
    public func changeAll(_ change: InstanceStateChange) async throws {
        try await lxd.require("instance_bulk_state_change", for: "Changing all instances at once")
        try await lxd.perform(.put, url, BulkInstanceStateChange(state: change).json)
    }
}
