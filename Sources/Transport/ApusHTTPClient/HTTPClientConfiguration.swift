// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How an `HTTPClient` connects.
public struct HTTPClientConfiguration: Sendable {
    /// How peers prove who they are, and how we do.
    public struct TLS: Sendable {
        /// A file of certificates (PEM) that are trusted; nil for the system's.
        public var authorityFile: String?
        /// Our certificate (PEM), for peers that ask for one.
        public var certificateFile: String?
        /// Its private key (PEM), when it is not in the same file.
        public var keyFile: String?
        /// Trusts whoever answers. For tests and first contacts only.
        public var isInsecure = false
        /// The SHA-256 of the peer's certificate (DER). With it, no other certificate is
        /// trusted, and this one is, whoever signed it and whatever name it bears.
        public var certificateSHA256: [UInt8]?
        /// The SHA-256 of the peer's public key (DER), on top of the usual checks.
        public var publicKeySHA256: [UInt8]?

        /// The system's authorities, no certificate of our own.
        public init() {}
    }

    /// Where requests pass through.
    public enum Proxy: Hashable, Sendable {
        /// `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` of the environment.
        case environment
        /// None, whatever the environment says.
        case none
        /// This one: `http://host:port`, `socks5://host:port`, …
        case url(String)
    }

    public var tls = TLS()
    public var proxy = Proxy.environment
    /// The socket that takes the place of every host; nil to connect to hosts. (An `Origin` with
    /// port 0 has a socket's path in the place of its host, whatever stands here.)
    public var unixSocketPath: String?
    /// The longest time until a connection stands, name resolution and TLS included.
    public var connectTimeout: Duration = .seconds(30)
    /// The longest time in which nothing moves though the peer could; nil waits for ever.
    public var idleTimeout: Duration? = .seconds(120)
    /// The longest time of a request from its start to the end of its response; nil for no limit.
    public var totalTimeout: Duration?
    /// How many connections may be open to one host; 0 for no limit. Further requests wait.
    public var connectionsPerHost = 0
    /// How many idle connections are kept.
    public var keptConnections = 64
    /// How much of a body is held for a slow reader, in bytes, for each direction.
    public var bufferLimitBytes = 256 * 1024
    /// Whether HTTP/2 is offered to TLS peers.
    public var offersHTTP2 = true

    /// The defaults.
    public init() {}
}
