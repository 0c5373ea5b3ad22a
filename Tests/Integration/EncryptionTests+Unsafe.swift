// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusServer
import ApusTelemetry
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A server that encrypts, from its configuration to what clients see.
@Suite struct EncryptionTests {
    private let directory: TemporaryDirectory
    private static let secret = String(repeating: "A", count: 42) + "8="

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func configuration(
        _ engine: String, _ sections: String
    ) throws -> Configuration {
        let path = try directory.write(
            """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            access_log = off
            data_dir = \(directory.path)/data
            backend = \(engine)
            [filter:tempauth]
            \(TestServer.users)
            \(sections)
            """, to: "apusd.conf")
        return try Configuration(file: path)
    }

    private func encrypting(_ engine: String) throws -> Configuration {
        try directory.write(
            "[keymaster]\nencryption_root_secret = \(Self.secret)\n", to: "keymaster.conf")
        return try configuration(
            engine,
            """
            [filter:keymaster]
            keymaster_config_path = \(directory.path)/keymaster.conf
            [filter:encryption]
            """)
    }

    @Test(arguments: ["file", "packed"])
    func `shows clients nothing of it, and nothing to who has no key`(engine: String) async throws {
        let body = String(repeating: "all the same to clients ", count: 20_000)
        let etag = try await TestServer.run(try encrypting(engine)) { server in
            let token = try await server.token()
            _ = try await server.ask(.put, "/v1/AUTH_test/c", token: token)
            let put = try await server.ask(
                .put, "/v1/AUTH_test/c/o", token: token,
                headers: ["X-Object-Meta-Colour": "blue"], body: BodyReader(Bytes(body)))
            #expect(put.status == 201)
            let etag = try #require(put.headers["ETag"])
            let part = try await server.ask(
                .get, "/v1/AUTH_test/c/o", token: token,
                headers: ["Range": "bytes=300001-300010", "If-Match": etag])
            #expect(part.status == 206)
            #expect(part.text == String(body.dropFirst(300_001).prefix(10)))
            #expect(part.headers["ETag"] == etag)
            #expect(part.headers["X-Object-Meta-Colour"] == "blue")
            let whole = try await server.ask(.get, "/v1/AUTH_test/c/o", token: token)
            #expect(whole.text == body)
            let unchanged = try await server.ask(
                .get, "/v1/AUTH_test/c/o", token: token, headers: ["If-None-Match": etag])
            #expect(unchanged.status == 304)
            let listing = try await server.ask(
                .get, "/v1/AUTH_test/c?format=json", token: token)
            #expect(listing.text.contains(etag))
            return etag
        }
        try await TestServer.run(try configuration(engine, "")) { server in
            let token = try await server.token()
            for method in [ApusHTTP.Method.get, .head] {
                let answer = try await server.ask(method, "/v1/AUTH_test/c/o", token: token)
                #expect(answer.status == 503)
                #expect(answer.headers["ETag"] == nil)
            }
            let listing = try await server.ask(
                .get, "/v1/AUTH_test/c?format=json", token: token)
            #expect(listing.text.contains("<unknown>") && !listing.text.contains(etag))
        }
    }

    private func setMode(_ mode: UInt32) throws {
        let made = unsafe chmod("\(directory.path)/keymaster.conf", mode_t(mode))
        try #require(made == 0)
    }

    @Test func `does not start with secrets that everybody may read`() async throws {
        let configuration = try encrypting("file")
        for mode: UInt32 in [0o644, 0o602] {
            try setMode(mode)
            let error = await #expect(throws: ConfigurationError.self) {
                try await Server(configuration, logger: Logger(level: .error))
            }
            #expect("\(error.map { "\($0)" } ?? "")".contains("open to everybody"))
        }
        try setMode(0o640)
        try await TestServer.run(configuration) { _ in }
    }
}
