// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusXML

/// A document of DS3, or a part of one: typed views on the element that it came as.
///
/// Whoever reads one from a server has had it checked: every field that must be there is there
/// and is what its type says. Fields that a newer server adds stay in the element.
public protocol DS3Payload: DS3Answer, Hashable {
    /// The contract's name of the type, by which its fields are known.
    static var schema: String { get }
    /// What the document is made of.
    var element: XMLElement { get set }
    /// Wraps an element without looking at it.
    init(unchecked element: XMLElement)
}

extension DS3Payload {
    /// A document with nothing in it yet.
    public init() {
        self.init(unchecked: XMLElement(Self.type.root))
    }

    /// Checks an element and wraps it.
    ///
    /// - Throws: `DS3Error` with `.badAnswer`, which names the field that is missing or wrong.
    public init(_ element: XMLElement) throws(DS3Error) {
        try Self.type.check(element)
        self.init(unchecked: element)
    }

    /// The document as a server sends it: its fields in the contract's order, nulls as empty
    /// elements or left out and wrappers written, as the contract has it for each.
    ///
    /// - Parameter name: what the element is called where it is not the root.
    public func document(named name: String? = nil) -> XMLElement {
        Self.type.complete(element, named: name ?? Self.type.root)
    }

    static var type: DS3.TypeSchema { DS3.Schema.type(schema) }

    // What generated properties read and write. A name that begins with `@` is an attribute's.

    func text(_ name: String) -> String? {
        guard let text = element.field(name), !text.isEmpty else { return nil }
        return text
    }

    func text(_ name: String, _ standard: String) -> String { element.field(name) ?? standard }

    func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    func number(_ name: String, _ standard: Int) -> Int { number(name) ?? standard }

    func fraction(_ name: String) -> Double? { text(name).flatMap { Double($0) } }

    func fraction(_ name: String, _ standard: Double) -> Double { fraction(name) ?? standard }

    func boolean(_ name: String) -> Bool? { text(name).flatMap { DS3.boolean($0) } }

    func boolean(_ name: String, _ standard: Bool) -> Bool { boolean(name) ?? standard }

    func time(_ name: String) -> DS3.Time? { text(name).flatMap { DS3.Time($0) } }

    func requiredTime(_ name: String) -> DS3.Time { time(name) ?? DS3.Time(milliseconds: 0) }

    func word<Word: DS3Word>(_ name: String) -> Word? { text(name).map { Word(rawValue: $0) } }

    func word<Word: DS3Word>(_ name: String, _ standard: String) -> Word {
        Word(rawValue: text(name) ?? standard)
    }

    func payload<Part: DS3Payload>(_ name: String) -> Part? {
        element.child(name).flatMap { $0.isEmpty ? nil : Part(unchecked: $0) }
    }

    func requiredPayload<Part: DS3Payload>(_ name: String) -> Part {
        Part(unchecked: element.child(name) ?? XMLElement(name))
    }

    func payloads<Part: DS3Payload>(_ place: String) -> [Part] {
        element.items(DS3.ListPlace(place)).map { Part(unchecked: $0) }
    }

    func texts(_ place: String) -> [String] { element.items(DS3.ListPlace(place)).map(\.text) }

    func words<Word: DS3Word>(_ place: String) -> [Word] {
        texts(place).map { Word(rawValue: $0) }
    }

    mutating func set(_ name: String, _ text: String?) { element.setField(name, text) }

    mutating func set(_ name: String, payload: (any DS3Payload)?) {
        element.children.removeAll { $0.name == name }
        guard var part = payload?.element else { return }
        part.name = name
        element.children.append(part)
    }

    mutating func set(_ place: String, payloads: [some DS3Payload]) {
        element.setItems(DS3.ListPlace(place), payloads.map(\.element))
    }

    mutating func set(_ place: String, texts: [String]) {
        element.setItems(DS3.ListPlace(place), texts.map { XMLElement("", text: $0) })
    }
}

extension DS3 {
    /// `true` or `false` in any case.
    package static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// Where the elements of a list stand: `E`, `W/E` in one wrapper, `V+E` each in one of its own.
    struct ListPlace: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case plain
            case wrapped(in: String)
            case each(in: String)
        }

        let kind: Kind
        let item: String

        init(_ text: String) {
            let bytes = text.utf8
            if let cut = bytes.firstIndex(of: UInt8(ascii: "/")) {
                kind = .wrapped(in: String(text[..<cut]))
                item = String(text[bytes.index(after: cut)...])
            } else if let cut = bytes.firstIndex(of: UInt8(ascii: "+")) {
                kind = .each(in: String(text[..<cut]))
                item = String(text[bytes.index(after: cut)...])
            } else {
                kind = .plain
                item = text
            }
        }

        /// The name of the elements directly below the document.
        var outer: String {
            switch kind {
            case .plain: item
            case .wrapped(let wrapper), .each(let wrapper): wrapper
            }
        }
    }
}

extension XMLElement {
    var isEmpty: Bool { children.isEmpty && attributes.isEmpty && text.isEmpty }

    /// The text of a child, or of the attribute when the name begins with `@`.
    func field(_ name: String) -> String? {
        guard let attribute = name.attributeName else { return child(name)?.text }
        return self.attribute(attribute)
    }

    mutating func setField(_ name: String, _ text: String?) {
        if let attribute = name.attributeName {
            attributes.removeAll { $0.name == attribute }
            if let text { attributes.append(XMLAttribute(attribute, text)) }
        } else {
            children.removeAll { $0.name == name }
            if let text { children.append(XMLElement(name, text: text)) }
        }
    }

    func items(_ place: DS3.ListPlace) -> [XMLElement] {
        switch place.kind {
        case .plain: children(place.item)
        case .wrapped(let wrapper): child(wrapper)?.children(place.item) ?? []
        case .each(let wrapper): children(wrapper).flatMap { $0.children(place.item) }
        }
    }

    mutating func setItems(_ place: DS3.ListPlace, _ items: [XMLElement]) {
        children.removeAll { $0.name == place.outer }
        let named = items.map { item in
            var item = item
            item.name = place.item
            return item
        }
        switch place.kind {
        case .plain: children += named
        case .wrapped(let wrapper): children.append(XMLElement(wrapper, children: named))
        case .each(let wrapper): children += named.map { XMLElement(wrapper, children: [$0]) }
        }
    }
}

extension String {
    /// The name behind an `@`.
    var attributeName: String? {
        dropping(prefix: "@").map { String($0) }
    }
}
