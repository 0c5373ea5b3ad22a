// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Access control lists

extension DS3 {
    /// `GET /_rest_/bucket_acl`; answers 200 [BucketAcl].
    public static func getBucketAclsSpectraS3(
        bucketID: String? = nil, groupID: String? = nil, permission: BucketAclPermission? = nil,
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<BucketAcl>> {
        var request = Request<List<BucketAcl>>("GetBucketAclsSpectraS3", .get, "/_rest_/bucket_acl")
        request.text("bucket_id", bucketID)
        request.text("group_id", groupID)
        request.text("permission", permission?.rawValue)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/bucket_acl`; answers 201 BucketAcl.
    public static func putBucketAclForGroupSpectraS3(
        bucketID: String, groupID: String, permission: BucketAclPermission
    ) -> Request<BucketAcl> {
        var request = Request<BucketAcl>(
            "PutBucketAclForGroupSpectraS3", .post, "/_rest_/bucket_acl")
        request.text("bucket_id", bucketID)
        request.text("group_id", groupID)
        request.text("permission", permission.rawValue)
        return request
    }

    /// `POST /_rest_/bucket_acl`; answers 201 BucketAcl.
    public static func putBucketAclForUserSpectraS3(
        bucketID: String, permission: BucketAclPermission, userID: String
    ) -> Request<BucketAcl> {
        var request = Request<BucketAcl>(
            "PutBucketAclForUserSpectraS3", .post, "/_rest_/bucket_acl")
        request.text("bucket_id", bucketID)
        request.text("permission", permission.rawValue)
        request.text("user_id", userID)
        return request
    }

    /// `POST /_rest_/bucket_acl`; answers 201 BucketAcl.
    public static func putGlobalBucketAclForGroupSpectraS3(
        groupID: String, permission: BucketAclPermission
    ) -> Request<BucketAcl> {
        var request = Request<BucketAcl>(
            "PutGlobalBucketAclForGroupSpectraS3", .post, "/_rest_/bucket_acl")
        request.text("group_id", groupID)
        request.text("permission", permission.rawValue)
        return request
    }

    /// `POST /_rest_/bucket_acl`; answers 201 BucketAcl.
    public static func putGlobalBucketAclForUserSpectraS3(
        permission: BucketAclPermission, userID: String
    ) -> Request<BucketAcl> {
        var request = Request<BucketAcl>(
            "PutGlobalBucketAclForUserSpectraS3", .post, "/_rest_/bucket_acl")
        request.text("permission", permission.rawValue)
        request.text("user_id", userID)
        return request
    }

    /// `DELETE /_rest_/bucket_acl/{id}`; answers 204.
    public static func deleteBucketAclSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteBucketAclSpectraS3", .delete, "/_rest_/bucket_acl/", member: id)
    }

    /// `GET /_rest_/bucket_acl/{id}`; answers 200 BucketAcl.
    public static func getBucketAclSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<BucketAcl> {
        try Request("GetBucketAclSpectraS3", .get, "/_rest_/bucket_acl/", member: id)
    }

    /// `GET /_rest_/data_policy_acl`; answers 200 [DataPolicyAcl].
    public static func getDataPolicyAclsSpectraS3(
        dataPolicyID: String? = nil, groupID: String? = nil, userID: String? = nil,
        page: Page? = nil
    ) -> Request<List<DataPolicyAcl>> {
        var request = Request<List<DataPolicyAcl>>(
            "GetDataPolicyAclsSpectraS3", .get, "/_rest_/data_policy_acl")
        request.text("data_policy_id", dataPolicyID)
        request.text("group_id", groupID)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/data_policy_acl`; answers 201 DataPolicyAcl.
    public static func putDataPolicyAclForGroupSpectraS3(
        dataPolicyID: String, groupID: String
    ) -> Request<DataPolicyAcl> {
        var request = Request<DataPolicyAcl>(
            "PutDataPolicyAclForGroupSpectraS3", .post, "/_rest_/data_policy_acl")
        request.text("data_policy_id", dataPolicyID)
        request.text("group_id", groupID)
        return request
    }

    /// `POST /_rest_/data_policy_acl`; answers 201 DataPolicyAcl.
    public static func putDataPolicyAclForUserSpectraS3(
        dataPolicyID: String, userID: String
    ) -> Request<DataPolicyAcl> {
        var request = Request<DataPolicyAcl>(
            "PutDataPolicyAclForUserSpectraS3", .post, "/_rest_/data_policy_acl")
        request.text("data_policy_id", dataPolicyID)
        request.text("user_id", userID)
        return request
    }

    /// `POST /_rest_/data_policy_acl`; answers 201 DataPolicyAcl.
    public static func putGlobalDataPolicyAclForGroupSpectraS3(
        groupID: String
    ) -> Request<DataPolicyAcl> {
        var request = Request<DataPolicyAcl>(
            "PutGlobalDataPolicyAclForGroupSpectraS3", .post, "/_rest_/data_policy_acl")
        request.text("group_id", groupID)
        return request
    }

    /// `POST /_rest_/data_policy_acl`; answers 201 DataPolicyAcl.
    public static func putGlobalDataPolicyAclForUserSpectraS3(
        userID: String
    ) -> Request<DataPolicyAcl> {
        var request = Request<DataPolicyAcl>(
            "PutGlobalDataPolicyAclForUserSpectraS3", .post, "/_rest_/data_policy_acl")
        request.text("user_id", userID)
        return request
    }

    /// `DELETE /_rest_/data_policy_acl/{id}`; answers 204.
    public static func deleteDataPolicyAclSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteDataPolicyAclSpectraS3", .delete, "/_rest_/data_policy_acl/", member: id)
    }

    /// `GET /_rest_/data_policy_acl/{id}`; answers 200 DataPolicyAcl.
    public static func getDataPolicyAclSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<DataPolicyAcl> {
        try Request("GetDataPolicyAclSpectraS3", .get, "/_rest_/data_policy_acl/", member: id)
    }
}
