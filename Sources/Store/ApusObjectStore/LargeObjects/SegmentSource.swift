// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusStorage

/// Where the bytes of a large object come from.
struct SegmentSource: Sendable {
    enum Segments: Sendable {
        /// Those of a manifest as it is stored.
        case fixed(Bytes)
        case listed(DynamicSegments)
    }

    let store: ObjectStore
    let address: ObjectAddress
    let caller: Caller
    let segments: Segments
    /// Whether segments past their expiry are to be read.
    let opensExpired: Bool
    /// How many large objects it is a segment of, each in the other.
    var depth = 0

    /// The bytes of a range of the large object; nil stands for all of them.
    ///
    /// - Throws: `StoreError.segmentChanged` when the first segment wanted is not there, may
    ///   not be read or is not what the manifest says.
    func body(_ range: Range<UInt64>?, sizeBytes: UInt64?) async throws -> BodyReader {
        let window = range ?? 0..<(sizeBytes ?? .max)
        let lengthBytes = range.map { UInt64($0.count) } ?? sizeBytes
        let plan: SegmentPlan =
            switch segments {
            case .fixed(let document):
                .fixed(
                    StaticSegmentPlan(
                        store, address.container.account, caller, document, window: window,
                        opensExpired: opensExpired))
            case .listed(let segments):
                .listed(DynamicSegmentPlan(store, caller, segments, window: window))
            }
        let reader = SegmentReader(
            store: store, caller: caller, plan: plan, lengthBytes: lengthBytes, depth: depth,
            opensExpired: opensExpired)
        try await reader.begin()
        return BodyReader(lengthBytes: lengthBytes) { try await reader.next() }
    }
}
