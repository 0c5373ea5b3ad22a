// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The first line of a request: `GET /path?query HTTP/1.1`.
struct RequestLine {
    let method: Method
    let target: String
    /// Host and port of an absolute URL.
    let authority: String?
    let version: HTTPVersion

    /// Reads a line that holds no control bytes but tabs.
    ///
    /// - Throws: 400, or 505 for another version of HTTP.
    init(_ line: Range<Int>, in bytes: RawSpan) throws(HTTPRefusal) {
        var position = line.lowerBound
        while position < line.upperBound, Token.holds(bytes.byte(at: position)) { position += 1 }
        let methodRange = line.lowerBound..<position
        guard !methodRange.isEmpty, position < line.upperBound,
            bytes.byte(at: position) == UInt8(ascii: " "), let method = bytes.text(methodRange)
        else { throw .malformed("Invalid request method") }
        self.method = Method(rawValue: method)

        let targetStart = position + 1
        position = targetStart
        while position < line.upperBound, Self.mayBeInTarget(bytes.byte(at: position)) {
            position += 1
        }
        let target = targetStart..<position
        guard !target.isEmpty, position < line.upperBound,
            bytes.byte(at: position) == UInt8(ascii: " ")
        else { throw .malformed("Invalid request target") }
        version = try Self.version(position + 1..<line.upperBound, in: bytes)
        (self.target, authority) = try Self.split(target, of: self.method, in: bytes)
    }

    /// Anything visible but `#`, which no client may send; UTF-8 too, because people type names
    /// into curl, which sends them as they are.
    private static func mayBeInTarget(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "#")
    }

    static func version(
        _ range: Range<Int>, in bytes: RawSpan
    ) throws(HTTPRefusal) -> HTTPVersion {
        let start = range.lowerBound
        // "HTTP/" digit "." digit, in capitals (RFC 9112, 2.3).
        guard range.count == 8,
            bytes.byte(at: start) == UInt8(ascii: "H"),
            bytes.byte(at: start + 1) == UInt8(ascii: "T"),
            bytes.byte(at: start + 2) == UInt8(ascii: "T"),
            bytes.byte(at: start + 3) == UInt8(ascii: "P"),
            bytes.byte(at: start + 4) == UInt8(ascii: "/"),
            bytes.byte(at: start + 6) == UInt8(ascii: ".")
        else { throw .malformed("Invalid HTTP version") }
        let major = bytes.byte(at: start + 5) &- UInt8(ascii: "0")
        let minor = bytes.byte(at: start + 7) &- UInt8(ascii: "0")
        guard major <= 9, minor <= 9 else { throw .malformed("Invalid HTTP version") }
        switch (major, minor) {
        case (1, 1): return .http11
        case (1, 0): return .http10
        default: throw HTTPRefusal(Status(505), "HTTP version not supported")
        }
    }

    private static func split(
        _ range: Range<Int>, of method: Method, in bytes: RawSpan
    ) throws(HTTPRefusal) -> (target: String, authority: String?) {
        guard let text = bytes.text(range) else {
            // What OpenStack Swift answers, and its functional tests look for.
            throw HTTPRefusal(Status(412), "Invalid UTF8 or contains NULL")
        }
        let first = bytes.byte(at: range.lowerBound)
        if method.rawValue == "CONNECT" {
            guard Authority.isValid(range, in: bytes) else {
                throw .malformed("Invalid request target")
            }
            return (text, text)
        }
        if first == UInt8(ascii: "/") { return (text, nil) }
        if text == "*", method == .options { return (text, nil) }

        // An absolute URL: a proxy's habit, which every server must understand (RFC 9112, 3.2.2).
        for scheme in ["http://", "https://"] {
            let end = range.lowerBound + scheme.utf8.count
            guard end < range.upperBound,
                Token.matches(scheme, bytes, range.lowerBound..<end)
            else { continue }
            var position = end
            while position < range.upperBound, bytes.byte(at: position) != UInt8(ascii: "/"),
                bytes.byte(at: position) != UInt8(ascii: "?")
            {
                position += 1
            }
            guard position > end, Authority.isValid(end..<position, in: bytes),
                let authority = bytes.text(end..<position),
                let rest = bytes.text(position..<range.upperBound)
            else { break }
            return (rest.utf8.first == UInt8(ascii: "/") ? rest : "/" + rest, authority)
        }
        throw .malformed("Invalid request target")
    }
}

/// Host and port, as `Host` and absolute URLs have them.
enum Authority {
    /// Whether the bytes could name a host and port: the characters are those of RFC 3986, 3.2,
    /// without user information. An empty one is valid: it says that there is no name.
    ///
    /// - Parameter takesText: takes what is not ASCII too: clients send it in `Host`, as it is.
    static func isValid(_ range: Range<Int>, in bytes: RawSpan, takesText: Bool = false) -> Bool {
        for position in range {
            switch bytes.byte(at: position) {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "$"),
                UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ";"), UInt8(ascii: "="),
                UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"):
                continue
            case 0x80...0xff where takesText: continue
            default: return false
            }
        }
        return true
    }
}
