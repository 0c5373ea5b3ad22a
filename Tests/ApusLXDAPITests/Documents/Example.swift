// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

/// A JSON document.
func document(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Bytes(Array(text.utf8)))
}

/// An entity as a newer server would send it: with a key that this library has no name for,
/// which must be there, and go back with those that a client may change and no others.
func example<Value: Entity>(
    _ type: Value.Type, at url: ResourceURL, _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Value {
    var members = try #require(try document(text).members, sourceLocation: sourceLocation)
    members["some_new_key"] = ["deep": [1, 2]]
    let value = Value(record: EntityRecord(url: url, members: members))
    #expect(url.matches(Value.pattern), sourceLocation: sourceLocation)
    #expect(value["some_new_key"]?.deep?[1] == 2, sourceLocation: sourceLocation)
    #expect(!value.isModified, sourceLocation: sourceLocation)
    let sent = try #require(value.encoded.members, sourceLocation: sourceLocation)
    #expect(
        Set(sent.keys) == Value.writableKeys.intersection(members.keys).union(["some_new_key"]),
        sourceLocation: sourceLocation)
    #expect(sent.allSatisfy { members[$0.key] == $0.value }, sourceLocation: sourceLocation)
    return value
}
