// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// A part of a plan as it is stored: entry after entry, each length a number of seven bits a byte.
enum PlanRecord {
    /// The document of some entries of a plan, made piece by piece.
    static func body(of plan: Plan, from first: Int) -> BodyReader {
        let place = Mutex(first)
        return BodyReader(lengthBytes: nil) {
            let bytes = place.withLock { place in
                var writer = ByteWriter(capacity: 65 * 1024)
                while place < plan.entryCount, writer.count < 64 * 1024 {
                    append(plan.entry(place), &writer)
                    place += 1
                }
                return writer.finish()
            }
            return bytes.isEmpty ? nil : .bytes(bytes)
        }
    }

    private static func append(_ entry: Plan.Entry, _ writer: inout ByteWriter) {
        append(UInt64(entry.name.utf8.count), &writer)
        writer.append(entry.name)
        append(entry.lengthBytes, &writer)
        guard let versionID = entry.versionID else { return }
        append(entry.offset, &writer)
        append(entry.blobSizeBytes, &writer)
        writer.append(Bytes(UUIDBytes.bytes(versionID)))
    }

    private static func append(_ number: UInt64, _ writer: inout ByteWriter) {
        var rest = number
        while rest >= 0x80 {
            writer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        writer.append(UInt8(rest))
    }

    /// Reads what `body` made, and adds it to a plan.
    ///
    /// - Throws: `BodyError.malformed`, and what the body throws.
    static func read(_ body: BodyReader, into plan: inout Plan) async throws {
        var rest: [UInt8] = []
        var isAtEnd = false
        while !isAtEnd {
            if let bytes = try await body.next() {
                rest.append(contentsOf: bytes.array)
            } else {
                isAtEnd = true
            }
            var reader = Reader(bytes: rest)
            var done = 0
            while let entry = reader.entry(reads: plan.blobSizeBytes == nil) {
                plan.append(entry)
                done = reader.place
            }
            rest.removeFirst(done)
        }
        guard rest.isEmpty else { throw BodyError.malformed }
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        /// Nil when there is not all of one.
        mutating func entry(reads: Bool) -> Plan.Entry? {
            guard let count = number(), let name = take(count), let length = number() else {
                return nil
            }
            var entry = Plan.Entry(
                name: String(decoding: name, as: UTF8.self), lengthBytes: length,
                blobSizeBytes: 0)
            guard reads else { return entry }
            guard let offset = number(), let blobSize = number(), let id = take(16) else {
                return nil
            }
            entry.offset = offset
            entry.blobSizeBytes = blobSize
            entry.versionID = UUIDBytes.text(id)
            return entry
        }

        private mutating func number() -> UInt64? {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while place < bytes.count, shift < 64 {
                let byte = bytes[place]
                place += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
            return nil
        }

        private mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
            guard count <= UInt64(bytes.count - place) else { return nil }
            defer { place += Int(count) }
            return bytes[place..<place + Int(count)]
        }
    }
}
