// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusModel
import ApusObjectStore
import ApusStorage

// Where bodies are.
extension Call {
    /// The engine of a bucket, where it keeps bodies on slow media behind a cache.
    func staging(of bucket: Bucket) -> (any Staging)? {
        let policies = store.policies
        guard let number = policies[bucket.policy]?.backendNumber else { return nil }
        return policies.backends[number] as? any Staging
    }

    /// Where the bytes of an object are; nil where everything is always at hand.
    func residency(of object: StoredObject, in bucket: Bucket) async throws -> Residency? {
        guard let staging = staging(of: bucket) else { return nil }
        let place = object.info.address
        return try await staging.residency(of: [ObjectKey(place.object)], in: place.container)
            .first ?? nil
    }

    /// The media that bodies may be on.
    func places() async throws -> Places { Places(try await liveRecords()) }
}

/// Media, as documents about placement have them.
struct Places: Sendable {
    /// By bar code.
    private var tapes: [String: DS3.Tape] = [:]
    private let pools: [DS3.Pool]

    init(_ records: Records) {
        let tape = Resource.record("Tape")
        for record in records.all("Tape") {
            guard let barCode = record["BarCode"] else { continue }
            tapes[barCode] = DS3.Tape(unchecked: tape.document(record))
        }
        let pool = Resource.record("Pool")
        pools = records.all("Pool").map { DS3.Pool(unchecked: pool.document($0)) }
    }

    /// The media that bodies are on together; one of which nothing is known (nil) is on the store's
    /// own disks.
    func placement(of residencies: [Residency?]) -> DS3.PhysicalPlacement {
        var placement = DS3.PhysicalPlacement()
        let names = Set(residencies.flatMap { $0?.media ?? [] })
        placement.tapes = names.sorted().compactMap { tapes[$0] }
        placement.pools = residencies.contains { $0 == nil } ? pools : []
        return placement
    }
}
