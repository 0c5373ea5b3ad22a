// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Buckets

extension DS3 {
    /// `GET /_rest_/bucket`; answers 200 [Bucket].
    public static func getBucketsSpectraS3(
        dataPolicyID: String? = nil, name: String? = nil, userID: String? = nil, page: Page? = nil
    ) -> Request<List<Bucket>> {
        var request = Request<List<Bucket>>("GetBucketsSpectraS3", .get, "/_rest_/bucket")
        request.text("data_policy_id", dataPolicyID)
        request.text("name", name)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/bucket`; answers 201 Bucket.
    public static func putBucketSpectraS3(
        name: String, dataPolicyID: String? = nil, id: String? = nil, protected: Bool? = nil,
        userID: String? = nil
    ) -> Request<Bucket> {
        var request = Request<Bucket>("PutBucketSpectraS3", .post, "/_rest_/bucket")
        request.text("name", name)
        request.text("data_policy_id", dataPolicyID)
        request.text("id", id)
        request.boolean("protected", protected)
        request.text("user_id", userID)
        return request
    }

    /// `DELETE /_rest_/bucket/{id}`; answers 204.
    public static func deleteBucketSpectraS3(
        id: String, force: Bool = false
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "DeleteBucketSpectraS3", .delete, "/_rest_/bucket/", member: id)
        request.flag("force", force)
        return request
    }

    /// `GET /_rest_/bucket/{id}`; answers 200 Bucket.
    public static func getBucketSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Bucket> {
        try Request("GetBucketSpectraS3", .get, "/_rest_/bucket/", member: id)
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 Bucket.
    public static func modifyBucketSpectraS3(
        id: String, dataPolicyID: String? = nil, protected: Bool? = nil, userID: String? = nil
    ) throws(DS3Error) -> Request<Bucket> {
        var request = try Request<Bucket>(
            "ModifyBucketSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("data_policy_id", dataPolicyID)
        request.boolean("protected", protected)
        request.text("user_id", userID)
        return request
    }
}
