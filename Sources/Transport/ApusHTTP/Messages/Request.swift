// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO

/// A request, as a client sends it and as a front-end gets it.
public struct Request: Sendable {
    /// What to do.
    public var method: Method
    /// The path and query as they go over the wire, still percent-encoded, starting with `/`
    /// (or `*`, with OPTIONS).
    public var target: String
    /// Scheme, host and port; from `Host` and the listener at a server, the destination at a
    /// client, unused when the two meet in memory.
    public var origin: Origin?
    /// Header fields. Framing fields (`Content-Length`, `Transfer-Encoding`, `Connection`) are
    /// the transport's business: a client leaves them out, a server leaves them in for reading.
    public var headers: Headers
    /// The body. Nothing asks the peer for it (`100 Continue`) before it is first read.
    public var body: BodyReader
    /// Whom the connection comes from, at a server.
    public var peer: PeerAddress?

    public init(
        _ method: Method, _ target: String, origin: Origin? = nil, headers: Headers = [:],
        body: BodyReader = .empty, peer: PeerAddress? = nil
    ) {
        self.method = method
        self.target = target
        self.origin = origin
        self.headers = headers
        self.body = body
        self.peer = peer
    }
}

/// Scheme, host and port.
public struct Origin: Hashable, Sendable {
    /// Whether the connection is by TLS.
    public var isSecure: Bool
    /// A name or address, IPv6 without brackets; a `unix:` origin has the socket's path here.
    public var host: String
    /// The port; 0 with a Unix socket.
    public var port: Int

    public init(isSecure: Bool, host: String, port: Int) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
    }
}

/// The far end of a connection, for logs and access rules.
public struct PeerAddress: Hashable, Sendable {
    /// An IPv4 or IPv6 address as text, or `unix`.
    public let host: String
    /// The port; 0 with a Unix socket.
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
