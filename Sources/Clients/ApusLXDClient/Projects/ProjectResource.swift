// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// A project by its name: what is done to it.
public struct ProjectResource: Resource {
    public typealias Value = Project

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// The client's view that is in it.
    public var view: LXD { lxd.inProject(name) }

    /// How much of what is limited in it is used.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> ProjectState {
        try await lxd.require("project_usage", for: "The state of a project")
        return try await lxd.document(url.appending("state"))
    }

    /// Says whether it leads or is the copy that replicators write to.
    ///
    /// - Throws: `LXDError`.
    public func setState(_ change: ProjectStateChange) async throws {
        try await lxd.require("replicators", for: "Changing the state of a project")
        try await lxd.perform(.put, url.appending("state"), change.json)
    }

    /// Gives it another name; nothing may be in it.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the project by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> ProjectResource {
        ProjectResource(lxd: lxd, url: try await renamed(to: name))
    }

    /// Deletes it with all that is in it.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func deleteWithContents() async throws {
        try await lxd.require("projects_force_delete", for: "Deleting a project with its contents")
        try await lxd.delete(at: url.with("force", "true"))
    }
}

extension LXD {
    /// Projects, which are in none.
    public var projects: EntityCollection<Project> { collection(url.projects) }

    /// A project by its name.
    public func project(_ name: String) -> ProjectResource {
        ProjectResource(lxd: self, url: url.projects[name].url)
    }
}
