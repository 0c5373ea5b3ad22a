// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusTelemetry
import Synchronization

/// What a kind of background work has done: the numbers in the metrics and lines in the log.
package final class WorkProgress: Sendable {
    private struct State {
        /// Items of the pass under way by outcome.
        var counts: [String: UInt64] = [:]
        var errorCount: UInt64 = 0
        /// Errors that were logged one by one in this pass.
        var loggedErrors = 0
        var lastReport: Deadline
    }

    /// Errors of one pass that get a line of their own; the report tells how many there were.
    private static let loggedErrorLimit = 100

    /// Of the work.
    let name: String
    private let clock: any WorkClock
    private let registry: MetricsRegistry
    private let logger: Logger?
    private let reportInterval: Duration
    private let state: Mutex<State>
    private let errors: Counter
    private let lag: Gauge

    init(
        name: String, clock: any WorkClock, registry: MetricsRegistry, logger: Logger?,
        reportInterval: Duration
    ) {
        self.name = name
        self.clock = clock
        self.registry = registry
        self.logger = logger
        self.reportInterval = reportInterval
        state = Mutex(State(lastReport: clock.now()))
        errors = registry.counter(
            "apus_background_errors_total", help: "Items that background work failed on.",
            labels: ["work": name])
        lag = registry.gauge(
            "apus_background_lag_seconds", help: "How far background work is behind.",
            labels: ["work": name])
    }

    /// Counts items that something became of: `deleted`, `verified`, `quarantined`.
    package func count(_ outcome: String, _ amount: UInt64 = 1) {
        guard amount > 0 else { return }
        registry.counter(
            "apus_background_items_total", help: "What background work has done.",
            labels: ["work": name, "outcome": outcome]
        ).add(amount)
        let now = clock.now()
        let isDue = state.withLock { state in
            state.counts[outcome, default: 0] += amount
            guard now.since(state.lastReport) >= reportInterval else { return false }
            state.lastReport = now
            return true
        }
        if isDue { report("goes on") }
    }

    /// Counts an item that failed; the pass goes on.
    package func fail(_ item: String, _ error: any Error) {
        errors.add()
        let isLogged = state.withLock { state in
            state.errorCount += 1
            state.loggedErrors += 1
            return state.loggedErrors <= Self.loggedErrorLimit
        }
        guard isLogged else { return }
        logger?.error(
            "background work failed on an item",
            ["work": .text(name), "item": .target(item), "reason": .error(error)])
    }

    /// Says what an operator should know of one item.
    package func warn(_ event: String, _ item: String, _ reason: String) {
        logger?.warning(
            event, ["work": .text(name), "item": .target(item), "reason": .text(reason)])
    }

    /// How far the work is behind: the age of what should have been done already.
    package func setLag(_ duration: Duration) {
        lag.set(duration.components.seconds)
    }

    /// Items of this pass by outcome, and how many failed.
    package var counts: (byOutcome: [String: UInt64], errors: UInt64) {
        state.withLock { ($0.counts, $0.errorCount) }
    }

    func begin() {
        let now = clock.now()
        state.withLock { $0 = State(lastReport: now) }
    }

    /// Logs what the pass has done; nothing when it had nothing to do.
    func report(_ event: String) {
        guard let logger else { return }
        let (counts, errors) = counts
        guard !counts.isEmpty || errors > 0 else { return }
        let items = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        logger.info(
            "background work \(event)",
            [
                "work": .text(name), "items": .text(items.joined(separator: ", ")),
                "errors": .number(errors),
            ])
    }

    /// A pass could not be finished.
    func failPass(_ error: any Error) {
        errors.add()
        logger?.error(
            "background work cannot go on", ["work": .text(name), "reason": .error(error)])
    }
}
