// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP
import ApusIO

/// Keystone: a document with credentials is posted, and answered with a token and a catalogue of
/// services.
///
/// Source: OpenStack Identity API v3 and v2.0; python-swiftclient, `get_auth_keystone`.
public struct KeystoneAuth: AuthMethod {
    /// Which of the protocols.
    public enum Version: Hashable, Sendable {
        case v2, v3
    }

    /// A user or project by id, or by name within a domain.
    public struct Name: Hashable, Sendable {
        public var id: String?
        public var name: String?
        /// With neither this nor `domainName`, the domain with the id `default`.
        public var domainID: String?
        public var domainName: String?

        /// A name by id, or by name and domain; all nil for none.
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

    /// What proves who is asking. Secrets all.
    public enum Proof: Hashable, Sendable {
        case password(Name, String)
        /// A token that there is, to be scoped.
        case token(String)
        /// Version 3 alone; such a token is scoped by itself.
        case applicationCredential(id: String, secret: String)
        /// Version 3 alone: a passcode that is good for one time, of a device.
        case totp(Name, passcode: String)
        /// Version 3 alone: a password and a passcode, for users who need both.
        case passwordAndTOTP(Name, String, passcode: String)

        /// Whether it is good for a second time.
        var isRepeatable: Bool {
            switch self {
            case .password, .token, .applicationCredential: true
            case .totp, .passwordAndTOTP: false
            }
        }
    }

    /// What a token is to be good for.
    public enum Scope: Hashable, Sendable {
        /// What the identity service chooses, if anything.
        case unspecified
        case project(Name)
        /// Version 3 alone: a domain by id, or by name.
        case domain(id: String?, name: String?)
        /// Version 3 alone: the whole cloud.
        case system
        /// What another user has entrusted to this one; by the trust's id.
        case trust(String)
    }

    /// Which endpoint of the catalogue is wanted.
    public struct Endpoint: Hashable, Sendable {
        public var serviceType = "object-store"
        /// `public`, `internal` or `admin`; `publicURL` and so on mean the same.
        public var interface = "public"
        /// Nil for the first of whichever region.
        public var region: String?

        /// The public endpoint of `object-store`, in whatever region.
        public init() {}
    }

    public let version: Version
    /// Where to ask, version included: `https://host:5000/v3`.
    public let url: ServiceURL
    private let proof: Proof
    private let scope: Scope
    private let endpoint: Endpoint

    /// - Parameters:
    ///   - url: where Keystone is; a version is added when it names none, which then decides
    ///     which protocol is spoken unless version 2 is wanted.
    ///   - project: what the token is to be for; nil for what the identity service chooses.
    public init(
        _ version: Version, url: ServiceURL, proof: Proof, project: Name? = nil,
        endpoint: Endpoint = Endpoint()
    ) {
        self.init(
            version, url: url, proof: proof, scope: project.map { .project($0) } ?? .unspecified,
            endpoint: endpoint)
    }

    /// The same with any scope.
    public init(
        _ version: Version, url: ServiceURL, proof: Proof, scope: Scope,
        endpoint: Endpoint = Endpoint()
    ) {
        if ["v2", "v2.0", "v3", "v3.0"].contains(url.lastPart) {
            self.version = version
            self.url = url
        } else {
            self.version = version
            self.url = url.replacing(path: url.path + (version == .v2 ? "/v2.0" : "/v3"))
        }
        self.proof = proof
        self.scope = scope
        self.endpoint = endpoint
    }

    public func authenticate(
        over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)?
    ) async throws -> Credentials {
        try checkVersion()
        let place = url.replacing(path: url.path + (version == .v3 ? "/auth/tokens" : "/tokens"))
        let document = version == .v3 ? version3Document : version2Document
        let request = Request(
            .post, place.path, origin: place.origin,
            headers: ["Content-Type": "application/json", "Accept": "application/json"],
            body: BodyReader(document.encoded))
        let response = try await exchange.respond(to: request)
        // A catalogue of a large cloud has some hundred kilobytes.
        let body = try await response.reader.collect(limitBytes: 16 * 1024 * 1024)
        // Neither document goes into the log: the one holds the password, the other the token.
        log?(
            RequestRecord(
                method: .post, url: place, headers: [:], status: response.status,
                responseHeaders: response.headers, responseBody: nil))
        guard response.status.isSuccess else { throw refusal(response, body, place) }
        let answer = try? JSONValue(parsing: body)
        let token: String?
        let urls: [String]
        switch version {
        case .v3:
            token = response.headers["X-Subject-Token"]
            urls = storageURLs(answer?["token"]?["catalog"])
        case .v2:
            token = answer?["access"]?["token"]?["id"]?.text
            urls = oldStorageURLs(answer?["access"]?["serviceCatalog"])
        }
        guard let token else {
            throw ClientError(
                .authentication, "Authorization Failure. The answer has no token.", url: place,
                status: response.status)
        }
        guard let first = urls.first else {
            throw ClientError(
                .authentication,
                "Endpoint for \(endpoint.serviceType) not found - have you specified a region?")
        }
        return Credentials(storageURL: try ServiceURL(first), token: token)
    }

    private func checkVersion() throws(ClientError) {
        guard version == .v2 else { return }
        switch (proof, scope) {
        case (.password, .unspecified), (.password, .project), (.password, .trust),
            (.token, .unspecified), (.token, .project), (.token, .trust):
            return
        default:
            throw ClientError(
                .authentication, "These credentials take version 3 of the identity service")
        }
    }

    /// A passcode that was used is not taken again.
    public func invalidate(_ refused: Credentials) async -> Bool { proof.isRepeatable }

    private func refusal(_ response: Response, _ body: Bytes, _ place: ServiceURL) -> ClientError {
        guard response.status == .unauthorized else {
            let message = (try? JSONValue(parsing: body))?["error"]?["message"]?.text
            return ClientError(
                .status(response.status.code),
                "Authorization Failure. \(message ?? response.status.reason)"
                    + " (HTTP \(response.status.code))")
        }
        let what: String
        switch (version, proof) {
        case (_, .applicationCredential): what = "application credential id and secret"
        case (.v2, _): what = "username, password and tenant name/id"
        case (.v3, _):
            what = "username/id, password, tenant name/id and user/tenant domain name/id"
        }
        return ClientError(.status(401), "Unauthorized. Check \(what).")
    }

    // MARK: Documents

    private var version3Document: JSONValue {
        var identity: [String: JSONValue]
        switch proof {
        case .password(let name, let password):
            var user = Self.document(name)
            user["password"] = .string(password)
            identity = ["methods": ["password"], "password": ["user": .object(user)]]
        case .token(let token):
            identity = ["methods": ["token"], "token": ["id": .string(token)]]
        case .applicationCredential(let id, let secret):
            identity = [
                "methods": ["application_credential"],
                "application_credential": ["id": .string(id), "secret": .string(secret)],
            ]
        case .totp(let name, let passcode):
            var user = Self.document(name)
            user["passcode"] = .string(passcode)
            identity = ["methods": ["totp"], "totp": ["user": .object(user)]]
        case .passwordAndTOTP(let name, let password, let passcode):
            var first = Self.document(name)
            var second = first
            first["password"] = .string(password)
            second["passcode"] = .string(passcode)
            identity = [
                "methods": ["password", "totp"], "password": ["user": .object(first)],
                "totp": ["user": .object(second)],
            ]
        }
        var auth: [String: JSONValue] = ["identity": .object(identity)]
        switch scope {
        case .unspecified: break
        case .project(let project):
            auth["scope"] = ["project": .object(Self.document(project))]
        case .domain(let id?, _): auth["scope"] = ["domain": ["id": .string(id)]]
        case .domain(nil, let name):
            auth["scope"] = ["domain": ["name": .string(name ?? "Default")]]
        case .system: auth["scope"] = ["system": ["all": true]]
        case .trust(let id): auth["scope"] = ["OS-TRUST:trust": ["id": .string(id)]]
        }
        return ["auth": .object(auth)]
    }

    private static func document(_ name: Name) -> [String: JSONValue] {
        if let id = name.id { return ["id": .string(id)] }
        let domain: JSONValue
        if let id = name.domainID {
            domain = ["id": .string(id)]
        } else if let name = name.domainName {
            domain = ["name": .string(name)]
        } else {
            domain = ["id": "default"]
        }
        return ["name": .string(name.name ?? ""), "domain": domain]
    }

    private var version2Document: JSONValue {
        var auth: [String: JSONValue] = [:]
        switch proof {
        case .password(let name, let password):
            var credentials: [String: JSONValue] = ["password": .string(password)]
            if let id = name.id {
                credentials["userId"] = .string(id)
            } else {
                credentials["username"] = .string(name.name ?? "")
            }
            auth["passwordCredentials"] = .object(credentials)
        case .token(let token), .applicationCredential(_, let token), .totp(_, let token),
            .passwordAndTOTP(_, _, let token):
            auth["token"] = ["id": .string(token)]
        }
        switch scope {
        case .project(let project):
            if let id = project.id {
                auth["tenantId"] = .string(id)
            } else if let name = project.name {
                auth["tenantName"] = .string(name)
            }
        case .trust(let id): auth["trust_id"] = .string(id)
        case .unspecified, .domain, .system: break
        }
        return ["auth": .object(auth)]
    }

    // MARK: Catalogue

    private func storageURLs(_ catalog: JSONValue?) -> [String] {
        var face = endpoint.interface
        if face.hasSuffix("URL") { face.removeLast(3) }
        return endpoints(of: catalog).filter { endpoint in
            endpoint["interface"]?.text == face
                && isWanted(endpoint["region_id"]?.text ?? endpoint["region"]?.text)
        }.compactMap { $0["url"]?.text }
    }

    private func oldStorageURLs(_ catalog: JSONValue?) -> [String] {
        let face = endpoint.interface + (endpoint.interface.hasSuffix("URL") ? "" : "URL")
        return endpoints(of: catalog).filter { isWanted($0["region"]?.text) }
            .compactMap { $0[face]?.text }
    }

    private func endpoints(of catalog: JSONValue?) -> [JSONValue] {
        let services = catalog?.elements ?? []
        return services.filter { $0["type"]?.text == endpoint.serviceType }
            .flatMap { $0["endpoints"]?.elements ?? [] }
    }

    private func isWanted(_ region: String?) -> Bool {
        endpoint.region.map { $0 == region } ?? true
    }
}
