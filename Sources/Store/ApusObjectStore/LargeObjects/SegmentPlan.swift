// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// The next part of a large object.
enum SegmentSlice: Sendable {
    case inline(Bytes)
    /// Bytes of an object, which must still be what the manifest says; a nil ETag accepts any.
    case object(ObjectAddress, Range<UInt64>, etag: String?, sizeBytes: UInt64)
}

/// Which parts make up a range of a large object, worked out as they are needed.
enum SegmentPlan: Sendable {
    case fixed(StaticSegmentPlan)
    case listed(DynamicSegmentPlan)

    mutating func next() async throws -> SegmentSlice? {
        switch self {
        case .fixed(var plan):
            let slice = try await plan.next()
            self = .fixed(plan)
            return slice
        case .listed(var plan):
            let slice = try await plan.next()
            self = .listed(plan)
            return slice
        }
    }
}

/// Walks the manifest of a static large object, and the manifests nested in it whose bytes are
/// wanted, depth first.
struct StaticSegmentPlan: Sendable {
    /// One manifest and how far it has been walked.
    private struct Level {
        var segments: StoredSegments
        /// The bytes wanted of the large object that the manifest describes.
        let window: Range<UInt64>
        /// Where the next segment begins.
        var offset: UInt64 = 0

        mutating func nextSegment() throws -> ManifestSegment? {
            do {
                return try segments.next()
            } catch {
                throw ObjectStore.unreadableManifest
            }
        }
    }

    private let store: ObjectStore
    private let account: AccountName
    private let caller: Caller
    private let opensExpired: Bool
    private var levels: [Level]

    init(
        _ store: ObjectStore, _ account: AccountName, _ caller: Caller,
        _ document: Bytes, window: Range<UInt64>, opensExpired: Bool
    ) {
        self.store = store
        self.opensExpired = opensExpired
        self.account = account
        self.caller = caller
        levels = [Level(segments: StoredSegments(document), window: window)]
    }

    mutating func next() async throws -> SegmentSlice? {
        while var level = levels.popLast() {
            guard level.offset < level.window.upperBound,
                let segment = try level.nextSegment()
            else { continue }
            let start = level.offset
            level.offset += segment.lengthBytes
            levels.append(level)
            let wanted = (start..<level.offset).clamped(to: level.window)
            guard !wanted.isEmpty else { continue }
            let part = wanted.lowerBound - start..<wanted.upperBound - start
            switch segment {
            case .inline(let bytes):
                return .inline(bytes[Int(part.lowerBound)..<Int(part.upperBound)])
            case .object(let object):
                let base = object.bounds.lowerBound
                let range = base + part.lowerBound..<base + part.upperBound
                let address = ObjectAddress(
                    ContainerAddress(account, object.container), object.object)
                guard object.isLargeObject else {
                    return .object(
                        address, range, etag: object.etag, sizeBytes: object.sizeBytes)
                }
                try await descend(into: object, at: address, range)
            }
        }
        return nil
    }

    private mutating func descend(
        into object: ObjectSegment, at address: ObjectAddress, _ range: Range<UInt64>
    ) async throws {
        guard levels.count < store.constraints.manifestDepthLimit else {
            throw StoreError.segmentChanged(address.description)
        }
        let found = try await store.openFile(
            address, ReadOptions(opensExpired: opensExpired), for: caller)
        guard let nested = found.thing.row.staticLargeObject, nested.etag == object.etag,
            nested.sizeBytes == object.sizeBytes
        else { throw StoreError.segmentChanged(address.description) }
        let document = try await store.manifestDocument(in: found.thing, at: found.address)
        levels.append(Level(segments: StoredSegments(document), window: range))
    }
}

/// Walks the listing that makes up a dynamic large object.
struct DynamicSegmentPlan: Sendable {
    private let store: ObjectStore
    private let caller: Caller
    private let manifest: DynamicManifest
    private let window: Range<UInt64>
    private var page: ArraySlice<ObjectListing>
    private var lastName: String?
    private var isLastPage: Bool
    private var offset: UInt64 = 0

    init(
        _ store: ObjectStore, _ caller: Caller, _ segments: DynamicSegments,
        window: Range<UInt64>
    ) {
        self.store = store
        self.caller = caller
        self.window = window
        manifest = segments.manifest
        page = segments.firstPage[...]
        lastName = segments.firstPage.last?.name
        isLastPage = segments.isComplete
    }

    mutating func next() async throws -> SegmentSlice? {
        while offset < window.upperBound {
            guard let segment = page.popFirst() else {
                guard !isLastPage else { return nil }
                let next = try await store.segments(of: manifest, after: lastName, for: caller)
                page = next[...]
                lastName = next.last?.name
                isLastPage = next.count < store.constraints.containerListingLimit
                continue
            }
            let start = offset
            let (end, overflows) = start.addingReportingOverflow(segment.sizeBytes)
            offset = overflows ? .max : end
            let wanted = (start..<offset).clamped(to: window)
            guard !wanted.isEmpty, let name = try? ObjectName(segment.name) else { continue }
            return .object(
                ObjectAddress(manifest.container, name),
                wanted.lowerBound - start..<wanted.upperBound - start,
                etag: nil, sizeBytes: segment.sizeBytes)
        }
        return nil
    }
}
