// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP
public import ApusIO

/// One try of a call.
public struct Attempt: Sendable {
    /// The status answered; nil when no answer came.
    public let status: Status?
    /// The header fields answered.
    public let headers: Headers

    init(status: Status?, headers: Headers = [:]) {
        self.status = status
        self.headers = headers
    }
}

/// What a call that succeeded tells.
public struct Reply: Sendable {
    /// The status of the last response.
    public let status: Status
    /// Its header fields; values are UTF-8 as they came, never percent-decoded.
    public let headers: Headers
    /// Its body, for calls that do not stream it.
    public let body: Bytes
    /// Where the request went.
    public let url: ServiceURL
    /// Every try, the last one included; so `attempts.count` is 1 when nothing went wrong.
    public let attempts: [Attempt]
    /// When the token for the last try was at hand.
    public let authenticatedAt: ContinuousClock.Instant

    /// The server's name for the request.
    public var transactionID: String? { headers.transactionID }

    /// The `ETag` without its quotes.
    public var etag: String? {
        headers["ETag"].map { tag in
            tag.count >= 2 && tag.hasPrefix("\"") && tag.hasSuffix("\"")
                ? String(tag.dropFirst().dropLast()) : tag
        }
    }
}

/// An object on its way.
public struct ObjectDownload: Sendable {
    /// Status and header fields.
    public let reply: Reply
    /// The bytes.
    ///
    /// A body that breaks is continued where it broke, with `Range` and `If-Match`, as long as
    /// tries remain; see `Connection.getObject`.
    public let body: BodyReader

    let progress: ResumeCount
    /// The same bytes, where all of them were there with the head; nothing can break then.
    var whole: Bytes?

    /// Tries made so far, those that continued a broken body included.
    public var attempts: Int { reply.attempts.count + progress.count }
}
