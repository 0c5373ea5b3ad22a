// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ApusSwiftClient

@Suite struct SegmentCollectionTests {
    /// A DLO of 100 GiB in segments of 512 KiB.
    @Test(.timeLimit(.minutes(1)))
    func `is asked in no time, however many segments there are`() {
        let collected = SegmentCollection()
        for index in (0..<200_000).reversed() {
            #expect(!collected.hasFailed)
            collected.add(
                SegmentUpload(
                    container: "c", object: "o", segmentContainer: "s", segmentName: "o/1",
                    index: index, sizeBytes: 1))
        }
        #expect(collected.segments.first?.index == 0)
        var failed = SegmentUpload(
            container: "c", object: "o", segmentContainer: "s", segmentName: "o/2", index: 200_000,
            sizeBytes: 1)
        failed.failure = CancellationError()
        collected.add(failed)
        #expect(collected.hasFailed)
    }
}
