// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP

/// Which part of a list is wanted.
///
/// Source: the DS3 contract, "paging".
struct PageRequest: Hashable, Sendable {
    /// How many items a page has at most.
    static let lengthLimit = 1000

    var length = lengthLimit
    /// How many items come before the page.
    var offset = 0
    /// The id of the item before the page.
    var startMarker: String?
    /// Whether the last page is wanted, wherever it begins.
    var isLast = false

    /// The page of items that are all at hand.
    ///
    /// - Throws: 404 when no item has the id that the page is to begin behind.
    func cut<Item>(_ items: [Item], id: (Item) -> String) throws(DS3Error) -> Page<Item> {
        var start = 0
        if let startMarker {
            guard let position = items.firstIndex(where: { id($0) == startMarker }) else {
                throw .notFound("No item of the list is \(startMarker).")
            }
            start = position + 1
        }
        start += min(offset, items.count - start)
        if isLast, length > 0 {
            let count = items.count - start
            start += max(0, (count - 1) / length * length)
        }
        let end = min(items.count, start + length)
        return Page(
            items: Array(items[start..<end]), behindCount: items.count - end,
            totalCount: items.count)
    }
}

/// A part of a list.
struct Page<Item: Sendable>: Sendable {
    var items: [Item]
    /// How many items follow.
    var behindCount: Int
    /// How many items there are on all pages.
    var totalCount: Int

    /// The page with other items in place of these.
    func map<Other>(_ change: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(
            items: try items.map(change), behindCount: behindCount, totalCount: totalCount)
    }

    /// Adds what clients read instead of counting.
    func describe(in headers: inout Headers) {
        headers["Page-Truncated"] = String(behindCount)
        headers["Total-Result-Count"] = String(totalCount)
    }
}
