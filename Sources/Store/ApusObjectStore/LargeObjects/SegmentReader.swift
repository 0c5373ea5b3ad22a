// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusModel
import ApusStorage

/// Hands out the bytes of a large object segment by segment.
///
/// One segment is read ahead: while the first piece of one is read, the next one is looked up
/// and opened. Every segment is authorised when it is opened.
actor SegmentReader {
    private let store: ObjectStore
    private let caller: Caller
    private var plan: SegmentPlan
    /// How many bytes are still owed; nil when it is not known.
    private var owedBytes: UInt64?
    private var current: Cursor?
    /// How many large objects this one is a segment of.
    private let depth: Int
    private let opensExpired: Bool
    private var ahead: Ahead = .unknown

    /// What is known of the segment after the current one.
    private enum Ahead: Sendable {
        case unknown
        case opened(Opened)
        case failed(any Error)
        case end
    }

    private enum Opened: Sendable {
        case inline(BodyPiece)
        case segment(Cursor)
    }

    /// What the bytes of a segment are read with.
    private enum Cursor: Sendable {
        case file(FileCursor)
        /// A segment that is a large object itself.
        case body(BodyReader)

        func next() async throws -> BodyPiece? {
            switch self {
            case .file(let file): try await file.next()
            case .body(let body): try await body.nextPiece()
            }
        }
    }

    init(
        store: ObjectStore, caller: Caller, plan: SegmentPlan, lengthBytes: UInt64?, depth: Int,
        opensExpired: Bool
    ) {
        self.store = store
        self.opensExpired = opensExpired
        self.depth = depth
        self.caller = caller
        self.plan = plan
        owedBytes = lengthBytes
    }

    /// Opens the first segment and reads its first piece.
    ///
    /// - Throws: `StoreError.segmentChanged`, or `StorageError` when the engine fails.
    func begin() async throws {
        ahead = await look()
        if case .opened(.segment(.file(let cursor))) = ahead { try await cursor.begin() }
        guard case .failed(let error) = ahead else { return }
        switch error {
        case let error as StorageError where error.reason != .notFound: throw error
        case StoreError.segmentChanged: throw error
        case is StoreError, is StorageError: throw StoreError.segmentChanged("\(error)")
        default: throw error
        }
    }

    /// The next piece; nil after the last.
    ///
    /// - Throws: `BodyError.truncated` when the segments are shorter than the manifest promised.
    func next() async throws -> BodyPiece? {
        while true {
            if let current {
                if let piece = try await current.next() { return try account(for: piece) }
                self.current = nil
            }
            if case .unknown = ahead { ahead = await look() }
            switch ahead {
            case .unknown, .end:
                if let owedBytes, owedBytes > 0 { throw BodyError.truncated }
                return nil
            case .failed(let error): throw error
            case .opened(.inline(let piece)):
                ahead = .unknown
                return try account(for: piece)
            case .opened(.segment(let cursor)):
                async let following = look()
                let piece = try await cursor.next()
                ahead = await following
                current = cursor
                if let piece { return try account(for: piece) }
            }
        }
    }

    private func account(for piece: BodyPiece) throws -> BodyPiece {
        if let owed = owedBytes {
            guard piece.count <= owed else { throw BodyError.truncated }
            owedBytes = owed - piece.count
        }
        return piece
    }

    private func look() async -> Ahead {
        do {
            var plan = plan
            let slice = try await plan.next()
            self.plan = plan
            guard let slice else { return .end }
            return .opened(try await open(slice))
        } catch {
            return .failed(error)
        }
    }

    private func open(_ slice: SegmentSlice) async throws -> Opened {
        switch slice {
        case .inline(let bytes):
            return .inline(.bytes(bytes))
        case .object(let address, let range, let etag, let sizeBytes):
            let found = try await store.openFile(
                address, ReadOptions(opensExpired: opensExpired), for: caller)
            let (file, address) = (found.thing, found.address)
            if let body = try await nested(file, address, range, etag, sizeBytes) {
                return .segment(.body(body))
            }
            guard file.row.sizeBytes == sizeBytes, etag == nil || file.row.etag == etag else {
                throw StoreError.segmentChanged(address.description)
            }
            let suspects = store.suspects
            return .segment(.file(FileCursor(file, range) { suspects.note($0, address) }))
        }
    }

    /// The bytes of a segment of another kind than the object it is a segment of: a static large
    /// object in a dynamic one, or the other way round. (The plan of a static one walks those
    /// nested in it itself.)
    private func nested(
        _ file: any ObjectFile, _ address: ObjectAddress, _ range: Range<UInt64>, _ etag: String?,
        _ sizeBytes: UInt64
    ) async throws -> BodyReader? {
        let segments: SegmentSource.Segments
        if let large = file.row.staticLargeObject {
            guard etag == nil, large.sizeBytes == sizeBytes else { return nil }
            segments = .fixed(try await store.manifestDocument(in: file, at: address))
        } else {
            guard let etag,
                let dynamic = try await store.dynamicSegments(of: file.row, at: address, caller)
            else { return nil }
            guard dynamic.etag == "\"\(etag)\"", dynamic.sizeBytes == sizeBytes else {
                throw StoreError.segmentChanged(address.description)
            }
            segments = .listed(dynamic)
        }
        guard depth + 1 < store.constraints.manifestDepthLimit else {
            throw StoreError.segmentChanged(address.description)
        }
        let source = SegmentSource(
            store: store, address: address, caller: caller, segments: segments,
            opensExpired: opensExpired, depth: depth + 1)
        return try await source.body(range, sizeBytes: sizeBytes)
    }
}
