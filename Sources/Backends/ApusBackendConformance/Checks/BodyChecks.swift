// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusStorage

/// Bodies: sizes, ranges, readers that outlive their row, writers that leave nothing.
enum BodyChecks {
    /// Around the limits at which engines change their ways.
    private static let sizes: [Int] = [
        0, 1, 4_095, 4_096, 65_535, 65_536, 65_537, 131_072, 262_145, 1_048_575, 5_000_001,
    ]

    static let all: [ConformanceCheck] =
        sizes.map { size in
            .inContainer("keeps a body of \(size) bytes, and its ranges") { bench in
                try await checkBody(of: size, bench)
            }
        } + [
            .inContainer("keeps an open object readable after overwrite and removal") { bench in
                for size in [100, 400_000] {
                    let text = pattern(size, seed: 1)
                    let row = ObjectRow.sample("", at: moment(2)).sized(size)
                    let body = try await bench.stage(text)
                    try await bench.commit(ObjectChange(key("a"), .put(row, body)))
                    let first = try await bench.container.open(key("a"))
                    try await bench.put("a", "other", at: moment(3))
                    let second = try await bench.container.open(key("a"))
                    try await bench.remove("a")
                    try await bench.container.delete(at: moment(4))
                    try expect(try await read(first) == text, "the overwritten body changed")
                    try expectEqual(try await read(second).text, "other", "the removed body")
                    _ = try await bench.container.create(ContainerRecord(createdAt: moment(5)))
                }
            },
            .inContainer("shows nothing of writers that were abandoned or never sealed") { bench in
                for size in [10, 300_000] {
                    let abandoned = try await bench.container.stage(sizeBytes: UInt64(size))
                    try await abandoned.write(pattern(size, seed: 2))
                    await abandoned.abandon()
                    await abandoned.abandon()
                    let dropped = try await bench.container.stage(sizeBytes: nil)
                    try await dropped.write(pattern(size, seed: 3))
                    let sealed = try await bench.container.stage(sizeBytes: nil)
                    try await sealed.write(pattern(size, seed: 4))
                    _ = try await sealed.seal()
                    await sealed.abandon()
                }
                try expectEqual(try await bench.names(), [], "listing")
                try expectEqual(try await bench.container.stat(.current).totals, Totals(), "totals")
            },
            .inContainer("lets a writer be abandoned after its commit") { bench in
                for size in [10, 300_000] {
                    let bytes = pattern(size, seed: 5)
                    let writer = try await bench.container.stage(sizeBytes: UInt64(size))
                    try await writer.write(bytes)
                    let body = try await writer.seal()
                    try expectEqual(body.sizeBytes, UInt64(size), "size")
                    let row = ObjectRow.sample("", at: moment(2)).sized(size)
                    try await bench.commit(ObjectChange(key("a"), .put(row, body)))
                    await writer.abandon()
                    try expect(
                        try await read(try await bench.container.open(key("a"))) == bytes, "body")
                }
            },
            .inContainer("answers nothing for an empty range, and cuts one at the end") { bench in
                try await bench.put("a", "0123456789")
                let file = try await bench.container.open(key("a"))
                try expectEqual(try await file.read(3..<3).count, 0, "an empty range")
                let pieces = try await file.read(8..<100)
                try expectEqual(pieces.reduce(0) { $0 + $1.count }, 2, "a range over the end")
                try expectEqual(
                    try await file.read(10..<20).reduce(0) { $0 + $1.count }, 0, "behind the end")
            },
        ]

    private static func checkBody(of size: Int, _ bench: Bench) async throws {
        let bytes = pattern(size, seed: UInt64(size))
        let writer = try await bench.container.stage(sizeBytes: nil)
        var generator = RepeatableGenerator(seed: 11)
        var position = 0
        while position < size {
            let count = min(size - position, Int.random(in: 0..<100_000, using: &generator))
            try await writer.write(bytes[position..<position + count])
            position += count
        }
        let row = ObjectRow.sample("", at: moment(2)).sized(size)
        let body = try await writer.seal()
        try await bench.commit(ObjectChange(key("body"), .put(row, body)))
        let file = try await bench.container.open(key("body"))
        try expect(try await read(file) == bytes, "the whole body differs")
        for _ in 0..<20 where size > 0 {
            let first = Int.random(in: 0..<size, using: &generator)
            let last = Int.random(in: first..<size, using: &generator)
            let part = try await read(file, UInt64(first)..<UInt64(last) + 1)
            try expect(part == bytes[first..<last + 1], "bytes \(first) to \(last) differ")
        }
        try await bench.expectCountersEqualListing()
    }

    /// Bytes that look random and can be made again.
    static func pattern(_ count: Int, seed: UInt64) -> Bytes {
        var generator = RepeatableGenerator(seed: seed)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            var word = generator.next()
            for _ in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return Bytes(bytes)[0..<count]
    }
}

extension ObjectRow {
    /// The row, for a body of another size.
    func sized(_ size: Int) -> ObjectRow {
        var row = self
        row.sizeBytes = UInt64(size)
        return row
    }
}
