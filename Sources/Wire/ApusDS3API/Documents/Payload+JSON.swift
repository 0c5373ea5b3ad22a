// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusXML

extension DS3Payload {
    /// The document for programs that read JSON: names as the contract has them, numbers and
    /// truth values as such, null for what is empty, lists also where there is one element or none.
    public var json: JSONValue { Self.type.json(of: element) }
}

extension DS3.TypeSchema {
    fileprivate func json(of element: XMLElement) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for field in fields {
            let name = field.name.attributeName ?? field.place?.outer ?? field.name
            let type = DS3.Schema.known(field.type)
            if let place = field.place {
                members[name] = .array(
                    element.items(place).map { item in
                        type?.json(of: item) ?? field.json(of: item.text)
                    })
            } else if let type {
                let child = element.child(field.name).flatMap { $0.isEmpty ? nil : $0 }
                members[name] = child.map { type.json(of: $0) } ?? .null
            } else {
                members[name] = field.json(of: element.field(field.name) ?? field.standard ?? "")
            }
        }
        return .object(members)
    }
}

extension DS3.FieldSchema {
    fileprivate func json(of text: String) -> JSONValue {
        guard !text.isEmpty else { return .null }
        switch type {
        case "I", "L": return Int64(text).map { .integer($0) } ?? .string(text)
        case "F": return Double(text).map { .number($0) } ?? .string(text)
        case "B": return DS3.boolean(text).map { .boolean($0) } ?? .string(text)
        default: return .string(text)
        }
    }
}
