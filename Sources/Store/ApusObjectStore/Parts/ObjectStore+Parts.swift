// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
package import ApusIO
package import ApusModel
import ApusStorage

/// Which part of an object that comes in parts.
package struct PartAddress: Hashable, Sendable {
    /// The object that the parts become.
    package var object: ObjectAddress
    /// Tells apart uploads of one object.
    package var upload: UInt64
    /// The place among the parts.
    package var number: UInt32

    package init(_ object: ObjectAddress, upload: UInt64, number: UInt32) {
        self.object = object
        self.upload = upload
        self.number = number
    }

    var key: ObjectKey { ObjectKey(object.object, in: .parts(upload: upload, number: number)) }
}

/// A part that was stored.
package struct PartInfo: Hashable, Sendable {
    package var number: UInt32
    package var sizeBytes: UInt64
    /// MD5, lower-case hexadecimal.
    package var etag: String
    package var storedAt: Timestamp
    /// What was sent with it for the whole object.
    package var contentType: String
    package var metadata: Metadata
    package var checksumType: BodyChecksum?
    /// The checksum of that type.
    package var checksum: [UInt8]?

    init(number: UInt32, _ row: ObjectRow) {
        self.number = number
        sizeBytes = row.sizeBytes
        etag = row.etag
        storedAt = row.createdAt
        contentType = row.contentType
        metadata = row.metadata
        let layout = BlobLayout(row)
        checksumType = layout?.checksumType
        checksum = layout?.checksums.first
    }
}

/// Objects that come in parts: each is durable by itself, and nobody sees any before all of them
/// become the object in one commit.
///
/// The parts lie where the object's bytes will: in a container that keeps versions, in the one
/// beside it. Whoever begins an upload decides its number, and keeps it.
extension ObjectStore {
    /// Stores a part, as `put` stores an object.
    ///
    /// - Parameters:
    ///   - request: the object that it is a part of; size, ETag and claims are the part's.
    ///   - replaces: whether a part of that number may be there; otherwise `.alreadyExists`.
    /// - Throws: as `put`.
    package func putPart(
        _ address: PartAddress, _ request: PutRequest, body: BodyReader, replaces: Bool = true,
        for caller: Caller
    ) async throws -> PartInfo {
        var part = request
        part.mustBeNew = false
        let visible = try await writable(part, for: caller)
        let broker = try await partsBroker(of: address.object, visible)
        part.madeAt = nil
        part.expiry = nil
        part.blobs = BlobLayout(
            versionID: request.blobs?.versionID ?? "", lengths: .uniform(.max))
        let row = try await take(part, body, in: broker, { _ in }) { row, staged in
            do throws(StorageError) {
                _ = try await broker.commit([
                    ObjectChange(
                        address.key, requires: replaces ? .always : .absent, .put(row, staged))
                ])
            } catch {
                guard case .guardFailed = error.reason else { throw error }
                throw StoreError.alreadyExists
            }
        }
        return PartInfo(number: address.number, row)
    }

    /// What is known of a part; nil when there is none.
    package func part(_ address: PartAddress, for caller: Caller) async throws -> PartInfo? {
        let visible = try await writers(of: address.object, caller)
        let broker = try await partsBroker(of: address.object, visible)
        return try await part(address, broker)
    }

    /// The parts that there are of the numbers asked for, in that order.
    package func parts(
        of object: ObjectAddress, upload: UInt64, _ numbers: some Sequence<UInt32>,
        for caller: Caller
    ) async throws -> [PartInfo] {
        let broker = try await partsBroker(of: object, try await writers(of: object, caller))
        var found: [PartInfo] = []
        for number in numbers {
            let address = PartAddress(object, upload: upload, number: number)
            if let part = try await part(address, broker) { found.append(part) }
        }
        return found
    }

    /// Makes an object of parts, in the order of `numbers`; their rows go. No byte is copied.
    ///
    /// - Parameters:
    ///   - request: the object: type, metadata, whether it must be new; the id of its version.
    ///     Lengths and checksums of its blobs are those of the parts.
    ///   - time: when it was made, and the id of its version where there are versions; a moment of
    ///     the store's clock.
    /// - Throws: `StoreError.notFound` when a part is missing, `.alreadyExists`, `.tooLarge`,
    ///   `.quota`.
    package func assemble(
        _ request: PutRequest, upload: UInt64, _ numbers: [UInt32], at time: Timestamp? = nil,
        for caller: Caller
    ) async throws -> PutOutcome {
        let address = request.address
        // The parts were counted as they came: only what is seen of the whole is judged.
        let visible = try await writable(request, for: caller)
        let broker = try await partsBroker(of: address, visible)
        var parts: [PartInfo] = []
        parts.reserveCapacity(numbers.count)
        for number in numbers {
            let part = PartAddress(address, upload: upload, number: number)
            guard let found = try await self.part(part, broker) else { throw StoreError.notFound }
            parts.append(found)
        }
        let sizeBytes = parts.reduce(0) { $0 + $1.sizeBytes }
        guard sizeBytes <= constraints.fileSizeLimitBytes else { throw StoreError.tooLarge }
        var row = ObjectRow(
            createdAt: time ?? clock.tick(), sizeBytes: sizeBytes, etag: Self.etag(of: parts),
            contentType: request.contentType, metadata: request.metadata)
        Self.layout(request.blobs, parts).mark(&row)
        let keys = numbers.map { PartAddress(address, upload: upload, number: $0).key }
        var outcome = PutOutcome(etag: row.etag, createdAt: row.createdAt)
        do {
            if try await makesVersions(address.container, visible) {
                try await preserveCurrent(address, visible)
                let version = ObjectVersion(object: address, id: row.createdAt)
                _ = try await broker.commit([
                    ObjectChange(
                        ObjectKey(try version.address().object), .assemble(row, from: keys))
                ])
                try await link(version, row, at: row.createdAt, in: visible)
                outcome.version = .stored(row.createdAt)
            } else {
                if let archive = try await archive(of: address.container, visible) {
                    try await archiveCurrent(address, visible, in: archive)
                }
                let key = ObjectKey(address.object)
                _ = try await visible.commit([
                    ObjectChange(
                        key,
                        requires: request.mustBeNew ? try await newcomer(key, visible) : .always,
                        .assemble(row, from: keys))
                ])
            }
        } catch let error as StorageError {
            guard case .guardFailed = error.reason else { throw error }
            throw request.mustBeNew ? StoreError.alreadyExists : .contended
        }
        return outcome
    }

    /// Throws parts away; those that are not there do not matter.
    package func dropParts(
        of object: ObjectAddress, upload: UInt64, _ numbers: some Sequence<UInt32>,
        for caller: Caller
    ) async throws {
        let broker = try await partsBroker(of: object, try await writers(of: object, caller))
        var changes: [ObjectChange] = []
        func commit() async throws {
            do {
                _ = try await broker.commit(changes)
            } catch {
                guard error.isAbsence else { throw error }
            }
            changes = []
        }
        for number in numbers {
            let key = PartAddress(object, upload: upload, number: number).key
            changes.append(ObjectChange(key, .remove(at: clock.tick())))
            if changes.count == 1000 { try await commit() }
        }
        if !changes.isEmpty { try await commit() }
    }

    // MARK: Steps

    private func writers(
        of object: ObjectAddress, _ caller: Caller
    ) async throws -> any ContainerBroker {
        let broker = try await container(object.container)
        try await authorise(.write, objectsOf: object.container, broker, caller)
        return broker
    }

    private func partsBroker(
        of object: ObjectAddress, _ visible: any ContainerBroker
    ) async throws -> any ContainerBroker {
        guard try await makesVersions(object.container, visible) else { return visible }
        return try await versionsBroker(of: object.container)
    }

    private func part(
        _ address: PartAddress, _ broker: any ContainerBroker
    ) async throws -> PartInfo? {
        do {
            return PartInfo(number: address.number, try await broker.row(address.key))
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    /// The MD5 of one part; of several that of their MD5s, and how many there are.
    ///
    /// Source: Amazon S3, "multipart upload".
    private static func etag(of parts: [PartInfo]) -> String {
        guard parts.count != 1 else { return parts[0].etag }
        var digest = Digest(.md5)
        for part in parts { digest.update(Bytes(Hexadecimal.decode(part.etag) ?? [])) }
        return "\(Hexadecimal.encode(digest.finish()))-\(parts.count)"
    }

    private static func layout(_ asked: BlobLayout?, _ parts: [PartInfo]) -> BlobLayout {
        let lengths = parts.map(\.sizeBytes)
        let isUniform =
            lengths.dropLast().allSatisfy { $0 == lengths[0] }
            && (lengths.last ?? 0) <= (lengths.first ?? 0)
        var layout = asked ?? BlobLayout(versionID: UUIDText.random(), lengths: .uniform(.max))
        if asked == nil || !isUniform {
            layout.lengths = isUniform ? .uniform(lengths.first ?? .max) : .each(lengths)
        }
        layout.checksumType = parts.first?.checksumType
        let checksums = parts.compactMap(\.checksum)
        let isWhole =
            checksums.count == parts.count
            && parts.allSatisfy { $0.checksumType == layout.checksumType }
        layout.checksums = isWhole ? checksums : []
        return layout
    }
}
