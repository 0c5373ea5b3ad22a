// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How one large object is fetched: which ranges, and which digests they are checked against.
///
/// A piece is what the server knows the MD5 of: the object itself, or a segment of a large one. A
/// unit is what one request fetches. A unit that holds whole pieces is hashed while it comes, so
/// that pieces are hashed by as many threads as there are requests; a piece that is cut into
/// several units is read back and hashed in order, beside the requests.
struct RangePlan: Sendable {
    /// A run of bytes with the MD5 they must have.
    struct Piece: Hashable, Sendable {
        let range: Range<UInt64>
        let md5: String
    }

    struct Unit: Hashable, Sendable {
        let range: Range<UInt64>
        /// The pieces that are whole in it; empty for a part of a piece, and where nothing is
        /// known.
        var pieces: [Piece] = []
    }

    let lengthBytes: UInt64
    let units: [Unit]
    /// Pieces larger than a unit, with the units they consist of.
    let cutPieces: [(piece: Piece, units: Range<Int>)]

    /// - Parameters:
    ///   - pieces: in order and without gaps; empty where no digest is known.
    ///   - unitBytes: about so much is asked for at once, where there is a choice; whole pieces
    ///     up to eight times as much.
    init(lengthBytes: UInt64, pieces: [Piece], unitBytes: UInt64) {
        self.lengthBytes = lengthBytes
        // So many at most, that the journal of a very large object stays small.
        let unit = max(unitBytes, lengthBytes / 4096, 1)
        var units: [Unit] = []
        var cut: [(piece: Piece, units: Range<Int>)] = []
        var run: [Piece] = []
        func flush() {
            guard let first = run.first, let last = run.last else { return }
            units.append(Unit(range: first.range.lowerBound..<last.range.upperBound, pieces: run))
            run = []
        }
        for piece in pieces where !piece.range.isEmpty {
            let isLarge = pieces.count == 1 || UInt64(piece.range.count) / 8 > unit
            if isLarge, UInt64(piece.range.count) > unit {
                flush()
                let start = units.count
                units += Self.slices(of: piece.range, unit)
                cut.append((piece, start..<units.count))
            } else {
                run.append(piece)
                if let first = run.first,
                    piece.range.upperBound - first.range.lowerBound >= unit
                {
                    flush()
                }
            }
        }
        flush()
        if units.isEmpty { units = Self.slices(of: 0..<lengthBytes, unit) }
        self.units = units
        cutPieces = cut
    }

    /// Where units are large, the first ones are smaller: hashing can begin when the first one is
    /// there, and is what takes longest.
    private static func slices(of range: Range<UInt64>, _ size: UInt64) -> [Unit] {
        var units: [Unit] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let part: UInt64 =
                size < largeUnitBytes ? 1 : units.count < 4 ? 8 : units.count < 8 ? 2 : 1
            let end = min(range.upperBound, start + size / part)
            units.append(Unit(range: start..<end))
            start = end
        }
        return units
    }

    private static let largeUnitBytes: UInt64 = 8 * 1024 * 1024
}
