// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Who is asking and where, as options and the environment say it.
///
/// Source: python-swiftclient, `process_options` of its shell.
public struct AuthenticationOptions: Hashable, Sendable {
    /// `ST_AUTH`, `-A`.
    public var auth: String?
    /// `ST_USER`, `-U`.
    public var user: String?
    /// `ST_KEY`, `-K`. A secret.
    public var key: String?
    /// `1.0`, `2.0`, `3` or another spelling of them.
    public var version = "1.0"
    /// The `--os-…` options by name, without `os_`: `username`, `tenant_id`, `storage_url`, ….
    public var openStack: [String: String] = [:]

    /// Nothing.
    public init() {}

    /// The names of `openStack`.
    public static let openStackNames = [
        "username", "user_id", "user_domain_id", "user_domain_name", "password", "tenant_id",
        "tenant_name", "project_id", "project_name", "project_domain_id", "project_domain_name",
        "auth_url", "auth_type", "application_credential_id", "application_credential_secret",
        "auth_token", "storage_url", "region_name", "service_type", "endpoint_type", "cacert",
        "cert", "key",
    ]

    /// What the environment says; the first version variable that is there counts, even empty.
    public init(environment: [String: String]) {
        auth = environment["ST_AUTH"]
        user = environment["ST_USER"]
        key = environment["ST_KEY"]
        version =
            environment["ST_AUTH_VERSION"] ?? environment["OS_AUTH_VERSION"]
            ?? environment["OS_IDENTITY_API_VERSION"] ?? "1.0"
        for name in Self.openStackNames {
            openStack[name] = environment["OS_" + name.uppercased()]
        }
    }

    private static func isSet(_ text: String?) -> Bool { !(text ?? "").isEmpty }

    private func isSet(_ name: String) -> Bool { Self.isSet(openStack[name]) }

    /// Whether everything is given that makes a request without authenticating.
    public var isAuthenticated: Bool { isSet("storage_url") && isSet("auth_token") }

    /// The options with the version settled and the missing ones filled from each other.
    public func settled() -> AuthenticationOptions {
        var settled = self
        switch openStack["auth_type"] {
        case "v1password": settled.version = "1.0"
        case "v2password": settled.version = "2.0"
        case "v3password", "v3applicationcredential": settled.version = "3"
        default: break
        }
        switch settled.version {
        case "3.0": settled.version = "3"
        case "2": settled.version = "2.0"
        default: break
        }
        let hasAll = Self.isSet(auth) && Self.isSet(user) && Self.isSet(key)
        if !["2.0", "3"].contains(settled.version), openStack["auth_type"] != "v1password", !hasAll
        {
            let domains = [
                "user_domain_id", "user_domain_name", "project_domain_id", "project_domain_name",
            ]
            settled.version = domains.contains(where: isSet) ? "3" : "2.0"
        }
        if !Self.isSet(auth) { settled.auth = openStack["auth_url"] }
        if !Self.isSet(user) { settled.user = openStack["username"] }
        if !Self.isSet(key) { settled.key = openStack["password"] }
        return settled
    }

    /// Throws for the first thing that is missing; `self` is settled.
    public func check() throws(AuthenticationOptionsError) {
        guard !isAuthenticated else { return }
        let types = [
            "password", "v1password", "v2password", "v3password", "v3applicationcredential",
        ]
        let type = openStack["auth_type"] ?? ""
        guard type.isEmpty || types.contains(type) else { throw .unknownType }
        if version == "3" {
            if type == "v3applicationcredential" {
                guard isSet("application_credential_id"), isSet("application_credential_secret")
                else { throw .noApplicationCredential }
                guard Self.isSet(auth) else { throw .noURL }
                return
            }
            guard Self.isSet(auth) else { throw .noURL }
            guard Self.isSet(user) || isSet("user_id") else { throw .noUser }
            guard Self.isSet(key) else { throw .noKey }
        } else {
            guard Self.isSet(auth), Self.isSet(user), Self.isSet(key) else { throw .incomplete }
        }
    }

    /// The session these options ask for; `self` is settled and checked.
    ///
    /// - Throws: `ClientError` with `.badURL`, or with `.authentication` for a version that is not
    ///   known.
    public func session() throws -> AuthSession {
        let storageURL = try openStack["storage_url"].flatMap {
            $0.isEmpty ? nil : try ServiceURL($0)
        }
        let token = openStack["auth_token"].flatMap { $0.isEmpty ? nil : $0 }
        return AuthSession(try method(), storageURL: storageURL, token: token)
    }

    private func method() throws -> (any AuthMethod)? {
        guard let auth, !auth.isEmpty else { return nil }
        switch version {
        case "1", "1.0":
            guard let user, let key, !user.isEmpty, !key.isEmpty else { return nil }
            return V1Auth(url: try ServiceURL(auth), user: user, key: key)
        case "2.0": return try keystone(.v2, auth)
        case "3": return try keystone(.v3, auth)
        default:
            guard !isAuthenticated else { return nil }
            throw ClientError(
                .authentication, "Unknown auth_version \(version) specified and no session found.")
        }
    }

    private func keystone(_ version: KeystoneAuth.Version, _ auth: String) throws -> KeystoneAuth? {
        var endpoint = KeystoneAuth.Endpoint()
        endpoint.serviceType = given("service_type") ?? endpoint.serviceType
        endpoint.interface = given("endpoint_type") ?? endpoint.interface
        endpoint.region = given("region_name")
        var url = try ServiceURL(auth)
        var version = version
        // A version in the URL is taken at its word; without one, version 3 unless 2 is wanted.
        if ["v3", "v3.0"].contains(url.lastPart) { version = .v3 }
        if ["v2", "v2.0"].contains(url.lastPart) { version = .v2 }
        if url.lastPart == "v3.0" { url = url.replacing(path: String(url.path.dropLast(2))) }

        if given("auth_type") == "v3applicationcredential" {
            guard let id = given("application_credential_id"),
                let secret = given("application_credential_secret")
            else { return nil }
            return KeystoneAuth(
                .v3, url: url, proof: .applicationCredential(id: id, secret: secret),
                endpoint: endpoint)
        }
        var name = given("user_id") == nil ? user : nil
        var project = KeystoneAuth.Name(
            id: given("project_id") ?? given("tenant_id"),
            name: given("project_name") ?? given("tenant_name"),
            domainID: given("project_domain_id"), domainName: given("project_domain_name"))
        if let both = name, let colon = both.firstIndex(of: ":") {
            // `tenant:user`, as version 1 has it.
            project.name = String(both[..<colon])
            name = String(both[both.index(after: colon)...])
        }
        let proof: KeystoneAuth.Proof
        if let token = given("auth_token"), !isAuthenticated {
            proof = .token(token)
        } else if let key, !key.isEmpty, given("user_id") != nil || !(name ?? "").isEmpty {
            proof = .password(
                KeystoneAuth.Name(
                    id: given("user_id"), name: name, domainID: given("user_domain_id"),
                    domainName: given("user_domain_name")), key)
        } else {
            return nil
        }
        guard project.id != nil || project.name != nil else {
            guard !isAuthenticated else { return nil }
            throw ClientError(
                .authentication,
                version == .v2
                    ? "No tenant specified" : "No project name or project id specified.")
        }
        return KeystoneAuth(version, url: url, proof: proof, project: project, endpoint: endpoint)
    }

    private func given(_ name: String) -> String? {
        openStack[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What is missing to authenticate.
public enum AuthenticationOptionsError: Error, Hashable, CustomStringConvertible {
    case unknownType
    case noApplicationCredential
    case noURL
    case noUser
    case noKey
    case incomplete

    public var description: String {
        switch self {
        case .unknownType: "Only \"v3applicationcredential\" is supported for --os-auth-type"
        case .noApplicationCredential:
            "Auth version 3 (application credential) requires OS_APPLICATION_CREDENTIAL_ID and "
                + "OS_APPLICATION_CREDENTIAL_SECRET to be set or overridden with "
                + "--os-application-credential-id and --os-application-credential-secret "
                + "respectively."
        case .noURL:
            "Auth version 3 requires OS_AUTH_URL to be set or overridden with --os-auth-url"
        case .noUser:
            "Auth version 3 requires either OS_USERNAME or OS_USER_ID to be set or overridden "
                + "with --os-username or --os-user-id respectively."
        case .noKey:
            "Auth version 3 requires OS_PASSWORD to be set or overridden with --os-password"
        case .incomplete:
            """
            Auth version 1.0 requires ST_AUTH, ST_USER, and ST_KEY environment variables
            to be set or overridden with -A, -U, or -K.

            Auth version 2.0 requires OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, and
            OS_TENANT_NAME OS_TENANT_ID to be set or overridden with --os-auth-url,
            --os-username, --os-password, --os-tenant-name or os-tenant-id. Note:
            adding "-V 2" is necessary for this.
            """
        }
    }
}
