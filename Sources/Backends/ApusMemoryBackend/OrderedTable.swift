// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusStorage

/// Values by name, in the order of the names' bytes of UTF-8.
///
/// Names lie in runs of bounded length: a change moves at most one run, a search is two binary
/// ones, and a copy for a listing shares everything until the next change.
struct OrderedTable<Value: Sendable>: Sendable {
    /// A name and what stands there.
    typealias Element = (name: String, value: Value)

    /// A run is cut in two when it has this many names.
    private static var runLimit: Int { 128 }

    /// None is empty.
    private var runs: [[Element]] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Where an element stands; `run == runs.count` is behind the last.
    struct Position: Hashable, Sendable {
        var run: Int
        var offset: Int
    }

    subscript(name: String) -> Value? {
        get {
            let place = position { !Self.precedes($0.utf8, name.utf8) }
            guard let element = self[place], element.name.utf8.elementsEqual(name.utf8) else {
                return nil
            }
            return element.value
        }
        set {
            let place = position { !Self.precedes($0.utf8, name.utf8) }
            let exists = self[place].map { $0.name.utf8.elementsEqual(name.utf8) } ?? false
            switch (newValue, exists) {
            case (let value?, true): runs[place.run][place.offset].value = value
            case (let value?, false): insert((name, value), at: place)
            case (nil, true): remove(at: place)
            case (nil, false): break
            }
        }
    }

    /// The element at a position; nil behind the last.
    subscript(position: Position) -> Element? {
        guard position.run < runs.count else { return nil }
        return runs[position.run][position.offset]
    }

    /// The first position whose name satisfies `isReached`, which is false for a number of names
    /// and true for all that follow.
    func position(where isReached: (String) -> Bool) -> Position {
        let run = Self.firstIndex(runs.count) { index in
            runs[index].last.map { isReached($0.name) } ?? false
        }
        guard run < runs.count else { return Position(run: run, offset: 0) }
        let offset = Self.firstIndex(runs[run].count) { isReached(runs[run][$0].name) }
        return Position(run: run, offset: offset)
    }

    /// The next position; the one behind the last when there is none.
    func position(after position: Position) -> Position {
        guard position.run < runs.count else { return position }
        return position.offset + 1 < runs[position.run].count
            ? Position(run: position.run, offset: position.offset + 1)
            : Position(run: position.run + 1, offset: 0)
    }

    /// The previous position; nil when there is none.
    func position(before position: Position) -> Position? {
        if position.offset > 0 {
            return Position(run: position.run, offset: position.offset - 1)
        }
        guard position.run > 0 else { return nil }
        return Position(run: position.run - 1, offset: runs[position.run - 1].count - 1)
    }

    /// All names, in order.
    var names: [String] { runs.joined().map(\.name) }

    /// All values, in order.
    var values: some Sequence<Value> { runs.lazy.joined().lazy.map(\.value) }

    private mutating func insert(_ element: Element, at position: Position) {
        count += 1
        guard !runs.isEmpty else {
            runs.append([element])
            return
        }
        let isLast = position.run == runs.count
        let run = isLast ? runs.count - 1 : position.run
        runs[run].insert(element, at: isLast ? runs[run].count : position.offset)
        if runs[run].count >= Self.runLimit {
            let upper = Array(runs[run][(Self.runLimit / 2)...])
            runs[run].removeLast(upper.count)
            runs.insert(upper, at: run + 1)
        }
    }

    private mutating func remove(at position: Position) {
        count -= 1
        runs[position.run].remove(at: position.offset)
        if runs[position.run].isEmpty { runs.remove(at: position.run) }
    }

    private static func firstIndex(_ count: Int, where isReached: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isReached(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    fileprivate static func precedes(
        _ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>
    ) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}

/// A walk over a table as it was when the walk began.
struct TableCursor<Value: Sendable>: ListingCursor {
    private let table: OrderedTable<Value>
    private let isReversed: Bool
    /// What `next` answers; nil when there is nothing more.
    private var position: OrderedTable<Value>.Position?

    init(_ table: OrderedTable<Value>, isReversed: Bool) {
        self.table = table
        self.isReversed = isReversed
    }

    mutating func seek(to place: ListingPlace) {
        let bound: OrderedTable<Value>.Position
        switch place {
        case .start:
            bound = table.position { _ in !isReversed }
        case .at(let bytes):
            // Forwards: the first that is not before; backwards: the one before the first behind.
            bound = table.position {
                isReversed
                    ? OrderedTable<Value>.precedes(bytes, $0.utf8)
                    : !OrderedTable<Value>.precedes($0.utf8, bytes)
            }
        case .beyond(let bytes):
            bound = table.position {
                isReversed
                    ? !OrderedTable<Value>.precedes($0.utf8, bytes)
                    : OrderedTable<Value>.precedes(bytes, $0.utf8)
            }
        }
        position = isReversed ? table.position(before: bound) : bound
    }

    mutating func next() -> (name: String, row: Value)? {
        guard let position, let element = table[position] else { return nil }
        self.position =
            isReversed ? table.position(before: position) : table.position(after: position)
        return (element.name, element.value)
    }
}
