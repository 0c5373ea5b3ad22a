// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP
import ApusIO

/// Version 1: user and key in header fields of one GET.
///
/// Source: OpenStack Swift, TempAuth ("Authentication"); python-swiftclient, `get_auth_1_0`.
public struct V1Auth: AuthMethod {
    /// Where to ask; its query is not sent.
    public let url: ServiceURL
    /// `account:user`.
    public let user: String
    private let key: String

    /// Makes a login; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - url: where to ask; its query is not sent.
    ///   - user: `account:user`.
    ///   - key: the password. A secret; it stays out of logs.
    public init(url: ServiceURL, user: String, key: String) {
        self.url = url
        self.user = user
        self.key = key
    }

    public func authenticate(
        over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)?
    ) async throws -> Credentials {
        let place = url.replacing(path: url.path.isEmpty ? "/" : url.path)
        let request = Request(
            .get, place.path, origin: place.origin,
            headers: ["X-Auth-User": user, "X-Auth-Key": key])
        let response = try await exchange.respond(to: request)
        let body = try await response.reader.collect(limitBytes: 1024 * 1024)
        // The request's own header fields stay out of the log: all of them are credentials.
        log?(
            RequestRecord(
                method: .get, url: place, headers: [:], status: response.status,
                responseHeaders: response.headers, responseBody: body))

        let storage = response.headers["X-Storage-Url"]
        guard response.status.isSuccess, storage != nil || body.isEmpty else {
            throw ClientError(
                .status(response.status.code), "Auth GET failed", url: place,
                status: response.status, headers: response.headers, body: body)
        }
        let token = response.headers["X-Storage-Token"] ?? response.headers["X-Auth-Token"]
        guard let storage, let token else {
            throw ClientError(
                .authentication, "Auth GET failed", url: place, status: response.status,
                headers: response.headers)
        }
        return Credentials(storageURL: try ServiceURL(storage), token: token)
    }
}
