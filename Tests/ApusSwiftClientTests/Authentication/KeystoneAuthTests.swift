// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusSwiftClient
import Synchronization
import Testing

@Suite struct KeystoneAuthTests {
    /// The identity service of apusd, met in memory.
    private struct Identity: HTTPExchange {
        private let auth: TempAuth

        init() throws {
            let user = try TempAuthUser(option: "user_test_tester", value: "testing .admin")
            let settings = TempAuthSettings(
                users: [user], tokenSecret: Bytes("0123456789abcdef"),
                identity: IdentitySettings(region: "north"))
            auth = TempAuth(
                settings, verifier: KeyVerifier(lane: Lane(name: "keys", threads: 1)),
                now: { Timestamp(ticks: 1_700_000_000 * Timestamp.ticksPerSecond) })
        }

        func respond(to request: Request) async throws -> Response {
            var request = request
            request.headers["Host"] = "h"
            return await auth.respond(to: request) ?? Response(.notFound)
        }
    }

    private func logIn(_ environment: [String: String]) async throws -> ApusSwiftClient.Credentials
    {
        let options = AuthenticationOptions(environment: environment).settled()
        try options.check()
        return try await options.session().credentials(over: try Identity())
    }

    private static let tester = [
        "OS_AUTH_URL": "http://h/v3", "OS_IDENTITY_API_VERSION": "3", "OS_USERNAME": "tester",
        "OS_PASSWORD": "testing", "OS_PROJECT_NAME": "test",
    ]

    @Test(arguments: [
        [:],
        ["OS_AUTH_URL": "http://h"],
        ["OS_AUTH_URL": "http://h/", "OS_REGION_NAME": "north"],
        ["OS_PROJECT_NAME": "", "OS_PROJECT_ID": "test"],
        ["OS_PROJECT_NAME": "", "OS_USERNAME": "test:tester"],
        ["OS_USER_DOMAIN_NAME": "Default", "OS_PROJECT_DOMAIN_ID": "default"],
        ["OS_AUTH_URL": "http://h/v2.0", "OS_IDENTITY_API_VERSION": "2"],
        [
            "OS_AUTH_URL": "http://h", "OS_IDENTITY_API_VERSION": "2.0",
            "OS_ENDPOINT_TYPE": "internalURL",
        ],
        ["OS_ENDPOINT_TYPE": "adminURL"],
        [
            "OS_AUTH_TYPE": "v3applicationcredential",
            "OS_APPLICATION_CREDENTIAL_ID": "test:tester",
            "OS_APPLICATION_CREDENTIAL_SECRET": "testing",
        ],
    ])
    func `finds the account by every way in`(changes: [String: String]) async throws {
        let credentials = try await logIn(Self.tester.merging(changes) { $1 })
        #expect(credentials.storageURL.description == "http://h/v1/AUTH_test")
        #expect(credentials.token.hasPrefix("AUTH_tk"))
    }

    @Test func `a token is scoped`() async throws {
        let token = try await logIn(Self.tester).token
        let again = try await logIn(
            Self.tester.merging(["OS_AUTH_TOKEN": token, "OS_PASSWORD": "wrong"]) { $1 })
        #expect(again.token == token)
        // With a storage URL as well nothing needs to be asked.
        let given = try await logIn(
            Self.tester.merging([
                "OS_AUTH_TOKEN": "given", "OS_STORAGE_URL": "http://h/v1/other",
            ]) { $1 })
        #expect(given.token == "given")
    }

    @Test(arguments: [
        (
            ["OS_PASSWORD": "wrong"],
            "Unauthorized. Check username/id, password, tenant name/id and user/tenant domain name/id."
        ),
        (
            [
                "OS_PASSWORD": "wrong", "OS_AUTH_URL": "http://h/v2.0",
                "OS_IDENTITY_API_VERSION": "2",
            ],
            "Unauthorized. Check username, password and tenant name/id."
        ),
        (
            [
                "OS_AUTH_TYPE": "v3applicationcredential", "OS_APPLICATION_CREDENTIAL_ID": "x",
                "OS_APPLICATION_CREDENTIAL_SECRET": "y",
            ],
            "Unauthorized. Check application credential id and secret."
        ),
        (["OS_PROJECT_NAME": ""], "No project name or project id specified."),
        (
            ["OS_PROJECT_NAME": "", "OS_IDENTITY_API_VERSION": "2", "OS_AUTH_URL": "http://h"],
            "No tenant specified"
        ),
        (
            ["OS_REGION_NAME": "south"],
            "Endpoint for object-store not found - have you specified a region?"
        ),
        (
            ["OS_AUTH_URL": "http://h/nowhere"], "Authorization Failure. Not Found (HTTP 404)"
        ),
    ])
    func `says what is wrong`(changes: [String: String], message: String) async throws {
        let error = await #expect(throws: ClientError.self) {
            _ = try await logIn(Self.tester.merging(changes) { $1 })
        }
        #expect(error?.message == message)
    }

    @Test func `neither password nor token are logged`() async throws {
        let lines = LoggedLines()
        let auth = KeystoneAuth(
            .v3, url: try ServiceURL("http://h"),
            proof: .password(.init(name: "test:tester"), "testing"))
        let credentials = try await auth.authenticate(over: try Identity()) { record in
            lines.add(record.lines())
        }
        let text = lines.all.joined(separator: "\n")
        #expect(text.contains("http://h/v3/auth/tokens"))
        #expect(!text.contains("testing"))
        #expect(!text.contains(credentials.token))
    }
}

/// What was logged.
final class LoggedLines: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ more: [String]) { lines.withLock { $0 += more } }
    var all: [String] { lines.withLock { $0 } }
}
