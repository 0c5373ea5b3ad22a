// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel

/// Listings the slow and obvious way: sort everything, then look at each name.
struct ListingModel {
    let names: [String]

    /// What a page must be; sub-directories carry a mark.
    func page(_ query: ListingQuery) -> [String] {
        var prefix = Array(query.prefix.utf8)
        var delimiter = Array((query.delimiter ?? "").utf8)
        if let path = query.path {
            var text = path
            while text.hasSuffix("/") { text.removeLast() }
            prefix = Array((path.isEmpty ? "" : text + "/").utf8)
            delimiter = Array("/".utf8)
        }
        let lower = Array(((query.isReversed ? query.endMarker : query.marker) ?? "").utf8)
        let upper = Array(((query.isReversed ? query.marker : query.endMarker) ?? "").utf8)
        var sorted = names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        if query.isReversed { sorted.reverse() }
        var page: [String] = []
        for name in sorted where page.count < query.limit {
            guard name.starts(with: prefix), query.showsReserved || name.first != 0,
                lower.isEmpty || lower.lexicographicallyPrecedes(name),
                upper.isEmpty || name.lexicographicallyPrecedes(upper)
            else { continue }
            if let end = Self.end(of: delimiter, in: name, from: prefix.count) {
                if query.path == nil {
                    let directory = Array(name[..<end])
                    let entry = "sub-directory " + Self.text(directory)
                    if directory != lower, page.last != entry { page.append(entry) }
                    continue
                }
                if end < name.count { continue }
            }
            if query.path != nil, name == prefix { continue }
            page.append(Self.text(name))
        }
        return page
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private static func end(of delimiter: [UInt8], in name: [UInt8], from start: Int) -> Int? {
        guard !delimiter.isEmpty, name.count >= start + delimiter.count else { return nil }
        for position in start...(name.count - delimiter.count)
        where name[position..<position + delimiter.count].elementsEqual(delimiter) {
            return position + delimiter.count
        }
        return nil
    }
}

extension ListingPage.Entry {
    /// The entry as `ListingModel` writes it.
    var modelText: String {
        switch self {
        case .object(let object): object.name
        case .subdirectory(let name): "sub-directory " + name
        }
    }
}

extension AccountPage.Entry {
    /// The entry as `ListingModel` writes it.
    var modelText: String {
        switch self {
        case .container(let container): container.name
        case .subdirectory(let name): "sub-directory " + name
        }
    }
}
