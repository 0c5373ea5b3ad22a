// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
public import ApusHTTPClient

/// How a client reaches an LXD (or Incus) server.
public struct LXDConfiguration: Sendable {
    /// Where the server is.
    public enum Endpoint: Hashable, Sendable {
        /// The daemon of this machine, by its Unix socket.
        case unixSocket(path: String)
        /// A server by HTTPS.
        case https(host: String, port: Int)
    }

    public var endpoint: Endpoint
    /// Certificates: ours, and how the server proves who it is.
    public var tls = HTTPClientConfiguration.TLS()
    /// The project that everything is in that has one; nil for the server's default.
    public var project: String?
    public var proxy = HTTPClientConfiguration.Proxy.environment
    /// The longest time until a connection stands.
    public var connectTimeout: Duration = .seconds(30)
    /// The longest time in which nothing comes though something should. Waiting for operations
    /// and events does not count.
    public var idleTimeout: Duration? = .seconds(120)
    /// The longest answer that is read into memory, in bytes. Files, exports and logs are
    /// streamed and have no limit.
    public var answerLimitBytes = 256 * 1024 * 1024
    /// How many requests are on their way at once when many resources are asked for.
    public var concurrency = 8

    /// - Parameter endpoint: where the server is.
    public init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
    }

    var origin: Origin {
        switch endpoint {
        case .unixSocket(let path): Origin(isSecure: false, host: path, port: 0)
        case .https(let host, let port): Origin(isSecure: true, host: host, port: port)
        }
    }

    var http: HTTPClientConfiguration {
        var http = HTTPClientConfiguration()
        http.tls = tls
        http.proxy = proxy
        http.connectTimeout = connectTimeout
        http.idleTimeout = idleTimeout
        if case .unixSocket = endpoint { http.proxy = .none }
        return http
    }
}
