// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
public import ApusModel
import ApusStorage

extension ObjectStore {
    /// An object but for its bytes.
    public func info(
        _ address: ObjectAddress, _ options: ReadOptions = ReadOptions(), for caller: Caller
    ) async throws -> ObjectInfo {
        let found = try await locate(address, options, caller) {
            $0
        } look: { address in
            let broker = try await container(address.container)
            let standing = try await authorise(
                .read, objectsOf: address.container, broker, caller)
            return (
                try await current(address, broker, opensExpired: options.opensExpired), standing
            )
        }
        let dynamic = try await dynamicSegments(
            of: found.thing, at: found.address, options, caller)
        return info(found, found.thing, options, dynamic)
    }

    /// Opens an object for reading.
    ///
    /// - Throws: `StoreError.notFound` also for one that has expired.
    public func open(
        _ address: ObjectAddress, _ options: ReadOptions = ReadOptions(), for caller: Caller
    ) async throws -> OpenedObject {
        let found = try await openFile(address, options, for: caller)
        let address = found.address
        let file = found.thing
        let dynamic = try await dynamicSegments(of: file.row, at: address, options, caller)
        let info = info(found, file.row, options, dynamic)
        func source(_ segments: SegmentSource.Segments) -> OpenedObject {
            OpenedObject(
                info: info,
                content: .segments(
                    SegmentSource(
                        store: self, address: address, caller: caller, segments: segments,
                        opensExpired: options.opensExpired)),
                suspects: suspects)
        }
        switch info.form {
        case .plain: return OpenedObject(info: info, content: .file(file), suspects: suspects)
        case .staticLargeObject:
            return source(.fixed(try await manifestDocument(in: file, at: address)))
        case .dynamicLargeObject:
            guard let dynamic else {
                return OpenedObject(info: info, content: .file(file), suspects: suspects)
            }
            return source(.listed(dynamic))
        }
    }

    /// The manifest of a static large object.
    ///
    /// - Throws: `StoreError.notAManifest`.
    public func manifest(
        _ address: ObjectAddress, _ options: ReadOptions = ReadOptions(), for caller: Caller
    ) async throws -> (info: ObjectInfo, manifest: StaticManifest) {
        let found = try await openFile(address, options, for: caller)
        let file = found.thing
        guard file.row.staticLargeObject != nil else { throw StoreError.notAManifest }
        let info = info(found, file.row, ReadOptions(readsManifest: true), nil)
        return (info, try await manifest(in: file, at: found.address))
    }

    /// Decides on and opens the stored bytes of an object, or of what a symlink leads to.
    func openFile(
        _ address: ObjectAddress, _ options: ReadOptions = ReadOptions(), for caller: Caller
    ) async throws -> Located<any ObjectFile> {
        try await locate(address, options, caller) {
            $0.row
        } look: { address in
            try await openStored(address, opensExpired: options.opensExpired, for: caller)
        }
    }

    /// Looks up an object, one of its versions, or what a symlink leads to.
    private func locate<Thing: Sendable>(
        _ address: ObjectAddress, _ options: ReadOptions, _ caller: Caller,
        row: (Thing) -> ObjectRow,
        look: (ObjectAddress) async throws -> (Thing, Standing)
    ) async throws -> Located<Thing> {
        var start = address
        if case .stored(let id) = options.version {
            start = try await place(id, of: address, .read, caller)
        }
        let found = try await follow(start, options.links, row: row, look: look)
        if options.version == .null, found.address.version != nil { throw StoreError.notFound }
        if row(found.thing).isDeleteMarker {
            guard let version = options.version else { throw StoreError.notFound }
            throw StoreError.versioning(.deleteMarker(version))
        }
        return found
    }

    private func openStored(
        _ address: ObjectAddress, opensExpired: Bool, for caller: Caller
    ) async throws -> (any ObjectFile, Standing) {
        let broker = try await container(address.container)
        let standing = try await authorise(
            .read, objectsOf: address.container, broker, caller)
        let file: any ObjectFile
        do {
            file = try await broker.open(ObjectKey(address.object))
        } catch {
            suspects.note(error, address)
            guard error.isAbsence else { throw error }
            throw StoreError.notFound
        }
        guard opensExpired || !file.row.isExpired(at: clock.now()) else {
            throw StoreError.notFound
        }
        return (file, standing)
    }

    private func manifest(
        in file: any ObjectFile, at address: ObjectAddress
    ) async throws -> StaticManifest {
        let document = try await manifestDocument(in: file, at: address)
        guard let manifest = StaticManifest(decoding: document) else {
            throw Self.unreadableManifest
        }
        return manifest
    }

    /// The manifest of a static large object as it is stored.
    func manifestDocument(
        in file: any ObjectFile, at address: ObjectAddress
    ) async throws -> Bytes {
        // What is stored names sizes and types besides what a client may send.
        try await BodyReader(reading: file, at: address, 0..<file.row.sizeBytes, suspects)
            .collect(limitBytes: constraints.manifestSizeLimitBytes * 4)
    }

    /// A manifest that was stored whole and is none.
    static var unreadableManifest: StorageError {
        StorageError(.corrupt, "the manifest of a large object cannot be read")
    }

    private func dynamicSegments(
        of row: ObjectRow, at address: ObjectAddress, _ options: ReadOptions, _ caller: Caller
    ) async throws -> DynamicSegments? {
        options.readsManifest ? nil : try await dynamicSegments(of: row, at: address, caller)
    }

    /// The segments of a dynamic large object; nil for other objects.
    func dynamicSegments(
        of row: ObjectRow, at address: ObjectAddress, _ caller: Caller
    ) async throws -> DynamicSegments? {
        guard row.staticLargeObject == nil,
            let value = row.metadata[LargeObjectRow.dynamicManifest]
        else { return nil }
        guard let manifest = DynamicManifest(value, account: address.container.account) else {
            throw StoreError.notFound
        }
        let page = try await segments(of: manifest, after: nil, for: caller)
        return DynamicSegments(
            manifest: manifest, firstPage: page,
            isComplete: page.count < constraints.containerListingLimit)
    }

    private func info<Thing>(
        _ found: Located<Thing>, _ row: ObjectRow, _ options: ReadOptions,
        _ dynamic: DynamicSegments?
    ) -> ObjectInfo {
        var form = ObjectInfo.Form.plain
        var sizeBytes: UInt64? = row.sizeBytes
        var etag = row.etag
        if let dynamic {
            form = .dynamicLargeObject
            sizeBytes = dynamic.sizeBytes
            if dynamic.isComplete { etag = dynamic.etag }
        } else if !options.readsManifest, let large = row.staticLargeObject {
            form = .staticLargeObject
            sizeBytes = large.sizeBytes
            etag = "\"\(large.etag)\""
        }
        return ObjectInfo(
            address: found.address, row: row, standing: found.standing, form: form,
            sizeBytes: sizeBytes, etag: etag, isTarget: found.isTarget)
    }
}
