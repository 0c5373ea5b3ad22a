// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What an operator may choose about requests that do many things (`[filter:bulk]`).
public struct BulkSettings: Hashable, Sendable {
    /// How many names one deletion may have (`max_deletes_per_request`).
    public var deletionLimit = 10_000
    /// With how many failures a deletion is given up (`max_failed_deletes`).
    public var failedDeletionLimit = 1000
    /// How many containers one archive may make (`max_containers_per_extraction`).
    public var containerLimit = 10_000
    /// With how many failures the extraction of an archive is given up
    /// (`max_failed_extractions`).
    public var failedExtractionLimit = 1000
    /// How often there is a sign of life (`yield_frequency`).
    public var heartbeatInterval = Duration.seconds(10)
    /// How many times its size a compressed archive may expand to; nil for any number
    /// (`max_expansion_ratio`, which OpenStack Swift does not have).
    public var expansionRatioLimit: UInt64? = 250

    /// The defaults.
    public init() {}
}
