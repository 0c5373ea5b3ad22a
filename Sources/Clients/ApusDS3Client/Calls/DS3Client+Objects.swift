// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusDS3API
import ApusFiles
import ApusIO

// Single objects, and blobs of jobs.
extension DS3Client {
    /// Sends an object, or a blob of a job.
    ///
    /// - Parameters:
    ///   - name: the object's name.
    ///   - bucket: its bucket.
    ///   - body: the bytes: of a blob just those of the blob.
    ///   - jobID: the job that announced it; nil for an object on its own.
    ///   - offset: where the blob begins.
    ///   - checksum: its type and value in base64; the server refuses other bytes.
    ///   - metadata: names without `x-amz-meta-`. Values are escaped as official clients do.
    /// - Returns: the ETag, as the server writes it.
    /// - Throws: `DS3Error`, with `.badDigest` where the checksum is not that of the bytes.
    @discardableResult
    public func putObject(
        _ name: String, in bucket: String, _ body: ObjectBody, jobID: String? = nil,
        offset: Int? = nil, checksum: BlobChecksum? = nil,
        metadata: [String: String] = [:]
    ) async throws -> String? {
        var request = try DS3.putObject(bucket: bucket, object: name, job: jobID, offset: offset)
        if let checksum {
            guard let header = checksum.type.header else {
                throw DS3Error(.local, "\(checksum.type) is no type of checksum")
            }
            request.headers.append((header, checksum.value))
        }
        request.headers += metadata.sorted { $0.key < $1.key }.map { key, value in
            (MetadataText.header(key), MetadataText.encode(value))
        }
        return try await send(request, body: body).response.header("etag")
    }

    /// Sends a part of a file as a blob of a job.
    ///
    /// - Parameters:
    ///   - offset: where the blob begins, in the object as in the file.
    ///   - length: how long it is.
    ///   - file: the file's path; nil when it is called as the object is.
    /// - Throws: `DS3Error`; with `.local` when the file is too short or cannot be read.
    public func putObject(
        _ name: String, in bucket: String, offset: Int, length: Int, jobID: String,
        file: String? = nil
    ) async throws {
        guard offset >= 0, length >= 0 else {
            throw DS3Error(.local, "Offset and length of a blob are not negative")
        }
        try await putObject(
            name, in: bucket,
            .file(
                path: file ?? name, offset: UInt64(offset), lengthBytes: UInt64(length)),
            jobID: jobID, offset: offset)
    }

    /// The bytes of an object, or of a blob of a job, as they come.
    ///
    /// - Parameters:
    ///   - range: positions in the object; nil for all of it, or of the blob.
    ///   - isCachedOnly: whether to fail rather than wait for a slow medium.
    /// - Throws: as `open(_:)`.
    public func getObject(
        _ name: String, in bucket: String, jobID: String? = nil, offset: Int? = nil,
        range: Range<Int>? = nil, versionID: String? = nil, isCachedOnly: Bool = false
    ) async throws -> IncomingObject {
        var request = try DS3.getObject(
            bucket: bucket, object: name, cachedOnly: isCachedOnly, job: jobID, offset: offset,
            versionID: versionID)
        if let range {
            guard !range.isEmpty, range.lowerBound >= 0 else {
                throw DS3Error(.local, "A range has at least one byte")
            }
            request.headers.append(("Range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)"))
        }
        let object = try await open(request)
        if let range, object.response.status != 206,
            object.body.lengthBytes != UInt64(range.count)
        {
            throw DS3Error(.badAnswer, "The whole came instead of a range", resource: name)
        }
        return object
    }

    /// Writes a blob of a job into a file, at a place; what the file has elsewhere stays.
    ///
    /// Whole files appear under their name only when they are whole, and are checked, with
    /// `read(_:from:into:)`.
    ///
    /// - Parameters:
    ///   - offset: where the blob begins, in the object as in the file.
    ///   - file: the file's path; it is made where there is none.
    /// - Returns: how many bytes were written.
    /// - Throws: `DS3Error`, also with `.checksumMismatch` where the server tells a checksum that
    ///   is not that of the bytes.
    @discardableResult
    public func getObject(
        _ name: String, in bucket: String, offset: Int, jobID: String, into file: String
    ) async throws -> Int {
        guard offset >= 0 else { throw DS3Error(.local, "An offset is not negative") }
        let object = try await getObject(name, in: bucket, jobID: jobID, offset: offset)
        let target = try await LocalTarget.open(file, lane: transport.files)
        return try await object.receive(on: transport.files) { bytes, position in
            try target.write(bytes, at: UInt64(offset) + position)
        }
    }

    /// All of an object, in memory.
    ///
    /// - Parameter limitBytes: an object that is larger is refused.
    /// - Throws: `DS3Error`.
    public func getObject(
        _ name: String, in bucket: String, limitBytes: Int
    ) async throws -> Bytes {
        let object = try await getObject(name, in: bucket)
        var whole = ByteWriter()
        try await object.receive { bytes, _ in
            guard whole.count + bytes.count <= limitBytes else {
                throw DS3Error(
                    .local, "The object is larger than \(limitBytes) bytes", resource: name)
            }
            whole.append(bytes)
        }
        return whole.finish()
    }

    /// What the server knows of an object: size, metadata, checksums.
    ///
    /// - Throws: `DS3Error` with status 404 when there is none.
    public func headObject(
        _ name: String, in bucket: String, versionID: String? = nil
    ) async throws -> DS3.ObjectHead {
        try await send(
            DS3.headObject(bucket: bucket, object: name, versionID: versionID)
        ).value
    }

    /// Deletes an object.
    ///
    /// - Throws: `DS3Error` with status 404 when there is none.
    public func deleteObject(
        _ name: String, in bucket: String, versionID: String? = nil
    ) async throws {
        try await send(
            DS3.deleteObject(bucket: bucket, object: name, versionID: versionID))
    }

    /// Deletes objects, a thousand with each request.
    ///
    /// - Returns: those that could not be deleted, and why.
    /// - Throws: `DS3Error` when a request fails as a whole.
    @discardableResult
    public func deleteObjects(
        _ names: [String], in bucket: String
    ) async throws -> [DS3.DeleteObjectError] {
        var errors: [DS3.DeleteObjectError] = []
        var position = 0
        while position < names.count {
            let some = names[position..<min(names.count, position + 1000)]
            position += some.count
            errors += try await send(
                DS3.deleteObjects(
                    bucket: bucket,
                    objects: DS3.Deletion(some.map { DS3.Deletion.Key($0) }, isQuiet: true))
            ).value.errors
        }
        return errors
    }

    /// Deletes every object whose name begins with the folder's and a slash, and the folder's own.
    ///
    /// `folder` never means `folder2/…`, nor an object called `folderX`.
    ///
    /// - Throws: `DS3Error` with status 404 when there is nothing.
    public func deleteFolder(_ folder: String, in bucket: String) async throws {
        var name = folder
        while name.utf8.last == UInt8(ascii: "/") { name.unicodeScalars.removeLast() }
        try await send(DS3.deleteFolderRecursivelySpectraS3(id: name, bucketID: bucket))
    }

    /// Where objects lie: tapes, pools and other servers.
    ///
    /// - Throws: `DS3Error`.
    public func physicalPlacement(
        of names: [String], in bucket: String
    ) async throws -> DS3.PhysicalPlacement {
        try await send(
            DS3.getPhysicalPlacementForObjectsSpectraS3(
                id: bucket, objects: names.map { DS3.ListedObject($0) })
        ).value
    }

    /// Where each of some objects lies, blob by blob.
    ///
    /// - Throws: `DS3Error`.
    public func physicalPlacementOfEach(
        of names: [String], in bucket: String
    ) async throws -> DS3.BulkObjectList {
        try await send(
            DS3.getPhysicalPlacementForObjectsWithFullDetailsSpectraS3(
                id: bucket, objects: names.map { DS3.ListedObject($0) })
        ).value
    }

    /// Objects by their names.
    ///
    /// - Parameters:
    ///   - name: a whole name, or with `%` for any text, as `%ulysses%`.
    ///   - bucket: only in this bucket.
    ///   - page: a page of them; nil for the first 1,000.
    /// - Throws: `DS3Error`.
    public func search(
        _ name: String? = nil, in bucket: String? = nil, type: DS3.S3ObjectType? = nil,
        page: DS3.Page? = nil
    ) async throws -> [DS3.S3Object] {
        try await send(
            DS3.getObjectsDetailsSpectraS3(bucketID: bucket, name: name, type: type, page: page)
        ).value.items
    }
}
