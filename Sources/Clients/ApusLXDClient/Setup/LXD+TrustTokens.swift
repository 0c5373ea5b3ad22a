// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI
import Synchronization

extension LXD {
    /// Makes a token by which another client is trusted, once.
    ///
    /// - Parameters:
    ///   - name: what the client will be called in lists.
    ///   - projects: the only projects it may see; nil for no such limit.
    /// - Throws: `LXDError`.
    public func createTrustToken(
        for name: String, projects: [String]? = nil
    ) async throws -> TrustToken {
        try await require("certificate_token", for: "A token for a client")
        let request = NewCertificate(
            name: name, isRestricted: projects != nil, projects: projects ?? [],
            isTokenRequest: true)
        // The operation lasts until the token is used, or cancelled.
        let operation = try await begin(.post, url.certificates.url, request.json).operation
        var members = operation.metadata.filter {
            ["fingerprint", "addresses", "secret"].contains($0.key)
        }
        members["client_name"] = .string(name)
        members["expires_at"] = operation.metadata["expiresAt"] ?? "0001-01-01T00:00:00Z"
        do throws(TrustToken.Malformed) {
            return try TrustToken(
                Base64.encode(JSONValue.object(members).encoded.array, isPadded: true))
        } catch {
            throw LXDError(
                .badAnswer, "The server's token cannot be used: \(error)", url: operation.url)
        }
    }

    /// Makes the server trust the certificate that this client shows.
    ///
    /// - Throws: `LXDError` with `.forbidden` for a token that is not known, or not any more.
    public func requestTrust(with token: TrustToken) async throws {
        if try await hasExtension("explicit_trust_token") {
            try await trust(NewCertificate(trustToken: token.text))
        } else {
            try await trust(NewCertificate(password: token.text))
        }
    }

    /// Makes the server trust the certificate that this client shows. (Newer servers have no
    /// passwords.)
    ///
    /// - Parameter name: what the client will be called in lists.
    /// - Throws: `LXDError` with `.forbidden` for a wrong password.
    public func requestTrust(password: String, name: String) async throws {
        try await trust(NewCertificate(name: name, password: password))
    }

    private func trust(_ certificate: NewCertificate) async throws {
        _ = try await ask(.post, url.certificates.url, certificate.json)
        // What it says to those it trusts is more.
        transport.server.withLock { $0 = nil }
    }
}
