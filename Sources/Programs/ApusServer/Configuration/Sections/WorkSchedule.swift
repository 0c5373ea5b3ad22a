// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// When a kind of background work is done: what its sections have in common.
public struct WorkSchedule: Hashable, Sendable {
    /// `enabled`: ours alone.
    public var isEnabled = true
    /// `interval`: from the beginning of one pass to that of the next.
    public var interval: Duration
    /// `report_interval`, or `log_time`: how often a long pass logs how far it is.
    public var reportInterval: Duration

    init(every interval: Duration, reportEvery reportInterval: Duration = .seconds(300)) {
        self.interval = interval
        self.reportInterval = reportInterval
    }

    mutating func read(_ section: inout SectionReader, reportOption: String = "report_interval") {
        let times = Duration.milliseconds(100) ... .seconds(31_536_000)
        isEnabled = section.boolean("enabled") ?? isEnabled
        interval = section.duration("interval", in: times) ?? interval
        reportInterval = section.duration(reportOption, in: times) ?? reportInterval
        section.ignore(
            "use", "log_name", "log_facility", "log_level", "log_address", "log_format",
            "log_max_line_length", "log_statsd_*", "log_udp_*", "log_custom_handlers",
            "log_rsync_transfers", "set log_*", "daemonize", "processes", "process",
            "nice_priority",
            "ionice_class", "ionice_priority", "recon_cache_path", "rcache", "user", "swift_dir",
            "devices", "mount_check", "workers")
    }
}
