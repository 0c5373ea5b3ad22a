// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// What is read and written again reads the same; what is resolved lies within the object and
/// keeps the limits.
func fuzz(_ input: Bytes) {
    guard let set = ByteRangeSet("bytes=" + input.text) ?? ByteRangeSet(input.text) else { return }
    require(ByteRangeSet(set.text) == set, "written: \(set.text)")
    for sizeBytes in [0, 1, 10, 1000, 5_368_709_122, UInt64.max] {
        guard case .satisfiable(let ranges) = set.resolve(sizeBytes: sizeBytes) else { continue }
        require(!ranges.isEmpty && ranges.count <= ByteRangeSet.partLimit, "\(ranges.count) parts")
        require(ranges.count <= set.parts.count, "more parts than were asked for")
        for range in ranges {
            require(!range.isEmpty && range.upperBound <= sizeBytes, "\(range) of \(sizeBytes)")
        }
    }
}
