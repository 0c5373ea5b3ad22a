// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import Testing

/// The transport against the daemons themselves, before anything is built upon it.
@Suite(.timeLimit(.minutes(5))) struct PeerTests {
    private func client(_ peer: Peer, pinning pin: [UInt8]) throws -> HTTPClient {
        var configuration = HTTPClientConfiguration()
        configuration.proxy = .none
        configuration.tls.certificateFile = peer.certificate
        configuration.tls.keyFile = peer.key
        configuration.tls.certificateSHA256 = pin
        return try HTTPClient(configuration)
    }

    private func document(_ client: HTTPClient, _ origin: Origin, _ path: String) async throws
        -> JSONValue
    {
        let response = try await client.respond(to: Request(.get, path, origin: origin))
        #expect(response.status == .ok)
        let bytes = try await response.reader.collect(limitBytes: 1 << 20)
        return try #require(try JSONValue(parsing: bytes)["metadata"])
    }

    @Test(.enabled(if: Peer.first != nil)) func `answers on its socket`() async throws {
        let peer = try #require(Peer.first)
        let origin = Origin(isSecure: false, host: peer.socket, port: 0)
        let server = try await document(HTTPClient(), origin, "/1.0")
        #expect(server["auth"] == "trusted")
    }

    @Test(.enabled(if: Peer.first != nil && Peer.second != nil))
    func `is who its certificate says, and another daemon is not`() async throws {
        let (first, second) = (try #require(Peer.first), try #require(Peer.second))
        let origin = try #require(first.origin)
        let trusting = try client(first, pinning: try first.serverSHA256())
        #expect(try await document(trusting, origin, "/1.0")["auth"] == "trusted")
        let other = try client(first, pinning: try second.serverSHA256())
        await #expect(throws: TransportError.self) {
            try await other.respond(to: Request(.get, "/1.0", origin: origin))
        }
    }

    @Test(.enabled(if: Peer.firstMember != nil && Peer.secondMember != nil))
    func `has a cluster of two members`() async throws {
        for peer in [try #require(Peer.firstMember), try #require(Peer.secondMember)] {
            let origin = Origin(isSecure: false, host: peer.socket, port: 0)
            let members = try await document(HTTPClient(), origin, "/1.0/cluster/members")
            #expect(members.elements?.count == 2)
        }
    }
}
