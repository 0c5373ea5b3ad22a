// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why a request of a client got no answer, or none that could be read to its end.
public struct TransportError: Error, Hashable, CustomStringConvertible {
    /// What callers decide on.
    public enum Reason: Hashable, Sendable {
        /// The host's name has no address.
        case unknownHost
        /// Nobody accepts connections there.
        case connectionFailed
        /// The peer's certificate does not prove who it is; trying again cannot help.
        case untrusted
        /// TLS failed for another reason.
        case tlsFailed
        /// Connecting, or the whole request, took too long, or nothing came for too long.
        case timedOut
        /// The connection broke, or ended before the answer did.
        case connectionLost
        /// What came is no HTTP.
        case malformed
        /// The request cannot be sent as it is (a bad header field, for example).
        case badRequest
        /// The client was closed.
        case closed
    }

    /// What callers decide on.
    public let reason: Reason
    /// What a person reads: the place and the failure, never a secret.
    public let detail: String

    /// Makes an error; `detail` is what people read, never a secret.
    public init(_ reason: Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }

    /// Whether the same request may succeed when it is sent again.
    public var mayPass: Bool {
        switch reason {
        case .unknownHost, .connectionFailed, .tlsFailed, .timedOut, .connectionLost, .malformed:
            true
        case .untrusted, .badRequest, .closed: false
        }
    }

    public var description: String { detail }
}
