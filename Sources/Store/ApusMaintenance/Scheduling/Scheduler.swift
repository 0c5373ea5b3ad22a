// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
package import ApusTelemetry

/// Does all background work of a server: each kind in a task of its own, one pass after another
/// at its interval.
///
/// Everything waits by one `WorkClock`, so that tests need no time. Ends when it is told to or
/// its task is cancelled; work under way is cancelled, which it must bear at any step.
package final class Scheduler: Sendable {
    /// One kind of work and when it is done.
    package struct Entry: Sendable {
        let work: any BackgroundWork
        let interval: Duration
        let reportInterval: Duration

        /// - Parameters:
        ///   - interval: from the beginning of one pass to that of the next; a pass that takes
        ///     longer is followed by the next at once.
        ///   - reportInterval: how often a long pass logs how far it is.
        package init(
            _ work: any BackgroundWork, every interval: Duration,
            reportInterval: Duration = .seconds(300)
        ) {
            self.work = work
            self.interval = interval
            self.reportInterval = reportInterval
        }
    }

    /// A kind of work with its numbers.
    private struct Job: Sendable {
        let entry: Entry
        let progress: WorkProgress
        let done: Counter
        let failed: Counter
        let running: Gauge
        let lastSuccess: Gauge
    }

    private let jobs: [Job]
    private let clock: any WorkClock
    private let random: @Sendable () -> Double
    private let wallClock: @Sendable () -> UInt64
    private let stopping = Latch()

    /// - Parameters:
    ///   - logger: gets reports and failures.
    ///   - wallClock: seconds since 1970, for the metrics.
    ///   - random: from 0 to 1, to keep the passes of several kinds and servers apart.
    package init(
        _ entries: [Entry], clock: any WorkClock, registry: MetricsRegistry, logger: Logger?,
        wallClock: @escaping @Sendable () -> UInt64,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.clock = clock
        self.random = random
        self.wallClock = wallClock
        jobs = entries.map { entry in
            let name = entry.work.name
            func runs(_ result: String) -> Counter {
                registry.counter(
                    "apus_background_runs_total", help: "Passes of background work.",
                    labels: ["work": name, "result": result])
            }
            return Job(
                entry: entry,
                progress: WorkProgress(
                    name: name, clock: clock, registry: registry, logger: logger,
                    reportInterval: entry.reportInterval),
                done: runs("done"), failed: runs("failed"),
                running: registry.gauge(
                    "apus_background_running", help: "Whether a pass is under way.",
                    labels: ["work": name]),
                lastSuccess: registry.gauge(
                    "apus_background_last_success_timestamp_seconds",
                    help: "When a pass last ended well.", labels: ["work": name]))
        }
    }

    /// Does everything in its turn until `stop()`.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [stopping] in try? await stopping.wait() }
            for job in jobs { group.addTask { await self.repeatedly(job) } }
            // Only the end of the first ends any.
            await group.next()
            group.cancelAll()
        }
    }

    /// Lets `run()` end soon.
    package func stop() {
        stopping.open()
    }

    /// Does one pass of one kind of work now.
    ///
    /// - Returns: items by outcome, and how many failed; nil when there is no such work.
    /// - Throws: what ended the pass.
    package func runOnce(
        _ name: String
    ) async throws -> (byOutcome: [String: UInt64], errors: UInt64)? {
        guard let job = jobs.first(where: { $0.entry.work.name == name }) else { return nil }
        try await pass(job)
        return job.progress.counts
    }

    private func repeatedly(_ job: Job) async {
        let interval = job.entry.interval
        // Not all at once when many servers start together.
        var due = clock.now() + interval * random()
        while true {
            do { try await clock.sleep(until: due) } catch { return }
            let start = clock.now()
            job.progress.setLag(start.since(due))
            do {
                try await pass(job)
            } catch {
                if Task.isCancelled { return }
                job.progress.failPass(error)
            }
            due = max(start + interval * (0.9 + 0.2 * random()), clock.now())
        }
    }

    private func pass(_ job: Job) async throws {
        job.running.set(1)
        defer { job.running.set(0) }
        job.progress.begin()
        do {
            try await job.entry.work.pass(job.progress)
        } catch {
            if !Task.isCancelled { job.failed.add() }
            throw error
        }
        job.done.add()
        job.lastSuccess.set(Int64(clamping: wallClock()))
        job.progress.report("done")
    }
}
