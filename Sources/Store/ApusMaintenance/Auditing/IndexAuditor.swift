// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
package import ApusObjectStore
import ApusStorage

/// Checks the indexes of accounts or of containers; one that is damaged is set aside and made
/// anew from what the bodies tell of themselves.
///
/// Source: OpenStack Swift, `swift-container-auditor`, `swift-account-auditor`; there, replicas
/// bring the index back.
package struct IndexAuditor: BackgroundWork {
    /// Which indexes.
    package enum Kind: Sendable {
        case accounts
        case containers
    }

    private static let pageLimit = 100

    package let name: String

    private let kind: Kind
    private let store: ObjectStore
    private let clock: any WorkClock
    private let pace: Pace

    /// - Parameter perSecond: `accounts_per_second`, `containers_per_second`; 0 is no limit.
    package init(
        _ kind: Kind, _ store: ObjectStore, perSecond: Double = 200, clock: any WorkClock
    ) {
        self.kind = kind
        self.store = store
        self.clock = clock
        name = kind == .accounts ? "account-auditor" : "container-auditor"
        pace = Pace(perSecond: perSecond, clock: clock)
    }

    package func pass(_ progress: WorkProgress) async throws {
        for case let backend as any Auditable in store.policies.backends {
            let walk = AuditWalk(work: name, backend: backend, store: store, clock: clock)
            try await walk.run(
                page: { position in
                    try await backend.indexes(after: position, limit: Self.pageLimit)
                }, progress: progress
            ) { index in
                guard isMine(index) else { return }
                try await pace.take()
                await Self.look(at: index, in: backend, progress)
            }
        }
    }

    private func isMine(_ index: IndexAddress) -> Bool {
        switch index {
        case .account: kind == .accounts
        case .container: kind == .containers
        }
    }

    /// Checks an index, and makes it anew when it is damaged.
    static func look(
        at index: IndexAddress, in backend: any Auditable, _ progress: WorkProgress
    ) async {
        do {
            switch try await backend.verify(index) {
            case .intact: progress.count("verified")
            case .gone: progress.count("gone")
            case .damaged(let reason):
                // Once it is set aside it is refused until it is rebuilt: not begun when there
                // is no time for it.
                try Task.checkCancellation()
                try await backend.quarantine(index, reason: reason)
                progress.warn("an index is quarantined", "\(index)", reason)
                progress.count("quarantined")
                let report = try await backend.rebuild(index)
                progress.warn(
                    "an index is rebuilt", "\(index)",
                    "\(report.restored) rows are there again, \(report.unreadable) cannot be read")
                progress.count("rebuilt")
            }
        } catch {
            guard !Task.isCancelled else { return }
            progress.fail("\(index)", error)
        }
    }
}
