// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
package import ApusObjectStore

/// Deletes objects whose `X-Delete-At` has come. Readers have not seen them since that moment;
/// this gives back their room and takes them out of the listings.
///
/// Source: OpenStack Swift, `swift-object-expirer`.
package struct ObjectExpirer: BackgroundWork {
    /// `[object-expirer]`.
    package struct Options: Hashable, Sendable {
        /// `tasks_per_second`; 0 is no limit.
        package var itemsPerSecond = 50.0
        /// `concurrency`: deletions at a time.
        package var concurrency = 1
        /// `reclaim_age`: how long a deletion that fails is tried again.
        package var reclaimAge = Duration.seconds(604_800)
        /// `delay_reaping_ACCOUNT`, `delay_reaping_ACCOUNT/CONTAINER`: how long what has expired
        /// there is kept all the same; a container's own comes first.
        package var delays: [Place: Duration] = [:]

        package init() {}

        /// How long what expires in a container is kept.
        func delay(in container: ContainerAddress) -> UInt64 {
            let delay =
                delays[Place(account: container.account, container: container.container)]
                ?? delays[Place(account: container.account, container: nil)]
            return UInt64(max(0, delay?.components.seconds ?? 0))
        }
    }

    /// What a delay is about: an account, or one of its containers.
    package struct Place: Hashable, Sendable {
        let account: AccountName
        let container: ContainerName?

        package init(account: AccountName, container: ContainerName?) {
            self.account = account
            self.container = container
        }
    }

    package let name = "object-expirer"

    private let store: ObjectStore
    private let options: Options
    private let pace: Pace

    package init(_ store: ObjectStore, _ options: Options = Options(), clock: any WorkClock) {
        self.store = store
        self.options = options
        pace = Pace(perSecond: options.itemsPerSecond, clock: clock)
    }

    package func pass(_ progress: WorkProgress) async throws {
        for container in try await store.expiries.dueContainers() {
            var last: ExpiryQueue.Entry?
            while true {
                let entries = try await store.expiries.due(in: container, after: last)
                guard !entries.isEmpty else { break }
                let now = store.clock.now().seconds
                try await expire(
                    entries.filter { entry in
                        entry.second + options.delay(in: entry.object.container) <= now
                    }, progress)
                last = entries.last
            }
            try await store.expiries.removeIfEmpty(container)
        }
        progress.setLag(.zero)
    }

    private func expire(_ entries: [ExpiryQueue.Entry], _ progress: WorkProgress) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, entry) in entries.enumerated() {
                if number >= options.concurrency { try await group.next() }
                try await pace.take()
                let now = store.clock.now().seconds
                progress.setLag(.seconds(Int64(clamping: now - min(now, entry.second))))
                group.addTask { try await self.expire(entry, progress) }
            }
            try await group.waitForAll()
        }
    }

    private func expire(_ entry: ExpiryQueue.Entry, _ progress: WorkProgress) async throws {
        do {
            progress.count(try await store.expire(entry).rawValue)
        } catch {
            try Task.checkCancellation()
            let now = store.clock.now().seconds
            let due = entry.second + options.delay(in: entry.object.container)
            let age = now - min(now, due)
            guard age > UInt64(max(0, options.reclaimAge.components.seconds)) else {
                return progress.fail("\(entry.object)", error)
            }
            progress.warn("an expired object is left", "\(entry.object)", "\(error)")
            try await store.abandon(entry)
            progress.count("abandoned")
        }
    }
}
