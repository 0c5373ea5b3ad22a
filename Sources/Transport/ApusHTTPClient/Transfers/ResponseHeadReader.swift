// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// Puts a response's head together from its lines, as libcurl hands them on.
///
/// Blocks of 1xx are dropped, and so is whatever comes after the head (trailers). Values are
/// UTF-8 as they came; libcurl's own parsing is not used because it reads names as ASCII.
struct ResponseHeadReader {
    /// Heads beyond this are refused.
    static let limitBytes = 256 * 1024
    /// Heads with more fields are refused.
    static let limitFields = 1000

    private var status: Status?
    private var headers = Headers()
    /// The field of the last line, which the next one may continue.
    private var open: (name: String, value: String)?
    private var sizeBytes = 0
    private(set) var isComplete = false

    /// Takes a line with its line end.
    ///
    /// - Returns: the head once its last line has come.
    /// - Throws: `TransportError` with `.malformed`.
    mutating func take(_ line: RawSpan) throws(TransportError) -> (Status, Headers)? {
        guard !isComplete else { return nil }
        sizeBytes += line.byteCount
        guard sizeBytes <= Self.limitBytes, headers.fields.count < Self.limitFields else {
            throw TransportError(.malformed, "The response's head is too long")
        }
        var end = line.byteCount
        while end > 0, Self.isLineEnd(line.byte(at: end - 1)) { end -= 1 }

        if end == 0 {
            closeField()
            guard let status else { throw Self.malformed }
            guard status.code >= 200 || status.code == 101 else {
                self.status = nil
                headers = Headers()
                return nil
            }
            isComplete = true
            return (status, headers)
        }
        guard Self.isOneLine(line, 0..<end) else { throw Self.malformed }
        if status == nil {
            status = try Self.status(line, 0..<end)
            headers.reserveCapacity(16)
            return nil
        }
        if Self.isBlank(line.byte(at: 0)) {
            // A continued line: obsolete (RFC 9112 5.2), read as a single blank.
            guard let (name, value) = open else { throw Self.malformed }
            let rest = Self.text(line, 0..<end)
            open = (name, value.isEmpty || rest.isEmpty ? value + rest : value + " " + rest)
            return nil
        }
        closeField()
        var colon = 0
        while colon < end, line.byte(at: colon) != UInt8(ascii: ":") { colon += 1 }
        guard colon > 0, colon < end else { throw Self.malformed }
        open = (Self.text(line, 0..<colon), Self.text(line, colon + 1..<end))
        return nil
    }

    private mutating func closeField() {
        guard let (name, value) = open else { return }
        headers.append(name, value)
        open = nil
    }

    private static var malformed: TransportError {
        TransportError(.malformed, "The response's head is no HTTP")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }

    /// Whether there is no line end, and no zero byte, in it.
    private static func isOneLine(_ line: RawSpan, _ range: Range<Int>) -> Bool {
        var position = line.firstControl(from: range.lowerBound)
        while position < range.upperBound {
            let byte = line.byte(at: position)
            if byte == 0 || isLineEnd(byte) { return false }
            position = line.firstControl(from: position + 1)
        }
        return true
    }

    /// A text without the blanks around it.
    private static func text(_ line: RawSpan, _ range: Range<Int>) -> String {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isBlank(line.byte(at: start)) { start += 1 }
        while start < end, isBlank(line.byte(at: end - 1)) { end -= 1 }
        return line.text(start..<end)
            ?? String(decoding: line.bytes(start..<end).array, as: UTF8.self)
    }

    /// `HTTP/1.1 200 OK`, or `HTTP/2 200`.
    private static func status(
        _ line: RawSpan, _ range: Range<Int>
    ) throws(TransportError) -> Status {
        var parts: [Range<Int>] = []
        var position = range.lowerBound
        while position < range.upperBound, parts.count < 2 {
            let start = position
            while position < range.upperBound, line.byte(at: position) != 0x20 { position += 1 }
            if position > start { parts.append(start..<position) }
            while position < range.upperBound, line.byte(at: position) == 0x20 { position += 1 }
        }
        guard parts.count == 2, parts[1].count == 3,
            line.text(parts[0])?.hasPrefix("HTTP/") == true,
            let code = line.text(parts[1]).flatMap({ Int($0) }), (100...999).contains(code)
        else { throw malformed }
        let reason = text(line, position..<range.upperBound)
        return Status(code, reason.isEmpty ? nil : reason)
    }
}
