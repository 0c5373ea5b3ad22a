// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// One request and how it was answered, for the access log and for metrics.
public struct AccessRecord: Sendable {
    /// Nil when the request's head could not be read.
    public let method: Method?
    /// Path and query as they were sent (they may hold a signature: cut before writing it down).
    public let target: String?
    /// The status sent, or 499 when the client went away before it got one.
    public let status: Status
    /// How many bytes of the request's body were read.
    public let bytesIn: UInt64
    /// How many bytes of the response's body were handed to the system.
    public let bytesOut: UInt64
    /// From the first byte of the head to the last of the response.
    public let duration: Duration
    /// The far end.
    public let peer: PeerAddress
    /// The response's `X-Trans-Id`, or `x-amz-request-id` where S3 is spoken.
    public let transactionID: String?
    /// The request's `User-Agent`.
    public let userAgent: String?
    /// The request's `Referer`.
    public let referrer: String?
    /// Whether the connection is by TLS.
    public let isSecure: Bool
    /// What the exchange threw, or why the response could not be sent whole.
    public let failure: (any Error)?
}
