// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTPClient
import ApusIO
import ApusMaintenance
import ApusModel
import ApusObjectStore
import ApusSwiftAPI
import ApusTelemetry

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The background work of a server, on a thread of its own: digests are computed there too, and
/// requests wait for none of it.
final class Maintenance: Sendable {
    private let loop: EventLoop
    private let scheduler: Scheduler

    /// Starts the thread; work begins with `run()`.
    init(
        _ configuration: Configuration, store: ObjectStore, clockRecord: ClockRecord?,
        registry: MetricsRegistry, logger: Logger
    ) throws {
        loop = try EventLoop(name: "background")
        let clock = LoopClock(loop)
        var entries: [Scheduler.Entry] = []
        func add(_ schedule: WorkSchedule, _ work: any BackgroundWork) {
            guard schedule.isEnabled else { return }
            entries.append(
                Scheduler.Entry(
                    work, every: schedule.interval, reportInterval: schedule.reportInterval))
        }
        add(
            configuration.expirer.schedule,
            ObjectExpirer(store, .init(configuration.expirer), clock: clock))
        let objectAuditor = configuration.objectAuditor
        add(
            objectAuditor.schedule, ObjectAuditor(store, .init(objectAuditor), clock: clock))
        add(WorkSchedule(every: .seconds(1)), SuspectAuditor(store))
        if let clockRecord { add(WorkSchedule(every: .seconds(1)), clockRecord) }
        let containerAuditor = configuration.containerAuditor
        add(
            containerAuditor.schedule,
            IndexAuditor(
                .containers, store, perSecond: containerAuditor.indexesPerSecond, clock: clock))
        let accountAuditor = configuration.accountAuditor
        add(
            accountAuditor.schedule,
            IndexAuditor(
                .accounts, store, perSecond: accountAuditor.indexesPerSecond, clock: clock))
        var reaping = AccountReaper.Options()
        reaping.delay = configuration.reaper.delay
        add(configuration.reaper.schedule, AccountReaper(store, reaping, clock: clock))
        add(
            configuration.reclaimer.schedule,
            Reclaimer(store, age: configuration.general.reclaimAge, clock: clock))
        if let sync = try Self.containerSync(configuration.containerSync, store, clock) {
            add(configuration.containerSync.schedule, sync)
        }
        scheduler = Scheduler(
            entries, clock: clock, registry: registry, logger: logger,
            wallClock: { store.clock.now().seconds })
    }

    /// Nil where there is nothing to be in sync with, so that nobody looks for it.
    private static func containerSync(
        _ settings: ContainerSyncSettings, _ store: ObjectStore, _ clock: LoopClock
    ) throws -> ContainerSync? {
        guard let realms = settings.realms, !realms.realms.isEmpty else { return nil }
        var client = HTTPClientConfiguration()
        client.connectTimeout = settings.connectTimeout
        client.proxy = settings.proxy.map { .url($0) } ?? .none
        let exchange = try HTTPClient(client)
        var options = ContainerSync.Options()
        options.containerTime = settings.containerTime
        return ContainerSync(store, options, clock: clock) { target, key in
            try HTTPSyncDestination(
                try realms.target(target), userKey: key, exchange: exchange)
        }
    }

    deinit {
        loop.shutDown()
    }

    /// Works until `stop()`.
    func run() async {
        try? await loop.run { [scheduler] in
            // Requests come first. Linux has a priority for each thread.
            #if os(Linux)
                _ = nice(5)
            #endif
            await scheduler.run()
        }
    }

    /// Ends the work at its next step.
    func stop() {
        scheduler.stop()
    }
}

extension ObjectExpirer.Options {
    init(_ settings: ExpirerSettings) {
        self.init()
        itemsPerSecond = settings.itemsPerSecond
        concurrency = settings.concurrency
        reclaimAge = settings.reclaimAge
        delays = settings.delays
    }
}

extension ObjectAuditor.Options {
    init(_ settings: ObjectAuditorSettings) {
        self.init()
        objectsPerSecond = settings.objectsPerSecond
        emptyObjectsPerSecond = settings.emptyObjectsPerSecond
        bytesPerSecond = Double(settings.bytesPerSecond)
    }
}
