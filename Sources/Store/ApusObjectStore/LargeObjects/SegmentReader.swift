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
    private var current: FileCursor?
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
        case file(FileCursor)
    }

    init(store: ObjectStore, caller: Caller, plan: SegmentPlan, lengthBytes: UInt64?) {
        self.store = store
        self.caller = caller
        self.plan = plan
        owedBytes = lengthBytes
    }

    /// Opens the first segment and reads its first piece.
    ///
    /// - Throws: `StoreError.segmentChanged`, or `StorageError` when the engine fails.
    func begin() async throws {
        ahead = await look()
        if case .opened(.file(let cursor)) = ahead { try await cursor.begin() }
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
            case .opened(.file(let cursor)):
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
            let found = try await store.openFile(address, for: caller)
            let (file, address) = (found.thing, found.address)
            guard file.row.sizeBytes == sizeBytes, etag == nil || file.row.etag == etag else {
                throw StoreError.segmentChanged(address.description)
            }
            let suspects = store.suspects
            return .file(FileCursor(file, range) { suspects.note($0, address) })
        }
    }
}
