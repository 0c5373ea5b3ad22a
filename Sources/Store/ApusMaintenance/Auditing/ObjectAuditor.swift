// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusModel
package import ApusObjectStore
import ApusStorage

/// Reads every object again, at a rate that leaves the disk to requests, and takes out of the way
/// what is not what was stored.
///
/// A walk that was stopped goes on where it was. On its way it queues what should have expired
/// long ago and stands in no queue.
///
/// Source: OpenStack Swift, `swift-object-auditor`.
package struct ObjectAuditor: BackgroundWork {
    /// `[object-auditor]`; the defaults are OpenStack Swift's.
    package struct Options: Hashable, Sendable {
        /// `files_per_second`; 0 is no limit.
        package var objectsPerSecond = 20.0
        /// `zero_byte_files_per_second`: those without bytes; 0 is no limit.
        package var emptyObjectsPerSecond = 50.0
        /// `bytes_per_second`; 0 is no limit.
        package var bytesPerSecond = 10_000_000.0

        package init() {}
    }

    /// How long after its expiry an object is taken for forgotten.
    private static let forgottenAfterSeconds: UInt64 = 86_400
    private static let pageLimit = 100

    package let name = "object-auditor"

    private let store: ObjectStore
    private let clock: any WorkClock
    private let objectPace: Pace
    private let emptyObjectPace: Pace
    private let bytePace: Pace

    package init(_ store: ObjectStore, _ options: Options = Options(), clock: any WorkClock) {
        self.store = store
        self.clock = clock
        objectPace = Pace(perSecond: options.objectsPerSecond, clock: clock)
        emptyObjectPace = Pace(perSecond: options.emptyObjectsPerSecond, clock: clock)
        bytePace = Pace(perSecond: options.bytesPerSecond, clock: clock)
    }

    package func pass(_ progress: WorkProgress) async throws {
        for case let backend as any Auditable in store.policies.backends {
            let audit = ObjectAudit(backend: backend, bytePace: bytePace)
            let walk = AuditWalk(work: name, backend: backend, store: store, clock: clock)
            try await walk.run(
                page: { position in
                    try await backend.objects(.all, after: position, limit: Self.pageLimit)
                }, progress: progress
            ) { location in
                try await visit(location, audit, progress)
            }
        }
    }

    private func visit(
        _ location: ObjectLocation, _ audit: ObjectAudit, _ progress: WorkProgress
    ) async throws {
        try await (location.sizeBytes == 0 ? emptyObjectPace : objectPace).take()
        do {
            let outcome = try await audit.perform(location, progress)
            progress.count(outcome)
            if outcome == "verified" {
                progress.count("bytes", location.sizeBytes)
                try await queueForgotten(location, progress)
            }
        } catch {
            try Task.checkCancellation()
            progress.fail("\(location)", error)
        }
    }

    /// Queues an object that nobody has deleted long after its expiry.
    private func queueForgotten(
        _ location: ObjectLocation, _ progress: WorkProgress
    ) async throws {
        guard case .current = location.key.space, let second = location.expiresAt,
            second + Self.forgottenAfterSeconds < store.clock.now().seconds
        else { return }
        try await store.expiries.add(
            ObjectAddress(location.container, location.key.name), second)
        progress.count("queued to expire")
    }
}
