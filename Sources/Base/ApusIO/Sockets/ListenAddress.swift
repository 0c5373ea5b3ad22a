// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Where a server listens, as asked for and as bound.
public enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or numeric address, IPv6 without brackets, and a port; port 0 is any free one.
    case tcp(host: String, port: Int)
    /// A Unix socket at this path, with these permissions.
    case unix(path: String, mode: UInt32 = 0o660)

    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path, _): "unix:\(path)"
        }
    }
}
