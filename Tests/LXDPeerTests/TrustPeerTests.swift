// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct TrustPeerTests {
    private let peer: Peer
    private let directory: TemporaryDirectory
    private let remotes: Remotes

    init() throws {
        peer = try #require(Peer.first)
        directory = try TemporaryDirectory()
        remotes = Remotes(
            environment: ["HOME": directory.path], lane: Lane(name: "remotes", threads: 1))
    }

    @Test func `is trusted by a token, once`() async throws {
        let token = try await peer.client().createTrustToken(for: "token-test")
        #expect(token.clientName == "token-test")
        #expect(token.sha256 == (try peer.serverSHA256()))
        let remote = try await remotes.add("one", token: token)
        #expect(remote.serverCertificateFile != nil && remote.certificateFile != nil)
        let lxd = try LXD(try await remotes.configuration(for: "one"))
        #expect(try await lxd.server().isTrusted)
        #expect(try await lxd.profiles.contains("default"))

        // Another client comes too late.
        let other = try TemporaryDirectory()
        let late = Remotes(
            environment: ["HOME": other.path], lane: Lane(name: "remotes", threads: 1))
        let error = await #expect(throws: LXDError.self) { try await late.add("one", token: token) }
        #expect(error?.code == .forbidden)
        #expect(try await late.names() == ["local"])
        let again = await #expect(throws: LXDError.self) {
            try await remotes.add("one", token: token)
        }
        #expect(again?.code == .conflict)
    }

    @Test func `is trusted by the password, if the server is who it should be`() async throws {
        let address = try #require(Remote.Address(peer.url))
        let wrong = await #expect(throws: LXDError.self) {
            try await remotes.add(
                "one", at: address, password: peer.password,
                fingerprint: String(repeating: "0", count: 64))
        }
        #expect(wrong?.code == .untrustedServer)
        let fingerprint = Hexadecimal.encode(try peer.serverSHA256())
        let refused = await #expect(throws: LXDError.self) {
            try await remotes.add("one", at: address, password: "x", fingerprint: fingerprint)
        }
        #expect(refused?.code == .forbidden)
        try await remotes.add(
            "one", at: address, password: peer.password, fingerprint: fingerprint)
        let lxd = try LXD(try await remotes.configuration(for: "one"))
        #expect(try await lxd.server().isTrusted)
    }
}
