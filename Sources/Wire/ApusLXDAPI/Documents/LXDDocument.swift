// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A JSON object as a server sent it, whole: keys this library has no name for included.
///
/// Conforming types are views of it with typed properties for the keys that LXD's REST
/// description lists. Properties that the API lets a client change can be assigned; all others,
/// and every key without a property, can only be read.
public protocol LXDDocument: JSONRepresentable, Hashable {
    /// What the server sent, with the changes made since.
    var contents: DocumentContents { get set }
    init(contents: DocumentContents)
}

/// The members of a JSON object; only typed properties change them.
public struct DocumentContents: Hashable, Sendable {
    package var members: [String: JSONValue]

    package init(_ members: [String: JSONValue] = [:]) {
        self.members = members
    }
}

extension LXDDocument {
    public init?(json: JSONValue) {
        guard let members = json.members else { return nil }
        self.init(contents: DocumentContents(members))
    }

    /// The whole tree.
    public var json: JSONValue { .object(contents.members) }

    /// What stands under a key, known to this library or not; nil when the server sent none.
    public subscript(key: String) -> JSONValue? { contents.members[key] }

    /// A document of no members, for building one to send.
    package init() {
        self.init(contents: DocumentContents())
    }

    // MARK: What typed properties are made of

    package subscript<Value: JSONRepresentable>(value key: String) -> Value? {
        get { contents.members[key].flatMap(Value.init(json:)) }
        set { contents.members[key] = newValue?.json }
    }

    /// An array; one that is missing, or null, has no elements.
    package subscript<Element: JSONRepresentable>(list key: String) -> [Element] {
        get { contents.members[key].flatMap([Element].init(json:)) ?? [] }
        set { contents.members[key] = newValue.json }
    }

    /// An object of like members; one that is missing has none. Assigning keeps those that are
    /// of another shape.
    package subscript<Value: JSONRepresentable>(map key: String) -> [String: Value] {
        get { contents.members[key].flatMap([String: Value].init(json:)) ?? [:] }
        set {
            var members = contents.members[key]?.members ?? [:]
            for (name, value) in members where Value(json: value) != nil && newValue[name] == nil {
                members[name] = nil
            }
            for (name, value) in newValue { members[name] = value.json }
            contents.members[key] = .object(members)
        }
    }
}
