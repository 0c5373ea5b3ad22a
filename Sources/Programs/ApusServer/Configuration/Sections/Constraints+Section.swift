// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusObjectStore

extension VersioningOptions {
    /// `[filter:versioned_writes]`.
    mutating func read(_ section: inout SectionReader) {
        allowsObjectVersioning =
            section.boolean("allow_object_versioning") ?? allowsObjectVersioning
        allowsArchives = section.boolean("allow_versioned_writes") ?? allowsArchives
        section.ignore("use")
    }
}

extension Constraints {
    /// `[swift-constraints]`. Names can only be limited to less than the store can keep.
    mutating func read(_ section: inout SectionReader) {
        let size = section.sizeBytes("max_file_size", in: 1...UInt64(Int64.max))
        fileSizeLimitBytes = size ?? fileSizeLimitBytes
        func read(_ option: String, _ limit: inout Int, in range: ClosedRange<Int>) {
            limit = section.integer(option, in: range) ?? limit
        }
        read("max_meta_name_length", &metadataNameLimitBytes, in: 1...1024)
        read("max_meta_value_length", &metadataValueLimitBytes, in: 1...65_536)
        read("max_meta_count", &metadataCountLimit, in: 0...1000)
        read("max_meta_overall_size", &metadataTotalLimitBytes, in: 0...1_048_576)
        read("max_header_size", &headerFieldLimitBytes, in: 256...65_536)
        read("container_listing_limit", &containerListingLimit, in: 1...100_000)
        read("account_listing_limit", &accountListingLimit, in: 1...100_000)
        read("max_account_name_length", &accountNameLimitBytes, in: 1...AccountName.byteLimit)
        read("max_container_name_length", &containerNameLimitBytes, in: 1...ContainerName.byteLimit)
        read("max_object_name_length", &objectNameLimitBytes, in: 1...ObjectName.byteLimit)
        section.ignore("extra_header_count", "valid_api_versions", "auto_create_account_prefix")
    }

    /// `[filter:symlink]`.
    mutating func readSymlinkLimit(_ section: inout SectionReader) {
        symlinkLimit = section.integer("symloop_max", in: 1...100) ?? symlinkLimit
        section.ignore("use")
    }

    /// `[filter:slo]`.
    mutating func readManifestLimits(_ section: inout SectionReader) {
        let count = section.integer("max_manifest_segments", in: 1...100_000)
        manifestSegmentLimit = count ?? manifestSegmentLimit
        let size = section.sizeBytes("max_manifest_size", in: 1024...268_435_456)
        manifestSizeLimitBytes = size.map(Int.init) ?? manifestSizeLimitBytes
        section.ignore(
            "use", "min_segment_size", "rate_limit_*", "max_get_time", "concurrency",
            "delete_concurrency", "allow_async_delete")
    }
}
