// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusEncryptedBackend
import ApusIO
import ApusMaintenance
import ApusMemoryBackend
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

/// Bodies: read in parts, verified, moved, and changed while their rows are.
@Suite struct EncryptedBodyTests {
    /// Larger than a step of decryption, and no multiple of anything.
    private static let large = Bytes((0..<530_001).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })

    @Test(arguments: Engine.allCases, [1_000_003, 4_097])
    func `reads any range`(_ engine: Engine, step: Int) async throws {
        let directory = try TemporaryDirectory()
        let place = try await Place(try await engine.open(directory.path), try .of([(nil, 1)]))
        let staged = try await place.stage(Self.large, in: place.container, step: step)
        _ = try await place.container.commit([
            ObjectChange(key("o"), .put(place.row(Self.large), staged))
        ])
        let size = UInt64(Self.large.count)
        #expect(try await place.read("o") == Self.large)
        for start in [0, 1, 16, 65_535, 262_143, 262_144, size - 1, size] {
            for length: UInt64 in [0, 1, 17, 262_146] {
                let end = min(start + length, size)
                #expect(
                    try await place.read("o", start..<end) == Self.large[Int(start)..<Int(end)],
                    "\(start)..<\(end)")
            }
        }
        let file = try await place.container.open(key("o"))
        #expect(try await file.read(size - 1..<size + 5).reduce(0) { $0 + $1.count } == 1)
        #expect(try await file.read(size + 1..<size + 5).isEmpty)
        await place.backend.shutdown()
    }

    /// What an audit of every object comes to, seen through encryption or past it.
    private func check(_ backend: any Backend) async throws -> [String] {
        let auditable = try #require(backend as? any Auditable)
        return try await StoreCheck(auditable, now: { moment(99) }).run().findings.map {
            "\($0.address): \($0.reason)"
        }
    }

    @Test(arguments: Engine.durable)
    func `is audited with keys by its digest, without by what is stored`(
        _ engine: Engine
    ) async throws {
        let directory = try TemporaryDirectory()
        let place = try await Place(try await engine.open(directory.path), try .of([(nil, 1)]))
        try await place.put("whole", Self.large)
        try await place.put("changed", Self.large)
        #expect(try await check(place.backend) == [])
        #expect(try await check(place.engine) == [])

        // Somebody who can write to the disk, and does it by the rules: no checksum tells.
        let row = try await place.stored.row(key("changed"))
        let other = try await place.stage(Self.large, in: place.stored)
        _ = try await place.stored.commit([ObjectChange(key("changed"), .put(row, other))])
        #expect(try await check(place.engine) == [])
        let findings = try await check(place.backend)
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("/AUTH_a/c/changed: its bytes have the MD5") == true)

        // A wrong secret is no damage of objects: nobody shall quarantine them for it.
        let wrong = try await place.with(try .of([(nil, 2)]))
        let error = await #expect(throws: StorageError.self) { try await check(wrong.backend) }
        #expect(error?.reason == .unavailable)
        await place.backend.shutdown()
    }

    @Test func `is moved to another engine as it is stored, without keys`() async throws {
        let directory = try TemporaryDirectory()
        let keys = try Keyring.of([(nil, 1)])
        let place = try await Place(try await Engine.file.open(directory.path), keys)
        let row = try await place.put("o", Self.large, ["x-object-meta-a": "1"])
        try await place.put("p", Bytes("small"))
        try await place.amend("p", ["x-object-meta-b": "2"])
        let target = MemoryBackend()
        let source = try #require(place.engine as? any Auditable)
        let migration = Migration(from: source, to: target)
        let report = try await migration.copy(from: nil) { _, _ in }
        #expect(report.problems == [] && report.objects == 2)
        #expect(try await migration.verify().problems == [])
        let moved = try await Place(target, keys)
        #expect(try await moved.container.row(key("o")) == row)
        #expect(try await moved.read("o") == Self.large)
        #expect(try await moved.read("p") == Bytes("small"))
        await place.backend.shutdown()
    }

    @Test(arguments: [Engine.memory, .packed])
    func `keeps the keys of a body that is replaced while its row is amended`(
        _ engine: Engine
    ) async throws {
        let directory = try TemporaryDirectory()
        let place = try await Place(try await engine.open(directory.path), try .of([(nil, 1)]))
        let bodies = (0..<4).map { Bytes("a body of the number \($0), and of no other") }
        try await place.put("o", bodies[0])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, body) in bodies.enumerated() {
                group.addTask {
                    for round in 0..<20 {
                        try await place.put("o", body, at: UInt64(1000 * round + 10 * number))
                    }
                }
                group.addTask {
                    for round in 0..<20 {
                        // The caller does not care what it amends; a new row is as good.
                        var row = try await place.container.row(key("o"))
                        row.modifiedAt = moment(UInt64(1000 * round + 10 * number + 5))
                        row.metadata = ["x-object-meta-a": "\(number)"]
                        _ = try await place.container.commit([
                            ObjectChange(key("o"), .amend(row))
                        ])
                        _ = try await place.read("o")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(bodies.contains(try await place.read("o")))
        await place.backend.shutdown()
    }
}
