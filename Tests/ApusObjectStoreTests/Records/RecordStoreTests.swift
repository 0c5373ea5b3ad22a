// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization
import Testing

@Suite struct RecordStoreTests {
    let records: RecordStore
    let reopened: RecordStore
    let box: ContainerName
    let name: ObjectName

    init() throws {
        let backend = MemoryBackend()
        func open() -> RecordStore {
            RecordStore(
                ObjectStore(
                    policies: StoragePolicies(backend),
                    clock: StoreClock { Timestamp(ticks: 5) },
                    compute: Lane(name: "compute", threads: 1)), in: .ds3)
        }
        records = open()
        reopened = open()
        box = try ContainerName("users")
        name = try ObjectName("a/1")
    }

    @Test func `keeps documents by name`() async throws {
        #expect(try await records.get(name, in: box) == nil)
        #expect(try await records.list(box).isEmpty)
        #expect(try await !records.remove(name, in: box))
        try await records.put(
            name, in: box, Bytes("one"), fields: ["f": "1"], listing: ["l": "2"])
        try await records.put(name, in: box, Bytes("two"), listing: ["l": "3"])
        let found = try #require(await reopened.get(name, in: box))
        #expect(found.document == Bytes("two"))
        #expect(found.info.fields.isEmpty)
        #expect(found.info.listing == ["l": "3"])
        #expect(try await reopened.list(box).map(\.listing) == [["l": "3"]])
        #expect(try await records.remove(name, in: box))
        #expect(try await reopened.info(name, in: box) == nil)
        try await records.removeIfEmpty(box)
        try await records.put(name, in: box, Bytes("three"), if: .mustBeNew)
        #expect(try await reopened.info(name, in: box)?.sizeBytes == 5)
    }

    @Test func `refuses what was made or changed meanwhile`() async throws {
        let first = try await records.put(name, in: box, Bytes("one"), if: .mustBeNew)
        await #expect(throws: StoreError.self) {
            try await records.put(name, in: box, Bytes("two"), if: .mustBeNew)
        }
        try await records.put(
            name, in: box, Bytes("two"), if: .unchanged(since: first.modifiedAt))
        await #expect(throws: StoreError.self) {
            try await records.put(
                name, in: box, Bytes("three"), if: .unchanged(since: first.modifiedAt))
        }
        await #expect(throws: StoreError.self) {
            try await records.remove(name, in: box, if: .unchanged(since: first.modifiedAt))
        }
        #expect(try await reopened.get(name, in: box)?.document == Bytes("two"))
    }

    @Test func `loses no update of many at a time`() async throws {
        try await records.put(name, in: box, Bytes("document"), fields: ["count": "0"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await records.update(name, in: box) { info in
                        var info = info
                        let count = info.fields["count"].flatMap { Int($0) } ?? 0
                        info.fields["count"] = String(count + 1)
                        return info
                    }
                }
            }
            try await group.waitForAll()
        }
        let found = try #require(await reopened.get(name, in: box))
        #expect(found.info.fields["count"] == "20")
        #expect(found.document == Bytes("document"))
    }

    @Test func `streams large documents, and keeps the old one when a new one breaks off`()
        async throws
    {
        let pieces = Mutex(0)
        func body(_ count: Int, breaks: Bool) -> BodyReader {
            pieces.withLock { $0 = 0 }
            return BodyReader(lengthBytes: nil) {
                let number = pieces.withLock { pieces in
                    pieces += 1
                    return pieces
                }
                if number > count {
                    if breaks { throw BodyError.truncated }
                    return nil
                }
                return .bytes(Bytes([UInt8](repeating: UInt8(number), count: 100_000)))
            }
        }
        try await records.put(name, in: box, body: body(20, breaks: false))
        await #expect(throws: BodyError.truncated) {
            try await records.put(name, in: box, body: body(3, breaks: true))
        }
        let (info, rest) = try #require(await reopened.open(name, in: box, from: 1_899_999))
        #expect(info.sizeBytes == 2_000_000)
        let bytes = try await rest.collect(limitBytes: 200_000)
        #expect(bytes.count == 100_001)
        #expect(bytes[0] == 19)
        #expect(bytes[1] == 20)
    }

    @Test func `lists page by page in the order of names`() async throws {
        for number in 0..<5 {
            try await records.put(try ObjectName("r\(number)"), in: box, Bytes("x"))
        }
        let page = try await reopened.list(box, ListingQuery(limit: 2, marker: "r1"))
        #expect(page.map(\.name.text) == ["r2", "r3"])
        let last = try await reopened.list(box, ListingQuery(limit: 1, isReversed: true))
        #expect(last.map(\.name.text) == ["r4"])
    }
}
