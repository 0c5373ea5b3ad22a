// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// System

extension DS3 {
    /// `GET /_rest_/feature_key`; answers 200 [FeatureKey].
    public static func getFeatureKeysSpectraS3(
        errorMessage: String? = nil, expirationDate: Time? = nil, key: FeatureKeyType? = nil,
        page: Page? = nil
    ) -> Request<List<FeatureKey>> {
        var request = Request<List<FeatureKey>>(
            "GetFeatureKeysSpectraS3", .get, "/_rest_/feature_key")
        request.text("error_message", errorMessage)
        request.time("expiration_date", expirationDate)
        request.text("key", key?.rawValue)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/feature_key`; answers 204.
    public static func forceFeatureKeyValidationSpectraS3(

        ) -> Request<Nothing>
    {
        Request("ForceFeatureKeyValidationSpectraS3", .put, "/_rest_/feature_key")
    }

    /// `PUT /_rest_/instance_identifier`; answers 200 DataPathBackend.
    public static func resetInstanceIdentifierSpectraS3(

        ) -> Request<DataPathBackend>
    {
        Request("ResetInstanceIdentifierSpectraS3", .put, "/_rest_/instance_identifier")
    }

    /// `GET /_rest_/system_failure`; answers 200 [SystemFailure].
    public static func getSystemFailuresSpectraS3(
        errorMessage: String? = nil, type: SystemFailureType? = nil, page: Page? = nil
    ) -> Request<List<SystemFailure>> {
        var request = Request<List<SystemFailure>>(
            "GetSystemFailuresSpectraS3", .get, "/_rest_/system_failure")
        request.text("error_message", errorMessage)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `GET /_rest_/system_health`; answers 200 HealthVerificationResult.
    public static func verifySystemHealthSpectraS3(

        ) -> Request<HealthVerificationResult>
    {
        Request("VerifySystemHealthSpectraS3", .get, "/_rest_/system_health")
    }

    /// `GET /_rest_/system_information`; answers 200 SystemInformationApiBean.
    public static func getSystemInformationSpectraS3(

        ) -> Request<SystemInformationApiBean>
    {
        Request("GetSystemInformationSpectraS3", .get, "/_rest_/system_information")
    }
}
