// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The labels that tell apart the metrics of one name, in order: `["method": "GET"]`.
///
/// Their values come from a small closed set, never from a client: every new combination is a
/// metric that is kept for ever.
public struct Labels: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    struct Pair: Hashable, Sendable {
        let name: String
        let value: String
    }

    let pairs: [Pair]

    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }

    /// Labels in this order.
    public init(_ elements: [(String, String)]) {
        pairs = elements.map { Pair(name: $0, value: $1) }
        for pair in pairs {
            precondition(MetricName.isValid(pair.name), "no label name: \(pair.name)")
        }
    }

    /// Writes `{a="b",c="d"}`, with `extra` as the last label; nothing when there are none.
    func append(to writer: inout ByteWriter, extra: (name: String, value: String)? = nil) {
        var all = pairs.map { ($0.name, $0.value) }
        if let extra { all.append((extra.name, extra.value)) }
        guard !all.isEmpty else { return }
        var separator = "{"
        for (name, value) in all {
            writer.append(separator)
            writer.append(name)
            writer.append("=\"")
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\\": writer.append("\\\\")
                case "\"": writer.append("\\\"")
                case "\n": writer.append("\\n")
                default: writer.append(String(scalar))
                }
            }
            writer.append("\"")
            separator = ","
        }
        writer.append("}")
    }
}

enum MetricName {
    /// Letters, digits and underscores, and no digit first.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
