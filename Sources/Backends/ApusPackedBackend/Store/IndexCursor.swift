// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusStorage

/// A walk over the names under a prefix of the index, for `ListingWalk`.
struct IndexCursor<Row>: ListingCursor {
    private let iterator: RocksIterator
    private let prefix: [UInt8]
    private let isReversed: Bool
    private let decode: (RawSpan, String) throws(StorageError) -> Row

    /// - Parameters:
    ///   - prefix: what the keys of all names begin with; its last byte is not 255.
    ///   - decode: makes a row of a value.
    init(
        _ index: RocksIndex, _ family: ColumnFamily, under prefix: Bytes, isReversed: Bool,
        decode: @escaping (RawSpan, String) throws(StorageError) -> Row
    ) {
        self.prefix = prefix.array
        self.isReversed = isReversed
        self.decode = decode
        var end = prefix.array
        while end.last == 0xFF { end.removeLast() }
        if let last = end.popLast() { end.append(last + 1) }
        iterator = index.iterator(family, from: prefix, to: Bytes(end))
    }

    mutating func seek(to place: ListingPlace) throws(StorageError) {
        switch place {
        case .start:
            if isReversed { iterator.seekToLast() } else { iterator.seekToFirst() }
        case .at(let bytes): move(to: bytes)
        case .beyond(let bytes):
            move(to: bytes)
            let wanted = Bytes(prefix + bytes)
            let isThere = try iterator.read { key, _ in
                key.byteCount == wanted.count && key.bytes(0..<key.byteCount) == wanted
            }
            if isThere == true { step() }
        }
    }

    private func move(to bytes: [UInt8]) {
        let key = Bytes(prefix + bytes)
        if isReversed { iterator.seekBack(key) } else { iterator.seek(key) }
    }

    private func step() {
        if isReversed { iterator.previous() } else { iterator.next() }
    }

    mutating func next() throws(StorageError) -> (name: String, row: Row)? {
        let count = prefix.count
        let found = try iterator.read { key, value throws(StorageError) in
            var reader = FieldReader(at: count)
            let name = reader.rest(key)
            try reader.check("a name")
            return (name: name, row: try decode(value, name))
        }
        if found != nil { step() }
        return found
    }
}
