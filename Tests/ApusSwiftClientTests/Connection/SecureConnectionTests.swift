// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusHTTPServer
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Testing

/// One TLS configuration, whatever a request is for.
@Suite(.timeLimit(.minutes(10))) struct SecureConnectionTests {
    /// An identity service and an object store, as little of them as is asked for.
    private struct Cloud: HTTPExchange {
        func respond(to request: Request) async throws -> Response {
            _ = try await request.body.collect(limitBytes: 1 << 16)
            guard request.target == "/v3/auth/tokens" else { return Response(Status(204)) }
            let host = request.headers["Host"] ?? ""
            let catalogue = """
                {"token": {"catalog": [{"type": "object-store", "endpoints":
                [{"interface": "public", "url": "https://\(host)/v1/A"}]}]}}
                """
            return Response(
                Status(201), headers: ["X-Subject-Token": "t"], body: .bytes(Bytes(catalogue)))
        }
    }

    private static let logins: [[String: String]] = [
        ["OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_PROJECT_NAME": "x"],
        [
            "OS_AUTH_TYPE": "v3applicationcredential", "OS_APPLICATION_CREDENTIAL_ID": "i",
            "OS_APPLICATION_CREDENTIAL_SECRET": "s",
        ],
        [
            "OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_PROJECT_NAME": "x",
            "OS_SERVICE_USERNAME": "s", "OS_SERVICE_KEY": "k", "OS_SERVICE_PROJECT_NAME": "y",
        ],
    ]

    @Test(arguments: logins)
    func `every login trusts whom the requests trust`(login: [String: String]) async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let certificate = try TestCertificate(in: directory.path)
        let identity = try TLSIdentity(
            certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
        let loops = try LoopGroup(count: 1)
        defer { loops.shutDown() }
        let server = try HTTPServer(
            ServerConfiguration(
                endpoints: [.init(.tcp(host: "127.0.0.1", port: 0), tls: identity)]),
            exchange: Cloud(), loops: loops)
        guard case .tcp(let host, let port) = server.addresses[0] else { return }
        let environment = login.merging([
            "OS_AUTH_URL": "https://\(host):\(port)/v3", "OS_IDENTITY_API_VERSION": "3",
        ]) { $1 }
        let options = AuthenticationOptions(environment: environment).settled()
        try options.check()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.serve() }
            defer { server.stop(within: .seconds(1)) }
            for trusts in [true, false] {
                var configuration = HTTPClientConfiguration()
                configuration.proxy = .none
                if trusts { configuration.tls.authorityFile = certificate.certificateFile }
                let client = try HTTPClient(configuration)
                defer { client.close() }
                let connection = Connection(try options.session(), over: client)
                if trusts {
                    _ = try await connection.headAccount()
                } else {
                    let error = await #expect(throws: ClientError.self) {
                        try await connection.headAccount()
                    }
                    #expect(error?.reason == .transport)
                    #expect(error?.attempts.count == 1)
                }
            }
            server.stop(within: .seconds(1))
            try await group.waitForAll()
        }
    }
}
