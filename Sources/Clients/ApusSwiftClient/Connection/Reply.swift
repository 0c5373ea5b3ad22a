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
    /// What is told, in one place: results with a reply are handed on a dozen times.
    private final class Contents: Sendable {
        let status: Status
        let headers: Headers
        let body: Bytes
        let url: ServiceURL
        let attempts: [Attempt]
        let authenticatedAt: ContinuousClock.Instant

        init(
            _ status: Status, _ headers: Headers, _ body: Bytes, _ url: ServiceURL,
            _ attempts: [Attempt], _ authenticatedAt: ContinuousClock.Instant
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.url = url
            self.attempts = attempts
            self.authenticatedAt = authenticatedAt
        }
    }

    private let contents: Contents

    init(
        status: Status, headers: Headers, body: Bytes, url: ServiceURL, attempts: [Attempt],
        authenticatedAt: ContinuousClock.Instant
    ) {
        contents = Contents(status, headers, body, url, attempts, authenticatedAt)
    }

    /// The status of the last response.
    public var status: Status { contents.status }
    /// Its header fields; values are UTF-8 as they came, never percent-decoded.
    public var headers: Headers { contents.headers }
    /// Its body, for calls that do not stream it.
    public var body: Bytes { contents.body }
    /// Where the request went.
    public var url: ServiceURL { contents.url }
    /// Every try, the last one included; so `attempts.count` is 1 when nothing went wrong.
    public var attempts: [Attempt] { contents.attempts }
    /// When the token for the last try was at hand.
    public var authenticatedAt: ContinuousClock.Instant { contents.authenticatedAt }

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
