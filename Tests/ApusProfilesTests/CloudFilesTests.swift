// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusProfiles
import ApusSwiftClient
import ApusTestSupport
import Testing

@Suite struct CloudFilesTests {
    private let lane = Lane(name: "files", threads: 1)

    private func profile(
        _ name: String, clouds: String, secure: String? = nil, vendors: String? = nil
    ) async throws -> Profile {
        let directory = try TemporaryDirectory()
        try directory.write(clouds, to: "clouds.yaml")
        if let secure { try directory.write(secure, to: "secure.yaml") }
        if let vendors { try directory.write(vendors, to: "clouds-public.yaml") }
        return try await CloudFiles(environment: [:], directories: [directory.path], lane: lane)
            .profile(name)
    }

    @Test func `reads a cloud with what else belongs to it`() async throws {
        let profile = try await profile(
            "mine",
            clouds: """
                clouds:
                  other: {}
                  mine:
                    profile: vendor
                    auth:
                      username: me
                      project_name: ours
                      project_id: 12345
                    region_name: north
                    interface: internal
                    verify: false
                    cacert: /etc/ca.pem
                """,
            secure: "clouds: {mine: {auth: {password: secret}}}",
            vendors: """
                public-clouds:
                  vendor:
                    auth: {auth_url: 'https://id.example/v3', user_domain_name: Default}
                    region_name: south
                    object_store_endpoint_override: https://swift.example/v1/AUTH_x
                """)
        let options = profile.authentication.openStack
        #expect(options["auth_url"] == "https://id.example/v3")
        #expect(options["username"] == "me")
        #expect(options["password"] == "secret")
        #expect(options["project_id"] == "12345")
        #expect(options["user_domain_name"] == "Default")
        #expect(options["region_name"] == "north")
        #expect(options["endpoint_type"] == "internal")
        #expect(options["storage_url"] == "https://swift.example/v1/AUTH_x")
        #expect(options["cacert"] == "/etc/ca.pem")
        #expect(profile.isInsecure)
        #expect(profile.authentication.version == "3")
        try profile.authentication.settled().check()
    }

    @Test(arguments: [
        ("v1password", "1.0"), ("v2password", "2.0"), ("v3password", "3"), ("password", "3"),
    ])
    func `takes the version from the kind of login`(type: String, version: String) async throws {
        let profile = try await profile(
            "c",
            clouds: """
                clouds:
                  c:
                    auth_type: \(type)
                    auth: {auth_url: 'http://h/auth', username: u, password: p}
                """)
        let settled = profile.authentication.settled()
        #expect(settled.version == version)
        #expect(settled.user == "u")
        #expect(settled.key == "p")
        try settled.check()
    }

    @Test func `names the clouds there are when one is missing`() async throws {
        let error = await #expect(throws: ProfileError.self) {
            try await profile("c", clouds: "clouds: {b: {}, a: {}}")
        }
        #expect(error?.description.hasSuffix("it has: a, b") == true)
    }

    @Test func `takes the first file it finds, and the one that is named before all`() async throws
    {
        let first = try TemporaryDirectory()
        let second = try TemporaryDirectory()
        try first.write("clouds: {c: {region_name: first}}", to: "clouds.yml")
        try second.write("clouds: {c: {region_name: second}}", to: "clouds.yaml")
        let named = try second.write("clouds: {c: {region_name: named}}", to: "other.yaml")
        func region(_ environment: [String: String]) async throws -> String? {
            let files = CloudFiles(
                environment: environment, directories: [first.path, second.path], lane: lane)
            return try await files.profile("c").authentication.openStack["region_name"]
        }
        #expect(try await region([:]) == "first")
        #expect(try await region(["OS_CLIENT_CONFIG_FILE": named]) == "named")
    }
}
