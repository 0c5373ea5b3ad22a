// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// How a `Connection` behaves.
public struct ConnectionSettings: Sendable {
    /// When and how often a call is tried again.
    public var retries = RetryPolicy()
    /// Sent as `User-Agent` unless a call has its own.
    public var userAgent = "apus-swiftclient"
    /// Added to every request; a call's own fields of the same name win.
    public var headers: Headers = [:]
    /// Told about every request and its response; nil for silence. Called on the task that
    /// makes the call.
    public var log: (@Sendable (RequestRecord) -> Void)?
    /// The largest response that is read into memory (listings, capabilities).
    public var documentLimitBytes = 256 * 1024 * 1024

    /// Whether a download whose body breaks is continued where it broke.
    public var resumesDownloads = true

    /// The defaults.
    public init() {}
}
