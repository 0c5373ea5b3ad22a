// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusModel
import ApusStorage

/// What a dynamic large object consists of: everything under a prefix, as the container lists
/// it at this moment.
struct DynamicManifest: Sendable {
    let container: ContainerAddress
    let prefix: String

    /// Reads `container/prefix`, percent-encoded, as the header has it.
    ///
    /// - Returns: nil when it names no container.
    init?(_ value: String, account: AccountName) {
        guard let decoded = PercentEncoding.decode(value) else { return nil }
        let parts = decoded.parts(separatedBy: "/", maxSplits: 1)
        guard parts.count == 2, let name = try? ContainerName(String(parts[0])) else { return nil }
        container = ContainerAddress(account, name)
        prefix = String(parts[1])
    }
}

extension ObjectStore {
    /// Checks the header of a dynamic large object that is to be stored.
    ///
    /// - Throws: `StoreError.malformedDynamicManifest`.
    static func check(dynamicManifest metadata: Metadata) throws {
        guard let value = metadata[LargeObjectRow.dynamicManifest] else { return }
        let parts = value.parts(separatedBy: "/", maxSplits: 1)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
            !parts[1].startsBytewise(with: "/"),
            !value.utf8.contains(UInt8(ascii: "?")), !value.utf8.contains(UInt8(ascii: "&"))
        else { throw StoreError.malformedDynamicManifest }
    }

    /// One page of the segments of a dynamic large object.
    func segments(
        of manifest: DynamicManifest, after marker: String?, for caller: Caller
    ) async throws -> [ObjectListing] {
        let query = ListingQuery(
            limit: constraints.containerListingLimit, marker: marker, prefix: manifest.prefix)
        let page = try await objects(of: manifest.container, query, for: caller).page
        var segments: [ObjectListing] = []
        for case .object(var object) in page.entries {
            if object.extras[ListingExtra.version] != nil {
                // Only a link stands there, to the version that is read.
                object.etag = object.extras[ListingExtra.shownETag] ?? object.etag
            } else if object.extras[ListingExtra.symlinkTarget] != nil {
                try await follow(&object, in: manifest.container, for: caller)
            }
            // Of a static large object the bytes count, not the manifest.
            object.sizeBytes = object.shownSizeBytes
            segments.append(object)
        }
        return segments
    }

    /// Puts down what stands at the end of a symlink, of which the listing says nothing.
    private func follow(
        _ object: inout ObjectListing, in container: ContainerAddress, for caller: Caller
    ) async throws {
        let address = ObjectAddress(container, try ObjectName(object.name))
        let row: ObjectRow
        do {
            row = try await openFile(address, for: caller).thing.row
        } catch let error as StoreError {
            if case .denied = error { throw error }
            throw StoreError.segmentChanged(address.description)
        }
        object.etag = row.staticLargeObject?.etag ?? row.etag
        object.extras[ListingExtra.shownSize] = String(
            row.staticLargeObject?.sizeBytes ?? row.sizeBytes)
    }
}

/// The first page of a dynamic large object's segments and what they add up to.
struct DynamicSegments: Sendable {
    let manifest: DynamicManifest
    let firstPage: [ObjectListing]
    /// Whether there are no more pages, so that size and ETag are known.
    let isComplete: Bool

    /// Nil when there are more pages, or when it is more than can be said.
    var sizeBytes: UInt64? {
        guard isComplete else { return nil }
        var sum: UInt64 = 0
        for segment in firstPage {
            let (more, overflows) = sum.addingReportingOverflow(segment.sizeBytes)
            guard !overflows, more <= LargeObjectRow.sizeLimitBytes else { return nil }
            sum = more
        }
        return sum
    }

    /// MD5 of the segments' ETags, in quotes.
    var etag: String {
        var digest = Digest(.md5)
        for segment in firstPage { digest.update(Bytes(segment.etag)) }
        return "\"\(Hexadecimal.encode(digest.finish()))\""
    }
}
