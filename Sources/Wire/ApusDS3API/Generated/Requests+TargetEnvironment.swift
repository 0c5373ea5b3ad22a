// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Target environment

extension DS3 {
    /// `PUT /_rest_/target_environment`; answers 204.
    public static func forceTargetEnvironmentRefreshSpectraS3(

        ) -> Request<Nothing>
    {
        Request("ForceTargetEnvironmentRefreshSpectraS3", .put, "/_rest_/target_environment")
    }
}
