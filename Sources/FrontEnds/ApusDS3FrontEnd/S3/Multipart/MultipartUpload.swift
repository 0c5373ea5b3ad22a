// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest
import ApusModel
import ApusObjectStore

/// An object that is sent in parts and is not complete.
struct MultipartUpload: Sendable {
    /// A UUID.
    let id: String
    let object: ObjectName
    /// What tells its parts apart from those of other uploads.
    let number: UInt64
    /// The id of the version that it becomes.
    let versionID: String
    let userID: String
    let startedAt: Timestamp
    let metadata: Metadata
}

/// The uploads of one bucket that are not complete: records, so that they outlive the process.
struct MultipartUploads: Sendable {
    /// The most that a bucket has at a time.
    static let limit = 10_000

    private enum Field {
        static let object = "object"
        static let number = "number"
        static let version = "version"
        static let user = "user"
    }

    private let records: RecordStore
    private let container: ContainerName

    init(_ bucket: Bucket, _ store: ObjectStore) throws(NameError) {
        records = RecordStore(store, in: .ds3)
        container = try ContainerName("multipart-\(bucket.id)")
    }

    /// Begins one.
    ///
    /// - Throws: 409 when there are too many.
    func begin(
        _ object: ObjectName, _ metadata: Metadata, userID: String
    ) async throws -> String {
        let known = try await records.list(container, ListingQuery(limit: Self.limit))
        guard known.count < Self.limit else {
            throw DS3Error.conflict("The bucket has \(Self.limit) uploads that are not complete.")
        }
        let id = UUIDText.random()
        // Values have no ends of lines, and names no tabs.
        let document = metadata.sorted.map { "\($0.name)\t\($0.value)\n" }.joined()
        let number = RandomBytes.make(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        try await records.put(
            try ObjectName(id), in: container, Bytes(document),
            listing: [
                Field.object: object.text, Field.number: String(number),
                Field.version: UUIDText.random(), Field.user: userID,
            ], if: .mustBeNew)
        return id
    }

    /// The upload of an id, which is one of this object.
    ///
    /// - Throws: 404.
    func find(_ id: String, of object: ObjectName) async throws -> MultipartUpload {
        guard let id = UUIDText.parse(id),
            let (info, document) = try await records.get(try ObjectName(id), in: container),
            info.listing[Field.object]?.equalsBytewise(object.text) == true
        else { throw DS3Error.notFound("There is no such upload.") }
        var metadata = Metadata()
        for line in document.text.parts(separatedBy: "\n", keepsEmpty: false) {
            let halves = line.parts(separatedBy: "\t", maxSplits: 1)
            if halves.count == 2 { metadata[String(halves[0])] = String(halves[1]) }
        }
        return MultipartUpload(
            id: id, object: object, number: UInt64(info.listing[Field.number] ?? "") ?? 0,
            versionID: info.listing[Field.version] ?? "", userID: info.listing[Field.user] ?? "",
            startedAt: info.createdAt, metadata: metadata)
    }

    /// What is known of all of them but the metadata, by name of the object and then by id.
    func all() async throws -> [(object: String, id: String, userID: String, at: Timestamp)] {
        try await records.list(container, ListingQuery(limit: Self.limit)).map { record in
            (
                record.listing[Field.object] ?? "", record.name.text,
                record.listing[Field.user] ?? "", record.modifiedAt
            )
        }.sorted { left, right in
            left.object.equalsBytewise(right.object)
                ? left.id < right.id
                : left.object.utf8.lexicographicallyPrecedes(right.object.utf8)
        }
    }

    /// Forgets one. The container stays, with none in it too: another may be beginning.
    func end(_ upload: MultipartUpload) async throws {
        try await records.remove(try ObjectName(upload.id), in: container)
    }

    /// Forgets all, of a bucket that is no more.
    func endAll() async throws {
        for record in try await records.list(container, ListingQuery(limit: Self.limit)) {
            try await records.remove(record.name, in: container)
        }
        try await records.removeIfEmpty(container)
    }
}
