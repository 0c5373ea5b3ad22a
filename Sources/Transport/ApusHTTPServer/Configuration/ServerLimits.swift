// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP
public import ApusIO

/// What a server allows its clients.
public struct ServerLimits: Sendable {
    /// The limits on heads and trailers; what exceeds them is refused with 414 or 431.
    public var head = HTTPLimits()
    /// The most connections at once; who comes when there are so many gets 503. Default 10,000.
    public var connections = 10_000
    /// How long a head, or a TLS handshake, may take to come whole. Default 30 s.
    public var headTime = Duration.seconds(30)
    /// How long a connection may rest between two requests. Default 75 s.
    public var keepAliveTime = Duration.seconds(75)
    /// How long a client may take nothing of a response, or send nothing of a body. Default 60 s
    /// (OpenStack Swift's `client_timeout`).
    public var idleTime = Duration.seconds(60)
    /// The slowest body accepted, and the slowest reader of a response, while the server waits
    /// for them; nothing is said about a body that the server does not read, or a response that
    /// it has no more of. Default 256 bytes a second after 30 s.
    public var minimumRate = MinimumRate(bytesPerSecond: 256, grace: .seconds(30))
    /// How much of a body that the exchange left unread is read over to keep the connection.
    /// Default 256 KiB; where more is left, the connection is closed.
    public var unreadBodyBytes = 256 * 1024
    /// The memory for pieces of bodies on their way in, of all connections together. Without a
    /// part of it a connection does not read. Default 64 MiB.
    public var bodyBufferBytes = 64 * 1024 * 1024
    /// How long a connection may wait for such a part before it is answered 503. Default 60 s.
    public var bodyBufferTime = Duration.seconds(60)

    /// The default limits.
    public init() {}
}
