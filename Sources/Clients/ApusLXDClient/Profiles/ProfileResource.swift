// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

/// A profile by its name: what is done to it.
public struct ProfileResource: Resource {
    public typealias Value = Profile

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// Gives it another name; nothing may use it.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the profile by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> ProfileResource {
        ProfileResource(lxd: lxd, url: try await renamed(to: name))
    }
}

extension LXD {
    /// A profile by its name.
    public func profile(_ name: String) -> ProfileResource {
        ProfileResource(lxd: self, url: url.profiles[name].url)
    }

    /// The profile an entity tells of.
    public func profile(_ profile: Profile) -> ProfileResource {
        ProfileResource(lxd: self, url: profile.url)
    }
}
