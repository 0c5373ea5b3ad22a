// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// Something the server found amiss, by its UUID.
public struct WarningResource: Resource {
    public typealias Value = Warning

    public let lxd: LXD
    public let url: ResourceURL

    /// Says that somebody has seen to it, or (`.new`) that nobody has.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func set(_ status: Warning.Status) async throws {
        // Servers say nothing of one that is not there.
        _ = try await get()
        try await lxd.perform(.put, url, ["status": status.json])
        await lxd.transport.handles.refresh(try lxd.resolved(url))
    }

    /// Says that somebody has seen to it.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func acknowledge() async throws { try await set(.acknowledged) }
}
