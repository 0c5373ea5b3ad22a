// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)), .serialized, .enabled(if: Peer.first != nil))
struct ServerPeerTests {
    private func lxd() throws -> LXD { try #require(Peer.first).client() }

    @Test func `changes the server's configuration`() async throws {
        let lxd = try lxd()
        var server = try await lxd.server()
        #expect(server.isTrusted)
        #expect(server.environment?.serverVersion != nil)
        server.config["user.res"] = "set"
        try await lxd.save(&server)
        #expect(try await lxd.server().config["user.res"] == "set")
        // Reading the password gives `true`; a save leaves it as it is.
        server.config["user.res"] = nil
        try await lxd.save(&server)
        #expect(try await lxd.server().config["user.res"] == nil)
        let peer = try #require(Peer.first)
        let directory = try TemporaryDirectory()
        let client = try untrusted(peer, in: directory)
        try await client.requestTrust(password: peer.password, name: "res-config")
        #expect(try await client.server().isTrusted)
        try await forget("res-config", lxd)
    }

    @Test func `says what it runs on and what it counts`() async throws {
        let lxd = try lxd()
        #expect(try await lxd.apiVersions() == ["/1.0"])
        let resources = try await lxd.resources()
        #expect(resources.cpu?.threadCount ?? 0 > 0)
        #expect(resources.memory?.totalBytes ?? 0 > 0)
        let metrics = try await lxd.metrics().collect(limitBytes: 1 << 22).text
        #expect(metrics.hasSuffix("# EOF\n"))
    }

    @Test func `acknowledges warnings`() async throws {
        let lxd = try lxd()
        let warning = try #require(try await lxd.warnings.all().first)
        try await lxd.warning(warning).acknowledge()
        #expect(try await lxd.warnings[warning.uuid].status == .acknowledged)
        var again = try await lxd.warnings[warning.uuid]
        again.status = .new
        try await lxd.save(&again)
        #expect(try await lxd.warning(warning).get().status == .new)
        let missing = await #expect(throws: LXDError.self) {
            try await lxd.warning("00000000-0000-0000-0000-000000000000").acknowledge()
        }
        #expect(missing?.code == .notFound)
        try await lxd.warnings.delete(again)
        #expect(try await lxd.warnings.contains(warning.uuid) == false)
    }

    @Test func `limits and renames projects and profiles`() async throws {
        let lxd = try lxd()
        var project = try await lxd.projects.create(
            NewProject(name: "res-p", config: ["limits.instances": "3"]))
        let state = try await lxd.project("res-p").state()
        #expect(state.resources["instances"]?.limit == 3)
        #expect(state.resources["instances"]?.usage == 0)
        project.description = "one"
        try await lxd.save(&project)
        let renamed = try await lxd.project("res-p").rename(to: "res-q")
        #expect(try await renamed.get().description == "one")
        // In a project that does not matter, since projects are in none.
        #expect(try await lxd.inProject("res-q").projects.contains("res-q"))
        let first = try lxd.projects.handle("res-q")
        #expect(try lxd.inProject("res-q").projects.handle("res-q") === first)

        let view = renamed.view
        try await view.profiles.create(NewProfile(name: "in q"))
        let profile = try await view.profile("in q").rename(to: "in-q")
        #expect(try await profile.get().projectName == "res-q")
        #expect(try await lxd.profiles.contains("in-q") == false)
        try await profile.delete()
        try await renamed.delete()
        #expect(first.isDeleted)
    }

    // MARK: Trust

    /// A client by HTTPS with a certificate of its own.
    private func untrusted(_ peer: Peer, in directory: TemporaryDirectory) throws -> LXD {
        let own = try OwnCertificate.make(commonName: "res@test")
        let certificate = directory.path + "/client.crt"
        try own.write(certificateFile: certificate, keyFile: directory.path + "/client.key")
        let origin = try #require(peer.origin)
        var configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
        configuration.proxy = .none
        configuration.tls.certificateFile = certificate
        configuration.tls.keyFile = directory.path + "/client.key"
        let file = try FileCalls.open(peer.serverCertificate, flags: 0)
        defer { FileCalls.close(file) }
        configuration.tls.certificateSHA256 = try X509Certificate(
            pem: try FileCalls.readSome(file, limitBytes: 65_536)
        ).sha256
        return try LXD(configuration)
    }

    private func forget(_ name: String, _ lxd: LXD) async throws {
        for certificate in try await lxd.certificates.all() where certificate.name == name {
            try await lxd.delete(certificate)
        }
    }

    @Test func `becomes trusted by a password, or by a token, once`() async throws {
        let peer = try #require(Peer.first)
        let lxd = try lxd()
        let directory = try TemporaryDirectory()
        let client = try untrusted(peer, in: directory)
        #expect(try await client.server().isTrusted == false)
        let refused = await #expect(throws: LXDError.self) { try await client.instances.all() }
        #expect(refused?.code == .forbidden)
        let wrong = await #expect(throws: LXDError.self) {
            try await client.requestTrust(password: "another", name: "none")
        }
        #expect(wrong?.code == .forbidden)
        #expect(try await client.server().isTrusted == false)

        let token = try await lxd.createTrustToken(for: "res-token")
        #expect(token.clientName == "res-token")
        try await client.requestTrust(with: token)
        #expect(try await client.server().isTrusted)
        _ = try await client.instances.all()
        let place = try TemporaryDirectory()
        let other = try untrusted(peer, in: place)
        await #expect(throws: LXDError.self) { try await other.requestTrust(with: token) }
        #expect(try await other.server().isTrusted == false)
        try await forget("res-token", lxd)
        #expect(try await client.server().isTrusted == false)
    }

    @Test func `keeps certificates`() async throws {
        let lxd = try lxd()
        let own = try OwnCertificate.make(commonName: "res@kept")
        var certificate = try await lxd.certificates.add(
            pem: own.certificate.pem.text, name: "res-kept", projects: ["default"])
        #expect(certificate.fingerprint == own.certificate.fingerprint)
        #expect(certificate.isRestricted == true)
        #expect(certificate.projectNames == ["default"])
        let short = String(certificate.fingerprint.prefix(12))
        #expect(try await lxd.certificates[short].url == certificate.url)
        certificate.name = "res-renamed"
        try await lxd.save(&certificate)
        #expect(try await lxd.certificates[certificate.fingerprint].name == "res-renamed")
        await #expect(throws: LXDError.self) {
            try await lxd.certificates.add(pem: own.certificate.pem.text, name: "again")
        }
        let local = await #expect(throws: LXDError.self) {
            try await lxd.certificates.add(pem: "none", name: "none")
        }
        #expect(local?.code == .local)
        try await lxd.delete(certificate)
        #expect(try await lxd.certificates.contains(certificate.fingerprint) == false)
    }
}
