// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusXML

extension DS3 {
    /// What the contract says of one field of a document.
    package struct FieldSchema: Sendable {
        /// What stands for null.
        package enum Null: Sendable {
            /// There is none.
            case never
            case emptyElement
            case absence
        }

        /// With `@` before it when it is an attribute.
        package let name: String
        package let type: String
        package let null: Null
        /// What it is when a server leaves it out.
        package let standard: String?
        /// Whether a server puts the moment in when nothing is given.
        package let isMoment: Bool
        /// Where its elements stand, when it is a list.
        let place: ListPlace?
        /// Whether the field is a list.
        package var isList: Bool { place != nil }
        /// The place among what a list is ordered by, the lowest first, with its sign: `+10`,
        /// `-1` for descending order.
        package let sortKey: String?

        init(_ words: [String]) {
            name = words[0]
            let isList = words[1].startsBytewise(with: "[")
            type = isList ? String(words[1].dropFirst().dropLast()) : words[1]
            place = isList ? ListPlace(words[0]) : nil
            let marks = words.dropFirst(2)
            null = marks.contains("?-") ? .absence : marks.contains("?") ? .emptyElement : .never
            // The contract's "now" is what a server puts in, not what an absent field means.
            standard = marks.lazy.compactMap { $0.dropping(prefix: "=") }.first
                .flatMap { $0 == "now" ? nil : String($0) }
            isMoment = marks.contains("=now")
            sortKey = marks.lazy.compactMap { $0.dropping(prefix: "sort=") }.first
                .map { String($0) }
        }

        /// Whether a text is one of the field's type.
        package func accepts(_ text: String) -> Bool {
            switch type {
            case "I": Int32(text) != nil
            case "L": Int64(text) != nil
            case "B": DS3.boolean(text) != nil
            case "F": Double(text) != nil
            case "D": Time(text) != nil
            case "S", "Object": true
            default: !text.isEmpty
            }
        }
    }

    /// What the contract says of one type of document.
    package struct TypeSchema: Sendable {
        package let name: String
        package let root: String
        package let fields: [FieldSchema]

        init(_ part: TableText.Part) {
            name = part.head[1]
            root =
                part.head.dropFirst(2).first?.dropping(prefix: "root=").map { String($0) } ?? "Data"
            fields = part.lines.map { FieldSchema($0) }
        }

        /// Refuses an element that lacks a field, or has one that is not what its type says.
        package func check(_ element: XMLElement) throws(DS3Error) {
            for field in fields {
                if let place = field.place {
                    guard let type = Schema.known(field.type) else { continue }
                    for item in element.items(place) { try type.check(item) }
                } else if let type = Schema.known(field.type) {
                    guard let child = element.child(field.name), !child.isEmpty else {
                        guard field.null != .never else { throw missing(field) }
                        continue
                    }
                    try type.check(child)
                } else {
                    try check(element.field(field.name), field)
                }
            }
        }

        private func check(_ text: String?, _ field: FieldSchema) throws(DS3Error) {
            guard let text else {
                guard field.null != .never || field.standard != nil else { throw missing(field) }
                return
            }
            if text.isEmpty, field.null != .never { return }
            guard field.accepts(text) else {
                throw DS3Error(
                    .badAnswer, "\(name) has no \(field.type) as \(field.name): '\(text)'")
            }
        }

        private func missing(_ field: FieldSchema) -> DS3Error {
            DS3Error(.badAnswer, "\(name) without \(field.name)")
        }

        /// The element as a server writes it.
        package func complete(_ element: XMLElement, named name: String) -> XMLElement {
            var whole = XMLElement(name, text: element.text)
            var known: Set<String> = []
            for field in fields {
                if let place = field.place {
                    known.insert(place.outer)
                    let type = Schema.known(field.type)
                    let items = element.items(place).map { item in
                        type?.complete(item, named: place.item) ?? item
                    }
                    // A wrapper is written even where the contract would leave it out: there are
                    // clients that fail without it.
                    whole.setItems(place, items)
                    continue
                }
                if let attribute = field.name.attributeName {
                    let value = element.attribute(attribute) ?? field.standard
                    if let value { whole.attributes.append(XMLAttribute(attribute, value)) }
                    continue
                }
                known.insert(field.name)
                if let child = element.child(field.name), !child.isEmpty {
                    let type = Schema.known(field.type)
                    whole.children.append(type?.complete(child, named: field.name) ?? child)
                } else if field.null != .absence {
                    whole.children.append(
                        XMLElement(
                            field.name, text: field.null == .never ? field.standard ?? "" : ""))
                }
            }
            whole.children += element.children.filter { !known.contains($0.name) }
            let attributes = Set(whole.attributes.map(\.name))
            whole.attributes += element.attributes.filter { !attributes.contains($0.name) }
            return whole
        }
    }
}
