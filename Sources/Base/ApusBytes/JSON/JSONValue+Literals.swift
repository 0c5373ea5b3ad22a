// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// So that a document reads in code as it does on the wire.

extension JSONValue: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) { self = .string(text) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    public init(booleanLiteral isTrue: Bool) { self = .boolean(isTrue) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral integer: Int64) { self = .integer(integer) }
}

extension JSONValue: ExpressibleByNilLiteral {
    public init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(members) { _, last in last })
    }
}

extension JSONValue {
    /// A member of an object; nil when there is none, or no object.
    public subscript(name: String) -> JSONValue? { members?[name] }

    /// The same spelt as a property: `value.devices?.root?.path`.
    public subscript(dynamicMember name: String) -> JSONValue? { members?[name] }

    /// An element of an array; nil when there is none, or no array.
    public subscript(position: Int) -> JSONValue? {
        guard let elements, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    /// The document's bytes.
    public var encoded: Bytes {
        var writer = ByteWriter(capacity: 512)
        writer.append(json: self)
        return writer.finish()
    }
}
