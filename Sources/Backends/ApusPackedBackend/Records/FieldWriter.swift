// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// Puts the fields of a key or value one after the other (`Docs/OnDisk/PackedBackend.md`).
struct FieldWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 64) {
        bytes.reserveCapacity(capacity)
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(_ more: [UInt8]) {
        bytes.append(contentsOf: more)
    }

    /// Seven bits a byte, the low ones first; the high bit says that more follow.
    mutating func append(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// So many bytes, the high one first: numbers that order as their bytes do.
    mutating func append(ordered number: UInt64, count: Int = 8) {
        for shift in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> (shift * 8)))
        }
    }

    /// Its length and its bytes of UTF-8.
    mutating func append(_ text: String) {
        append(number: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Bytes of UTF-8 alone: the end of a key.
    mutating func append(rest text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// A moment whose offset is written only when there is one, which the first bit says.
    mutating func append(_ moment: Timestamp) {
        append(number: moment.ticks << 1 | (moment.offset == 0 ? 0 : 1))
        if moment.offset != 0 { append(number: moment.offset) }
    }

    /// How many, then names and values, names in order.
    mutating func append(_ values: [String: String]) {
        append(number: UInt64(values.count))
        guard values.count > 1 else {
            for (name, value) in values { append(name); append(value) }
            return
        }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            append(name)
            append(value)
        }
    }

    func finish() -> Bytes { Bytes(bytes) }
}
