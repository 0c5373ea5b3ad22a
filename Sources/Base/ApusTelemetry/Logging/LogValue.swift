// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// A value in a log line.
public struct LogValue: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case text(String)
        /// What may be shown of a secret.
        case start(String)
        case number(Int64)
        case duration(Duration)
        case absent
    }

    let content: Content

    /// A text; quoted where the line would be read otherwise.
    public static func text(_ text: String) -> LogValue { LogValue(content: .text(text)) }

    /// A text that may be absent, written as `-`.
    public static func text(_ text: String?) -> LogValue {
        LogValue(content: text.map(Content.text) ?? .absent)
    }

    /// A number.
    public static func number(_ number: some BinaryInteger) -> LogValue {
        LogValue(content: .number(Int64(clamping: number)))
    }

    /// A duration, written in seconds with six decimals.
    public static func duration(_ duration: Duration) -> LogValue {
        LogValue(content: .duration(duration))
    }

    /// A secret, of which only the start is written.
    public static func secret(_ secret: String) -> LogValue {
        LogValue(content: .start(Secrets.cut(secret)))
    }

    /// A request's target, with the values of secret parameters cut.
    public static func target(_ target: String) -> LogValue {
        LogValue(content: .text(Secrets.cut(inTarget: target)))
    }

    /// An error, in its own words.
    public static func error(_ error: any Error) -> LogValue {
        LogValue(content: .text(String(describing: error)))
    }

    func append(to line: inout ByteWriter) {
        switch content {
        case .text(let text), .start(let text): Self.append(text, to: &line)
        case .number(let number):
            if number < 0 { line.append(UInt8(ascii: "-")) }
            line.append(decimal: number.magnitude)
        case .duration(let duration): Self.append(duration, to: &line)
        case .absent: line.append(UInt8(ascii: "-"))
        }
    }

    /// As a JSON value: a number stays one, what is absent is null.
    func append(jsonTo line: inout ByteWriter) {
        switch content {
        case .text(let text), .start(let text): line.append(json: text)
        case .number, .duration: append(to: &line)
        case .absent: line.append("null")
        }
    }

    private static func append(_ text: String, to line: inout ByteWriter) {
        // Most texts can stand as they are: written first, and looked over where they are.
        let start = line.count
        line.append(text)
        if start < line.count, text != "-", line.withSpan({ Self.isPlain($0, from: start) }) {
            return
        }
        line.truncate(to: start)
        line.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": line.append("\\\"")
            case "\\": line.append("\\\\")
            case "\n": line.append("\\n")
            case "\r": line.append("\\r")
            case "\t": line.append("\\t")
            default:
                // Controls, and those of U+0080 to U+009F that terminals obey too.
                if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
                    line.append("\\u00")
                    line.append(Hexadecimal.encode([UInt8(scalar.value)]))
                } else {
                    line.append(String(scalar))
                }
            }
        }
        line.append(UInt8(ascii: "\""))
    }

    /// Visible ASCII, and nothing that has a meaning in a line.
    private static func isPlain(_ bytes: RawSpan, from start: Int) -> Bool {
        for position in start..<bytes.byteCount {
            let byte = bytes.byte(at: position)
            guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "\""),
                byte != UInt8(ascii: "="), byte != UInt8(ascii: "\\")
            else { return false }
        }
        return true
    }

    private static func append(_ duration: Duration, to line: inout ByteWriter) {
        let (seconds, attoseconds) = duration.components
        if seconds < 0 || attoseconds < 0 { line.append(UInt8(ascii: "-")) }
        line.append(decimal: seconds.magnitude)
        line.append(UInt8(ascii: "."))
        line.append(
            decimal: UInt64(attoseconds.magnitude / 1_000_000_000_000), digits: 6)
    }
}

extension LogValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { content = .text(value) }
}

extension LogValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { content = .number(value) }
}
