// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// DS3 replication targets

extension DS3 {
    /// `GET /_rest_/ds3_target`; answers 200 [Ds3Target].
    public static func getDs3TargetsSpectraS3(
        adminAuthID: String? = nil, dataPathEndPoint: String? = nil, dataPathHttps: Bool? = nil,
        dataPathPort: Int? = nil, dataPathProxy: String? = nil,
        dataPathVerifyCertificate: Bool? = nil,
        defaultReadPreference: TargetReadPreferenceType? = nil, name: String? = nil,
        permitGoingOutOfSync: Bool? = nil, quiesced: Quiesced? = nil, state: TargetState? = nil,
        page: Page? = nil
    ) -> Request<List<Ds3Target>> {
        var request = Request<List<Ds3Target>>("GetDs3TargetsSpectraS3", .get, "/_rest_/ds3_target")
        request.text("admin_auth_id", adminAuthID)
        request.text("data_path_end_point", dataPathEndPoint)
        request.boolean("data_path_https", dataPathHttps)
        request.number("data_path_port", dataPathPort)
        request.text("data_path_proxy", dataPathProxy)
        request.boolean("data_path_verify_certificate", dataPathVerifyCertificate)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.text("name", name)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("quiesced", quiesced?.rawValue)
        request.text("state", state?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/ds3_target`; answers 201 Ds3Target.
    public static func registerDs3TargetSpectraS3(
        adminAuthID: String, adminSecretKey: String, dataPathEndPoint: String, name: String,
        accessControlReplication: Ds3TargetAccessControlReplication? = nil,
        dataPathHttps: Bool? = nil, dataPathPort: Int? = nil, dataPathProxy: String? = nil,
        dataPathVerifyCertificate: Bool? = nil,
        defaultReadPreference: TargetReadPreferenceType? = nil, permitGoingOutOfSync: Bool? = nil,
        replicatedUserDefaultDataPolicy: String? = nil
    ) -> Request<Ds3Target> {
        var request = Request<Ds3Target>("RegisterDs3TargetSpectraS3", .post, "/_rest_/ds3_target")
        request.text("admin_auth_id", adminAuthID)
        request.text("admin_secret_key", adminSecretKey)
        request.text("data_path_end_point", dataPathEndPoint)
        request.text("name", name)
        request.text("access_control_replication", accessControlReplication?.rawValue)
        request.boolean("data_path_https", dataPathHttps)
        request.number("data_path_port", dataPathPort)
        request.text("data_path_proxy", dataPathProxy)
        request.boolean("data_path_verify_certificate", dataPathVerifyCertificate)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("replicated_user_default_data_policy", replicatedUserDefaultDataPolicy)
        return request
    }

    /// `PUT /_rest_/ds3_target`; answers 204.
    public static func modifyAllDs3TargetsSpectraS3(
        quiesced: Quiesced
    ) -> Request<Nothing> {
        var request = Request<Nothing>("ModifyAllDs3TargetsSpectraS3", .put, "/_rest_/ds3_target")
        request.text("quiesced", quiesced.rawValue)
        return request
    }

    /// `DELETE /_rest_/ds3_target/{id}`; answers 204.
    public static func deleteDs3TargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteDs3TargetSpectraS3", .delete, "/_rest_/ds3_target/", member: id)
    }

    /// `GET /_rest_/ds3_target/{id}`; answers 200 BulkObjectList.
    public static func getBlobsOnDs3TargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<BulkObjectList> {
        var request = try Request<BulkObjectList>(
            "GetBlobsOnDs3TargetSpectraS3", .get, "/_rest_/ds3_target/", member: id)
        request.text("operation", "get_physical_placement")
        return request
    }

    /// `GET /_rest_/ds3_target/{id}`; answers 200 Ds3Target.
    public static func getDs3TargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Ds3Target> {
        try Request("GetDs3TargetSpectraS3", .get, "/_rest_/ds3_target/", member: id)
    }

    /// `PUT /_rest_/ds3_target/{id}`; answers 200 Ds3Target.
    public static func modifyDs3TargetSpectraS3(
        id: String, accessControlReplication: Ds3TargetAccessControlReplication? = nil,
        adminAuthID: String? = nil, adminSecretKey: String? = nil, dataPathEndPoint: String? = nil,
        dataPathHttps: Bool? = nil, dataPathPort: Int? = nil, dataPathProxy: String? = nil,
        dataPathVerifyCertificate: Bool? = nil,
        defaultReadPreference: TargetReadPreferenceType? = nil, name: String? = nil,
        permitGoingOutOfSync: Bool? = nil, quiesced: Quiesced? = nil,
        replicatedUserDefaultDataPolicy: String? = nil
    ) throws(DS3Error) -> Request<Ds3Target> {
        var request = try Request<Ds3Target>(
            "ModifyDs3TargetSpectraS3", .put, "/_rest_/ds3_target/", member: id)
        request.text("access_control_replication", accessControlReplication?.rawValue)
        request.text("admin_auth_id", adminAuthID)
        request.text("admin_secret_key", adminSecretKey)
        request.text("data_path_end_point", dataPathEndPoint)
        request.boolean("data_path_https", dataPathHttps)
        request.number("data_path_port", dataPathPort)
        request.text("data_path_proxy", dataPathProxy)
        request.boolean("data_path_verify_certificate", dataPathVerifyCertificate)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.text("name", name)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("quiesced", quiesced?.rawValue)
        request.text("replicated_user_default_data_policy", replicatedUserDefaultDataPolicy)
        return request
    }

    /// `PUT /_rest_/ds3_target/{id}`; answers 204.
    public static func pairBackRegisteredDs3TargetSpectraS3(
        id: String, accessControlReplication: Ds3TargetAccessControlReplication? = nil,
        adminAuthID: String? = nil, adminSecretKey: String? = nil, dataPathEndPoint: String? = nil,
        dataPathHttps: Bool? = nil, dataPathPort: Int? = nil, dataPathProxy: String? = nil,
        dataPathVerifyCertificate: Bool? = nil,
        defaultReadPreference: TargetReadPreferenceType? = nil, name: String? = nil,
        permitGoingOutOfSync: Bool? = nil, replicatedUserDefaultDataPolicy: String? = nil
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "PairBackRegisteredDs3TargetSpectraS3", .put, "/_rest_/ds3_target/", member: id)
        request.text("operation", "pair_back")
        request.text("access_control_replication", accessControlReplication?.rawValue)
        request.text("admin_auth_id", adminAuthID)
        request.text("admin_secret_key", adminSecretKey)
        request.text("data_path_end_point", dataPathEndPoint)
        request.boolean("data_path_https", dataPathHttps)
        request.number("data_path_port", dataPathPort)
        request.text("data_path_proxy", dataPathProxy)
        request.boolean("data_path_verify_certificate", dataPathVerifyCertificate)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.text("name", name)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("replicated_user_default_data_policy", replicatedUserDefaultDataPolicy)
        return request
    }

    /// `PUT /_rest_/ds3_target/{id}`; answers 200 Ds3Target.
    public static func verifyDs3TargetSpectraS3(
        id: String, fullDetails: Bool = false
    ) throws(DS3Error) -> Request<Ds3Target> {
        var request = try Request<Ds3Target>(
            "VerifyDs3TargetSpectraS3", .put, "/_rest_/ds3_target/", member: id)
        request.text("operation", "verify")
        request.flag("full_details", fullDetails)
        return request
    }

    /// `GET /_rest_/ds3_target_data_policies/{id}`; answers 200 [DataPolicy].
    public static func getDs3TargetDataPoliciesSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<List<DataPolicy>> {
        try Request(
            "GetDs3TargetDataPoliciesSpectraS3", .get, "/_rest_/ds3_target_data_policies/",
            member: id)
    }

    /// `GET /_rest_/ds3_target_failure`; answers 200 [Ds3TargetFailure].
    public static func getDs3TargetFailuresSpectraS3(
        errorMessage: String? = nil, targetID: String? = nil, type: TargetFailureType? = nil,
        page: Page? = nil
    ) -> Request<List<Ds3TargetFailure>> {
        var request = Request<List<Ds3TargetFailure>>(
            "GetDs3TargetFailuresSpectraS3", .get, "/_rest_/ds3_target_failure")
        request.text("error_message", errorMessage)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/ds3_target_failure/{id}`; answers 204.
    public static func deleteDs3TargetFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteDs3TargetFailureSpectraS3", .delete, "/_rest_/ds3_target_failure/", member: id)
    }

    /// `GET /_rest_/ds3_target_read_preference`; answers 200 [Ds3TargetReadPreference].
    public static func getDs3TargetReadPreferencesSpectraS3(
        bucketID: String? = nil, readPreference: TargetReadPreferenceType? = nil,
        targetID: String? = nil, page: Page? = nil
    ) -> Request<List<Ds3TargetReadPreference>> {
        var request = Request<List<Ds3TargetReadPreference>>(
            "GetDs3TargetReadPreferencesSpectraS3", .get, "/_rest_/ds3_target_read_preference")
        request.text("bucket_id", bucketID)
        request.text("read_preference", readPreference?.rawValue)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/ds3_target_read_preference`; answers 201 Ds3TargetReadPreference.
    public static func putDs3TargetReadPreferenceSpectraS3(
        bucketID: String, readPreference: TargetReadPreferenceType, targetID: String
    ) -> Request<Ds3TargetReadPreference> {
        var request = Request<Ds3TargetReadPreference>(
            "PutDs3TargetReadPreferenceSpectraS3", .post, "/_rest_/ds3_target_read_preference")
        request.text("bucket_id", bucketID)
        request.text("read_preference", readPreference.rawValue)
        request.text("target_id", targetID)
        return request
    }

    /// `DELETE /_rest_/ds3_target_read_preference/{id}`; answers 204.
    public static func deleteDs3TargetReadPreferenceSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteDs3TargetReadPreferenceSpectraS3", .delete,
            "/_rest_/ds3_target_read_preference/", member: id)
    }

    /// `GET /_rest_/ds3_target_read_preference/{id}`; answers 200 Ds3TargetReadPreference.
    public static func getDs3TargetReadPreferenceSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Ds3TargetReadPreference> {
        try Request(
            "GetDs3TargetReadPreferenceSpectraS3", .get, "/_rest_/ds3_target_read_preference/",
            member: id)
    }
}
