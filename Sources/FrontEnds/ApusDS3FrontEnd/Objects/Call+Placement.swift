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

    /// The media that have bodies, as documents have them; a body of which nothing is known (nil)
    /// is on the store's own disks.
    func placement(of residencies: [Residency?]) async throws -> DS3.PhysicalPlacement {
        var placement = DS3.PhysicalPlacement()
        let names = Set(residencies.flatMap { $0?.media ?? [] })
        placement.tapes = names.sorted().map { name in
            var tape = DS3.Tape()
            tape.barCode = name
            return tape
        }
        placement.pools = []
        placement.azureTargets = []
        placement.ds3Targets = []
        placement.s3Targets = []
        return placement
    }
}
