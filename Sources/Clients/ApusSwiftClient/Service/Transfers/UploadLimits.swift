// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What a server takes: looked up before anything is sent, rather than found out at the end.
///
/// Source: OpenStack Swift, `GET /info`: `swift.max_file_size`, `slo.max_manifest_segments`,
/// `slo.min_segment_size`.
struct UploadLimits: Hashable, Sendable {
    /// The longest body of one PUT.
    var maxBodyBytes: UInt64 = 5 * 1024 * 1024 * 1024
    /// How many segments a static manifest may list.
    var maxSegments: UInt64 = 1000
    /// The shortest segment of a static manifest, the last one excepted.
    var minSegmentBytes: UInt64 = 1

    /// Upstream's defaults.
    init() {}

    init(_ capabilities: Capabilities) {
        func number(_ name: String, _ middleware: String) -> UInt64? {
            capabilities.option(name, of: middleware)?.integer.flatMap { $0 > 0 ? UInt64($0) : nil }
        }
        maxBodyBytes = number("max_file_size", "swift") ?? maxBodyBytes
        maxSegments = number("max_manifest_segments", "slo") ?? maxSegments
        minSegmentBytes = number("min_segment_size", "slo") ?? minSegmentBytes
    }

    /// How long the segments of a file are to be; nil when it goes in one piece.
    ///
    /// What was asked for, unless the server would refuse it: then the nearest that it takes.
    /// Without a size asked for, only what does not fit into one PUT is cut.
    ///
    /// - Parameter isStatic: whether a manifest lists the segments; names alone have no limit.
    /// - Throws: `ServiceError` for a file that cannot be stored in any way.
    func segmentBytes(
        for sizeBytes: UInt64, asked: UInt64?, isStatic: Bool
    ) throws(ServiceError) -> UInt64? {
        let wanted: UInt64
        if let asked, asked > 0 {
            guard sizeBytes > asked else { return nil }
            wanted = asked
        } else {
            guard sizeBytes > maxBodyBytes else { return nil }
            wanted = Self.automaticBytes
        }
        var size = min(wanted, maxBodyBytes)
        guard isStatic else { return size }
        size = max(size, minSegmentBytes)
        let least = (sizeBytes - 1) / maxSegments + 1
        if size < least {
            // Whole mebibytes where that is possible, so that names stay readable.
            let mebibyte: UInt64 = 1024 * 1024
            let rounded = (least - 1) / mebibyte * mebibyte + mebibyte
            size = rounded <= maxBodyBytes && least > mebibyte ? rounded : least
        }
        guard size <= maxBodyBytes else {
            throw ServiceError(
                "The server takes at most \(maxSegments) segments of \(maxBodyBytes) bytes, "
                    + "which is less than \(sizeBytes) bytes")
        }
        return sizeBytes > size ? size : nil
    }

    private static let automaticBytes: UInt64 = 1024 * 1024 * 1024
}
