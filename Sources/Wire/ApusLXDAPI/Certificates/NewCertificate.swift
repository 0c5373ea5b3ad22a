// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A certificate to trust, or a token to get trust by (`CertificatesPost` of LXD's description).
public struct NewCertificate: RequestDocument {
    /// What it is called in lists.
    public var name: String?
    /// Base64 of DER, which is PEM without its first and last line; nil for the one that the
    /// connection is made with.
    public var certificate: String?
    /// `client`, `server` or `metrics`.
    public var type: String
    /// Whether it may only see `projects`.
    public var isRestricted: Bool
    /// The names of the projects it is restricted to.
    public var projects: [String]
    /// Whether to answer with a token, with which another client adds its certificate.
    public var isTokenRequest: Bool
    /// The token that a server gave out (extension `explicit_trust_token`).
    public var trustToken: String?
    /// The trust password, or a token, for servers without that extension.
    public var password: String?
    public var extra: [String: JSONValue]

    public init(
        name: String? = nil, certificate: String? = nil, type: String = "client",
        isRestricted: Bool = false, projects: [String] = [], isTokenRequest: Bool = false,
        trustToken: String? = nil, password: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.certificate = certificate
        self.type = type
        self.isRestricted = isRestricted
        self.projects = projects
        self.isTokenRequest = isTokenRequest
        self.trustToken = trustToken
        self.password = password
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "certificate": certificate, "type": type, "restricted": isRestricted,
            "projects": projects, "token": isTokenRequest, "trust_token": trustToken,
            "password": password,
        ])
    }
}
