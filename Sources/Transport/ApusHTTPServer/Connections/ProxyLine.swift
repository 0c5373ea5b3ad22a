// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// The line by which a proxy in front tells whom it speaks for, before anything else.
///
/// Source: "The PROXY protocol", version 1 (haproxy.org, 2.1): `PROXY TCP4 from to port port`.
enum ProxyLine {
    /// The longest line, with its CR LF.
    static let limitBytes = 107

    /// Reads the line at the start of what has come.
    ///
    /// - Returns: nil when more must come; else how long the line is, and the client, which is
    ///   nil where the proxy speaks for itself or does not know.
    /// - Throws: 400 for anything else.
    static func parse(
        _ bytes: RawSpan
    ) throws(HTTPRefusal) -> (lengthBytes: Int, client: PeerAddress?)? {
        let limit = min(bytes.byteCount, limitBytes)
        var end = 0
        while end < limit, bytes.byte(at: end) != UInt8(ascii: "\n") {
            let expected = "PROXY ".utf8
            guard
                end >= expected.count
                    || bytes.byte(at: end)
                        == expected[expected.index(expected.startIndex, offsetBy: end)]
            else { throw invalid }
            end += 1
        }
        guard end < limit else {
            guard end < limitBytes else { throw invalid }
            return nil
        }
        guard end > 0, bytes.byte(at: end - 1) == UInt8(ascii: "\r"),
            let line = bytes.text(0..<end - 1)
        else { throw invalid }
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 2, words[0] == "PROXY" else { throw invalid }
        if words[1] == "UNKNOWN" { return (end + 1, nil) }
        guard words.count == 6, words[1] == "TCP4" || words[1] == "TCP6", !words[2].isEmpty,
            words[2].utf8.allSatisfy(mayBeInAddress), let port = UInt16(words[4]),
            UInt16(words[5]) != nil
        else { throw invalid }
        return (end + 1, PeerAddress(host: String(words[2]), port: Int(port)))
    }

    private static var invalid: HTTPRefusal { HTTPRefusal(.badRequest, "Invalid PROXY line") }

    private static func mayBeInAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
