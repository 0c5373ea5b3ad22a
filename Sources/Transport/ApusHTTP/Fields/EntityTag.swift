// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An entity tag, with or without quotes: `"abc"`, `W/"abc"`, or `abc`, as OpenStack Swift writes
/// the MD5 of an object.
///
/// Source: RFC 9110, 8.8.3.
public struct EntityTag: Hashable, Sendable {
    /// The tag without its quotes.
    public let value: String
    /// Whether it only promises that the content means the same.
    public let isWeak: Bool

    /// Makes a tag from a value without quotes.
    public init(value: String, isWeak: Bool = false) {
        self.value = value
        self.isWeak = isWeak
    }

    /// Reads a tag; one without quotes is taken as it is.
    public init(_ text: String) {
        var bytes = Array(text.utf8)[...]
        isWeak = bytes.starts(with: "W/\"".utf8)
        if isWeak { bytes = bytes.dropFirst(2) }
        let quote = UInt8(ascii: "\"")
        if bytes.count >= 2, bytes.first == quote, bytes.last == quote {
            bytes = bytes.dropFirst().dropLast()
        }
        value = String(decoding: bytes, as: UTF8.self)
    }
}

/// The value of `If-Match` or `If-None-Match`.
///
/// Source: RFC 9110, 13.1; bare tags are accepted beside quoted ones, as OpenStack Swift does.
public struct EntityTagCondition: Hashable, Sendable {
    /// The tags, in order, without `*`.
    public let tags: [EntityTag]
    /// Whether `*` is there, which any existing representation matches.
    public let matchesAny: Bool

    /// Reads a field value.
    public init(_ value: String) {
        let items = HeaderList(value).items
        tags = items.filter { $0 != "*" }.map { EntityTag($0) }
        matchesAny = items.contains("*")
    }

    /// Reads every field of a name, or answers nil when there is none.
    public init?(_ headers: Headers, _ name: String) {
        let values = headers.values(name)
        guard !values.isEmpty else { return nil }
        self.init(values.joined(separator: ","))
    }

    /// Whether it is `*` and nothing else.
    public var isAnyAlone: Bool { matchesAny && tags.isEmpty }

    /// Whether a tag is among them and neither is weak: the comparison of `If-Match`.
    public func matchesStrongly(_ tag: EntityTag) -> Bool {
        matchesAny || (!tag.isWeak && tags.contains(tag))
    }

    /// Whether a tag is among them, weak or not: the comparison of `If-None-Match`.
    public func matchesWeakly(_ tag: EntityTag) -> Bool {
        matchesAny || tags.contains { $0.value == tag.value }
    }
}
