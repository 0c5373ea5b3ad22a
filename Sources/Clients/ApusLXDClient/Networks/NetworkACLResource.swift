// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
public import ApusLXDAPI

/// A list of rules for what may pass, by its name.
public struct NetworkACLResource: Resource {
    public typealias Value = NetworkACL

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// What its rules have noted, a line each, as it comes.
    ///
    /// - Throws: `LXDError`, also when there is nothing.
    public func log() async throws -> BodyReader {
        try await lxd.require("network_acl_log", for: "The log of a list of rules")
        let url = url.appending("log")
        return LXD.received(try await lxd.stream(url), from: url)
    }

    /// Gives it another name; nothing may use it.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the list by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> NetworkACLResource {
        NetworkACLResource(lxd: lxd, url: try await renamed(to: name))
    }
}

extension LXD {
    /// Lists of rules for what may pass.
    public var networkACLs: EntityCollection<NetworkACL> { collection(url.networkACLs) }

    /// A list of rules by its name.
    public func networkACL(_ name: String) -> NetworkACLResource {
        NetworkACLResource(lxd: self, url: url.networkACLs[name].url)
    }
}
