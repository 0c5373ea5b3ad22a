// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// The document of `GET /info`: what a server can do, section by section.
///
/// Source: OpenStack Object Storage API, "List activated capabilities".
public struct InfoDocument: Hashable, Sendable {
    /// By name: `swift`, `slo`, `tempauth`, …; each an object.
    public var sections: [String: [String: JSONValue]]

    public init(sections: [String: [String: JSONValue]] = [:]) {
        self.sections = sections
    }

    /// Reads a document.
    ///
    /// - Throws: `JSONError`, also for a document that is no object.
    public init(parsing document: Bytes) throws(JSONError) {
        guard let members = try JSONValue(parsing: document).members else {
            throw .malformed(position: 0)
        }
        sections = members.compactMapValues(\.members)
    }

    /// The document.
    public var encoded: Bytes {
        var writer = ByteWriter(capacity: 2048)
        writer.append(json: .object(sections.mapValues { .object($0) }))
        return writer.finish()
    }
}
