// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What `[filter:authtoken]` says: where Keystone is, and who asks it.
///
/// Source: keystonemiddleware, `auth_token`.
public struct KeystoneSettings: Sendable {
    /// A user or project, by id or by name within a domain.
    public struct Name: Hashable, Sendable {
        public var id: String?
        public var name: String?
        public var domainID: String?
        public var domainName: String?

        public init(
            id: String? = nil, name: String? = nil, domainID: String? = nil,
            domainName: String? = nil
        ) {
            self.id = id
            self.name = name
            self.domainID = domainID
            self.domainName = domainName
        }
    }

    /// How the service user proves who it is. Secrets.
    public enum Proof: Sendable {
        case password(user: Name, password: String, project: Name)
        case applicationCredential(id: String, secret: String)
    }

    /// `auth_url`, version included.
    public var url: KeystoneURL
    public var proof: Proof
    /// `www_authenticate_uri`: where 401 sends clients.
    public var publicURL: String
    /// `delay_auth_decision`: whether somebody without a good token goes on as nobody in
    /// particular, which public containers need.
    public var delaysDecision = false
    /// `token_cache_time`, in seconds; nil keeps nothing.
    public var cacheSeconds: Int64? = 300
    /// `http_request_max_retries`.
    public var retryCount = 3
    /// `service_token_roles`, in lower case: who may send a token in `X-Service-Token`.
    public var serviceTokenRoles: Set<String> = ["service"]
    /// `service_token_roles_required`.
    public var requiresServiceTokenRoles = true
    /// `[filter:keystoneauth]`.
    public var rules = KeystoneRules()

    public init(url: KeystoneURL, proof: Proof, publicURL: String) {
        self.url = url
        self.proof = proof
        self.publicURL = publicURL
    }
}

/// What `[filter:keystoneauth]` says: what people with roles in a project may do in its accounts.
/// Roles are in lower case throughout.
///
/// Source: OpenStack Swift, `keystoneauth`.
public struct KeystoneRules: Sendable {
    /// What holds for the accounts of one prefix.
    public struct AccountRule: Hashable, Sendable {
        /// `AUTH_`; may be empty.
        public var prefix: String
        /// `operator_roles`: who owns the account.
        public var operatorRoles: Set<String> = ["admin", "swiftoperator"]
        /// `service_roles`: owners need a service token with one of these too; empty for none.
        public var serviceRoles: Set<String> = []
        /// `project_reader_roles`: who reads the account.
        public var readerRoles: Set<String> = []

        public init(prefix: String) {
            self.prefix = prefix
        }
    }

    /// `reseller_prefix`, never empty.
    public var accounts = [AccountRule(prefix: "AUTH_")]
    /// `reseller_admin_role`.
    public var resellerAdminRole = "reselleradmin"
    /// `system_reader_roles`.
    public var systemReaderRoles: Set<String> = []
    /// `default_domain_id`.
    public var defaultDomainID = "default"
    /// `allow_names_in_acls`.
    public var allowsNamesInLists = true

    /// The defaults.
    public init() {}
}
