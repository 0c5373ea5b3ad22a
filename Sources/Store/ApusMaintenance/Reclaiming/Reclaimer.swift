// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
package import ApusObjectStore
import ApusStorage

/// Gives back what engines have left behind: old tombstones, bodies whose rows are gone, bodies
/// that never got a row.
///
/// Source: OpenStack Swift, `reclaim_age`, which its replicators keep.
package struct Reclaimer: BackgroundWork {
    private static let stepLimit = 100

    package let name = "reclaimer"

    private let store: ObjectStore
    private let age: Duration
    private let pace: Pace

    /// - Parameters:
    ///   - age: `reclaim_age`: what is younger stays.
    ///   - perSecond: things a second; 0 is no limit.
    package init(
        _ store: ObjectStore, age: Duration = .seconds(604_800), perSecond: Double = 0,
        clock: any WorkClock
    ) {
        self.store = store
        self.age = age
        pace = Pace(perSecond: perSecond, clock: clock)
    }

    package func pass(_ progress: WorkProgress) async throws {
        let now = store.clock.now().ticks
        let ageTicks =
            UInt64(max(0, age.components.seconds)) * Timestamp.ticksPerSecond
        let moment = Timestamp(ticks: now - min(now, ageTicks))
        for case let backend as any Reclaiming in store.policies.backends {
            while true {
                try Task.checkCancellation()
                let report = try await backend.reclaim(olderThan: moment, limit: Self.stepLimit)
                progress.count("tombstones", report.tombstones)
                progress.count("bodies", report.bodies)
                progress.count("orphans", report.orphans)
                progress.count("bytes", report.sizeBytes)
                if report.isFinished { break }
                let count = report.tombstones + report.bodies + report.orphans
                try await pace.take(Double(max(1, count)))
            }
        }
    }
}
