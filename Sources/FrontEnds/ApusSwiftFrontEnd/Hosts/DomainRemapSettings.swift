// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What an operator may choose about accounts and containers that are named by the host
/// (`[filter:domain_remap]`).
public struct DomainRemapSettings: Hashable, Sendable {
    /// The domains whose hosts name accounts, without a dot in front (`storage_domain`).
    public var domains = ["example.com"]
    /// What paths begin with (`path_root`), without slashes.
    public var pathRoot = "v1"
    /// What the names of accounts begin with, up to the underscore (`reseller_prefixes`); with
    /// none, hosts name accounts as they are.
    public var resellerPrefixes = ["AUTH"]
    /// What is put before an account that begins with none of them; nil to leave such requests
    /// as they are (`default_reseller_prefix`).
    public var standardPrefix: String?
    /// Whether `path_root` is dropped from the beginning of what clients ask for
    /// (`mangle_client_paths`).
    public var manglesPaths = false

    /// The defaults.
    public init() {}
}
