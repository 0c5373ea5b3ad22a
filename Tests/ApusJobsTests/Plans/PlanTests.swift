// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import Synchronization
import Testing

@testable import ApusJobs

@Suite struct PlanTests {
    private static func plan(
        blob: UInt64?, chunk: UInt64 = 64 << 30, blobsPerChunk: Int = 20_000
    ) -> Plan {
        Plan(
            jobID: "5bd1c7a0-3f0b-4a9e-9c55-0f1bffffffff", blobSizeBytes: blob,
            chunkSizeBytes: chunk, chunkBlobLimit: blobsPerChunk)
    }

    @Test func `cuts two objects of 400 GiB into fourteen chunks`() {
        var plan = Self.plan(blob: 64 << 30)
        for name in ["a", "b"] {
            plan.append(Plan.Entry(name: name, lengthBytes: 400 << 30, blobSizeBytes: 64 << 30))
        }
        #expect(plan.chunkCount == 14)
        for chunk in 0..<14 {
            let blobs = plan.blobs(ofChunk: chunk)
            #expect(blobs.count == 1)
            let entry = plan.entry(ofBlob: blobs.lowerBound)
            #expect(entry == chunk / 7)
            let range = plan.range(ofBlob: blobs.lowerBound, in: entry)
            #expect(range.lowerBound == UInt64(chunk % 7) * 68_719_476_736)
            #expect(range.count == (chunk % 7 == 6 ? 16 << 30 : 64 << 30))
        }
        #expect(plan.range(ofBlob: 6, in: 0).lowerBound == 412_316_860_416)
    }

    @Test func `fills chunks by bytes and by blobs, in the order of the list`() {
        var plan = Self.plan(blob: 10, chunk: 25, blobsPerChunk: 3)
        // 10+10+5 | 0, 0, 10 | 10 | 0
        for (name, size) in [("a", 25), ("b", 0), ("c/", 0), ("d", 20), ("e", 0)] {
            plan.append(Plan.Entry(name: name, lengthBytes: UInt64(size), blobSizeBytes: 10))
        }
        #expect(
            (0..<plan.chunkCount).map { plan.blobs(ofChunk: $0) } == [0..<3, 3..<6, 6..<8])
        #expect((0..<plan.chunkCount).map { plan.sizeBytes(ofChunk: $0) } == [25, 10, 10])
        #expect(plan.blobs(of: 3) == 5..<7)
        #expect(plan.entry(ofBlob: 6) == 3)
        #expect(plan.chunk(ofBlob: 6) == 2)
        #expect(plan.range(ofBlob: 2, in: 0) == 20..<25)
        #expect(plan.range(ofBlob: 7, in: 4) == 0..<0)
    }

    @Test func `survives being stored, in parts`() async throws {
        var put = Self.plan(blob: 7)
        var get = Self.plan(blob: nil)
        for number in 0..<5000 {
            let name = String(repeating: "å", count: number % 50) + "/\(number)"
            put.append(Plan.Entry(name: name, lengthBytes: UInt64(number), blobSizeBytes: 7))
            get.append(
                Plan.Entry(
                    name: name, offset: UInt64(number * 64), lengthBytes: UInt64(number % 9) << 40,
                    blobSizeBytes: 1 << 40, versionID: "7c2f0f3e-8a51-4a6f-8b8e-0a9d7e5b6f11"))
        }
        for plan in [put, get] {
            var copy = Self.plan(blob: plan.blobSizeBytes)
            let whole = try await PlanRecord.body(of: plan, from: 0).collect(limitBytes: 1 << 24)
            // As it may come: in pieces that begin and end anywhere.
            let pieces = stride(from: 0, to: whole.count, by: 997).map { start in
                whole[start..<min(whole.count, start + 997)]
            }
            let rest = Mutex(pieces[...])
            try await PlanRecord.read(
                BodyReader(lengthBytes: nil) {
                    rest.withLock { $0.popFirst() }.map { .bytes($0) }
                }, into: &copy)
            copy.reindex()
            #expect(copy.entryCount == 5000)
            #expect(copy.chunkCount == plan.chunkCount)
            #expect((0..<5000).allSatisfy { copy.entry($0) == plan.entry($0) })
            #expect(copy.entries(named: "åå/52") == [52])
            #expect(copy.entries(named: "åå/53").isEmpty)
            #expect(copy.duplicateName == nil)
            copy.append(plan.entry(7))
            copy.reindex()
            #expect(copy.duplicateName == plan.name(of: 7))
        }
        let cut = try await PlanRecord.body(of: get, from: 4999).collect(limitBytes: 1 << 20)
        var copy = Self.plan(blob: nil)
        await #expect(throws: BodyError.malformed) {
            try await PlanRecord.read(BodyReader(cut[0..<cut.count - 1]), into: &copy)
        }
    }

    @Test func `finds chunks by ids that tell their jobs`() {
        let job = "5bd1c7a0-3f0b-4a9e-9c55-0f1bfffffffe"
        let ids = (0..<3).map { ChunkID.text(job, $0) }
        #expect(
            ids == [
                "5bd1c7a0-3f0b-4a9e-9c55-0f1bffffffff", "5bd1c7a0-3f0b-4a9e-9c55-0f1b00000000",
                "5bd1c7a0-3f0b-4a9e-9c55-0f1b00000001",
            ])
        #expect(ids.map { ChunkID.number(of: $0, in: job) } == [0, 1, 2])
        #expect(ChunkID.number(of: "6bd1c7a0-3f0b-4a9e-9c55-0f1bfffffffe", in: job) == nil)
    }

    @Test func `writes sets as ranges and reads them`() {
        var set = BitSet()
        for place in [0, 1, 2, 63, 64, 65, 200, 700] { set[place] = true }
        #expect(set.text == "0-2,63-65,200,700")
        #expect(BitSet(set.text) == set)
        #expect(set.places == [0, 1, 2, 63, 64, 65, 200, 700])
        set[700] = false
        #expect(set.count == 7)
        #expect(set.hasAll(63..<66))
        #expect(!set.hasAll(62..<66))
        for place in 0..<500 { set[place] = true }
        #expect(set.hasAll(3..<499))
        #expect(!set.hasAll(3..<501))
        #expect(BitSet("3,x,9-7,-").places == [3])
        #expect(set.places(from: 63, notIn: BitSet("64-497"), limit: 2) == [63, 498])
    }
}
