// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMaintenance
import ApusTelemetry
import Synchronization
import Testing

@Suite struct SchedulerTests {
    /// Notes when its passes begin.
    private final class Notes: BackgroundWork {
        let name = "notes"
        let starts = Mutex<[Duration]>([])
        private let clock: SimulatedClock
        private let length: Duration
        private let fails: Bool
        private let enough: Latch

        init(
            _ clock: SimulatedClock, length: Duration = .zero, fails: Bool = false, enough: Latch
        ) {
            self.clock = clock
            self.length = length
            self.fails = fails
            self.enough = enough
        }

        func pass(_ progress: WorkProgress) async throws {
            let count = starts.withLock { starts in
                starts.append(clock.elapsed)
                return starts.count
            }
            if count == 5 { enough.open() }
            progress.count("seen", 3)
            clock.advance(by: length)
            if fails { throw CancellationError() }
        }
    }

    private func scheduler(
        _ work: any BackgroundWork, _ clock: SimulatedClock, _ registry: MetricsRegistry,
        random: Double = 0.5
    ) -> Scheduler {
        Scheduler(
            [Scheduler.Entry(work, every: .seconds(100))], clock: clock, registry: registry,
            logger: nil, wallClock: { 1234 }, random: { random })
    }

    private func fivePasses(
        length: Duration = .zero, fails: Bool = false, random: Double = 0.5
    ) async throws -> (starts: [Duration], metrics: String) {
        let clock = SimulatedClock(limit: .seconds(5000))
        let registry = MetricsRegistry()
        let enough = Latch()
        let work = Notes(clock, length: length, fails: fails, enough: enough)
        let scheduler = scheduler(work, clock, registry, random: random)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await scheduler.run() }
            try? await enough.wait()
            scheduler.stop()
        }
        return (Array(work.starts.withLock { $0 }.prefix(5)), registry.text().text)
    }

    @Test func `begins somewhere in the first interval and goes on at each`() async throws {
        let starts = try await fivePasses().starts
        #expect(starts == [50, 150, 250, 350, 450].map { Duration.seconds($0) })
    }

    @Test func `keeps passes apart by a tenth of the interval either way`() async throws {
        let starts = try await fivePasses(random: 0).starts
        #expect(starts == [0, 90, 180, 270, 360].map { Duration.seconds($0) })
    }

    @Test func `follows a pass that takes longer than the interval by the next`() async throws {
        let starts = try await fivePasses(length: .seconds(250)).starts
        #expect(starts == [50, 300, 550, 800, 1050].map { Duration.seconds($0) })
    }

    @Test func `goes on after a pass that failed, and counts it`() async throws {
        let (starts, metrics) = try await fivePasses(fails: true)
        #expect(starts.count == 5)
        #expect(metrics.contains(#"apus_background_runs_total{work="notes",result="done"} 0"#))
        #expect(!metrics.contains(#"apus_background_errors_total{work="notes"} 0"#))
    }

    @Test func `shows passes, items and the last success`() async throws {
        let clock = SimulatedClock()
        let registry = MetricsRegistry()
        let scheduler = scheduler(Notes(clock, enough: Latch()), clock, registry)
        let counts = try #require(try await scheduler.runOnce("notes"))
        #expect(counts.byOutcome == ["seen": 3])
        let other = try await scheduler.runOnce("nothing of the kind")
        #expect(other?.errors == nil)
        let text = registry.text().text
        for line in [
            #"apus_background_runs_total{work="notes",result="done"} 1"#,
            #"apus_background_items_total{work="notes",outcome="seen"} 3"#,
            #"apus_background_last_success_timestamp_seconds{work="notes"} 1234"#,
            #"apus_background_running{work="notes"} 0"#,
            #"apus_background_errors_total{work="notes"} 0"#,
        ] {
            #expect(text.contains(line + "\n"), "\(line) is not in \(text)")
        }
    }
}

@Suite struct PaceTests {
    @Test(arguments: [(50.0, 101, 2.0), (1000.0, 5001, 5.0), (0.0, 1000, 0.0)])
    func `spreads items over time`(perSecond: Double, items: Int, seconds: Double) async throws {
        let clock = SimulatedClock()
        let pace = Pace(perSecond: perSecond, clock: clock)
        for _ in 0..<items { try await pace.take() }
        let elapsed = clock.elapsed / .seconds(1)
        #expect(abs(elapsed - seconds) <= 0.01)
    }

    @Test func `makes no up for time in which nothing was done`() async throws {
        let clock = SimulatedClock()
        let pace = Pace(perSecond: 10, clock: clock)
        clock.advance(by: .seconds(1000))
        for _ in 0..<11 { try await pace.take() }
        #expect(clock.elapsed == .seconds(1001))
    }
}
