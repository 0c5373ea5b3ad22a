// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage
import Testing

@Suite struct TimedMetadataTests {
    @Test func `remembers the latest removals, and not all there ever were`() {
        var metadata = TimedMetadata()
        metadata.merge(["stays": "1"] as [String: String?], at: .zero)
        for ticks in 1...5_000 as ClosedRange<UInt64> {
            metadata.merge(["name-\(ticks)": nil], at: Timestamp(ticks: ticks))
        }
        #expect(metadata.entries.count <= 1_000)
        // A change that was made before its removal and comes after it.
        metadata.merge(["name-5000": "late"], at: Timestamp(ticks: 4_999))
        #expect(metadata.metadata == ["stays": "1"])
    }
}
