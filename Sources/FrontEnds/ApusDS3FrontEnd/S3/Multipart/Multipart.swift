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

/// Objects that are sent in parts, as S3 has them; each part becomes a blob.
///
/// Source: the DS3 contract 5.8; 6.0 has it no more.
enum Multipart {
    static let handlers: [String: Handler] = [
        "InitiateMultiPartUpload": begin, "PutMultiPartUploadPart": putPart,
        "ListMultiPartUploads": list, "ListMultiPartUploadParts": listParts,
        "CompleteMultiPartUpload": complete, "AbortMultiPartUpload": abort,
        "CompleteBlob": completeBlob,
    ]

    /// Parts have numbers from 1 to this.
    private static let numberLimit = 10_000
    private static let pageLimit = 1000

    static func begin(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .write)
        let address = try call.address(ofObject: call.object, in: bucket)
        if call.dataPolicy(of: bucket).versioning == .none {
            try await requireNew(address, call)
        }
        var result = DS3.InitiateMultipartUploadResult()
        result.bucket = bucket.name
        result.key = call.object
        result.uploadID = try await MultipartUploads(bucket, call.store).begin(
            address.object, ObjectHeaders.metadata(call.request.headers), userID: call.user.id)
        return .document(result)
    }

    private static func requireNew(_ address: ObjectAddress, _ call: Call) async throws {
        do {
            _ = try await call.store.info(address, for: call.owner)
        } catch  where error.isAbsence {
            return
        }
        throw StoreError.alreadyExists
    }

    static func putPart(_ call: Call) async throws -> Response {
        guard let lengthBytes = call.request.body.lengthBytes else {
            throw DS3Error(
                .missingContentLength, "The length of the part is not told.", status: 411)
        }
        let (bucket, address, upload) = try await find(call)
        let number = try call.parameters.natural("part_number") ?? 0
        guard (1...numberLimit).contains(number) else {
            throw DS3Error.badRequest("Parts have numbers from 1 to \(numberLimit).")
        }
        var request = request(for: upload, at: address)
        request.sizeBytes = lengthBytes
        request.claims = BodyClaims(
            expected: try ObjectHeaders.checksums(call.request.headers),
            recorded: BodyChecksum(
                rawValue: call.dataPolicy(of: bucket).checksumType.rawValue))
        let part = try await call.store.putPart(
            PartAddress(address, upload: upload.number, number: UInt32(number)), request,
            body: call.request.body, for: call.owner)
        return Response(.ok, headers: ["ETag": StoredObject.quoted(part.etag)])
    }

    static func list(_ call: Call) async throws -> Response {
        let parameters = call.parameters
        let bucket = try await call.bucket(call.subject, for: .list)
        let count = min(try parameters.natural("max_uploads") ?? pageLimit, pageLimit)
        let prefix = parameters.text("prefix") ?? ""
        let keyMarker = parameters.text("key_marker") ?? ""
        let idMarker = parameters.text("upload_id_marker") ?? ""
        var result = DS3.ListMultipartUploadsResult()
        var uploads: [DS3.MultiPartUpload] = []
        var prefixes: [String] = []
        var isTruncated = false
        for found in try await MultipartUploads(bucket, call.store).all() {
            guard let rest = found.object.dropping(prefix: prefix) else { continue }
            let isBehind =
                keyMarker.utf8.lexicographicallyPrecedes(found.object.utf8)
                || (found.object.equalsBytewise(keyMarker) && !idMarker.isEmpty
                    && idMarker < found.id)
            guard isBehind else { continue }
            var directory: String?
            if let delimiter = parameters.text("delimiter"), let cut = rest.range(of: delimiter) {
                directory = prefix + rest[cut]
            }
            let known = [prefixes.last, keyMarker].compactMap { $0 }
            if let directory, known.contains(where: { $0.equalsBytewise(directory) }) {
                continue
            }
            guard uploads.count + prefixes.count < count else {
                isTruncated = count > 0
                break
            }
            if let directory {
                prefixes.append(directory)
                result.nextKeyMarker = directory
                continue
            }
            var upload = DS3.MultiPartUpload()
            upload.initiated = DS3.Time(found.at)
            upload.key = found.object
            upload.owner = call.owner(found.userID)
            upload.uploadID = found.id
            uploads.append(upload)
            result.nextKeyMarker = found.object
            result.nextUploadIdMarker = found.id
        }
        result.bucket = bucket.name
        result.commonPrefixes = prefixes
        result.delimiter = parameters.text("delimiter") ?? ""
        result.keyMarker = keyMarker
        result.maxUploads = count
        result.prefix = prefix
        result.uploadIdMarker = idMarker
        result.uploads = uploads
        result.isTruncated = isTruncated
        if !isTruncated {
            result.nextKeyMarker = ""
            result.nextUploadIdMarker = ""
        }
        return .document(result)
    }

    static func listParts(_ call: Call) async throws -> Response {
        let (bucket, address, upload) = try await find(call, for: .read)
        let count = min(try call.parameters.natural("max_parts") ?? pageLimit, pageLimit)
        let marker = try call.parameters.natural("part_number_marker") ?? 0
        var parts = try await existing(upload, at: address, after: marker, count + 1, call)
        let isTruncated = count > 0 && parts.count > count
        parts = Array(parts.prefix(count))
        var result = DS3.ListPartsResult()
        result.bucket = bucket.name
        result.key = call.object
        result.maxParts = count
        result.nextPartNumberMarker = isTruncated ? Int(parts.last?.number ?? 0) : 0
        result.owner = call.owner(upload.userID)
        result.partNumberMarker = marker
        result.parts = parts.map { part in
            var line = DS3.MultiPartUploadPart()
            line.eTag = StoredObject.quoted(part.etag)
            line.lastModified = DS3.Time(part.storedAt)
            line.partNumber = Int(part.number)
            return line
        }
        result.isTruncated = isTruncated
        result.uploadID = upload.id
        return .document(result)
    }

    static func complete(_ call: Call) async throws -> Response {
        let (bucket, address, upload) = try await find(call)
        let listed = try DS3.UploadedPart.read(try await call.document())
        guard !listed.isEmpty, zip(listed, listed.dropFirst()).allSatisfy({ $0.number < $1.number })
        else { throw DS3Error.badRequest("The parts are not listed in order, or none is.") }
        let numbers = try listed.map { part throws(DS3Error) in
            guard (1...numberLimit).contains(part.number) else {
                throw .badRequest("There is no part \(part.number).")
            }
            return UInt32(part.number)
        }
        let parts = try await call.store.parts(
            of: address, upload: upload.number, numbers, for: call.owner)
        guard parts.count == listed.count,
            zip(parts, listed).allSatisfy({ part, sent in
                sent.eTag.filter { $0 != "\"" }.lowercased() == part.etag
            })
        else { throw DS3Error.badRequest("A part is not there, or is another one.") }
        let policy = call.dataPolicy(of: bucket)
        var request = request(for: upload, at: address)
        request.mustBeNew = policy.versioning == .none
        request.blobs = BlobLayout(
            versionID: upload.versionID, lengths: .uniform(parts[0].sizeBytes))
        let outcome = try await call.store.assemble(
            request, upload: upload.number, numbers, for: call.owner)
        try await drop(upload, at: address, call)
        try await MultipartUploads(bucket, call.store).end(upload)
        if policy.versioning == .keepMultipleVersions {
            try await call.forgetVersions(of: address, keeping: policy.maxVersionsToKeep)
        }
        var result = DS3.CompleteMultipartUploadResult()
        result.bucket = bucket.name
        result.eTag = StoredObject.quoted(outcome.etag)
        result.key = call.object
        result.location = String(call.request.target.prefix(upTo: "?"))
        return .document(result)
    }

    static func abort(_ call: Call) async throws -> Response {
        let (bucket, address, upload) = try await find(call)
        try await MultipartUploads(bucket, call.store).end(upload)
        try await drop(upload, at: address, call)
        return .done
    }

    /// Blobs come here by PUT Object alone.
    static func completeBlob(_ call: Call) async throws -> Response {
        _ = try await call.bucket(call.subject, for: .write)
        _ = try await call.jobs.job(try call.parameters.required("job").lowercased())
        throw DS3Error.notFound("No blob waits to be said complete.")
    }

    // MARK: Steps

    private static func find(
        _ call: Call, for permission: DS3.BucketAclPermission = .write
    ) async throws -> (Bucket, ObjectAddress, MultipartUpload) {
        let bucket = try await call.bucket(call.subject, for: permission)
        let address = try call.address(ofObject: call.object, in: bucket)
        let upload = try await MultipartUploads(bucket, call.store).find(
            try call.parameters.required("upload_id"), of: address.object)
        return (bucket, address, upload)
    }

    private static func request(
        for upload: MultipartUpload, at address: ObjectAddress
    ) -> PutRequest {
        PutRequest(
            address, contentType: "application/octet-stream", metadata: upload.metadata)
    }

    /// Some of the parts that have come, by number.
    private static func existing(
        _ upload: MultipartUpload, at address: ObjectAddress, after marker: Int, _ count: Int,
        _ call: Call
    ) async throws -> [PartInfo] {
        var found: [PartInfo] = []
        var first = marker + 1
        while first <= numberLimit, found.count < count {
            let last = min(first + 99, numberLimit)
            found += try await call.store.parts(
                of: address, upload: upload.number, UInt32(first)...UInt32(last),
                for: call.owner)
            first = last + 1
        }
        return Array(found.prefix(count))
    }

    /// Throws away the parts that are left.
    private static func drop(
        _ upload: MultipartUpload, at address: ObjectAddress, _ call: Call
    ) async throws {
        let left = try await existing(upload, at: address, after: 0, numberLimit, call)
        try await call.store.dropParts(
            of: address, upload: upload.number, left.map(\.number), for: call.owner)
    }
}

extension Substring {
    /// What comes before the first of such texts, in bytes, and that text.
    fileprivate func range(of delimiter: String) -> PartialRangeUpTo<Index>? {
        let wanted = Array(delimiter.utf8)
        var position = utf8.startIndex
        while position < utf8.endIndex {
            if utf8[position...].starts(with: wanted) {
                return ..<utf8.index(position, offsetBy: wanted.count)
            }
            position = utf8.index(after: position)
        }
        return nil
    }
}
