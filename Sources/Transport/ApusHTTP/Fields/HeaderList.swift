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
        var items: [String] = []
        var item: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        func finish() {
            let trimmed = Self.trim(item[...])
            if !trimmed.isEmpty { items.append(String(decoding: trimmed, as: UTF8.self)) }
            item.removeAll(keepingCapacity: true)
        }
        for byte in value.utf8 {
            if isEscaped {
                isEscaped = false
            } else if isQuoted && byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ",") && !isQuoted {
                finish()
                continue
            }
            item.append(byte)
        }
        finish()
        self.items = items
    }

    /// The items of every field of a name, in order.
    public init(_ headers: Headers, _ name: String) {
        items = headers.values(name).flatMap { HeaderList($0).items }
    }

    /// Whether a word is among the items, in letters of either case.
    public func contains(_ word: String) -> Bool {
        items.contains { Headers.areEqual($0, word) }
    }

    private static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }
}
