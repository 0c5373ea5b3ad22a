// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `[object-expirer]`.
///
/// Source: OpenStack Swift, `object-expirer.conf`; the defaults are its own.
public struct ExpirerSettings: Hashable, Sendable {
    public var schedule = WorkSchedule(every: .seconds(300))
    /// `tasks_per_second`: deletions a second; 0 is no limit.
    public var itemsPerSecond = 50.0
    /// `concurrency`: deletions at a time.
    public var concurrency = 1
    /// `reclaim_age`: how long a deletion that fails is tried again.
    public var reclaimAge = Duration.seconds(604_800)

    public init() {}

    init(_ section: inout SectionReader) {
        schedule.read(&section)
        itemsPerSecond = section.number("tasks_per_second", in: 0...1_000_000) ?? itemsPerSecond
        concurrency = section.integer("concurrency", in: 1...1000) ?? concurrency
        let ages = Duration.zero ... .seconds(315_360_000)
        reclaimAge = section.duration("reclaim_age", in: ages) ?? reclaimAge
        section.ignore(
            "expiring_objects_*", "auto_create_account_prefix", "dequeue_from_legacy",
            "round_robin_task_cache_size", "delay_reaping*", "request_tries")
    }
}
