// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `[account-reaper]`.
///
/// Source: OpenStack Swift, `account-server.conf`; the defaults are its own.
public struct ReaperSettings: Hashable, Sendable {
    public var schedule = WorkSchedule(every: .seconds(3600))
    /// `delay_reaping`: how long a deleted account is left alone.
    public var delay = Duration.zero

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        schedule.read(&section)
        let delays = Duration.zero ... .seconds(315_360_000)
        delay = section.duration("delay_reaping", in: delays) ?? delay
        section.ignore(
            "concurrency", "node_timeout", "conn_timeout", "reap_warn_after", "request_tries")
    }
}

/// `[reclaimer]`: ours alone. OpenStack Swift leaves this to its replicators.
public struct ReclaimerSettings: Hashable, Sendable {
    public var schedule = WorkSchedule(every: .seconds(3600))

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        schedule.read(&section)
    }
}
