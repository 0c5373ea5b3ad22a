// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The clients of one run: one for each server, made when it is asked for.
final class LXDClients: Sendable {
    private let arguments: ParsedArguments
    private let environment: [String: String]
    private let exchange: (any HTTPExchange)?
    private let made = Mutex<[String: LXD]>([:])
    let lane = Lane(name: "apus-lxd", threads: 2)
    let remotes: Remotes

    init(
        _ arguments: ParsedArguments, _ environment: [String: String],
        exchange: (any HTTPExchange)?
    ) {
        self.arguments = arguments
        self.environment = environment
        self.exchange = exchange
        remotes = Remotes(environment: environment, lane: lane)
    }

    /// The client of a remote; nil for the server that the options say.
    func client(of remote: String?) async throws -> LXD {
        if let known = made.withLock({ $0[remote ?? ""] }) { return known }
        let client =
            if let exchange { LXD(exchange: exchange) } else {
                try LXD(try await configuration(of: remote))
            }
        return made.withLock { made in
            if let other = made[remote ?? ""] { return other }
            made[remote ?? ""] = client
            return client
        }
    }

    private func configuration(of remote: String?) async throws -> LXDConfiguration {
        if remote == nil {
            let given = [LXDOptions.socket, LXDOptions.url, LXDOptions.remote]
                .filter { arguments[$0].nonEmpty != nil }
            guard given.count <= 1 else {
                throw Refusal("Only one of --socket, --url and --remote says which server")
            }
            if let path = arguments[LXDOptions.socket].nonEmpty {
                return LXDConfiguration(.unixSocket(path: path))
            }
            if let url = arguments[LXDOptions.url].nonEmpty { return try await server(at: url) }
        }
        return try await remotes.configuration(
            for: remote ?? arguments[LXDOptions.remote].nonEmpty
                ?? environment["APUS_LXD_REMOTE"].nonEmpty)
    }

    /// The server of `--url`, with the certificates that the options say; ours is that of `init`
    /// where there is one.
    private func server(at url: String) async throws -> LXDConfiguration {
        guard case .https(let origin, path: "")? = Remote.Address(url) else {
            throw Refusal("'\(url)' is not https://HOST:PORT")
        }
        var configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
        configuration.tls.certificateFile = arguments[LXDOptions.certificate].nonEmpty
        configuration.tls.keyFile = arguments[LXDOptions.key].nonEmpty
        if configuration.tls.certificateFile == nil {
            let own = try await remotes.clientCertificate()
            configuration.tls.certificateFile = own.certificateFile
            configuration.tls.keyFile = own.keyFile
        }
        if let file = arguments[LXDOptions.serverCertificate].nonEmpty {
            configuration.tls.certificateSHA256 = try await Self.certificate(file, lane).sha256
        }
        return configuration
    }

    /// Reads a certificate.
    static func certificate(_ file: String, _ lane: Lane) async throws -> X509Certificate {
        try await lane.run {
            let descriptor = try FileCalls.open(file, flags: O_RDONLY)
            defer { FileCalls.close(descriptor) }
            var text = ByteWriter(capacity: 4096)
            while text.count < 1024 * 1024 {
                let bytes = try FileCalls.readSome(descriptor, limitBytes: 64 * 1024)
                if bytes.isEmpty { break }
                text.append(bytes)
            }
            do throws(TLSError) {
                return try X509Certificate(pem: text.finish())
            } catch {
                throw LXDError(.local, "\(file): \(error)", cause: error)
            }
        }
    }

    func close() {
        for client in made.withLock({ Array($0.values) }) { client.close() }
    }
}
