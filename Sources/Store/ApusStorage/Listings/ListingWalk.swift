// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// The listing algorithm, once for all engines: markers, prefix, delimiter, path, both ways.
///
/// What is rolled up is skipped by seeking behind it, so that a page costs what is on it, however
/// many objects lie in the sub-directories it shows.
///
/// Compiled where it is used: for each row it goes through the engine's cursor and two closures.
///
/// The answers are OpenStack Swift's (`ContainerBroker.list_objects_iter`), but that a `path`
/// listing does not lose the name that follows a skipped sub-directory directly (`a0` after
/// `a/b`), nor, when reversed, the marker object `a/` of one.
public struct ListingWalk: Sendable {
    @usableFromInline let limit: Int
    @usableFromInline let prefix: [UInt8]
    @usableFromInline let delimiter: [UInt8]
    @usableFromInline let isPath: Bool
    @usableFromInline let isReversed: Bool
    @usableFromInline let showsReserved: Bool
    /// Where the walk comes from and goes to; excluded themselves. Empty when not given.
    @usableFromInline let from: [UInt8]
    @usableFromInline let to: [UInt8]

    /// Reads a query.
    public init(_ query: ListingQuery) {
        limit = query.limit
        isReversed = query.isReversed
        showsReserved = query.showsReserved
        from = Array((query.marker ?? "").utf8)
        to = Array((query.endMarker ?? "").utf8)
        if let path = query.path {
            let slash = UInt8(ascii: "/")
            var start = Array(path.utf8)
            while start.last == slash { start.removeLast() }
            if !path.isEmpty { start.append(slash) }
            prefix = start
            delimiter = [slash]
            isPath = true
        } else {
            prefix = Array(query.prefix.utf8)
            delimiter = Array((query.delimiter ?? "").utf8)
            isPath = false
        }
    }

    /// Walks, handing over each row and each rolled-up name of the page, in order.
    @inlinable
    public func run<Cursor: ListingCursor>(
        over cursor: inout Cursor,
        row emit: (String, Cursor.Row) throws(StorageError) -> Void,
        subdirectory: (String) throws(StorageError) -> Void
    ) throws(StorageError) {
        guard limit > 0 else { return }
        var count = 0
        try cursor.seek(to: start)
        while count < limit, let (name, row) = try cursor.next(), !isPast(name.utf8) {
            if !delimiter.isEmpty {
                if isPath, name.utf8.elementsEqual(prefix) { continue }
                if let directory = directory(of: name) {
                    let isOwnMarker = directory.utf8.count == name.utf8.count
                    if !isPath || !isOwnMarker {
                        try cursor.seek(to: behind(directory))
                        // Upstream compares with the lower marker alone, whichever way it walks:
                        // a page that ended with this entry goes on after it.
                        let lower = isReversed ? to : from
                        if isPath || directory.utf8.elementsEqual(lower) { continue }
                        try subdirectory(directory)
                        count += 1
                        continue
                    }
                }
            }
            try emit(name, row)
            count += 1
        }
    }

    /// Where the walk begins: the narrowest of marker, prefix and reserved names.
    @usableFromInline var start: ListingPlace {
        if isReversed {
            let end = Self.successor(of: prefix)
            if !from.isEmpty, end.map({ Self.precedes(from, $0) }) ?? true {
                return .beyond(from)
            }
            return end.map { .beyond($0) } ?? .start
        }
        let first: ListingPlace
        let key: [UInt8]
        if !from.isEmpty, !Self.precedes(from, prefix) {
            (first, key) = (.beyond(from), from)
        } else {
            (first, key) = (prefix.isEmpty ? .start : .at(prefix), prefix)
        }
        if !showsReserved, Self.precedes(key, [1]) { return .at([1]) }
        return first
    }

    /// Whether a name lies behind the end of the walk.
    @usableFromInline func isPast(_ name: String.UTF8View) -> Bool {
        if isReversed {
            if !to.isEmpty, !Self.precedes(to, name) { return true }
            if !showsReserved, name.first == 0 { return true }
        } else if !to.isEmpty, !Self.precedes(name, to) {
            return true
        }
        return !name.starts(with: prefix)
    }

    /// The name up to and with the first delimiter after the prefix; nil when there is none.
    @usableFromInline func directory(of name: String) -> String? {
        let bytes = name.utf8
        guard bytes.count >= prefix.count + delimiter.count, let first = delimiter.first else {
            return nil
        }
        var position = bytes.index(bytes.startIndex, offsetBy: prefix.count)
        while let found = bytes[position...].firstIndex(of: first) {
            if bytes[found...].starts(with: delimiter) {
                return String(name[..<bytes.index(found, offsetBy: delimiter.count)])
            }
            position = bytes.index(after: found)
        }
        return nil
    }

    /// The first place that is not inside a rolled-up name.
    @usableFromInline func behind(_ directory: String) -> ListingPlace {
        let bytes = Array(directory.utf8)
        guard isReversed else {
            return Self.successor(of: bytes).map { .at($0) } ?? .beyond(bytes)
        }
        return isPath ? .at(bytes) : .beyond(bytes)
    }

    /// The first bytes after everything that starts with these; nil when there are none.
    static func successor(of prefix: [UInt8]) -> [UInt8]? {
        var bytes = prefix
        while let last = bytes.popLast() {
            if last < 0xFF {
                bytes.append(last + 1)
                return bytes
            }
        }
        return nil
    }

    private static func precedes(
        _ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>
    ) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}
