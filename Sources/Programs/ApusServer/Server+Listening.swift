// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusHTTPServer
import ApusIO
import ApusObjectStore
import ApusTelemetry

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a server listens: for clients, for who reads its metrics, and for the commands of the
/// machine it runs on.
extension Server {
    /// Finds out whether somebody else listens there, before any data is opened for nothing.
    static func checkIsFree(_ address: BindAddress) throws(ServerError) {
        guard case .tcp(_, let port) = address, port != 0 else { return }
        do throws(SystemError) {
            FileCalls.close(try SocketCalls.listen(ListenAddress(address), sharesPort: false))
        } catch {
            throw refusal(error, ListenAddress(address))
        }
    }

    static func listen(
        _ settings: ServerConfiguration, _ exchange: any HTTPExchange, _ loops: LoopGroup
    ) throws(ServerError) -> HTTPServer {
        do throws(SystemError) {
            return try HTTPServer(settings, exchange: exchange, loops: loops)
        } catch {
            throw refusal(error, settings.endpoints.first?.address)
        }
    }

    static func refusal(_ error: SystemError, _ address: ListenAddress?) -> ServerError {
        let place = address.map { "\($0)" } ?? "the address"
        switch error.code {
        case EADDRINUSE:
            return ServerError("\(place) is in use: another program listens there already")
        case EADDRNOTAVAIL:
            return ServerError("\(place) is no address of this machine")
        case EACCES:
            return ServerError("\(place) may not be listened on by this user")
        default:
            return ServerError("\(place) cannot be listened on: \(error)")
        }
    }

    /// Where it listens: at sockets that were handed over, or at the configured address.
    static func endpoints(
        _ sockets: [ServiceManager.Socket], _ general: GeneralSettings, _ identity: TLSIdentity?
    ) -> [ServerConfiguration.Endpoint] {
        guard sockets.isEmpty else {
            return sockets.map {
                .init(
                    inheriting: $0.descriptor, tls: identity,
                    requiresProxyLine: general.requiresProxyLine)
            }
        }
        return [
            .init(
                ListenAddress(general.address), tls: identity,
                requiresProxyLine: general.requiresProxyLine)
        ]
    }

    static func metricsServer(
        _ general: GeneralSettings, _ socket: ServiceManager.Socket?,
        _ page: MetricsPage, _ loops: LoopGroup, _ logger: Logger
    ) throws(ServerError) -> HTTPServer? {
        if let socket {
            let settings = ServerConfiguration(endpoints: [.init(inheriting: socket.descriptor)])
            return try listen(settings, page, loops)
        }
        let address: BindAddress
        switch general.metrics {
        case .nowhere: return nil
        case .at(let place): address = place
        case .besideAddress:
            guard case .tcp(_, let port) = general.address else { return nil }
            address = .tcp(host: "127.0.0.1", port: port == 0 ? 0 : port % 65535 + 1)
        }
        do throws(ServerError) {
            let settings = ServerConfiguration(endpoints: [.init(ListenAddress(address))])
            return try listen(settings, page, loops)
        } catch {
            guard general.metrics == .besideAddress else { throw error }
            logger.warning("no metrics are shown", ["reason": .error(error)])
            return nil
        }
    }

    static func controlServer(
        _ directory: DataDirectory?, _ policies: StoragePolicies, _ backendNames: [String],
        _ loops: LoopGroup, _ logger: Logger
    ) -> HTTPServer? {
        guard let directory else { return nil }
        let exchange = ControlExchange(
            directory: directory.path,
            backends: zip(backendNames, policies.backends).map {
                OfflineStore.Named(name: $0, backend: $1)
            }, logger: logger)
        // Its owner only, as everything in the directory.
        let address = ListenAddress.unix(
            path: "\(directory.path)/\(ControlExchange.socketName)", mode: 0o600)
        do {
            return try listen(
                ServerConfiguration(endpoints: [.init(address)]), exchange, loops)
        } catch {
            logger.warning("maintenance commands cannot reach it", ["reason": .error(error)])
            return nil
        }
    }

    static func url(of server: HTTPServer, isSecure: Bool) -> String {
        guard let address = server.addresses.first else { return "" }
        if case .unix = address { return "\(address)" }
        return (isSecure ? "https://" : "http://") + "\(address)"
    }
}

extension ListenAddress {
    init(_ address: BindAddress) {
        switch address {
        case .tcp(let host, let port): self = .tcp(host: host, port: port)
        case .unix(let path): self = .unix(path: path)
        }
    }
}
