// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP
public import ApusIO

/// How a server listens, and what it allows.
public struct ServerConfiguration: Sendable {
    /// Somewhere to listen.
    public struct Endpoint: Sendable {
        /// The address; port 0 is any free port.
        public var address: ListenAddress
        /// The certificate and key for TLS; nil for plain HTTP.
        public var tls: TLSIdentity?

        /// Whether every connection begins with a line of the PROXY protocol (version 1), from a
        /// proxy that tells whom it speaks for. Never where others can connect: they could
        /// claim to be anybody.
        public var requiresProxyLine: Bool

        /// A descriptor that somebody else listens with, which the server takes over; the address
        /// then counts for nothing. Its first loop accepts and hands connections round.
        public var inherited: Int32?

        public init(
            _ address: ListenAddress, tls: TLSIdentity? = nil, requiresProxyLine: Bool = false
        ) {
            self.address = address
            self.tls = tls
            self.requiresProxyLine = requiresProxyLine
        }

        /// Makes an endpoint out of a socket that is listened on already.
        public init(
            inheriting descriptor: Int32, tls: TLSIdentity? = nil, requiresProxyLine: Bool = false
        ) {
            self.init(.unix(path: ""), tls: tls, requiresProxyLine: requiresProxyLine)
            inherited = descriptor
        }
    }

    /// Where to listen; at least one.
    public var endpoints: [Endpoint]
    /// Limits on what clients send and how slowly.
    public var limits = ServerLimits()
    /// Told of every request once it is answered. Runs on a loop, so it must not block.
    public var onAccess: (@Sendable (AccessRecord) -> Void)?
    /// What is answered to what cannot be handed to the exchange (framing errors, time-outs) and
    /// in place of what the exchange threw; its framing is the server's. By default a text.
    public var refusalResponse: @Sendable (HTTPRefusal) -> Response = { refusal in
        Response(
            refusal.status, headers: ["Content-Type": "text/plain; charset=utf-8"],
            body: .bytes(Bytes(refusal.reason + "\n")))
    }

    public init(endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }
}
