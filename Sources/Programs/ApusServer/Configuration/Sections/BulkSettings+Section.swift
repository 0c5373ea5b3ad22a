// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusSwiftFrontEnd

extension BulkSettings {
    /// `[filter:bulk]`.
    init(_ section: inout SectionReader) {
        self.init()
        func read(_ option: String, _ limit: inout Int) {
            limit = section.integer(option, in: 1...1_000_000) ?? limit
        }
        read("max_deletes_per_request", &deletionLimit)
        read("max_failed_deletes", &failedDeletionLimit)
        read("max_containers_per_extraction", &containerLimit)
        read("max_failed_extractions", &failedExtractionLimit)
        heartbeatInterval =
            section.duration("yield_frequency", in: .milliseconds(1) ... .seconds(3600))
            ?? heartbeatInterval
        if let ratio = section.integer("max_expansion_ratio", in: 0...1_000_000) {
            expansionRatioLimit = ratio == 0 ? nil : UInt64(ratio)
        }
        section.ignore("use", "delete_concurrency", "delete_container_retry_count")
    }
}
