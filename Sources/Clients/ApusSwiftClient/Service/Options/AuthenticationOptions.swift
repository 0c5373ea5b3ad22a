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

    /// More names of `openStack`, beyond python-swiftclient: keystoneauth's for OpenID Connect,
    /// trusts, other scopes and passcodes (from `OS_…` of the environment), and those of a
    /// service's own user.
    public static let furtherNames = [
        "trust_id", "domain_id", "domain_name", "system_scope", "passcode", "identity_provider",
        "protocol", "client_id", "client_secret", "openid_scope", "access_token",
        "access_token_endpoint", "discovery_endpoint", "authorization_code", "redirect_uri",
        "service_username", "service_project_name", "service_key",
    ]

    /// The values of `auth_type` that python-swiftclient refuses and we take.
    public static let furtherTypes: Set<String> = [
        "v3token", "v3totp", "v3oidcpassword", "v3oidcclientcredentials", "v3oidcauthcode",
        "v3oidcaccesstoken",
    ]

    /// What the environment says; the first version variable that is there counts, even empty.
    public init(environment: [String: String]) {
        auth = environment["ST_AUTH"]
        user = environment["ST_USER"]
        key = environment["ST_KEY"]
        version =
            environment["ST_AUTH_VERSION"] ?? environment["OS_AUTH_VERSION"]
            ?? environment["OS_IDENTITY_API_VERSION"] ?? "1.0"
        for name in Self.openStackNames + Self.furtherNames {
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
        case let type? where Self.furtherTypes.contains(type): settled.version = "3"
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
        guard type.isEmpty || types.contains(type) || Self.furtherTypes.contains(type) else {
            throw .unknownType
        }
        if version == "3" {
            if type == "v3applicationcredential" {
                guard isSet("application_credential_id"), isSet("application_credential_secret")
                else { throw .noApplicationCredential }
                guard Self.isSet(auth) else { throw .noURL }
                return
            }
            guard Self.isSet(auth) else { throw .noURL }
            if Self.furtherTypes.contains(type) { return try checkFurther(type) }
            guard Self.isSet(user) || isSet("user_id") else { throw .noUser }
            guard Self.isSet(key) else { throw .noKey }
        } else {
            guard Self.isSet(auth), Self.isSet(user), Self.isSet(key) else { throw .incomplete }
        }
    }

    private func checkFurther(_ type: String) throws(AuthenticationOptionsError) {
        var needed: [String]
        switch type {
        case "v3token": needed = ["auth_token"]
        case "v3totp": needed = ["passcode"]
        case "v3oidcaccesstoken": needed = ["identity_provider", "protocol", "access_token"]
        default:
            needed = ["identity_provider", "protocol", "client_id"]
            if type == "v3oidcauthcode" { needed += ["authorization_code", "redirect_uri"] }
            if !isSet("access_token_endpoint") { needed.append("discovery_endpoint") }
        }
        let missing = needed.filter { !isSet($0) }
        guard missing.isEmpty else { throw .incompleteType(type, missing: missing) }
        guard type == "v3oidcpassword" || type == "v3totp" else { return }
        guard Self.isSet(user) || isSet("user_id") else { throw .noUser }
        guard Self.isSet(key) || type == "v3totp" else { throw .noKey }
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
        var method = try method()
        if let user = method, let service = try serviceMethod() {
            method = ServiceAuth(user: user, service: service)
        }
        return AuthSession(method, storageURL: storageURL, token: token)
    }

    /// The login of the service that acts for the user, where one is named.
    private func serviceMethod() throws -> (any AuthMethod)? {
        guard let user = given("service_username"), let key = given("service_key") else {
            return nil
        }
        var service = self
        service.user = user
        service.key = key
        for name in [
            "user_id", "tenant_id", "tenant_name", "project_id", "auth_token", "auth_type",
            "trust_id", "domain_id", "domain_name", "system_scope",
        ] { service.openStack[name] = nil }
        service.openStack["project_name"] = given("service_project_name")
        return try service.method()
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

    private func keystone(
        _ version: KeystoneAuth.Version, _ auth: String
    ) throws -> (any AuthMethod)? {
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
        if (given("auth_type") ?? "").hasPrefix("v3oidc") {
            return try federation(url, endpoint)
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
        let userName = KeystoneAuth.Name(
            id: given("user_id"), name: name, domainID: given("user_domain_id"),
            domainName: given("user_domain_name"))
        let proof: KeystoneAuth.Proof
        if given("auth_type") == "v3totp", let passcode = given("passcode") {
            if let key, !key.isEmpty {
                proof = .passwordAndTOTP(userName, key, passcode: passcode)
            } else {
                proof = .totp(userName, passcode: passcode)
            }
        } else if let token = given("auth_token"), !isAuthenticated {
            proof = .token(token)
        } else if let key, !key.isEmpty, given("user_id") != nil || !(name ?? "").isEmpty {
            proof = .password(userName, key)
        } else {
            return nil
        }
        if let scope = otherScope {
            return KeystoneAuth(version, url: url, proof: proof, scope: scope, endpoint: endpoint)
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

    /// What the token is to be good for, when it is no project.
    private var otherScope: KeystoneAuth.Scope? {
        if let trust = given("trust_id") { return .trust(trust) }
        if given("system_scope") != nil { return .system }
        if given("domain_id") != nil || given("domain_name") != nil {
            return .domain(id: given("domain_id"), name: given("domain_name"))
        }
        return nil
    }

    private func federation(
        _ url: ServiceURL, _ catalogue: KeystoneAuth.Endpoint
    ) throws -> OIDCAuth? {
        guard let provider = given("identity_provider"), let way = given("protocol") else {
            return nil
        }
        let grant: OIDCAuth.Grant
        switch given("auth_type") {
        case "v3oidcaccesstoken": grant = .accessToken(given("access_token") ?? "")
        case "v3oidcauthcode":
            grant = .authorizationCode(
                given("authorization_code") ?? "", redirectURL: given("redirect_uri") ?? "")
        case "v3oidcclientcredentials": grant = .clientCredentials
        default: grant = .password(username: user ?? "", password: key ?? "")
        }
        let endpoint: OIDCAuth.Endpoint? =
            if let place = given("access_token_endpoint") {
                .token(try ServiceURL(place))
            } else {
                try given("discovery_endpoint").map { .discovery(try ServiceURL($0)) }
            }
        let project = KeystoneAuth.Name(
            id: given("project_id") ?? given("tenant_id"),
            name: given("project_name") ?? given("tenant_name"),
            domainID: given("project_domain_id"), domainName: given("project_domain_name"))
        let hasProject = project.id != nil || project.name != nil
        return OIDCAuth(
            url: url, identityProvider: provider, protocol: way, grant: grant, endpoint: endpoint,
            client: given("client_id").map { .init(id: $0, secret: given("client_secret")) },
            openIDScope: given("openid_scope") ?? "openid profile",
            scope: otherScope ?? (hasProject ? .project(project) : .unspecified),
            catalogue: catalogue)
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
    /// What one of `AuthenticationOptions.furtherTypes` lacks.
    case incompleteType(String, missing: [String])

    public var description: String {
        switch self {
        case .unknownType: "Only \"v3applicationcredential\" is supported for --os-auth-type"
        case .noApplicationCredential:
            "Auth version 3 (application credential) requires OS_APPLICATION_CREDENTIAL_ID and "
                + "OS_APPLICATION_CREDENTIAL_SECRET to be set or overridden with "
                + "--os-application-credential-id and --os-application-credential-secret "
                + "respectively."
        case .incompleteType(let type, let missing):
            "Auth type \(type) requires "
                + missing.map { "OS_" + $0.uppercased() }.joined(separator: ", ") + " to be set"
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
