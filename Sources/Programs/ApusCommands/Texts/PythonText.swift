// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusSwiftClient

/// Documents as Python prints them, since scripts read what OpenStack's tool prints.
enum PythonText {
    /// `json.dumps(value, sort_keys=True, indent=2)`, already `depth` levels in.
    static func json(_ value: JSONValue, depth: Int = 0) -> Bytes {
        var text = ByteWriter(capacity: 256)
        write(value, depth, &text)
        return text.finish()
    }

    private static func write(_ value: JSONValue, _ depth: Int, _ text: inout ByteWriter) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            text.append("[")
            for (position, element) in elements.enumerated() {
                breakLine(position, depth + 1, &text)
                write(element, depth + 1, &text)
            }
            breakLine(0, depth, &text)
            text.append("]")
        case .object(let members) where !members.isEmpty:
            text.append("{")
            for (position, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                breakLine(position, depth + 1, &text)
                text.append(json: member.key)
                text.append(": ")
                write(member.value, depth + 1, &text)
            }
            breakLine(0, depth, &text)
            text.append("}")
        default: text.append(json: value)
        }
    }

    private static func breakLine(_ position: Int, _ depth: Int, _ text: inout ByteWriter) {
        text.append(position == 0 ? "\n" : ",\n")
        text.append(String(repeating: "  ", count: depth))
    }

    /// `str(value)` at the top, `repr(value)` inside, of a JSON document; members keep their
    /// order. What is no JSON stays as it is.
    static func literal(_ document: Bytes, isInside: Bool = false) -> String {
        if let elements = JSONParts.elements(of: document) {
            let texts = elements.map { literal($0, isInside: true) }
            return "[" + texts.joined(separator: ", ") + "]"
        }
        if let members = JSONParts.members(of: document) {
            let texts = members.map { "\(quoted($0.name)): \(literal($0.value, isInside: true))" }
            return "{" + texts.joined(separator: ", ") + "}"
        }
        switch try? JSONValue(parsing: document) {
        case .null?: return "None"
        case .boolean(let isTrue)?: return isTrue ? "True" : "False"
        case .string(let text)?: return isInside ? quoted(text) : text
        default: return document.text
        }
    }

    /// `repr(text)`.
    static func quoted(_ text: String) -> String { ServiceError.quoted(text) }
}

extension String {
    /// The text at the right of so many columns.
    func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - count)) + self
    }

    /// The text at the left of so many columns.
    func rightPadded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}

extension ByteWriter {
    /// Adds a number with three decimals.
    mutating func append(thousandths number: Double) {
        guard let scaled = UInt64(exactly: (abs(number) * 1000).rounded()) else {
            return append("0.000")
        }
        if number < 0, scaled > 0 { append(UInt8(ascii: "-")) }
        append(decimal: scaled / 1000)
        append(UInt8(ascii: "."))
        append(decimal: scaled % 1000, digits: 3)
    }
}

extension UInt64 {
    /// The sum, or the largest number there is: numbers of a server may be any.
    func adding(_ other: UInt64) -> UInt64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}
