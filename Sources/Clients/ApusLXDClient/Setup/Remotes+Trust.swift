// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
public import ApusLXDAPI

extension Remotes {
    /// Becomes a client of the server that has handed out a token, and adds it to ours.
    ///
    /// The token says which certificate the server has: no other is trusted, now and later. Its
    /// addresses are tried in turn. Our own certificate is made if there is none.
    ///
    /// - Parameters:
    ///   - name: what to call the server.
    ///   - project: the project that is meant where none is named.
    /// - Returns: the remote as it was added.
    /// - Throws: `LXDError`: `.conflict` when a remote of ours has the name, `.badRequest` for a
    ///   token that has ended or is not for clients, `.unreachable` when nobody answers,
    ///   `.untrustedServer` when somebody else does, `.forbidden` when the server does not know
    ///   the token.
    @discardableResult
    public func add(
        _ name: String, token: TrustToken, project: String? = nil
    ) async throws -> Remote {
        guard token.memberName == nil else {
            throw LXDError(.badRequest, "The token is for a member of a cluster, not for a client")
        }
        guard !token.hasExpired(at: FileTime.now.seconds) else {
            throw LXDError(
                .badRequest, "The token has ended at \(token.expiresAt?.description ?? "")")
        }
        var last = LXDError(.badRequest, "The token has no address that is known")
        for text in token.addresses {
            guard let address = Remote.Address("https://" + text) else { continue }
            do {
                return try await add(
                    name, address, sha256: token.sha256, project: project
                ) { try await $0.requestTrust(with: token) }
            } catch let error as LXDError {
                // The token is used up by the first that takes it: only who was not there, or is
                // somebody else, is passed over.
                let isElsewhere: [LXDError.Code] = [.unreachable, .untrustedServer, .timedOut]
                guard isElsewhere.contains(error.code) else { throw error }
                last = error
            }
        }
        throw last
    }

    /// Becomes a client of a server by its trust password, and adds it to ours.
    ///
    /// - Parameters:
    ///   - name: what to call the server.
    ///   - fingerprint: the SHA-256 of the server's certificate, in hexadecimal digits, as its
    ///     owner tells it (`lxc info` shows it): nothing else keeps the password from somebody in
    ///     between.
    /// - Throws: as `add(_:token:project:)`; `.badRequest` for what is no fingerprint.
    @discardableResult
    public func add(
        _ name: String, at address: Remote.Address, password: String, fingerprint: String,
        project: String? = nil
    ) async throws -> Remote {
        guard let sha256 = Hexadecimal.decode(fingerprint.filter { $0 != ":" }), sha256.count == 32
        else { throw LXDError(.badRequest, "That is no fingerprint: \(fingerprint)") }
        return try await add(name, address, sha256: sha256, project: project) {
            try await $0.requestTrust(
                password: password, name: ProcessFacts.hostName ?? "apus")
        }
    }

    private func add(
        _ name: String, _ address: Remote.Address, sha256: [UInt8], project: String?,
        trust: (LXD) async throws -> Void
    ) async throws -> Remote {
        guard case .https(let origin, "") = address else {
            throw LXDError(.badRequest, "\(address) is not the address of a daemon by HTTPS")
        }
        var remote = try Remote(name, address)
        remote.project = project
        remote.authentication = "tls"
        guard try await !isOurs(name) else {
            throw LXDError(.conflict, "There is a remote called '\(name)' already")
        }
        let (certificateFile, keyFile) = try await clientCertificate()
        var configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
        configuration.connectTimeout = .seconds(10)
        configuration.tls.certificateFile = certificateFile
        configuration.tls.keyFile = keyFile
        configuration.tls.certificateSHA256 = sha256
        let lxd = try LXD(configuration)
        defer { lxd.close() }
        if try await !lxd.server().isTrusted { try await trust(lxd) }
        guard let pem = try await lxd.server().environment?.certificate,
            let certificate = try? X509Certificate(pem: Bytes(pem))
        else { throw LXDError(.forbidden, "The server does not trust this client yet") }
        guard certificate.sha256 == sha256 else {
            throw LXDError(
                .untrustedServer, "The server shows one certificate and tells of another")
        }
        try await add(remote, serverCertificate: certificate)
        return try await self.remote(named: name)
    }
}
