// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusXML

@testable import ApusDS3API

/// Documents with every field of the contract's tables, as they are looked up, not as the code
/// that is tested writes them.
enum ExampleDocument {
    static let uuid = "1a9fbb2e-5a77-4f0c-93f5-5d50ad1a7c01"

    static func text(_ type: String) -> String {
        switch type {
        case "S", "String", "Object": "text <&>\"' ü 日本"
        case "I": "7"
        case "L": "1099511627776"
        case "B": "true"
        case "F": "0.5"
        case "D": "2026-11-20T10:00:00.123Z"
        case "U", "UUID": uuid
        default: DS3.Schema.words[type]?.last ?? "?"
        }
    }

    static func element(_ type: String, named name: String) -> XMLElement {
        guard let schema = DS3.Schema.known(type) else {
            return XMLElement(name, text: text(type))
        }
        var element = XMLElement(name)
        for field in schema.fields {
            if field.name.first == "@" {
                element.attributes.append(
                    XMLAttribute(String(field.name.dropFirst()), text(field.type)))
                continue
            }
            guard let place = field.place else {
                element.children.append(Self.element(field.type, named: field.name))
                continue
            }
            let items = (0..<2).map { _ in Self.element(field.type, named: place.item) }
            switch place.kind {
            case .plain: element.children += items
            case .wrapped(let wrapper):
                element.children.append(XMLElement(wrapper, children: items))
            case .each(let wrapper):
                element.children += items.map { XMLElement(wrapper, children: [$0]) }
            }
        }
        return element
    }

    /// What a server answers with a payload of an operation's table.
    static func answer(_ payload: String) -> XMLElement {
        guard payload.first == "[" else {
            return element(payload, named: DS3.Schema.type(payload).root)
        }
        let type = String(payload.dropFirst().dropLast())
        let names = DS3.Schema.listNames(type)
        return XMLElement(
            names.root, children: (0..<3).map { _ in element(type, named: names.item) })
    }
}
