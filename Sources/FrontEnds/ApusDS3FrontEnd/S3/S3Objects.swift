// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusXML

/// Objects as S3 has them.
enum S3Objects {
    static let handlers: [String: Handler] = [
        "PutObject": put, "GetObject": get, "HeadObject": head, "DeleteObject": delete,
        "DeleteObjects": deleteMany,
    ]

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
        let policy = try await call.dataPolicy(of: bucket)
        var request = PutRequest(
            address, contentType: "application/octet-stream",
            metadata: ObjectHeaders.metadata(call.request.headers), sizeBytes: lengthBytes,
            mustBeNew: policy.versioning == .none)
        request.claims = try ObjectHeaders.claims(call.request.headers, policy)
        request.blobs = BlobLayout(versionID: UUIDText.random(), lengths: .uniform(.max))
        let outcome = try await call.store.put(request, body: call.request.body, for: call.owner)
        return Response(.ok, headers: ["ETag": StoredObject.quoted(outcome.etag)])
    }

    static func get(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .read)
        let address = try call.address(ofObject: call.object, in: bucket)
        let object = try await call.object(
            address, versionID: call.parameters.text("version_id"))
        let opened = try await call.store.open(
            address, ReadOptions(version: object.version), for: call.owner)
        var headers = ObjectHeaders.headers(of: object)
        let size = object.sizeBytes
        guard
            let ranges = try ReadRanges(
                call.request.headers["Range"], within: 0..<size, sizeBytes: size)
        else {
            if let checksums = object.checksums, object.blobs.count == 1,
                let blob = checksums.blobs.first, let name = checksums.type.header
            {
                headers[name] = blob.text
            }
            return Response(.ok, headers: headers, body: .stream(try await opened.body()))
        }
        headers["Content-Range"] = ranges.contentRange
        let body = try await ranges.body { try await opened.body($0) }
        return Response(Status(206), headers: headers, body: .stream(body))
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
    func dataPolicy(of bucket: Bucket) async throws -> DS3.DataPolicy {
        if let policy = try await directory.dataPolicy(bucket.dataPolicyID) { return policy }
        return try await directory.defaultDataPolicy(of: nil) ?? DS3.DataPolicy()
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
    }
}
