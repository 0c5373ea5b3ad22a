// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Numbers, texts and maps as bytes: how what is sealed is written.
struct FieldWriter {
    private var bytes = ByteWriter()

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Seven bits a byte, the lowest first.
    mutating func append(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Bytes whose number the reader knows.
    mutating func append(raw: Bytes) {
        bytes.append(raw)
    }

    mutating func append(_ text: String) {
        append(number: UInt64(text.utf8.count))
        bytes.append(text)
    }

    mutating func append(_ map: [String: String]) {
        append(number: UInt64(map.count))
        for (name, value) in map {
            append(name)
            append(value)
        }
    }

    mutating func finish() -> Bytes {
        bytes.finish()
    }
}

/// Reads what `FieldWriter` has written; every read answers nil where the bytes are none of it.
struct FieldReader {
    private let bytes: Bytes
    private(set) var position = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }
    /// What has not been read.
    var rest: Bytes { bytes[position..<bytes.count] }

    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
            guard let byte = byte() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }

    mutating func raw(_ count: Int) -> Bytes? {
        guard count <= bytes.count - position else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func text() -> String? {
        guard let count = number().flatMap({ Int(exactly: $0) }) else { return nil }
        return raw(count)?.validText
    }

    mutating func map() -> [String: String]? {
        guard let count = number() else { return nil }
        var map: [String: String] = [:]
        for _ in 0..<count {
            guard let name = text(), let value = text() else { return nil }
            map[name] = value
        }
        return map
    }
}
