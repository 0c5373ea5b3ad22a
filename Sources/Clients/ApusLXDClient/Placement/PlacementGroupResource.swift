// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

/// A rule for which members instances go to, by its name.
public struct PlacementGroupResource: Resource {
    public typealias Value = PlacementGroup

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the group by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> PlacementGroupResource {
        PlacementGroupResource(lxd: lxd, url: try await renamed(to: name))
    }
}

extension LXD {
    /// Rules for which members instances go to.
    public var placementGroups: EntityCollection<PlacementGroup> {
        collection(url.placementGroups)
    }

    /// A rule for which members instances go to.
    public func placementGroup(_ name: String) -> PlacementGroupResource {
        PlacementGroupResource(lxd: self, url: url.placementGroups[name].url)
    }
}
