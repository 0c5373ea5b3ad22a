// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusMaintenance
import ApusModel

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
    /// `delay_reaping_ACCOUNT` and `delay_reaping_ACCOUNT/CONTAINER`: how long what has expired
    /// there is still kept. Names are percent-encoded.
    package var delays: [ObjectExpirer.Place: Duration] = [:]

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        schedule.read(&section)
        itemsPerSecond = section.number("tasks_per_second", in: 0...1_000_000) ?? itemsPerSecond
        concurrency = section.integer("concurrency", in: 1...1000) ?? concurrency
        let ages = Duration.zero ... .seconds(315_360_000)
        reclaimAge = section.duration("reclaim_age", in: ages) ?? reclaimAge
        readDelays(&section)
        section.ignore(
            "expiring_objects_*",
            because: "the queue has names of its own, and nobody else reads it")
        section.ignore("auto_create_account_prefix", because: "the queue's account is made anyway")
        section.ignore(
            "dequeue_from_legacy", "round_robin_task_cache_size", "request_tries")
    }

    private mutating func readDelays(_ section: inout SectionReader) {
        for (rest, entry) in section.entries(prefix: "delay_reaping_") {
            let names = rest.split(separator: "/", omittingEmptySubsequences: false)
                .map { PercentEncoding.decode($0) }
            guard (1...2).contains(names.count), let account = names[0],
                let accountName = try? AccountName(account)
            else {
                section.complain(
                    at: entry.line, "delay_reaping_ is followed by ACCOUNT or ACCOUNT/CONTAINER")
                continue
            }
            var container: ContainerName?
            if names.count == 2 {
                container = names[1].flatMap { try? ContainerName($0) }
                guard container != nil else {
                    section.complain(at: entry.line, "\(entry.name) names no container")
                    continue
                }
            }
            guard let seconds = Double(entry.value), (0...1e9).contains(seconds) else {
                section.complain(
                    at: entry.line, "\(entry.name) is a time in seconds, not \(entry.value)")
                continue
            }
            delays[.init(account: accountName, container: container)] = .seconds(seconds)
        }
    }
}
