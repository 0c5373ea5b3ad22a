// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ApusSwiftClient

@Suite struct RangePlanTests {
    /// Pieces of these lengths, one behind the other.
    private func plan(_ lengths: [UInt64], unit: UInt64) -> RangePlan {
        var end: UInt64 = 0
        let pieces = lengths.map { length in
            defer { end += length }
            return RangePlan.Piece(range: end..<end + length, md5: "\(end)")
        }
        return RangePlan(
            lengthBytes: lengths.reduce(0, +), pieces: pieces, unitBytes: unit)
    }

    @Test func `cuts what is one piece, and has it hashed as one`() {
        let plan = plan([250], unit: 100)
        #expect(plan.units.map(\.range) == [0..<100, 100..<200, 200..<250])
        #expect(plan.units.allSatisfy { $0.pieces.isEmpty })
        #expect(plan.cutPieces.map(\.units) == [0..<3])
    }

    @Test func `begins with smaller ones where they are large`() {
        let mebibyte: UInt64 = 1024 * 1024
        let plan = plan([100 * mebibyte], unit: 16 * mebibyte)
        #expect(
            plan.units.map { UInt64($0.range.count) / mebibyte }
                == [2, 2, 2, 2, 8, 8, 8, 8, 16, 16, 16, 12])
        #expect(plan.units.last?.range.upperBound == 100 * mebibyte)
        #expect(
            zip(plan.units, plan.units.dropFirst()).allSatisfy { before, after in
                before.range.upperBound == after.range.lowerBound
            })
    }

    @Test func `keeps segments whole and puts small ones together`() {
        let plan = plan([60, 60, 10, 500, 20], unit: 100)
        #expect(plan.units.map(\.range) == [0..<120, 120..<630, 630..<650])
        #expect(plan.units.map(\.pieces.count) == [2, 2, 1])
        #expect(plan.cutPieces.isEmpty)
    }

    @Test func `cuts segments that are too large for one request`() {
        let plan = plan([50, 1000, 50], unit: 100)
        #expect(plan.units.first?.range == 0..<50)
        #expect(plan.cutPieces.map(\.piece.range) == [50..<1050])
        #expect(plan.cutPieces.map(\.units) == [1..<11])
        #expect(plan.units.last?.range == 1050..<1100)
        #expect(plan.units.reduce(0) { $0 + $1.range.count } == 1100)
    }

    @Test func `asks for everything where no digest is known`() {
        let plan = RangePlan(lengthBytes: 150, pieces: [], unitBytes: 100)
        #expect(plan.units.map(\.range) == [0..<100, 100..<150])
    }
}
