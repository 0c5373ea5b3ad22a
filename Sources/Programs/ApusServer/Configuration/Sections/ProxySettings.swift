// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `[app:proxy-server]`.
public struct ProxySettings: Hashable, Sendable {
    /// `account_autocreate`: accounts come with their first container.
    public var createsAccounts = true
    /// `allow_account_management`: reseller admins may PUT and DELETE accounts.
    public var allowsAccountManagement = false
    /// `allow_open_expired`: `X-Open-Expired` reads objects past their expiry.
    public var allowsOpenExpired = false

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        createsAccounts = section.boolean("account_autocreate") ?? true
        allowsAccountManagement = section.boolean("allow_account_management") ?? false
        allowsOpenExpired = section.boolean("allow_open_expired") ?? false
        section.ignore(
            "use", "log_*", "recheck_*", "object_chunk_size", "client_chunk_size",
            "node_timeout", "recoverable_node_timeout", "conn_timeout", "error_suppression_*",
            "post_quorum_timeout", "concurrent_gets", "concurrency_timeout",
            "concurrent_ec_extra_requests", "object_post_as_copy", "request_node_count",
            "read_affinity", "write_affinity*", "sorting_method", "timing_expiry",
            "put_queue_depth", "container_listing_*", "swift_owner_headers", "node_*",
            "max_containers_per_account", "max_containers_whitelist", "deny_host_headers",
            "auto_create_account_prefix", "rate_limit_after_segment", "nice_priority",
            "ionice_class", "ionice_priority", "stale_worker_timeout", "memcache_*",
            "account_existence_skip_cache_pct", "container_*_skip_cache_pct",
            "namespace_*", "client_timeout")
    }
}

/// `[filter:healthcheck]`.
public struct HealthCheckSettings: Hashable, Sendable {
    /// `disable_path`: while this file exists the answer is 503.
    public var disablePath: String?

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        disablePath = section.nonEmptyText("disable_path")
        section.ignore("use")
    }
}
