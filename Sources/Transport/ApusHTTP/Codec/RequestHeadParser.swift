// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Reads the heads of HTTP/1.0 and HTTP/1.1 requests, strictly, without doing I/O.
///
/// It is given what has arrived of a head, from the head's first byte on, as often as more
/// arrives, and looks at each byte once. What leaves the end of the message in doubt is refused
/// rather than repaired: a proxy in front may have repaired it otherwise.
///
/// Source: RFC 9112; limits and the words of some refusals as OpenStack Swift has them.
public struct RequestHeadParser: Sendable {
    private let limits: HTTPLimits
    private var lines = LineReader()
    private var fields = FramingFields()
    private var requestLine: RequestLine?
    private var headers = Headers()
    private var host: String?
    private var expectsContinue = false
    private var skippedEmptyLine = false

    /// A parser of one connection's requests.
    public init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
    }

    /// Reads on.
    ///
    /// - Parameter bytes: all that has arrived since the end of the last message: the bytes of
    ///   the last call and more, at the same positions. What follows the head is not looked at.
    /// - Returns: the head, after which the parser is ready for the next one, or nil when more
    ///   bytes are needed.
    /// - Throws: 400, 414, 431, 501 or 505; the parser is then of no more use.
    public mutating func parse(_ bytes: RawSpan) throws(HTTPRefusal) -> RequestHead? {
        while requestLine == nil {
            let limit = limits.startLineBytes
            guard
                let line = try lines.next(
                    in: bytes, limitBytes: limit,
                    overlong: HTTPRefusal(Status(414), "Request line longer than \(limit) bytes"))
            else { return nil }
            // RFC 9112, 2.2: some clients send an empty line after a body.
            if line.isEmpty && !skippedEmptyLine {
                skippedEmptyLine = true
                continue
            }
            requestLine = try RequestLine(line, in: bytes)
            headers.reserveCapacity(16)
        }
        while true {
            let limit = min(limits.fieldLineBytes, limits.headBytes - lines.lineStart)
            guard
                let line = try lines.next(
                    in: bytes, limitBytes: limit, overlong: .malformed("Request head too large"))
            else { return nil }
            if line.isEmpty { return try finish() }
            try read(FieldLine(line, in: bytes), in: bytes)
        }
    }

    private mutating func read(_ line: FieldLine, in bytes: RawSpan) throws(HTTPRefusal) {
        guard headers.fields.count < limits.fieldCount else {
            throw .tooLarge("More than \(limits.fieldCount) header fields")
        }
        let field = try line.field(in: bytes)
        headers.append(field)
        switch line.name.count {
        case 4 where line.isNamed("host", in: bytes):
            guard host == nil else { throw .malformed("More than one Host header") }
            guard Authority.isValid(line.value, in: bytes, takesText: true) else {
                throw .malformed("Invalid Host header value")
            }
            host = field.value
        case 6 where line.isNamed("expect", in: bytes):
            expectsContinue = Token.matches("100-continue", bytes, line.value)
        default:
            try fields.read(line, in: bytes)
        }
    }

    private mutating func finish() throws(HTTPRefusal) -> RequestHead {
        guard let line = requestLine else { throw .malformed("No request line") }
        guard host != nil || line.version == .http10 else {
            throw .malformed("No Host header")
        }
        guard !fields.isChunked || line.version == .http11 else {
            throw .malformed("Transfer-Encoding in an HTTP/1.0 request")
        }
        let framing: Framing =
            fields.isChunked ? .chunked : fields.length.map(Framing.length) ?? .none
        let head = RequestHead(
            method: line.method, target: line.target, authority: line.authority ?? host,
            version: line.version, headers: headers, framing: framing,
            keepsAlive: !fields.closes && (line.version == .http11 || fields.keepsAlive),
            asksToKeepAlive: fields.keepsAlive,
            expectsContinue: expectsContinue && line.version == .http11,
            upgrades: fields.upgrades && line.version == .http11, lengthBytes: lines.lineStart)
        self = RequestHeadParser(limits: limits)
        return head
    }
}
