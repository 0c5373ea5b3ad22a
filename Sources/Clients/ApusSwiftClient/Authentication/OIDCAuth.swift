// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP
import ApusIO

/// OpenID Connect: an identity provider vouches for the user, and Keystone takes its word.
///
/// Three requests, or four: the provider's discovery document where its token endpoint is not
/// known, the access token, a Keystone token without scope, and that token scoped.
///
/// Source: OpenStack Identity API, "OS-FEDERATION"; keystoneauth, `v3oidcpassword`,
/// `v3oidcclientcredentials`, `v3oidcauthcode`, `v3oidcaccesstoken`; RFC 6749.
public struct OIDCAuth: AuthMethod {
    /// What the identity provider is given. Secrets all.
    public enum Grant: Hashable, Sendable {
        case password(username: String, password: String)
        case clientCredentials
        /// A code that the user's browser was given; it is good for one time.
        case authorizationCode(String, redirectURL: String)
        /// An access token that there is: the provider is not asked.
        case accessToken(String)
    }

    /// Where the identity provider gives out tokens.
    public enum Endpoint: Hashable, Sendable {
        case token(ServiceURL)
        /// The document that says so: `https://…/.well-known/openid-configuration`.
        case discovery(ServiceURL)
    }

    /// The program that asks, as the identity provider knows it.
    public struct Client: Hashable, Sendable {
        /// Its name there.
        public let id: String
        /// nil for a public client.
        let secret: String?

        /// A program that was registered with the identity provider.
        public init(id: String, secret: String? = nil) {
            self.id = id
            self.secret = secret
        }
    }

    /// Keystone, version 3.
    public let url: ServiceURL
    /// Keystone's name for the identity provider.
    public let identityProvider: String
    /// Keystone's name for the protocol: `openid`, `mapped`, ….
    public let federationProtocol: String
    private let grant: Grant
    private let endpoint: Endpoint?
    private let client: Client?
    private let openIDScope: String
    private let scope: KeystoneAuth.Scope
    private let catalogue: KeystoneAuth.Endpoint

    /// A login; nothing is asked before it is needed.
    ///
    /// - Parameters:
    ///   - endpoint: where access tokens are given out; not needed with an access token.
    ///   - client: not needed with an access token.
    ///   - openIDScope: what the access token is to tell about the user.
    ///   - scope: what the token is to be good for.
    ///   - catalogue: which endpoint of the catalogue is wanted.
    public init(
        url: ServiceURL, identityProvider: String, protocol federationProtocol: String,
        grant: Grant, endpoint: Endpoint? = nil, client: Client? = nil,
        openIDScope: String = "openid profile", scope: KeystoneAuth.Scope,
        catalogue: KeystoneAuth.Endpoint = KeystoneAuth.Endpoint()
    ) {
        self.url =
            ["v3", "v3.0"].contains(url.lastPart) ? url : url.replacing(path: url.path + "/v3")
        self.identityProvider = identityProvider
        self.federationProtocol = federationProtocol
        self.grant = grant
        self.endpoint = endpoint
        self.client = client
        self.openIDScope = openIDScope
        self.scope = scope
        self.catalogue = catalogue
    }

    public func authenticate(
        over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)?
    ) async throws -> Credentials {
        let call = IdentityCall(exchange: exchange, log: log)
        let access = try await accessToken(call)
        let path =
            "/OS-FEDERATION/identity_providers/\(PercentEncoding.encode(identityProvider, keeping: ""))"
            + "/protocols/\(PercentEncoding.encode(federationProtocol, keeping: ""))/auth"
        let answer = try await call.send(
            .post, url.replacing(path: url.path + path),
            headers: ["Authorization": "Bearer \(access)", "Accept": "application/json"])
        guard let unscoped = answer.headers["X-Subject-Token"] else {
            throw ClientError(
                .authentication, "Authorization Failure. The answer has no token.",
                url: answer.url, status: answer.status)
        }
        return try await KeystoneAuth(
            .v3, url: url, proof: .token(unscoped), scope: scope, endpoint: catalogue
        ).authenticate(over: exchange, log: log)
    }

    /// A code was used up; an access token that was given may have expired with the token.
    public func invalidate(_ refused: Credentials) async -> Bool {
        if case .authorizationCode = grant { false } else { true }
    }

    private func accessToken(_ call: IdentityCall) async throws -> String {
        if case .accessToken(let token) = grant { return token }
        guard let endpoint, let client else {
            throw ClientError(
                .authentication,
                "OpenID Connect requires a client and an access token or discovery endpoint")
        }
        let place: ServiceURL
        switch endpoint {
        case .token(let known): place = known
        case .discovery(let document):
            let answer = try await call.send(
                .get, document, headers: ["Accept": "application/json"])
            guard let found = answer.document?["token_endpoint"]?.text else {
                throw ClientError(
                    .authentication, "The discovery document names no token endpoint",
                    url: document)
            }
            place = try ServiceURL(found)
        }
        var form = Query()
        switch grant {
        case .password(let username, let password):
            form.append("grant_type", "password")
            form.append("username", username)
            form.append("password", password)
            form.append("scope", openIDScope)
        case .clientCredentials:
            form.append("grant_type", "client_credentials")
            form.append("scope", openIDScope)
        case .authorizationCode(let code, let redirectURL):
            form.append("grant_type", "authorization_code")
            form.append("code", code)
            form.append("redirect_uri", redirectURL)
        case .accessToken: break
        }
        var headers: Headers = [
            "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
        ]
        if let secret = client.secret {
            headers["Authorization"] =
                "Basic " + Base64.encode("\(client.id):\(secret)".utf8, isPadded: true)
        } else {
            form.append("client_id", client.id)
        }
        let answer = try await call.send(
            .post, place, headers: headers, body: Bytes(form.encoded))
        guard let token = answer.document?["access_token"]?.text else {
            throw ClientError(
                .authentication, "The identity provider's answer has no access token", url: place,
                status: answer.status)
        }
        return token
    }
}

/// A request of a login, none of whose contents go into a log.
private struct IdentityCall: Sendable {
    /// A document of an identity provider has a few kilobytes.
    private static let limitBytes = 1024 * 1024

    let exchange: any HTTPExchange
    let log: (@Sendable (RequestRecord) -> Void)?

    struct Answer {
        let url: ServiceURL
        let status: Status
        let headers: Headers
        let document: JSONValue?
    }

    func send(
        _ method: Method, _ url: ServiceURL, headers: Headers, body: Bytes = Bytes()
    ) async throws -> Answer {
        let target = (url.path.isEmpty ? "/" : url.path) + (url.query.map { "?" + $0 } ?? "")
        let response = try await exchange.respond(
            to: Request(
                method, target, origin: url.origin, headers: headers, body: BodyReader(body)))
        let bytes = try await response.reader.collect(limitBytes: Self.limitBytes)
        log?(
            RequestRecord(
                method: method, url: url, headers: [:], status: response.status,
                responseHeaders: response.headers, responseBody: nil))
        let document = try? JSONValue(parsing: bytes)
        guard response.status.isSuccess else {
            // Keystone's form of a message, then that of RFC 6749.
            let why =
                document?["error"]?["message"]?.text ?? document?["error_description"]?.text
                ?? document?["error"]?.text ?? response.status.reason
            throw ClientError(
                .status(response.status.code),
                "Authorization Failure. \(why) (HTTP \(response.status.code))", url: url,
                headers: response.headers)
        }
        return Answer(
            url: url, status: response.status, headers: response.headers, document: document)
    }
}
