// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP
import ApusIO
import ApusModel

/// The parts of an object that a GET asks for: one body, part after part, in the order asked.
struct ReadRanges: Sendable {
    /// None empty; as they were asked for, overlapping or not.
    let ranges: [Range<UInt64>]
    let sizeBytes: UInt64

    /// Reads the `Range` field; nil when there is none, or one that is none of bytes.
    ///
    /// - Parameter bounds: where each part must lie, in positions of the object.
    /// - Throws: 416 when one of the parts does not.
    init?(_ field: String?, within bounds: Range<UInt64>, sizeBytes: UInt64) throws(DS3Error) {
        guard let field, let set = ByteRangeSet(field) else { return nil }
        var ranges: [Range<UInt64>] = []
        for part in set.parts {
            let range: Range<UInt64>? =
                switch part {
                case .closed(let range) where range.upperBound < bounds.upperBound:
                    range.lowerBound..<range.upperBound + 1
                case .from(let start) where start < bounds.upperBound: start..<bounds.upperBound
                case .last(let count) where count > 0 && count <= UInt64(bounds.count):
                    bounds.upperBound - count..<bounds.upperBound
                default: nil
                }
            guard let range, range.lowerBound >= bounds.lowerBound else {
                throw DS3Error(
                    .invalidRange, "A range is not within the object.", status: 416)
            }
            ranges.append(range)
        }
        self.ranges = ranges
        self.sizeBytes = sizeBytes
    }

    /// `bytes 0-4,10-14/20`
    var contentRange: String {
        let parts = ranges.map { "\($0.lowerBound)-\($0.upperBound - 1)" }
        return "bytes \(parts.joined(separator: ","))/\(sizeBytes)"
    }

    var lengthBytes: UInt64 { ranges.reduce(0) { $0 &+ UInt64($1.count) } }

    /// The body, of what `open` answers for each range. The first is opened at once, so that what
    /// is wrong with it still shows in the status.
    func body(
        _ open: @escaping @Sendable (Range<UInt64>) async throws -> BodyReader
    ) async throws -> BodyReader {
        guard ranges.count > 1 else { return try await open(ranges[0]) }
        let joined = JoinedBody(ranges, open)
        try await joined.begin()
        return BodyReader(lengthBytes: lengthBytes) { try await joined.next() }
    }
}

/// Bodies one after another, each opened when the one before has ended.
private actor JoinedBody {
    private var ranges: ArraySlice<Range<UInt64>>
    private let open: @Sendable (Range<UInt64>) async throws -> BodyReader
    private var current: BodyReader?

    init(
        _ ranges: [Range<UInt64>],
        _ open: @escaping @Sendable (Range<UInt64>) async throws -> BodyReader
    ) {
        self.ranges = ranges[...]
        self.open = open
    }

    func begin() async throws {
        current = if let range = ranges.popFirst() { try await open(range) } else { nil }
    }

    func next() async throws -> BodyPiece? {
        while let body = current {
            if let piece = try await body.nextPiece() { return piece }
            try await begin()
        }
        return nil
    }
}
