// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What a JSON value can be read as, and written from.
public protocol JSONRepresentable: Sendable {
    /// - Returns: nil for a value of another shape.
    init?(json: JSONValue)
    /// The value as it goes over the wire.
    var json: JSONValue { get }
}

extension JSONValue: JSONRepresentable {
    public init?(json: JSONValue) { self = json }
    public var json: JSONValue { self }
}

extension String: JSONRepresentable {
    public init?(json: JSONValue) {
        guard let text = json.text else { return nil }
        self = text
    }

    public var json: JSONValue { .string(self) }
}

extension Bool: JSONRepresentable {
    public init?(json: JSONValue) {
        guard case .boolean(let isTrue) = json else { return nil }
        self = isTrue
    }

    public var json: JSONValue { .boolean(self) }
}

extension Int: JSONRepresentable {
    public init?(json: JSONValue) {
        guard let integer = json.integer, let exact = Int(exactly: integer) else { return nil }
        self = exact
    }

    public var json: JSONValue { .integer(Int64(self)) }
}

extension Double: JSONRepresentable {
    public init?(json: JSONValue) {
        switch json {
        case .number(let number): self = number
        case .integer(let integer): self = Double(integer)
        default: return nil
        }
    }

    public var json: JSONValue { .number(self) }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
    public init?(json: JSONValue) {
        guard let elements = json.elements else { return nil }
        self = []
        reserveCapacity(elements.count)
        for element in elements {
            guard let element = Element(json: element) else { return nil }
            append(element)
        }
    }

    public var json: JSONValue { .array(map(\.json)) }
}

extension Dictionary: JSONRepresentable where Key == String, Value: JSONRepresentable {
    /// Members of another shape are left out: the document they stand in keeps them.
    public init?(json: JSONValue) {
        guard let members = json.members else { return nil }
        self = members.compactMapValues(Value.init(json:))
    }

    public var json: JSONValue { .object(mapValues(\.json)) }
}
