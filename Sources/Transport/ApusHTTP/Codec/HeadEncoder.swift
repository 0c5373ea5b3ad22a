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

/// Writes the heads of requests and responses. Values that would end their line are refused
/// before anything is written, so no header can be injected.
public enum HeadEncoder {
    /// Writes the whole head of a response: status line, fields, empty line.
    ///
    /// Framing and date are fields like any other, for the caller to add.
    ///
    /// - Throws: `HeadEncodingError`; nothing is written then.
    public static func append(
        _ status: Status, _ headers: Headers, version: HTTPVersion = .http11,
        to writer: inout ByteWriter
    ) throws(HeadEncodingError) {
        guard (100...999).contains(status.code), isSafe(status.reason) else { throw .startLine }
        try check(headers)
        writer.append(version == .http11 ? "HTTP/1.1 " : "HTTP/1.0 ")
        writer.append(decimal: UInt64(status.code))
        writer.append(UInt8(ascii: " "))
        writer.append(status.reason)
        writer.append("\r\n")
        append(headers, to: &writer)
    }

    /// Writes the whole head of a request.
    ///
    /// Framing and `Host` are fields like any other, for the caller to add.
    ///
    /// - Throws: `HeadEncodingError`; nothing is written then.
    public static func append(
        _ method: Method, _ target: String, _ headers: Headers, version: HTTPVersion = .http11,
        to writer: inout ByteWriter
    ) throws(HeadEncodingError) {
        guard Token.isToken(method.rawValue), !target.isEmpty, isSafe(target),
            !target.utf8.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        else { throw .startLine }
        try check(headers)
        writer.append(method.rawValue)
        writer.append(UInt8(ascii: " "))
        writer.append(target)
        writer.append(version == .http11 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n")
        append(headers, to: &writer)
    }

    /// Whether a name and a value can be sent as a field.
    public static func canSend(name: String, value: String) -> Bool {
        isFieldName(name) && isSafe(value)
    }

    static func check(_ headers: Headers) throws(HeadEncodingError) {
        for field in headers.fields {
            guard isFieldName(field.name) else { throw .fieldName(field.name) }
            guard isSafe(field.value) else { throw .fieldValue(name: field.name) }
        }
    }

    static func append(_ headers: Headers, to writer: inout ByteWriter) {
        for field in headers.fields {
            writer.append(field.name)
            writer.append(": ")
            writer.append(field.value)
            writer.append("\r\n")
        }
        writer.append("\r\n")
    }

    private static func isFieldName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { Token.holds($0) || $0 >= 0x80 }
    }

    private static func isSafe(_ text: String) -> Bool {
        Bytes.withSpan(of: text) { $0.firstControl(from: 0) == $0.byteCount }
    }
}
