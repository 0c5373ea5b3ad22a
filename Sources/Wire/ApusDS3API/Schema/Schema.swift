// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

extension DS3 {
    /// The tables that requests and documents are written from, as they can be asked at run time.
    package enum Schema {
        private static let types: [String: TypeSchema] = {
            var types: [String: TypeSchema] = [:]
            for part in TableText(Tables.types).parts {
                let type = TypeSchema(part)
                types[type.name] = type
            }
            return types
        }()

        private static let operations: [String: Operation] = Dictionary(
            uniqueKeysWithValues: Operation.all.map { ($0.name, $0) })

        /// The words of each enumeration, by its name.
        package static let words: [String: [String]] = Dictionary(
            uniqueKeysWithValues: TableText(Tables.enums).parts.map { part in
                (part.head[1], part.lines.flatMap { $0 })
            })

        /// - Precondition: the contract has it; only generated code asks.
        static func type(_ name: String) -> TypeSchema {
            guard let type = types[name] else { preconditionFailure("no type \(name)") }
            return type
        }

        package static func known(_ name: String) -> TypeSchema? { types[name] }

        package static var allTypes: [TypeSchema] { types.values.sorted { $0.name < $1.name } }

        /// - Precondition: the contract has it; only generated code asks.
        static func operation(_ name: String) -> Operation {
            guard let operation = operations[name] else {
                preconditionFailure("no request \(name)")
            }
            return operation
        }

        /// What the root and the items of a list are called.
        package static func listNames(_ type: String) -> (root: String, item: String) {
            switch type {
            case "ActiveJob": ("Jobs", "Job")
            case "CanceledJob", "CompletedJob": ("Jobs", type)
            case "SpectraUser": ("Data", "User")
            case "DetailedS3Object": ("Data", "Object")
            case "NamedDetailedTapePartition": ("Data", "TapePartition")
            default: ("Data", type)
            }
        }
    }
}

/// A table: parts that begin at the margin, with indented lines below.
struct TableText {
    struct Part {
        let head: [String]
        var lines: [[String]] = []
    }

    private(set) var parts: [Part] = []

    init(_ text: String) {
        for line in text.parts(separatedBy: "\n") {
            let words = line.parts(separatedBy: " ", keepsEmpty: false).map { String($0) }
            guard let first = words.first, !first.startsBytewise(with: "#") else { continue }
            if line.startsBytewise(with: " ") {
                parts[parts.count - 1].lines.append(words)
            } else {
                parts.append(Part(head: words))
            }
        }
    }
}
