// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new identity (`IdentitiesTLSPost` and `IdentitiesBearerPost` of LXD's description).
public struct NewIdentity: RequestDocument {
    /// How it will prove itself, which says where the document is sent; it is no part of it.
    /// Those of OpenID Connect come by logging in.
    public let method: AuthenticationMethod
    public var name: String
    /// The names of the groups it will be in.
    public var groups: [String]
    /// Its certificate, Base64 of DER; only for `tls`.
    public var certificate: String?
    /// Whether to answer with a token, with which it adds its certificate; only for `tls`.
    public var isTokenRequest: Bool?
    /// The token it was given; only for `tls`.
    public var trustToken: String?
    /// `DevLXD token bearer` or `Client token bearer`; only for `bearer`.
    public var type: String?
    public var extra: [String: JSONValue]

    private init(
        method: AuthenticationMethod, name: String, groups: [String], certificate: String? = nil,
        isTokenRequest: Bool? = nil, trustToken: String? = nil, type: String? = nil,
        extra: [String: JSONValue]
    ) {
        self.method = method
        self.name = name
        self.groups = groups
        self.certificate = certificate
        self.isTokenRequest = isTokenRequest
        self.trustToken = trustToken
        self.type = type
        self.extra = extra
    }

    /// One that proves itself by a certificate: this one, or that of the connection when it
    /// brings a token, or one that it adds with the token that is answered.
    public static func tls(
        _ name: String, groups: [String] = [], certificate: String? = nil,
        isTokenRequest: Bool = false, trustToken: String? = nil, extra: [String: JSONValue] = [:]
    ) -> NewIdentity {
        NewIdentity(
            method: .tls, name: name, groups: groups, certificate: certificate,
            isTokenRequest: isTokenRequest, trustToken: trustToken, extra: extra)
    }

    /// One that proves itself by a token, which is asked for afterwards.
    public static func bearer(
        _ name: String, type: String, groups: [String] = [], extra: [String: JSONValue] = [:]
    ) -> NewIdentity {
        NewIdentity(method: .bearer, name: name, groups: groups, type: type, extra: extra)
    }

    public var json: JSONValue {
        document([
            "name": name, "groups": groups, "certificate": certificate, "token": isTokenRequest,
            "trust_token": trustToken, "type": type,
        ])
    }
}
