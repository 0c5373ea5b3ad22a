// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A document that a client makes and sends: for creating something, or to say what shall be
/// done with it.
///
/// Printing one shows no secrets.
public protocol RequestDocument: Hashable, Sendable, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Keys of newer servers, sent beside the others; one that has a property replaces it.
    var extra: [String: JSONValue] { get set }
    /// What is sent.
    var json: JSONValue { get }
}

extension RequestDocument {
    /// The members that have a value, and the extra ones.
    func document(_ members: [String: (any JSONRepresentable)?]) -> JSONValue {
        .object(members.compactMapValues { $0?.json }.merging(extra) { _, extra in extra })
    }

    public var debugDescription: String { SecretKeys.hidden(in: json).encoded.text }

    public var customMirror: Mirror {
        let members = SecretKeys.hidden(in: json).members ?? [:]
        return Mirror(
            self,
            children: members.sorted { $0.key < $1.key }.map { (label: $0.key, value: $0.value) },
            displayStyle: .struct)
    }
}

/// A kind of resource that clients create in a collection.
public protocol Creatable: Entity {
    /// What is sent to create one.
    associatedtype Creation: RequestDocument
}

extension Creatable {
    /// The segments that will name what a document creates; nil when the server chooses.
    public static func keySegments(of creation: Creation) -> [String]? {
        guard let segments = creation.json.members.flatMap(keySegments(of:)),
            !segments.contains("")
        else { return nil }
        return segments
    }
}
