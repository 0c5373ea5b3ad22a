// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

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
    private var open: (name: String, value: [UInt8])?
    private var sizeBytes = 0
    private(set) var isComplete = false

    /// Takes a line with its line end.
    ///
    /// - Returns: the head once its last line has come.
    /// - Throws: `TransportError` with `.malformed`.
    mutating func take(
        _ line: some RandomAccessCollection<UInt8>
    ) throws(TransportError) -> (Status, Headers)? {
        guard !isComplete else { return nil }
        sizeBytes += line.count
        guard sizeBytes <= Self.limitBytes, headers.fields.count < Self.limitFields else {
            throw TransportError(.malformed, "The response's head is too long")
        }
        var line = line[...]
        while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }

        if line.isEmpty {
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
        guard !line.contains(where: { $0 == 0 || $0 == 0x0D || $0 == 0x0A }) else {
            throw Self.malformed
        }
        if status == nil {
            status = try Self.status(line)
            headers.reserveCapacity(16)
            return nil
        }
        if line.first == 0x20 || line.first == 0x09 {
            // A continued line: obsolete (RFC 9112 5.2), read as a single blank.
            guard open != nil else { throw Self.malformed }
            let text = Self.trimmed(line)
            if open?.value.isEmpty == false, !text.isEmpty { open?.value.append(0x20) }
            open?.value += text
            return nil
        }
        closeField()
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
            throw Self.malformed
        }
        open = (
            Self.text(line[..<colon]), Array(Self.trimmed(line[line.index(after: colon)...]))
        )
        return nil
    }

    private mutating func closeField() {
        guard let (name, value) = open else { return }
        headers.append(name, String(decoding: value, as: UTF8.self))
        open = nil
    }

    private static var malformed: TransportError {
        TransportError(.malformed, "The response's head is no HTTP")
    }

    private static func trimmed<Line: BidirectionalCollection<UInt8>>(
        _ bytes: Line
    ) -> Line.SubSequence {
        var bytes = bytes[...]
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }

    private static func text(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        String(decoding: trimmed(bytes), as: UTF8.self)
    }

    /// `HTTP/1.1 200 OK`, or `HTTP/2 200`.
    private static func status(
        _ line: some BidirectionalCollection<UInt8>
    ) throws(TransportError) -> Status {
        let parts = line.split(separator: 0x20, maxSplits: 2)
        guard parts.count >= 2, parts[0].starts(with: "HTTP/".utf8), parts[1].count == 3,
            let code = Int(String(decoding: parts[1], as: UTF8.self)), (100...999).contains(code)
        else { throw malformed }
        let reason = parts.count == 3 ? text(parts[2]) : ""
        return Status(code, reason.isEmpty ? nil : reason)
    }
}
