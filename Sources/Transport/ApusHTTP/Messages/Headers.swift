// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Header fields in the order they came; names compare without regard to ASCII case.
public struct Headers: Sendable {
    /// One field.
    public struct Field: Hashable, Sendable {
        /// The name as it was written.
        public let name: String
        /// The value without surrounding blanks, UTF-8.
        public let value: String

        /// Makes a field; neither name nor value is checked here.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All fields, in order.
    public private(set) var fields: [Field] = []

    /// No fields.
    public init() {}

    /// The first value under a name; assigning replaces all of them, nil removes them.
    public subscript(name: String) -> String? {
        get { fields.first { Self.areEqual($0.name, name) }?.value }
        set {
            guard let newValue else { return remove(name) }
            let field = Field(name: name, value: newValue)
            guard let position = fields.firstIndex(where: { Self.areEqual($0.name, name) }) else {
                return fields.append(field)
            }
            fields[position] = field
            var later = position + 1
            while later < fields.count {
                if Self.areEqual(fields[later].name, name) {
                    fields.remove(at: later)
                } else {
                    later += 1
                }
            }
        }
    }

    /// Every value under a name.
    public func values(_ name: String) -> [String] {
        fields.filter { Self.areEqual($0.name, name) }.map(\.value)
    }

    /// Adds a field after those that are there.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Adds a field after those that are there.
    public mutating func append(_ field: Field) {
        fields.append(field)
    }

    /// Removes every field of a name.
    public mutating func remove(_ name: String) {
        fields.removeAll { Self.areEqual($0.name, name) }
    }

    /// Makes room for `count` fields.
    public mutating func reserveCapacity(_ count: Int) {
        fields.reserveCapacity(count)
    }

    /// Whether two field names are the same: equal but for the case of ASCII letters.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        let left = left.utf8.span
        let right = right.utf8.span
        for position in left.indices {
            let difference = left[position] ^ right[position]
            if difference == 0 { continue }
            guard difference == 0x20, (left[position] | 0x20).isLowercaseLetter else {
                return false
            }
        }
        return true
    }
}

extension UInt8 {
    fileprivate var isLowercaseLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
    }
}

extension Headers: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0, value: $1) }
    }
}

extension Headers: Sequence {
    public func makeIterator() -> IndexingIterator<[Field]> { fields.makeIterator() }
}
