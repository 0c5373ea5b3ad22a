// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `[object-auditor]`.
///
/// Source: OpenStack Swift, `object-server.conf`; the defaults are its own.
public struct ObjectAuditorSettings: Hashable, Sendable {
    public var schedule = WorkSchedule(every: .seconds(30), reportEvery: .seconds(3600))
    /// `files_per_second`: objects a second; 0 is no limit.
    public var objectsPerSecond = 20.0
    /// `zero_byte_files_per_second`: those without bytes, which are read from the index alone; 0
    /// is no limit.
    public var emptyObjectsPerSecond = 50.0
    /// `bytes_per_second`; 0 is no limit.
    public var bytesPerSecond: UInt64 = 10_000_000

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        schedule.read(&section, reportOption: "log_time")
        objectsPerSecond = section.number("files_per_second", in: 0...1e6) ?? objectsPerSecond
        bytesPerSecond =
            section.sizeBytes("bytes_per_second", in: 0...UInt64(1 << 50)) ?? bytesPerSecond
        emptyObjectsPerSecond =
            section.number("zero_byte_files_per_second", in: 0...1e6) ?? emptyObjectsPerSecond
        section.ignore(
            "concurrency", "disk_chunk_size", "object_size_stats",
            "rsync_tempfile_timeout", "watchers", "commit_window", "quarantine_*")
    }
}

/// `[container-auditor]` or `[account-auditor]`.
///
/// Source: OpenStack Swift, `container-server.conf` and `account-server.conf`; the defaults are
/// its own.
public struct IndexAuditorSettings: Hashable, Sendable {
    public var schedule = WorkSchedule(every: .seconds(1800))
    /// `containers_per_second`, `accounts_per_second`; 0 is no limit.
    public var indexesPerSecond = 200.0

    /// The defaults.
    public init() {}

    init(rateOption: String, _ section: inout SectionReader) {
        schedule.read(&section)
        indexesPerSecond = section.number(rateOption, in: 0...1e6) ?? indexesPerSecond
        section.ignore("concurrency", "db_query_logging_*")
    }
}
