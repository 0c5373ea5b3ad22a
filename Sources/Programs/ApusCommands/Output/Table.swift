// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Rows below titles, in columns as wide as they need to be.
struct Table {
    private let titles: [String]
    private var rows: [[String]] = []

    init(_ titles: [String]) {
        self.titles = titles
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells.map(Self.printable))
    }

    /// Without what moves a terminal.
    static func printable(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isPlain = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            scalars.append(isPlain ? scalar : scalar == "\n" ? " " : "?")
        }
        return String(scalars)
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
    }

    var text: String {
        let all = [titles] + rows
        var widths = titles.map { _ in 0 }
        for row in all {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], Self.width(cell))
            }
        }
        var text = ""
        for row in all {
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < row.count - 1 {
                    line += String(repeating: " ", count: widths[column] - Self.width(cell) + 2)
                }
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        return text
    }
}

extension JSONValue {
    /// Over several lines, the names sorted.
    var indented: String { indented("") }

    private func indented(_ margin: String) -> String {
        let inner = margin + "  "
        switch self {
        case .object(let members) where !members.isEmpty:
            let lines = members.sorted { $0.key < $1.key }.map { name, value in
                "\(inner)\(JSONValue.string(name).encoded.text): \(value.indented(inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + $0.indented(inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
        default: return encoded.text
        }
    }

    /// The value in words for a cell of a table.
    var cell: String {
        switch self {
        case .null: ""
        case .boolean(let isTrue): isTrue ? "yes" : "no"
        case .string(let text): text
        case .array(let elements): elements.map(\.cell).joined(separator: ", ")
        default: encoded.text
        }
    }
}
