// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import Testing

/// Who has a server to ask, in this process or in another.
protocol Asking: Sendable {
    var client: HTTPClient { get }
    /// Where clients reach the server.
    var origin: Origin { get }
}

extension Asking {
    /// Sends a request and reads the whole answer.
    func ask(
        _ method: ApusHTTP.Method, _ target: String, token: String? = nil, headers: Headers = [:],
        body: BodyReader = .empty
    ) async throws -> (status: Int, headers: Headers, text: String) {
        var headers = headers
        headers["X-Auth-Token"] = token
        let response = try await client.respond(
            to: Request(method, target, origin: origin, headers: headers, body: body))
        let text = try await response.reader.collect(limitBytes: 1 << 24).text
        return (response.status.code, response.headers, text)
    }

    /// Logs in.
    func token(_ user: String = "test:tester", _ key: String = "testing") async throws -> String {
        let answer = try await ask(
            .get, "/auth/v1.0", headers: ["X-Auth-User": user, "X-Auth-Key": key])
        return try #require(answer.headers["X-Auth-Token"], "no login for \(user)")
    }
}

/// A client of a server in another process.
struct Visitor: Asking {
    let client: HTTPClient
    let origin: Origin

    /// - Parameters:
    ///   - address: what the server has said about itself, `https://127.0.0.1:8080`.
    ///   - authorityFile: whom it trusts; nil for the machine's own authorities.
    init(_ address: String, trusting authorityFile: String? = nil) throws {
        var configuration = HTTPClientConfiguration()
        configuration.tls.authorityFile = authorityFile
        configuration.proxy = .none
        client = try HTTPClient(configuration)
        let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
        origin = Origin(isSecure: address.hasPrefix("https:"), host: "127.0.0.1", port: port)
    }
}
