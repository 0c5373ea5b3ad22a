// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What an operator may choose about containers that are web sites (`[filter:staticweb]`).
public struct StaticWebSettings: Hashable, Sendable {
    /// Scheme and host that redirections name (`url_base`, `https://example.com`); nil for what
    /// the client has named.
    public var baseURL: String?

    /// The defaults.
    public init() {}
}
