// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusServer
import ApusTelemetry
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A whole server on a free port, and a client of it.
struct TestServer: Asking {
    let server: Server
    let client: HTTPClient
    /// Where clients reach it.
    let origin: Origin

    /// The users that tests log in as.
    static let users = """
        user_admin_admin = admin .admin .reseller_admin
        user_test_tester = testing .admin
        user_test_tester3 = testing3
        user_test2_tester2 = testing2 .admin
        """

    /// A configuration, by default with everything in memory, with more lines for its first
    /// section.
    static func configuration(
        general: String = "", backend: String = "memory", users: String = users
    ) throws -> Configuration {
        let text = """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            access_log = off
            \(general)
            [storage-policy:0]
            name = gold
            default = yes
            backend = \(backend)
            [filter:tempauth]
            \(users)
            """
        return try Configuration(parsing: Bytes(text), file: "test.conf")
    }

    /// Runs a server for as long as `body` takes, and stops it in good order.
    static func run<Answer: Sendable>(
        _ configuration: Configuration, logger: Logger = Logger(level: .error),
        _ body: @Sendable (TestServer) async throws -> Answer
    ) async throws -> Answer {
        let server = try await Server(configuration, logger: logger)
        let port = try #require(server.url.split(separator: ":").last.flatMap { Int($0) })
        let test = TestServer(
            server: server, client: try HTTPClient(),
            origin: Origin(isSecure: false, host: "127.0.0.1", port: port))
        async let serving: Void = server.run()
        do {
            let answer = try await body(test)
            server.stop()
            try await serving
            return answer
        } catch {
            server.stop()
            try await serving
            throw error
        }
    }
}
