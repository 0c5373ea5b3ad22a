// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why a message is not taken.
///
/// After one, nobody can say where the next message would begin: the connection is closed once
/// the refusal has been sent.
public struct HTTPRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a server answers. A client that reads a response ignores it.
    public let status: Status
    /// What was wrong, in words that may be sent to the peer: never a byte of its message.
    public let reason: String

    /// Makes a refusal.
    public init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    public var description: String { "\(status.code) \(reason)" }

    static func malformed(_ reason: String) -> HTTPRefusal {
        HTTPRefusal(.badRequest, reason)
    }

    static func tooLarge(_ reason: String) -> HTTPRefusal {
        HTTPRefusal(Status(431), reason)
    }
}
