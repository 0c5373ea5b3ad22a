// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusAuth

/// `[filter:authtoken]`: where Keystone is, and who asks it about tokens.
public struct AuthTokenOptions: Sendable {
    /// What the section says; its rules come from `[filter:keystoneauth]`.
    public var settings: KeystoneSettings
    /// `cafile`, `certfile`, `keyfile` and `insecure`.
    public var authorityFile: String?
    public var certificateFile: String?
    public var keyFile: String?
    public var isInsecure = false
    /// `http_connect_timeout`.
    public var connectTimeout = Duration.seconds(10)

    /// Notes what is wrong; nil when nothing could be done with it.
    init?(_ section: inout SectionReader) {
        let address = section.nonEmptyText("auth_url")
        let proof = Self.proof(&section)
        var publicURL = section.nonEmptyText("www_authenticate_uri")
        publicURL = publicURL ?? section.nonEmptyText("auth_uri")
        let delays = section.boolean("delay_auth_decision")
        let cache = section.integer("token_cache_time", in: -1...86_400) ?? 300
        let retries = section.integer("http_request_max_retries", in: 0...100)
        let times = Duration.milliseconds(100) ... .seconds(600)
        let connectTimeout = section.duration("http_connect_timeout", in: times)
        let roles = section.list("service_token_roles")
        let requiresRoles = section.boolean("service_token_roles_required")
        authorityFile = section.nonEmptyText("cafile")
        certificateFile = section.nonEmptyText("certfile")
        keyFile = section.nonEmptyText("keyfile")
        isInsecure = section.boolean("insecure") ?? false
        section.ignore(
            "use", "paste.filter_factory", "set log_name", "log_*", "cache", "memcached_servers",
            "memcache_*", "include_service_catalog", "enforce_token_bind", "auth_version",
            "interface", "region_name", "service_type", "signing_dir", "auth_section", "timeout",
            "split_loggers", "collect_timing", "hash_algorithms")
        guard let address else {
            section.complain(at: nil, "[filter:authtoken] needs auth_url: where Keystone is")
            return nil
        }
        guard let url = KeystoneURL(address) else {
            section.complain(
                "auth_url", "is a URL of Keystone's version 3 without a user, not \(address)")
            return nil
        }
        guard let proof else { return nil }
        settings = KeystoneSettings(url: url, proof: proof, publicURL: publicURL ?? address)
        settings.delaysDecision = delays ?? false
        settings.cacheSeconds = cache > 0 ? Int64(cache) : nil
        settings.retryCount = retries ?? settings.retryCount
        if let roles { settings.serviceTokenRoles = Set(roles.map { $0.lowercased() }) }
        settings.requiresServiceTokenRoles = requiresRoles ?? true
        self.connectTimeout = connectTimeout ?? self.connectTimeout
    }

    private static func proof(_ section: inout SectionReader) -> KeystoneSettings.Proof? {
        let old = section.nonEmptyText("auth_plugin")
        let kind = section.nonEmptyText("auth_type") ?? old ?? "password"
        let user = name("user", or: "username", &section)
        let project = name("project", or: "project_name", &section)
        let password = section.nonEmptyText("password")
        let id = section.nonEmptyText("application_credential_id")
        let secret = section.nonEmptyText("application_credential_secret")
        switch kind {
        case "password", "v3password":
            guard let password, user.id != nil || user.name != nil,
                project.id != nil || project.name != nil
            else {
                section.complain(
                    at: nil,
                    "[filter:authtoken] needs username, password and project_name of a service user"
                )
                return nil
            }
            return .password(user: user, password: password, project: project)
        case "v3applicationcredential":
            guard let id, let secret else {
                section.complain(
                    at: nil,
                    "[filter:authtoken] needs application_credential_id and "
                        + "application_credential_secret")
                return nil
            }
            return .applicationCredential(id: id, secret: secret)
        default:
            section.complain(
                section.text("auth_type") == nil ? "auth_plugin" : "auth_type",
                "is password or v3applicationcredential, not \(kind)")
            return nil
        }
    }

    private static func name(
        _ prefix: String, or nameOption: String, _ section: inout SectionReader
    ) -> KeystoneSettings.Name {
        KeystoneSettings.Name(
            id: section.nonEmptyText("\(prefix)_id"), name: section.nonEmptyText(nameOption),
            domainID: section.nonEmptyText("\(prefix)_domain_id"),
            domainName: section.nonEmptyText("\(prefix)_domain_name"))
    }
}

extension KeystoneRules {
    /// Reads `[filter:keystoneauth]`.
    init(_ section: inout SectionReader) {
        self.init()
        let common = AccountRule(prefix: "")
            .reading(&section, prefix: "", or: AccountRule(prefix: ""))
        var prefixes: [String] = []
        for text in section.list("reseller_prefix") ?? ["AUTH"] {
            let prefix = text == "''" ? "" : ResellerPrefix(text).text
            if !prefixes.contains(prefix) { prefixes.append(prefix) }
        }
        if prefixes.isEmpty { prefixes = [""] }
        accounts = prefixes.map { prefix in
            AccountRule(prefix: prefix).reading(
                &section, prefix: prefix.isEmpty ? "''" : prefix, or: common)
        }
        resellerAdminRole =
            section.nonEmptyText("reseller_admin_role")?.lowercased() ?? resellerAdminRole
        systemReaderRoles = Set(
            (section.list("system_reader_roles") ?? []).map { $0.lowercased() })
        defaultDomainID = section.nonEmptyText("default_domain_id") ?? defaultDomainID
        allowsNamesInLists = section.boolean("allow_names_in_acls") ?? true
        section.ignore("use", "log_*", "set log_name", "allow_overrides", "is_admin", "cache")
    }
}

extension KeystoneRules.AccountRule {
    /// The rule with what options of a prefix say, and with what `common` has for the others.
    fileprivate func reading(
        _ section: inout SectionReader, prefix: String, or common: Self
    ) -> Self {
        var rule = self
        func roles(_ option: String, _ standard: Set<String>) -> Set<String> {
            section.list(prefix + option).map { Set($0.map { $0.lowercased() }) } ?? standard
        }
        rule.operatorRoles = roles("operator_roles", common.operatorRoles)
        rule.serviceRoles = roles("service_roles", common.serviceRoles)
        rule.readerRoles = roles("project_reader_roles", common.readerRoles)
        return rule
    }
}
