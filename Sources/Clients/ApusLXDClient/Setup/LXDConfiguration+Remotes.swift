// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
public import ApusIO
public import ApusLXDAPI

extension LXDConfiguration {
    /// The daemon of this machine.
    ///
    /// - Parameter environment: variables by name; this process's unless given.
    /// - Throws: as `LocalSocket.path(environment:)`.
    public static func local(
        environment: [String: String] = ProcessFacts.environment
    ) throws(LXDError) -> LXDConfiguration {
        LXDConfiguration(.unixSocket(path: try LocalSocket.path(environment: environment)))
    }
}

extension LXD {
    /// A client of the daemon of this machine: where `LXD_SOCKET`, `LXD_DIR`, `INCUS_SOCKET` or
    /// `INCUS_DIR` say, else at one of the usual places. Nothing is asked yet.
    ///
    /// - Throws: as `LocalSocket.path(environment:)`.
    public init() throws(LXDError) {
        try self.init(.local())
    }
}

extension Remotes {
    /// How a client reaches a remote; without a name, the one that is the default.
    ///
    /// A server whose certificate is known is trusted with no other. Whoever has a certificate of
    /// their own shows it.
    ///
    /// - Throws: `LXDError` as `remote(named:)`, with `.badRequest` for a server of images alone,
    ///   with `.local` when a certificate cannot be read.
    public func configuration(for name: String? = nil) async throws -> LXDConfiguration {
        try await configuration(of: try await remote(named: name))
    }

    /// How a client reaches a remote.
    ///
    /// - Throws: as `configuration(for:)`.
    public func configuration(of remote: Remote) async throws -> LXDConfiguration {
        guard remote.kind == .lxd else {
            throw LXDError(
                .badRequest, "The remote '\(remote.name)' speaks \(remote.kind), not LXD's API")
        }
        var configuration: LXDConfiguration
        switch remote.address {
        case .socket(let path?): configuration = LXDConfiguration(.unixSocket(path: path))
        case .socket(nil): configuration = try .local(environment: environment)
        case .https(let origin, let path):
            guard path.isEmpty else {
                throw LXDError(.local, "\(remote.address) is not the address of a daemon")
            }
            configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
            configuration.tls.certificateFile = remote.certificateFile
            configuration.tls.keyFile = remote.keyFile
            if let file = remote.serverCertificateFile {
                configuration.tls.certificateSHA256 = try await lane.run {
                    let text = try SmallFile.read(file) ?? Bytes()
                    do throws(TLSError) {
                        return try X509Certificate(pem: text).sha256
                    } catch {
                        throw LXDError(.local, "\(file): \(error)", cause: error)
                    }
                }
            }
        }
        configuration.project = remote.project
        return configuration
    }
}
