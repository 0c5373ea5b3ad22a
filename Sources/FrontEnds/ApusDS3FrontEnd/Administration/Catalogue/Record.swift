// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusXML

/// One of the administration's documents, as it is kept: the fields that the contract's type of
/// it has, and what only the server knows, in attributes.
struct Record: Hashable, Sendable {
    /// The contract's name of the type.
    let type: String
    private(set) var element: XMLElement

    init(_ type: String, id: String, _ fields: KeyValuePairs<String, String?> = [:]) {
        self.type = type
        element = XMLElement("Data", children: [XMLElement("Id", text: id)])
        for (name, text) in fields { self[name] = text }
    }

    init(_ type: String, _ element: XMLElement) {
        self.type = type
        self.element = element
    }

    var id: String { self["Id"] ?? "" }

    /// What it is known by beside its id, where its type has names.
    var name: String? { self[type == "Tape" ? "BarCode" : "Name"] }

    /// The text of a field; nil where it is null.
    subscript(field: String) -> String? {
        get { element.child(field).flatMap { $0.text.isEmpty ? nil : $0.text } }
        set {
            element.children.removeAll { $0.name == field }
            if let newValue { element.children.append(XMLElement(field, text: newValue)) }
        }
    }

    /// The fields of `other` over those of this one.
    mutating func take(_ other: Record) {
        for child in other.element.children where child.name != "Id" {
            self[child.name] = child.text
        }
    }

    /// What no document shows.
    subscript(hidden name: String) -> String? {
        get { element.attribute(name) }
        set {
            element.attributes.removeAll { $0.name == name }
            if let newValue { element.attributes.append(XMLAttribute(name, newValue)) }
        }
    }

    /// Whether the server itself made it, and cannot be without.
    var isBuiltIn: Bool { self[hidden: "built-in"] != nil }

    /// The document without what no document shows.
    var shown: XMLElement { XMLElement("Data", children: element.children) }
}
