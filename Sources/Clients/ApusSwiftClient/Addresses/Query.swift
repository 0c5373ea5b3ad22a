// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The query of a request: names with values, or without (`bulk-delete`), in order.
public struct Query: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// What goes over the wire after `?`; empty when there is nothing.
    public private(set) var encoded = ""

    /// Nothing.
    public init() {}

    /// Takes a query that is percent-encoded already.
    public init(encoded: String) {
        self.encoded = encoded
    }

    /// Names with values; nil writes the name alone.
    public init(dictionaryLiteral elements: (String, String?)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// Whether there is nothing.
    public var isEmpty: Bool { encoded.isEmpty }

    /// Adds a name with its value, both percent-encoded here; nil writes the name alone.
    public mutating func append(_ name: String, _ value: String?) {
        if !encoded.isEmpty { encoded += "&" }
        encoded += PercentEncoding.encode(name, keeping: "")
        if let value { encoded += "=" + PercentEncoding.encode(value, keeping: "/") }
    }

    /// Adds another query after this one.
    public mutating func append(_ other: Query) {
        guard !other.isEmpty else { return }
        if !encoded.isEmpty { encoded += "&" }
        encoded += other.encoded
    }
}
