// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusJobs

/// What an operator may choose about Spectra S3.
public struct DS3FrontEndSettings: Sendable {
    /// How far a client's clock may be from ours.
    public var clockSkew = Duration.seconds(15 * 60)
    /// The storage policy of buckets that are made here; nil for the default one.
    public var storagePolicy: String?
    /// What administration tells of the server.
    public var premises = DS3Premises()
    /// How long a client is asked to wait before it asks again for room or for data.
    public var retryAfter = Duration.seconds(60)
    /// How long a job that puts stays active after its last byte.
    public var completionDelay = Duration.seconds(5)
    /// The largest document that is read into memory, in bytes.
    public var documentLimitBytes = 16 * 1024 * 1024
    /// What this says that it is.
    public var version = "5.8.0"

    /// Told of the first user's secret key when it has been made anew.
    public var onSecretKey: (@Sendable (String) async throws -> Void)?

    /// Told of what could not be done although it should have, with the number of the request:
    /// the client learns no more than a status.
    public var onFailure: (@Sendable (any Error, String) -> Void)?

    /// The defaults.
    public init() {}

    /// What of it is for jobs.
    var jobs: JobSettings {
        var settings = JobSettings()
        settings.retryAfter = retryAfter
        settings.completionDelay = completionDelay
        return settings
    }
}
