// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What would have broken out of its place in a head, had it been written.
public enum HeadEncodingError: Error, Hashable {
    /// A field name that is neither a token nor a token with UTF-8 in it.
    case fieldName(String)
    /// A value with a control character other than a tab; the field's name.
    case fieldValue(name: String)
    /// A method, target, version or reason phrase.
    case startLine
}

/// Writes the heads of requests and responses. Values that would end their line are refused and
/// nothing stays written, so no header can be injected.
public enum HeadEncoder {
    /// Writes the whole head of a response: status line, fields, empty line.
    ///
    /// Framing and date are fields like any other, for the caller to add.
    ///
    /// - Throws: `HeadEncodingError`; the writer is then as it was.
    public static func append(
        _ status: Status, _ headers: Headers, version: HTTPVersion = .http11,
        to writer: inout ByteWriter
    ) throws(HeadEncodingError) {
        guard (100...999).contains(status.code) else { throw .startLine }
        let start = writer.count
        writer.append(version == .http11 ? "HTTP/1.1 " : "HTTP/1.0 ")
        writer.append(decimal: UInt64(status.code))
        writer.append(UInt8(ascii: " "))
        writer.append(status.reason)
        try endStartLine(from: start, of: &writer)
        try append(headers, to: &writer, orTruncateTo: start)
    }

    /// Writes the whole head of a request.
    ///
    /// Framing and `Host` are fields like any other, for the caller to add.
    ///
    /// - Throws: `HeadEncodingError`; the writer is then as it was.
    public static func append(
        _ method: Method, _ target: String, _ headers: Headers, version: HTTPVersion = .http11,
        to writer: inout ByteWriter
    ) throws(HeadEncodingError) {
        guard Token.isToken(method.rawValue), !target.isEmpty,
            !target.utf8.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        else { throw .startLine }
        let start = writer.count
        writer.append(method.rawValue)
        writer.append(UInt8(ascii: " "))
        writer.append(target)
        writer.append(version == .http11 ? " HTTP/1.1" : " HTTP/1.0")
        try endStartLine(from: start, of: &writer)
        try append(headers, to: &writer, orTruncateTo: start)
    }

    /// Writes fields and the empty line after them, or nothing and throws.
    static func append(
        _ headers: Headers, to writer: inout ByteWriter, orTruncateTo start: Int
    ) throws(HeadEncodingError) {
        for field in headers.fields {
            let name = writer.count
            writer.append(field.name)
            let colon = writer.count
            writer.append(": ")
            writer.append(field.value)
            let end = writer.count
            writer.append("\r\n")
            // Checked where it has been written: strings are slow to look into twice.
            let (isName, isValue) = writer.withSpan { bytes in
                (isFieldName(name..<colon, in: bytes), bytes.firstControl(from: colon) == end)
            }
            guard isName && isValue else {
                writer.truncate(to: start)
                throw isName ? .fieldValue(name: field.name) : .fieldName(field.name)
            }
        }
        writer.append("\r\n")
    }

    private static func endStartLine(
        from start: Int, of writer: inout ByteWriter
    ) throws(HeadEncodingError) {
        let end = writer.count
        guard writer.withSpan({ $0.firstControl(from: start) }) == end else {
            writer.truncate(to: start)
            throw .startLine
        }
        writer.append("\r\n")
    }

    private static func isFieldName(_ range: Range<Int>, in bytes: RawSpan) -> Bool {
        for position in range {
            let byte = bytes.byte(at: position)
            guard Token.holds(byte) || byte >= 0x80 else { return false }
        }
        return !range.isEmpty
    }
}
