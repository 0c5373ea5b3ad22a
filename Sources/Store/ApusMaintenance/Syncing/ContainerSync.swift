// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
package import ApusModel
package import ApusObjectStore
import ApusStorage

/// A container of another cluster.
package protocol SyncDestination: Sendable {
    /// When an object there last changed; nil when it is not there.
    func moment(of name: ObjectName) async throws -> Timestamp?

    /// Stores an object there unless something as new is there.
    ///
    /// - Parameter object: as it is stored: a manifest or a link stands for itself.
    func put(_ object: OpenedObject) async throws

    /// Deletes an object there unless it has changed since a moment.
    func delete(_ name: ObjectName, at moment: Timestamp) async throws
}

/// Keeps containers of other clusters like those of ours that say so.
///
/// A pass compares each such container with a record of what its far end has had (`SyncJournal`),
/// both in the order of names: it sends what has changed, and deletes there what has gone here. A
/// deletion carries the moment just after that of the object that was sent, so that it takes away
/// nothing that anybody has changed at the far end meanwhile. Whatever is sent twice does no harm.
///
/// Source: OpenStack Swift, `swift-container-sync`, whose two points of a container's table this
/// record stands for: an engine's index need not keep deletions.
package struct ContainerSync: BackgroundWork {
    /// `[container-sync]`.
    package struct Options: Hashable, Sendable {
        /// `container_time`: after so long what is left of a container waits for the next pass.
        package var containerTime = Duration.seconds(60)
        /// Objects that are sent at a time.
        package var concurrency = 8
        /// Containers a second that are looked at; 0 is no limit.
        package var containersPerSecond = 200.0
        /// After so many failures of a container the rest of it waits for the next pass.
        package var failureLimit = 10

        package init() {}
    }

    /// Entries of a record that wait for those before them.
    private static let waitingLimit = 1000
    private static let pageLimit = 1000

    package let name = "container-sync"

    private let store: ObjectStore
    private let options: Options
    private let clock: any WorkClock
    private let pace: Pace
    private let connect: @Sendable (_ target: String, _ key: String) throws -> any SyncDestination

    /// - Parameter connect: finds the container that a container's `X-Container-Sync-To` names.
    package init(
        _ store: ObjectStore, _ options: Options = Options(), clock: any WorkClock,
        connect:
            @escaping @Sendable (_ target: String, _ key: String) throws -> any SyncDestination
    ) {
        self.store = store
        self.options = options
        self.clock = clock
        self.connect = connect
        pace = Pace(perSecond: options.containersPerSecond, clock: clock)
    }

    package func pass(_ progress: WorkProgress) async throws {
        var records: Set<ObjectName> = []
        for backend in store.policies.backends {
            guard let backend = backend as? any Auditable else { continue }
            var position: AuditPosition?
            repeat {
                let page = try await backend.indexes(after: position, limit: Self.pageLimit)
                for case .container(let address) in page.elements
                where !address.account.isReserved {
                    try await pace.take()
                    let broker = backend.container(address)
                    guard let place = try await place(of: broker) else { continue }
                    records.insert(try SyncJournal.name(address, place.target))
                    do {
                        let destination = try connect(place.target, place.key)
                        try await sync(address, broker, place.target, destination, progress)
                        progress.count("containers")
                    } catch {
                        try Task.checkCancellation()
                        progress.fail("\(address)", error)
                    }
                }
                position = page.next
            } while position != nil
        }
        try await store.journal.removeRecords(except: records)
    }

    private func place(
        of broker: any ContainerBroker
    ) async throws -> (target: String, key: String)? {
        do {
            let metadata = try await broker.stat(.mayBeStale).metadata
            guard let target = metadata[ContainerSyncMetadata.target],
                let key = metadata[ContainerSyncMetadata.key]
            else { return nil }
            return (target, key)
        } catch {
            guard error.reason == .notFound || error.reason == .deleted else { throw error }
            return nil
        }
    }

    // MARK: One container

    /// What is done about a name.
    private enum Step: Sendable {
        /// The far end has it.
        case keep(SyncJournal.Entry)
        /// It is here, and what the far end has had of it is older, or nothing.
        case send(SyncJournal.Entry, had: SyncJournal.Entry?)
        /// The far end has it, or may have it, and it is not here any more.
        case delete(SyncJournal.Entry, had: SyncJournal.Entry?)
    }

    /// What became of a step.
    private struct Outcome: Sendable {
        /// What the far end has now, as far as it is known.
        let entry: SyncJournal.Entry?
        /// What was noted before it was sent.
        var noted: SyncJournal.Entry?
        var isFailure = false
    }

    private func sync(
        _ address: ContainerAddress, _ broker: any ContainerBroker, _ target: String,
        _ destination: any SyncDestination, _ progress: WorkProgress
    ) async throws {
        let journal = store.journal
        let end = clock.now() + options.containerTime
        var names = NameMerge(
            record: try await journal.record(of: address, to: target),
            received: NamePages { try await journal.received(in: address, after: $0) },
            listing: NamePages { try await Self.names(in: broker, after: $0) })
        var writer = journal.writer(of: address, to: target, after: names.record)
        do {
            var waiting: [(step: Step, received: SyncJournal.Entry?)] = []
            var work = 0
            var failures = 0
            var done: [SyncJournal.Entry] = []
            var isEnded = false
            while !isEnded {
                try Task.checkCancellation()
                if let name = try await names.next() {
                    let mayWork = failures < options.failureLimit && clock.now() < end
                    if let step = Self.step(name, mayWork: mayWork) {
                        waiting.append((step, name.received))
                        if case .keep = step {} else { work += 1 }
                    }
                } else {
                    isEnded = true
                }
                guard isEnded || work >= options.concurrency || waiting.count >= Self.waitingLimit
                else { continue }
                let outcomes = await perform(waiting.map(\.step), destination, address, progress)
                for ((step, received), outcome) in zip(waiting, outcomes) {
                    if case .keep(let entry) = step {
                        try await writer.keep(entry)
                    } else {
                        try await writer.change(to: outcome.entry)
                    }
                    if outcome.isFailure {
                        failures += 1
                    } else {
                        done += [received, outcome.noted].compactMap(\.self)
                    }
                }
                (waiting, work) = ([], 0)
            }
            try await writer.commit()
            try await journal.forget(done, in: address)
        } catch {
            // What was sent without being recorded is noted: it is looked at again.
            await writer.abandon()
            throw error
        }
    }

    private static func names(
        in broker: any ContainerBroker, after marker: String?
    ) async throws -> [SyncJournal.Entry] {
        try await broker.list(ListingQuery(limit: pageLimit, marker: marker)).entries
            .compactMap { entry in
                guard case .object(let object) = entry else { return nil }
                return SyncJournal.Entry(try ObjectName(object.name), object.modifiedAt)
            }
    }

    /// - Parameter mayWork: whether anything may be sent; what is not waits for the next pass.
    private static func step(_ name: NameMerge.Name, mayWork: Bool) -> Step? {
        if let here = name.here {
            if let recorded = name.recorded, recorded.moment == here.moment {
                return .keep(recorded)
            }
            if mayWork { return .send(here, had: name.recorded) }
        } else if mayWork,
            let known = [name.recorded, name.received].compactMap(\.self)
                .max(by: { $0.moment < $1.moment })
        {
            return .delete(known, had: name.recorded)
        }
        return name.recorded.map(Step.keep)
    }

    /// Does what is to be done, all at once.
    private func perform(
        _ steps: [Step], _ destination: any SyncDestination, _ address: ContainerAddress,
        _ progress: WorkProgress
    ) async -> [Outcome] {
        await withTaskGroup(of: (Int, Outcome).self) { group in
            var outcomes: [Outcome] = []
            for (number, step) in steps.enumerated() {
                guard case .keep(let entry) = step else {
                    outcomes.append(Outcome(entry: nil))
                    group.addTask {
                        (number, await perform(step, destination, address, progress))
                    }
                    continue
                }
                outcomes.append(Outcome(entry: entry))
            }
            for await (number, outcome) in group { outcomes[number] = outcome }
            return outcomes
        }
    }

    private func perform(
        _ step: Step, _ destination: any SyncDestination, _ address: ContainerAddress,
        _ progress: WorkProgress
    ) async -> Outcome {
        switch step {
        case .keep(let entry): return Outcome(entry: entry)
        case .send(let here, let had):
            do {
                return try await send(here, had, destination, address, progress)
            } catch {
                if !Task.isCancelled { progress.fail("\(address)/\(here.name)", error) }
                return Outcome(entry: had, isFailure: true)
            }
        case .delete(let known, let had):
            do {
                try await destination.delete(
                    known.name, at: Timestamp(ticks: known.moment.ticks + 1))
                progress.count("deleted")
                return Outcome(entry: nil)
            } catch {
                if !Task.isCancelled { progress.fail("\(address)/\(known.name)", error) }
                return Outcome(entry: had, isFailure: true)
            }
        }
    }

    private func send(
        _ here: SyncJournal.Entry, _ had: SyncJournal.Entry?,
        _ destination: any SyncDestination, _ address: ContainerAddress, _ progress: WorkProgress
    ) async throws -> Outcome {
        if let there = try await destination.moment(of: here.name), there >= here.moment {
            progress.count("known")
            return Outcome(entry: here)
        }
        let opened: OpenedObject
        do {
            opened = try await store.open(
                ObjectAddress(address, here.name),
                ReadOptions(readsManifest: true, links: .none), for: Self.caller)
        } catch StoreError.notFound {
            // Gone, or expired, since it was listed.
            return Outcome(entry: had)
        }
        // What a link to a version leads to stays here.
        guard opened.info.linkedVersion == nil else { return Outcome(entry: had) }
        // A process that ends before the record is stored must still know that it may be there.
        let moment = opened.info.row.modifiedAt
        let noted = SyncJournal.Entry(here.name, moment)
        try await store.journal.note(ObjectAddress(address, here.name), moment)
        try await destination.put(opened)
        progress.count("sent")
        progress.count("bytes", opened.info.row.sizeBytes)
        return Outcome(entry: noted, noted: noted)
    }

    private static let caller = Caller(
        Principal(user: ".container_sync", isResellerAdmin: true))
}
