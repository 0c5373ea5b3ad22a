// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusXML

/// A notification as its receiver has asked for it: XML or JSON, and how names are spelled.
struct NoticeText {
    let body: Bytes
    let contentType: String

    init(_ notice: Notice, format: String, naming: String) {
        func named(_ name: String) -> String { Self.spell(name, naming) }
        if format == "JSON" {
            var members = Self.renamed(Self.json(notice.payload), named).members ?? [:]
            members[named("Type")] = .string(Self.title(of: notice))
            body = JSONValue.object([named("Notification"): .object(members)]).encoded
            contentType = "application/json"
        } else {
            var document = notice.payload.document(named: "Notification")
            document.children.insert(XMLElement("Type", text: Self.title(of: notice)), at: 0)
            body = Self.renamed(document, named).encoded
            contentType = "application/xml"
        }
    }

    /// `JobCreated` for the payload of that name.
    private static func title(of notice: Notice) -> String {
        let schema = type(of: notice.payload).schema
        let end = "NotificationPayload"
        return schema.hasSuffix(end) ? String(schema.dropLast(end.utf8.count)) : schema
    }

    private static func json(_ payload: some DS3Payload) -> JSONValue { payload.json }

    private static func renamed(
        _ element: XMLElement, _ named: (String) -> String
    ) -> XMLElement {
        XMLElement(
            named(element.name),
            attributes: element.attributes.map { XMLAttribute(named($0.name), $0.value) },
            text: element.text, children: element.children.map { renamed($0, named) })
    }

    private static func renamed(_ value: JSONValue, _ named: (String) -> String) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { renamed($0, named) })
        case .object(let members):
            var other: [String: JSONValue] = [:]
            for (name, value) in members { other[named(name)] = renamed(value, named) }
            return .object(other)
        default: return value
        }
    }

    /// `JobId` in one of the contract's naming conventions.
    static func spell(_ name: String, _ convention: String) -> String {
        switch convention {
        case "CONCAT_LOWERCASE": name.lowercased()
        case "CONSTANT": words(of: name).joined(separator: "_").uppercased()
        case "UNDERSCORED": words(of: name).joined(separator: "_").lowercased()
        case "CAMEL_CASE_WITH_FIRST_LETTER_LOWERCASE":
            name.prefix(1).lowercased() + name.dropFirst()
        default: name
        }
    }

    private static func words(of name: String) -> [String] {
        var words: [String] = []
        for letter in name.unicodeScalars {
            if letter.properties.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].unicodeScalars.append(letter)
        }
        return words
    }
}
