// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusIO

/// A response, as a front-end gives it and as a client gets it.
public struct Response: Sendable {
    /// What follows the head.
    public enum Body: Sendable {
        /// Nothing. A HEAD response may still promise a `Content-Length` in its headers.
        case empty
        /// Bytes that are at hand, sent in one write with the head.
        case bytes(Bytes)
        /// A stream; with a known length it is framed by it, else chunked.
        case stream(BodyReader)
    }

    public var status: Status
    /// Header fields. A server adds `Content-Length` or `Transfer-Encoding`, `Date` and
    /// `Connection` itself.
    public var headers: Headers
    public var body: Body

    public init(_ status: Status, headers: Headers = [:], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as a reader, whatever its kind.
    public var reader: BodyReader {
        switch body {
        case .empty: .empty
        case .bytes(let bytes): BodyReader(bytes)
        case .stream(let reader): reader
        }
    }
}
