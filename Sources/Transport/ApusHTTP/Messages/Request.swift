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

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - target: path and query as they go over the wire, percent-encoded.
    ///   - origin: where to; in servers what `Host` names, nil where it names nothing.
    ///   - peer: who sent it, in servers.
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

    /// Makes an origin; port 0 has a socket's path for its host.
    public init(isSecure: Bool, host: String, port: Int) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
    }

    /// Reads what stands between `://` and the path of an `http` or `https` URL.
    ///
    /// - Returns: nil for what is no host and port. Credentials in a URL end in logs: they are
    ///   refused rather than sent or dropped.
    public init?(isSecure: Bool, authority: some StringProtocol) {
        let text = String(authority)
        guard !text.contains("@") else { return nil }
        var rest = text[...]
        let host: Substring
        if rest.first == "[" {
            guard let close = rest.firstIndex(of: "]") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<close]
            rest = rest[rest.index(after: close)...]
        } else {
            host = rest.prefix { $0 != ":" }
            rest = rest[host.endIndex...]
        }
        guard !host.isEmpty else { return nil }
        var port = isSecure ? 443 : 80
        // RFC 3986, 3.2.3: a port may be empty.
        if !rest.isEmpty, rest != ":" {
            guard rest.first == ":", let number = Int(rest.dropFirst()),
                (1...65_535).contains(number)
            else { return nil }
            port = number
        }
        self.init(isSecure: isSecure, host: String(host), port: port)
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
