// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusDS3API

// The server itself.
extension DS3Client {
    /// Whether the server can do its work, and how long it took to find out.
    ///
    /// - Throws: `DS3Error` with `.serviceUnavailable` when it cannot.
    public func health() async throws -> DS3.HealthVerificationResult {
        try await send(DS3.verifySystemHealthSpectraS3()).value
    }

    /// What the server is.
    ///
    /// - Throws: `DS3Error`.
    public func systemInformation() async throws -> DS3.SystemInformationApiBean {
        try await send(DS3.getSystemInformationSpectraS3()).value
    }
}
