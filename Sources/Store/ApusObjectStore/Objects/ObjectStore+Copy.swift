// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
public import ApusModel
import ApusStorage

/// A new object made of one that is there.
public struct CopyRequest: Sendable {
    public var source: ObjectAddress
    /// How the source is read. Reading the manifest of a large object copies the manifest.
    public var reading: ReadOptions
    /// Metadata that replaces the source's, item by item; a nil content type keeps it.
    public var destination: PutRequest
    /// Whether the content type of `destination` was meant, rather than that of the source.
    public var setsContentType: Bool
    /// Whether nothing of the source's metadata is taken over.
    public var startsFresh: Bool
    /// Decides which part of the source is wanted, nil for all of it; throws when none is.
    /// Whose container a copied symlink leads to; nil leaves that alone.
    public var linkAccount: AccountName?
    public var select: @Sendable (OpenedObject) throws -> Range<UInt64>?

    public init(
        from source: ObjectAddress, reading: ReadOptions = ReadOptions(),
        to destination: PutRequest, setsContentType: Bool, startsFresh: Bool,
        select: @escaping @Sendable (OpenedObject) throws -> Range<UInt64>?
    ) {
        self.source = source
        self.reading = reading
        self.destination = destination
        self.setsContentType = setsContentType
        self.startsFresh = startsFresh
        self.select = select
    }
}

/// A copy whose source is open and whose bytes are known, but for the copying.
public struct PreparedCopy: Sendable {
    let request: CopyRequest
    let caller: Caller
    let opened: OpenedObject
    let range: Range<UInt64>?
    let sizeBytes: UInt64
}

/// What became of a copy.
public struct CopyOutcome: Sendable {
    public var put: PutOutcome
    public var source: ObjectInfo
    /// What the new object has.
    public var metadata: Metadata
    public var expiresAt: UInt64?
    /// Whether a static large object was made, whose ETag stands in quotes.
    public var isLargeObject: Bool
}

extension ObjectStore {
    /// Opens what is to be copied, and decides which part of it is.
    ///
    /// - Throws: as `open`, what the request's `select` throws, and `StoreError.tooLarge`.
    public func prepare(_ request: CopyRequest, for caller: Caller) async throws -> PreparedCopy {
        var opened = try await open(request.source, request.reading, for: caller)
        if let version = opened.info.linkedVersion {
            // A link to a version is none that a client made.
            var reading = request.reading
            reading.version = .stored(version.id)
            opened = try await open(request.source, reading, for: caller)
        }
        let range = try request.select(opened)
        guard let sizeBytes = range.map({ UInt64($0.count) }) ?? opened.info.sizeBytes,
            sizeBytes <= constraints.fileSizeLimitBytes
        else { throw StoreError.tooLarge }
        return PreparedCopy(
            request: request, caller: caller, opened: opened, range: range, sizeBytes: sizeBytes)
    }

    /// Copies an object, or a part of one, into a new object.
    ///
    /// The bytes of a large object become one plain object, unless its manifest is copied.
    public func copy(_ prepared: PreparedCopy) async throws -> CopyOutcome {
        let request = prepared.request
        let caller = prepared.caller
        let source = prepared.opened.info
        let range = prepared.range
        let sizeBytes = prepared.sizeBytes
        var put = request.destination
        put.sizeBytes = sizeBytes
        put.metadata = metadata(of: source, request)
        if !request.setsContentType { put.contentType = source.row.contentType }
        if !request.startsFresh, put.expiry == nil, let expiresAt = source.row.expiresAt {
            put.expiry = .at(Int64(expiresAt))
        }
        put.symlink = source.symlink.map { link in
            // Without an account, a link means its own.
            if let account = request.linkAccount {
                let container = ContainerAddress(account, link.address.container.container)
                return SymlinkTarget(
                    ObjectAddress(container, link.address.object), namesAccount: true,
                    etag: link.etag)
            }
            guard !link.namesAccount else { return link }
            let container = ContainerAddress(
                put.address.container.account, link.address.container.container)
            return SymlinkTarget(
                ObjectAddress(container, link.address.object), etag: link.etag)
        }
        let isLargeObject = source.isStaticManifest && request.reading.readsManifest
        let outcome: PutOutcome
        if isLargeObject {
            put.etag = nil
            let admitted = try await admitLargeObject(put, for: caller) {
                try await segments(of: request.source, request.reading, for: caller)
            }
            outcome = try await self.put(admitted)
        } else {
            // Whole plain objects must arrive as they are stored.
            put.etag = range == nil && source.form == .plain ? source.row.md5 : nil
            let body = try await prepared.opened.body(range)
            outcome = try await self.put(put, body: body, for: caller)
        }
        return CopyOutcome(
            put: outcome, source: source, metadata: put.metadata,
            expiresAt: try put.expiry?.resolve(now: clock.now()), isLargeObject: isLargeObject)
    }

    private func metadata(of source: ObjectInfo, _ request: CopyRequest) -> Metadata {
        var metadata = request.startsFresh ? Metadata() : source.row.metadata
        let name = LargeObjectRow.dynamicManifest
        metadata[name] = request.reading.readsManifest ? source.row.metadata[name] : nil
        for (name, value) in request.destination.metadata.values { metadata[name] = value }
        return metadata
    }

    /// The segments of a large object, as its client would ask for them again.
    private func segments(
        of address: ObjectAddress, _ reading: ReadOptions, for caller: Caller
    ) async throws -> [SegmentRequest] {
        let manifest = try await manifest(
            address, reading, for: caller
        ).manifest
        return manifest.segments.map { segment in
            switch segment {
            case .inline(let bytes): .inline(bytes)
            case .object(let object):
                .object(
                    ObjectSegmentRequest(
                        path: object.path, container: object.container, object: object.object,
                        etag: object.etag, sizeBytes: object.sizeBytes,
                        range: object.range.map { .closed($0.lowerBound...($0.upperBound - 1)) }))
            }
        }
    }
}
