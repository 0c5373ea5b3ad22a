// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP

/// A request with its response, for logs. Holds secrets: see `lines(redaction:)`.
public struct RequestRecord: Sendable {
    public let method: Method
    public let url: ServiceURL
    /// The header fields sent.
    public let headers: Headers
    /// The status answered; nil when no answer came.
    public let status: Status?
    /// The header fields answered.
    public let responseHeaders: Headers
    /// The body answered, when it was read into memory.
    public let responseBody: Bytes?

    /// Makes a record; nil stands for what never came.
    public init(
        method: Method, url: ServiceURL, headers: Headers, status: Status?,
        responseHeaders: Headers, responseBody: Bytes?
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.status = status
        self.responseHeaders = responseHeaders
        self.responseBody = responseBody
    }
}
