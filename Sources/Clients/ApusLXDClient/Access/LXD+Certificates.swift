// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
public import ApusLXDAPI

extension LXD {
    /// The certificates of clients (and servers) that the server trusts, by fingerprint or the
    /// beginning of one.
    public var certificates: EntityCollection<Certificate> {
        collection(url.certificates)
    }
}

extension EntityCollection where Member == Certificate {
    /// Makes the server trust a certificate.
    ///
    /// - Parameters:
    ///   - pem: the certificate (PEM).
    ///   - name: what it is called in lists.
    ///   - type: `client`, `server` or `metrics`.
    ///   - projects: what it may see; nil for everything.
    /// - Throws: `LXDError`, with `.local` for what is no certificate, with `.conflict` for one
    ///   that is trusted already.
    @discardableResult
    public func add(
        pem: String, name: String, type: String = "client", projects: [String]? = nil
    ) async throws -> Certificate {
        let certificate: X509Certificate
        do {
            certificate = try X509Certificate(pem: Bytes(pem))
        } catch {
            throw LXDError(.local, "That is no certificate", cause: error)
        }
        try await lxd.perform(
            .post, url,
            NewCertificate(
                name: name, certificate: Base64.encode(certificate.der.array, isPadded: true),
                type: type, isRestricted: projects != nil, projects: projects ?? []
            ).json)
        return try await self[certificate.fingerprint]
    }
}
