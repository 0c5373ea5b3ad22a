// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A version of HTTP/1, the only ones that are spoken over a connection here.
public enum HTTPVersion: Hashable, Sendable {
    /// One request per connection unless both ends say otherwise, and no chunks.
    case http10
    /// Connections stay open unless one end says otherwise.
    case http11
}

/// What comes before a request's body.
public struct RequestHead: Sendable {
    /// What to do.
    public let method: Method
    /// Path and query as they were sent, still percent-encoded: starts with `/`, or is `*` with
    /// OPTIONS, or host and port with CONNECT. Of an absolute URL only path and query are here.
    public let target: String
    /// Host and port: of an absolute URL, else of `Host`; nil when an HTTP/1.0 client names none.
    public let authority: String?
    /// The version the client speaks.
    public let version: HTTPVersion
    /// Every field, framing fields included; values without the blanks around them.
    public let headers: Headers
    /// How the end of the body is told; never `.untilClose`.
    public let framing: Framing
    /// Whether the client expects the connection to stay open after the response.
    public let keepsAlive: Bool
    /// Whether the client wrote `Connection: keep-alive`; it then waits to be told the same.
    public let asksToKeepAlive: Bool
    /// Whether the client waits for `100 Continue` before it sends the body.
    public let expectsContinue: Bool
    /// Whether `Connection: upgrade` asks for another protocol, which `Upgrade` names.
    public let upgrades: Bool
    /// How many bytes the head took, its empty last line included.
    public let lengthBytes: Int
}
