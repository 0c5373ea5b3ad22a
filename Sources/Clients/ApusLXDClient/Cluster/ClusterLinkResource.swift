// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

/// Another cluster that this one knows, by its name.
public struct ClusterLinkResource: Resource {
    public typealias Value = ClusterLink

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// How its members answer.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> ClusterLinkState {
        try await lxd.require(Value.self)
        return try await lxd.document(url.appending("state"))
    }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the link by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> ClusterLinkResource {
        ClusterLinkResource(lxd: lxd, url: try await renamed(to: name))
    }
}
