// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusXML

/// Objects as S3 has them.
enum S3Objects {
    static let handlers: [String: Handler] = [
        "PutObject": put, "GetObject": get, "HeadObject": head, "DeleteObject": delete,
        "DeleteObjects": deleteMany,
    ]

    /// Stores a blob of a job, or an object that nobody has announced.
    static func put(_ call: Call) async throws -> Response {
        guard let lengthBytes = call.request.body.lengthBytes else {
            throw DS3Error(
                .missingContentLength, "The length of the object is not told.", status: 411)
        }
        let bucket = try await call.bucket(call.subject, for: .write)
        let address = try call.address(ofObject: call.object, in: bucket)
        guard StoredObject.type(ofName: call.object) == .data || lengthBytes == 0 else {
            throw DS3Error.badRequest("A folder has no bytes.")
        }
        let policy = call.dataPolicy(of: bucket)
        let offset = try call.parameters.natural("offset").map { UInt64($0) }
        var upload = BlobUpload(address, offset: offset)
        upload.metadata = ObjectHeaders.metadata(call.request.headers)
        upload.expected = try ObjectHeaders.checksums(call.request.headers)
        let body = call.request.body
        let receipt: BlobReceipt
        if let job = try await call.job(.put, of: address, offset) {
            receipt = try await call.jobs.putBlob(upload, of: job, body: body)
        } else {
            receipt = try await call.jobs.putObject(
                upload, call.nakedPut(into: bucket, policy), body: body)
        }
        if receipt.isComplete, policy.versioning == .keepMultipleVersions {
            try await call.forgetVersions(of: address, keeping: policy.maxVersionsToKeep)
        }
        return Response(.ok, headers: ["ETag": StoredObject.quoted(receipt.etag)])
    }

    /// Reads a blob of a job, or an object.
    static func get(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .read)
        let address = try call.address(ofObject: call.object, in: bucket)
        let blob = try await call.blob(address, in: bucket)
        let object = StoredObject(blob.info, at: address)
        var headers = ObjectHeaders.headers(of: object)
        let ranges = try ReadRanges(
            call.request.headers["Range"], within: blob.range, sizeBytes: object.sizeBytes)
        guard let ranges else {
            if let checksum = blob.checksum, let name = checksum.type.header {
                headers[name] = Base64.encode(checksum.value, isPadded: true)
            }
            let body = try await blob.body()
            return Response(.ok, headers: headers, body: .stream(blob.noting(body)))
        }
        headers["Content-Range"] = ranges.contentRange
        let body = try await ranges.body { try await blob.body($0) }
        return Response(Status(206), headers: headers, body: .stream(blob.noting(body)))
    }

    static func head(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .read)
        let address = try call.address(ofObject: call.object, in: bucket)
        let object = try await call.object(
            address, versionID: call.parameters.text("version_id"))
        var headers = ObjectHeaders.headers(of: object)
        headers["Content-Length"] = String(object.sizeBytes)
        return Response(.ok, headers: headers)
    }

    static func delete(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .delete)
        let address = try call.address(ofObject: call.object, in: bucket)
        try await call.delete(address, versionID: call.parameters.text("version_id"))
        return .done
    }

    /// The most objects that one request deletes.
    private static let deletionLimit = 1000

    static func deleteMany(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .delete)
        let deletion = try DS3.Deletion(try await call.document())
        guard !deletion.keys.isEmpty else {
            throw DS3Error.badRequest("The list of objects is empty.")
        }
        guard deletion.keys.count <= deletionLimit else {
            throw DS3Error.badRequest("There are more than \(deletionLimit) objects.")
        }
        var result = DS3.DeleteResult()
        var deleted: [DS3.DeletedObject] = []
        var errors: [DS3.DeleteObjectError] = []
        for key in deletion.keys {
            do {
                let address = try call.address(ofObject: key.name, in: bucket)
                try await call.delete(address, versionID: key.versionID)
                var line = DS3.DeletedObject()
                line.key = key.name
                line.versionID = key.versionID
                deleted.append(line)
            } catch let error as CancellationError {
                throw error
            } catch {
                let refusal = DS3Error(refusing: error)
                var line = DS3.DeleteObjectError()
                line.code =
                    (refusal.status == 404 ? DS3Error.Code.notFound : refusal.code).description
                line.key = key.name
                line.message = refusal.message
                line.versionID = key.versionID
                errors.append(line)
            }
        }
        result.deleted = deletion.isQuiet ? [] : deleted
        result.errors = errors
        return .document(result)
    }
}

extension Call {
    /// The data policy of a bucket, or the default one when that is gone.
    func dataPolicy(of bucket: Bucket) -> DS3.DataPolicy {
        catalogue.dataPolicy(bucket.dataPolicyID) ?? catalogue.defaultDataPolicy(of: nil)
            ?? DS3.DataPolicy()
    }

    /// The job that a transfer belongs to: the one it names, or one that was made for transfers
    /// which name none.
    fileprivate func job(
        _ kind: JobKind, of address: ObjectAddress, _ offset: UInt64?
    ) async throws -> String? {
        if let id = parameters.text("job") { return id.lowercased() }
        return try await jobs.implicitJob(kind, of: address, offset: offset)
    }

    /// What a transfer reads: a blob of a job, or an object.
    fileprivate func blob(
        _ address: ObjectAddress, in bucket: Bucket
    ) async throws -> OpenedBlob {
        let offset = try parameters.natural("offset").map { UInt64($0) }
        let versionID = parameters.text("version_id")
        let isCachedOnly = parameters.has("cached_only")
        do {
            if let job = try await job(.get, of: address, offset) {
                return try await jobs.openBlob(
                    address, offset: offset, versionID: versionID, of: job)
            }
            return try await jobs.openObject(
                address, versionID: versionID, waits: !isCachedOnly,
                nakedGet(from: bucket))
        } catch JobError.noSuchObject {
            throw noObject(address)
        } catch JobError.notInCache where isCachedOnly {
            throw DS3Error(.noSuchKey, "\(address.object) is not in the cache.", status: 404)
        }
    }

    /// What a data policy says of objects that nobody has announced.
    fileprivate func nakedPut(into bucket: Bucket, _ policy: DS3.DataPolicy) -> JobRequest {
        var request = JobRequest(
            .put, in: bucket.address, userID: user.id, userName: user.name)
        request.naming = NamingRule(rawValue: policy.versioning.rawValue) ?? .none
        request.checksum = BodyChecksum(rawValue: policy.checksumType.rawValue) ?? .md5
        request.requiresChecksum = policy.endToEndCrcRequired
        request.bucketID = bucket.id
        request.priority = JobPriority(rawValue: policy.defaultPutJobPriority.rawValue) ?? .normal
        request.verifiesAfterWrite = policy.defaultVerifyAfterWrite
        return request
    }

    private func nakedGet(from bucket: Bucket) -> JobRequest {
        var request = JobRequest(
            .get, in: bucket.address, userID: user.id, userName: user.name)
        request.bucketID = bucket.id
        let priority = dataPolicy(of: bucket).defaultGetJobPriority
        request.priority = JobPriority(rawValue: priority.rawValue) ?? .normal
        return request
    }

    /// Deletes an object: the latest version, of which one that keeps versions keeps the bytes, or
    /// the version of an id for good.
    ///
    /// - Throws: 404.
    func delete(_ address: ObjectAddress, versionID: String?) async throws {
        let object = try await object(address, versionID: versionID)
        if versionID != nil, case .stored(let moment) = object.version {
            _ = try await store.delete(moment, of: address, for: owner)
        } else {
            try await store.delete(address, leavesMarker: versionID == nil, for: owner)
        }
        try await jobs.objectsDeleted([address.object], in: address.container)
    }
}
