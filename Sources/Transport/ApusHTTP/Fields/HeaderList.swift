// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A comma-separated field value, as `Accept` or `Access-Control-Request-Headers` have it.
///
/// A comma within a quoted string does not separate. Empty items are left out.
///
/// Source: RFC 9110, 5.6.1.
public struct HeaderList: Hashable, Sendable {
    /// The items without the blanks around them, in order.
    public let items: [String]

    /// Cuts a field value at its commas.
    public init(_ value: String) {
        items = QuotedText.split(value, at: UInt8(ascii: ",")).parts.filter { !$0.isEmpty }
    }

    /// The items of every field of a name, in order.
    public init(_ headers: Headers, _ name: String) {
        items = headers.values(name).flatMap { HeaderList($0).items }
    }

    /// Whether a word is among the items, in letters of either case.
    public func contains(_ word: String) -> Bool {
        items.contains { Headers.areEqual($0, word) }
    }
}
