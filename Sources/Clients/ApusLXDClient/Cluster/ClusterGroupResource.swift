// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

/// A group of members by its name.
public struct ClusterGroupResource: Resource {
    public typealias Value = ClusterGroup

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the group by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> ClusterGroupResource {
        ClusterGroupResource(lxd: lxd, url: try await renamed(to: name))
    }
}
