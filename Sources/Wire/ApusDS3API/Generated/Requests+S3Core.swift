// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// S3 core

extension DS3 {
    /// `GET /`; answers 200 ListAllMyBucketsResult.
    public static func getService(

        ) -> Request<ListAllMyBucketsResult>
    {
        Request("GetService", .get, "/")
    }

    /// `DELETE /{bucket}`; answers 204.
    public static func deleteBucket(
        bucket: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteBucket", .delete, bucket: bucket)
    }

    /// `GET /{bucket}`; answers 200 ListBucketResult.
    public static func getBucket(
        bucket: String, delimiter: String? = nil, marker: String? = nil, maxKeys: Int? = nil,
        prefix: String? = nil, versions: Bool = false
    ) throws(DS3Error) -> Request<ListBucketResult> {
        var request = try Request<ListBucketResult>("GetBucket", .get, bucket: bucket)
        request.text("delimiter", delimiter)
        request.text("marker", marker)
        request.number("max_keys", maxKeys)
        request.text("prefix", prefix)
        request.flag("versions", versions)
        return request
    }

    /// `GET /{bucket}`; answers 200 ListMultipartUploadsResult.
    public static func listMultiPartUploads(
        bucket: String, delimiter: String? = nil, keyMarker: String? = nil, maxUploads: Int? = nil,
        prefix: String? = nil, uploadIDMarker: String? = nil
    ) throws(DS3Error) -> Request<ListMultipartUploadsResult> {
        var request = try Request<ListMultipartUploadsResult>(
            "ListMultiPartUploads", .get, bucket: bucket)
        request.flag("uploads")
        request.text("delimiter", delimiter)
        request.text("key_marker", keyMarker)
        request.number("max_uploads", maxUploads)
        request.text("prefix", prefix)
        request.text("upload_id_marker", uploadIDMarker)
        return request
    }

    /// `HEAD /{bucket}`; answers 200.
    public static func headBucket(
        bucket: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("HeadBucket", .head, bucket: bucket)
    }

    /// `POST /{bucket}`; answers 200 DeleteResult.
    public static func deleteObjects(
        bucket: String, objects: Deletion
    ) throws(DS3Error) -> Request<DeleteResult> {
        var request = try Request<DeleteResult>("DeleteObjects", .post, bucket: bucket)
        request.flag("delete")
        request.body = .bytes(objects.encoded)
        return request
    }

    /// `PUT /{bucket}`; answers 200.
    public static func putBucket(
        bucket: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("PutBucket", .put, bucket: bucket)
    }

    /// `DELETE /{bucket}/{object}`; answers 204.
    public static func abortMultiPartUpload(
        bucket: String, object: String, uploadID: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "AbortMultiPartUpload", .delete, bucket: bucket, object: object)
        request.text("upload_id", uploadID)
        return request
    }

    /// `DELETE /{bucket}/{object}`; answers 204.
    public static func deleteObject(
        bucket: String, object: String, versionID: String? = nil
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>("DeleteObject", .delete, bucket: bucket, object: object)
        request.text("version_id", versionID)
        return request
    }

    /// `GET /{bucket}/{object}`; answers 200 | 206.
    public static func getObject(
        bucket: String, object: String, cachedOnly: Bool = false, job: String? = nil,
        offset: Int? = nil, versionID: String? = nil
    ) throws(DS3Error) -> Request<ObjectHead> {
        var request = try Request<ObjectHead>("GetObject", .get, bucket: bucket, object: object)
        request.flag("cached_only", cachedOnly)
        request.text("job", job)
        request.number("offset", offset)
        request.text("version_id", versionID)
        return request
    }

    /// `GET /{bucket}/{object}`; answers 200 ListPartsResult.
    public static func listMultiPartUploadParts(
        bucket: String, object: String, uploadID: String, maxParts: Int? = nil,
        partNumberMarker: Int? = nil
    ) throws(DS3Error) -> Request<ListPartsResult> {
        var request = try Request<ListPartsResult>(
            "ListMultiPartUploadParts", .get, bucket: bucket, object: object)
        request.text("upload_id", uploadID)
        request.number("max_parts", maxParts)
        request.number("part_number_marker", partNumberMarker)
        return request
    }

    /// `HEAD /{bucket}/{object}`; answers 200.
    public static func headObject(
        bucket: String, object: String, versionID: String? = nil
    ) throws(DS3Error) -> Request<ObjectHead> {
        var request = try Request<ObjectHead>("HeadObject", .head, bucket: bucket, object: object)
        request.text("version_id", versionID)
        return request
    }

    /// `POST /{bucket}/{object}`; answers 200.
    public static func completeBlob(
        bucket: String, object: String, blob: String, job: String, size: Int? = nil
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>("CompleteBlob", .post, bucket: bucket, object: object)
        request.text("blob", blob)
        request.text("job", job)
        request.number("size", size)
        return request
    }

    /// `POST /{bucket}/{object}`; answers 200 CompleteMultipartUploadResult.
    public static func completeMultiPartUpload(
        bucket: String, object: String, uploadID: String, objects: [UploadedPart]
    ) throws(DS3Error) -> Request<CompleteMultipartUploadResult> {
        var request = try Request<CompleteMultipartUploadResult>(
            "CompleteMultiPartUpload", .post, bucket: bucket, object: object)
        request.text("upload_id", uploadID)
        request.body = .bytes(UploadedPart.encode(objects))
        return request
    }

    /// `POST /{bucket}/{object}`; answers 200 InitiateMultipartUploadResult.
    public static func initiateMultiPartUpload(
        bucket: String, object: String
    ) throws(DS3Error) -> Request<InitiateMultipartUploadResult> {
        var request = try Request<InitiateMultipartUploadResult>(
            "InitiateMultiPartUpload", .post, bucket: bucket, object: object)
        request.flag("uploads")
        return request
    }

    /// `PUT /{bucket}/{object}`; answers 200.
    public static func putMultiPartUploadPart(
        bucket: String, object: String, partNumber: Int, uploadID: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "PutMultiPartUploadPart", .put, bucket: bucket, object: object)
        request.number("part_number", partNumber)
        request.text("upload_id", uploadID)
        request.body = .data
        return request
    }

    /// `PUT /{bucket}/{object}`; answers 200.
    public static func putObject(
        bucket: String, object: String, job: String? = nil, offset: Int? = nil
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>("PutObject", .put, bucket: bucket, object: object)
        request.text("job", job)
        request.number("offset", offset)
        request.body = .data
        return request
    }
}
