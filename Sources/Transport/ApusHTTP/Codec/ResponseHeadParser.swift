// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What comes before a response's body.
public struct ResponseHead: Sendable {
    /// The status with the reason phrase that was sent.
    public let status: Status
    /// The version the server speaks.
    public let version: HTTPVersion
    /// Every field, framing fields included; values without the blanks around them.
    public let headers: Headers
    /// How the end of the body is told.
    public let framing: Framing
    /// Whether the connection stays open after the body.
    public let keepsAlive: Bool
    /// How many bytes the head took, its empty last line included.
    public let lengthBytes: Int
}

/// Reads the heads of HTTP/1.0 and HTTP/1.1 responses, strictly, without doing I/O.
///
/// Used like `RequestHeadParser`. An interim response (1xx) is handed over like any other; the
/// next head is then that of the same request.
///
/// Source: RFC 9112.
public struct ResponseHeadParser: Sendable {
    private let limits: HTTPLimits
    private let method: Method
    private var lines = LineReader()
    private var fields = FramingFields()
    private var statusLine: (status: Status, version: HTTPVersion)?
    private var headers = Headers()

    /// A parser of what answers a request by `method`, which decides whether a body follows.
    public init(answering method: Method, limits: HTTPLimits = HTTPLimits()) {
        self.method = method
        self.limits = limits
    }

    /// Reads on.
    ///
    /// - Parameter bytes: all that has arrived since the end of the last message.
    /// - Returns: the head, or nil when more bytes are needed.
    /// - Throws: when it is no response that can be understood; the refusal's status has no
    ///   meaning here.
    public mutating func parse(_ bytes: RawSpan) throws(HTTPRefusal) -> ResponseHead? {
        if statusLine == nil {
            guard
                let line = try lines.next(
                    in: bytes, limitBytes: limits.startLineBytes,
                    overlong: .tooLarge("Status line too long"))
            else { return nil }
            statusLine = try Self.statusLine(line, in: bytes)
        }
        while true {
            let limit = min(limits.fieldLineBytes, limits.headBytes - lines.lineStart)
            guard
                let line = try lines.next(
                    in: bytes, limitBytes: limit, overlong: .tooLarge("Response head too large"))
            else { return nil }
            if line.isEmpty { return try finish() }
            guard headers.fields.count < limits.fieldCount else {
                throw .tooLarge("More than \(limits.fieldCount) header fields")
            }
            let fieldLine = try FieldLine(line, in: bytes)
            headers.append(try fieldLine.field(in: bytes))
            try fields.read(fieldLine, in: bytes)
        }
    }

    private static func statusLine(
        _ line: Range<Int>, in bytes: RawSpan
    ) throws(HTTPRefusal) -> (Status, HTTPVersion) {
        let start = line.lowerBound
        let space = UInt8(ascii: " ")
        // "HTTP/1.1 200 OK"; the reason may be empty, and its space is left out by some.
        guard line.count >= 12, bytes.byte(at: start + 8) == space,
            line.count == 12 || bytes.byte(at: start + 12) == space
        else { throw .malformed("Invalid status line") }
        let version = try RequestLine.version(start..<start + 8, in: bytes)
        var code = 0
        for position in start + 9..<start + 12 {
            let digit = bytes.byte(at: position) &- UInt8(ascii: "0")
            guard digit <= 9 else { throw .malformed("Invalid status line") }
            code = code * 10 + Int(digit)
        }
        guard code >= 100, code < 600,
            let reason = bytes.text(min(start + 13, line.upperBound)..<line.upperBound)
        else { throw .malformed("Invalid status line") }
        return (Status(code, reason), version)
    }

    private mutating func finish() throws(HTTPRefusal) -> ResponseHead {
        guard let (status, version) = statusLine else { throw .malformed("No status line") }
        guard !fields.isChunked || version == .http11 else {
            throw .malformed("Transfer-Encoding in an HTTP/1.0 response")
        }
        let hasNoBody =
            status.code < 200 || status.code == 204 || status.code == 304 || method == .head
            || (method.rawValue == "CONNECT" && status.isSuccess)
        let framing: Framing =
            hasNoBody
            ? .none
            : fields.isChunked ? .chunked : fields.length.map(Framing.length) ?? .untilClose
        let head = ResponseHead(
            status: status, version: version, headers: headers, framing: framing,
            keepsAlive: framing != .untilClose && !fields.closes
                && (version == .http11 || fields.keepsAlive),
            lengthBytes: lines.lineStart)
        self = ResponseHeadParser(answering: method, limits: limits)
        return head
    }
}
