// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Users

extension DS3 {
    /// `GET /_rest_/user`; answers 200 [SpectraUser].
    public static func getUsersSpectraS3(
        authID: String? = nil, defaultDataPolicyID: String? = nil, name: String? = nil,
        page: Page? = nil
    ) -> Request<List<SpectraUser>> {
        var request = Request<List<SpectraUser>>("GetUsersSpectraS3", .get, "/_rest_/user")
        request.text("auth_id", authID)
        request.text("default_data_policy_id", defaultDataPolicyID)
        request.text("name", name)
        request.page(page)
        return request
    }

    /// `POST /_rest_/user`; answers 201 SpectraUser.
    public static func delegateCreateUserSpectraS3(
        name: String, defaultDataPolicyID: String? = nil, id: String? = nil, maxBuckets: Int? = nil,
        secretKey: String? = nil
    ) -> Request<SpectraUser> {
        var request = Request<SpectraUser>("DelegateCreateUserSpectraS3", .post, "/_rest_/user")
        request.text("name", name)
        request.text("default_data_policy_id", defaultDataPolicyID)
        request.text("id", id)
        request.number("max_buckets", maxBuckets)
        request.text("secret_key", secretKey)
        return request
    }

    /// `DELETE /_rest_/user/{id}`; answers 204.
    public static func delegateDeleteUserSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DelegateDeleteUserSpectraS3", .delete, "/_rest_/user/", member: id)
    }

    /// `GET /_rest_/user/{id}`; answers 200 SpectraUser.
    public static func getUserSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<SpectraUser> {
        try Request("GetUserSpectraS3", .get, "/_rest_/user/", member: id)
    }

    /// `PUT /_rest_/user/{id}`; answers 200 SpectraUser.
    public static func modifyUserSpectraS3(
        id: String, defaultDataPolicyID: String? = nil, maxBuckets: Int? = nil, name: String? = nil,
        secretKey: String? = nil
    ) throws(DS3Error) -> Request<SpectraUser> {
        var request = try Request<SpectraUser>(
            "ModifyUserSpectraS3", .put, "/_rest_/user/", member: id)
        request.text("default_data_policy_id", defaultDataPolicyID)
        request.number("max_buckets", maxBuckets)
        request.text("name", name)
        request.text("secret_key", secretKey)
        return request
    }

    /// `PUT /_rest_/user/{id}`; answers 200 SpectraUser.
    public static func regenerateUserSecretKeySpectraS3(
        id: String
    ) throws(DS3Error) -> Request<SpectraUser> {
        var request = try Request<SpectraUser>(
            "RegenerateUserSecretKeySpectraS3", .put, "/_rest_/user/", member: id)
        request.text("operation", "regenerate_secret_key")
        return request
    }
}
