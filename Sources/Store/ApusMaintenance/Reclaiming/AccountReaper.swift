// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
package import ApusObjectStore
import ApusStorage

/// Gives back the space of deleted accounts, in steps.
///
/// Source: OpenStack Swift, `swift-account-reaper`.
package struct AccountReaper: BackgroundWork {
    /// `[account-reaper]`.
    package struct Options: Hashable, Sendable {
        /// `delay_reaping`: how long a deleted account is left alone.
        package var delay = Duration.zero
        /// Objects of one step.
        package var stepLimit = 100
        /// Objects a second; 0 is no limit.
        package var objectsPerSecond = 0.0

        package init() {}
    }

    private static let pageLimit = 100

    package let name = "account-reaper"

    private let store: ObjectStore
    private let options: Options
    private let pace: Pace

    package init(_ store: ObjectStore, _ options: Options = Options(), clock: any WorkClock) {
        self.store = store
        self.options = options
        pace = Pace(perSecond: options.objectsPerSecond, clock: clock)
    }

    package func pass(_ progress: WorkProgress) async throws {
        for (number, backend) in store.policies.backends.enumerated() {
            guard let backend = backend as? any Reclaiming else { continue }
            var position: AuditPosition?
            repeat {
                let page = try await backend.deletedAccounts(
                    after: position, limit: Self.pageLimit)
                for account in page.elements where isDue(account) {
                    if number == 0 { try await store.finishDeletion(of: account.name) }
                    try await reap(account.name, in: backend, progress)
                }
                position = page.next
            } while position != nil
        }
    }

    private func isDue(_ account: DeletedAccount) -> Bool {
        let delay = UInt64(max(0, options.delay.components.seconds))
        return account.deletedAt.seconds + delay <= store.clock.now().seconds
    }

    private func reap(
        _ account: AccountName, in backend: any Reclaiming, _ progress: WorkProgress
    ) async throws {
        do {
            while true {
                try Task.checkCancellation()
                let report = try await backend.reap(account, limit: options.stepLimit)
                let count = report.bodies + report.orphans
                progress.count("bodies", count)
                progress.count("bytes", report.sizeBytes)
                if report.isFinished { break }
                try await pace.take(Double(max(1, count)))
            }
            progress.count("accounts")
        } catch {
            try Task.checkCancellation()
            progress.fail("/\(account)", error)
        }
    }
}
