// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Testing

@Suite struct ByteRangeSetTests {
    @Test(arguments: [
        ("bytes=0-0", [0..<1]),
        ("bytes=2-5", [2..<6]),
        ("bytes=5-", [5..<10]),
        ("bytes=5-99", [5..<10]),
        ("bytes=-3", [7..<10]),
        ("bytes=-99", [0..<10]),
        ("Bytes= 0 - 1 , -1", [0..<2, 9..<10]),
        ("bytes=0-1,50-60,-0,4-5", [0..<2, 4..<6]),
        ("bytes=8-,0-1", [8..<10, 0..<2]),
        ("bytes=0-99999999999999999999999999", [0..<10]),
    ])
    func `answers the parts within the object`(text: String, ranges: [Range<UInt64>]) throws {
        let set = try #require(ByteRangeSet(text))
        #expect(set.resolve(sizeBytes: 10) == .satisfiable(ranges))
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=5-3", "bytes=a-b", "bytes=1-b",
        "bytes=--1", "bytes=1--2", "bytes=+1-2", "bytes=0-1,", "bytes=,0-1", "bytes=0-1,x",
        "lines=0-1", "bytes:0-1", "0-1", "bytes=0x0-1", "bytes=1-2-3", "\u{22}ytes=0-1",
    ])
    func `ignores what is malformed`(text: String) {
        #expect(ByteRangeSet(text) == nil)
    }

    @Test(arguments: ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=10-,-0,11-12"])
    func `knows when nothing lies within the object`(text: String) throws {
        #expect(try #require(ByteRangeSet(text)).resolve(sizeBytes: 10) == .unsatisfiable)
    }

    @Test(arguments: ["bytes=0-", "bytes=-1", "bytes=0-0"])
    func `finds nothing in an empty object`(text: String) throws {
        #expect(try #require(ByteRangeSet(text)).resolve(sizeBytes: 0) == .unsatisfiable)
    }

    @Test func `answers at most fifty parts`() throws {
        func set(_ count: Int) throws -> ByteRangeSet {
            let parts = (0..<count).map { "\($0 * 2)-\($0 * 2)" }
            return try #require(ByteRangeSet("bytes=" + parts.joined(separator: ",")))
        }
        guard case .satisfiable(let ranges) = try set(50).resolve(sizeBytes: 1000) else {
            Issue.record("fifty parts were refused")
            return
        }
        #expect(ranges.count == 50)
        #expect(try set(51).resolve(sizeBytes: 1000) == .unsatisfiable)
        // Parts outside the object do not count.
        #expect(try set(1000).resolve(sizeBytes: 100) != .unsatisfiable)
    }

    @Test func `answers at most two overlaps`() throws {
        let two = try #require(ByteRangeSet("bytes=0-10,5-20,15-30"))
        #expect(
            two.resolve(sizeBytes: 100) == .satisfiable([0..<11, 5..<21, 15..<31]))
        let three = try #require(ByteRangeSet("bytes=0-10,5-20,15-30,25-40"))
        #expect(three.resolve(sizeBytes: 100) == .unsatisfiable)
    }

    @Test func `answers eight parts and more only in ascending order`() throws {
        let seven = try #require(ByteRangeSet("bytes=12-12,10-10,8-8,6-6,4-4,2-2,0-0"))
        #expect(seven.resolve(sizeBytes: 100) != .unsatisfiable)
        let eight = try #require(ByteRangeSet("bytes=14-14,12-12,10-10,8-8,6-6,4-4,2-2,0-0"))
        #expect(eight.resolve(sizeBytes: 100) == .unsatisfiable)
    }

    @Test(arguments: ["bytes=0-1", "bytes=5-,-3,7-9"])
    func `writes what it reads`(text: String) throws {
        #expect(try #require(ByteRangeSet(text)).text == text)
    }

    @Test func `survives the largest numbers`() throws {
        let largest = String(UInt64.max)
        let set = try #require(ByteRangeSet("bytes=0-\(largest),\(largest)-,-\(largest)"))
        #expect(
            set.resolve(sizeBytes: .max) == .satisfiable([0..<UInt64.max, 0..<UInt64.max]))
    }
}
