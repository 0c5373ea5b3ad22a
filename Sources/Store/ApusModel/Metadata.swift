// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Named values of an account, a container or an object.
///
/// Names are lower-case field names as the wire has them (`x-object-meta-colour`,
/// `content-encoding`, `x-container-read`); values are UTF-8. What only the server may see has
/// names that no client can send (`sysmeta.…`).
public struct Metadata: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// Value by name.
    public private(set) var values: [String: String] = [:]

    /// Nothing.
    public init() {}

    /// Values by name; of two of one name the later.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { self[name] = value }
    }

    /// The value of a lower-case name; nil removes it.
    public subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// Whether there is nothing.
    public var isEmpty: Bool { values.isEmpty }

    /// Names and values ordered by name.
    public var sorted: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// Takes over the changes: a value replaces, nil (or an empty text) removes.
    public mutating func merge(_ changes: [String: String?]) {
        for (name, value) in changes {
            if let value, !value.isEmpty {
                values[name] = value
            } else {
                values[name] = nil
            }
        }
    }
}
