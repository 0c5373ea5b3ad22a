// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import Synchronization

/// The clients of one run: one for each server, made when it is asked for.
final class LXDClients: Sendable {
    private let arguments: ParsedArguments
    private let environment: [String: String]
    private let exchange: (any HTTPExchange)?
    private let made = Mutex<[String: LXD]>([:])
    private let lane = Lane(name: "apus-lxd", threads: 2)

    init(
        _ arguments: ParsedArguments, _ environment: [String: String],
        exchange: (any HTTPExchange)?
    ) {
        self.arguments = arguments
        self.environment = environment
        self.exchange = exchange
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
            if let url = arguments[LXDOptions.url].nonEmpty { return try server(at: url) }
        }
        if let name = remote ?? arguments[LXDOptions.remote].nonEmpty, name != "local" {
            throw Refusal("No remote is called '\(name)'")
        }
        return LXDConfiguration(.unixSocket(path: try socket()))
    }

    /// Where the daemon of this machine listens.
    private func socket() throws(LXDError) -> String {
        for prefix in ["LXD", "INCUS"] {
            if let path = environment["\(prefix)_SOCKET"].nonEmpty { return path }
            if let directory = environment["\(prefix)_DIR"].nonEmpty {
                return directory + "/unix.socket"
            }
        }
        let usual = [
            "/var/snap/lxd/common/lxd/unix.socket", "/var/lib/lxd/unix.socket",
            "/run/incus/unix.socket", "/var/lib/incus/unix.socket",
        ]
        guard let path = usual.first(where: { (try? FileCalls.status($0)) != nil }) else {
            throw LXDError(
                .unreachable,
                "No LXD on this machine: nothing at \(usual.joined(separator: ", "))")
        }
        return path
    }

    /// The server of `--url`, with the certificates that the options say.
    private func server(at url: String) throws -> LXDConfiguration {
        guard url.hasPrefix("https://"),
            let origin = Origin(isSecure: true, authority: url.dropFirst("https://".count))
        else { throw Refusal("'\(url)' is not https://HOST:PORT") }
        let hasPort =
            url.dropFirst("https://".count).drop { $0 != "]" }.contains(":")
            || (!url.contains("[") && url.dropFirst("https://".count).contains(":"))
        var configuration = LXDConfiguration(
            .https(host: origin.host, port: hasPort ? origin.port : 8443))
        configuration.tls.certificateFile = arguments[LXDOptions.certificate].nonEmpty
        configuration.tls.keyFile = arguments[LXDOptions.key].nonEmpty
        configuration.tls.authorityFile = arguments[LXDOptions.serverCertificate].nonEmpty
        return configuration
    }

    func close() {
        for client in made.withLock({ Array($0.values) }) { client.close() }
    }
}
