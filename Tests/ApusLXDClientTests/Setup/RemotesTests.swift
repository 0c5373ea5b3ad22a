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

@Suite struct RemotesTests {
    private let directory: TemporaryDirectory
    private let lane = Lane(name: "test", threads: 4)

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write(
            """
            default-remote: far
            remotes:
              far:
                addr: https://lxd.example.org
                auth_type: tls
                project: web
                protocol: lxd
                public: false
              local: {addr: "unix://", public: false}
              images: {addr: "https://images.example.org/releases", protocol: simplestreams, public: true}
              broken: {addr: "ftp://x"}
            aliases: {}
            """, to: ".config/lxc/config.yml")
        for name in ["client.crt", "client.key", "servercerts/far.crt"] {
            try directory.write("x", to: ".config/lxc/" + name)
        }
        try directory.write(
            "remotes: {cave: {addr: 'unix:///run/cave.socket', protocol: incus}}\n",
            to: ".config/incus/config.yml")
    }

    private var remotes: Remotes { Remotes(environment: ["HOME": directory.path], lane: lane) }

    private func code(_ body: () async throws -> Void) async -> LXDError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? LXDError)?.code
        }
    }

    @Test func `finds those of lxc and incus, with their certificates`() async throws {
        #expect(try await remotes.names() == ["broken", "cave", "far", "images", "local"])
        let far = try await remotes.remote()
        #expect(far.name == "far" && far.project == "web" && far.authentication == "tls")
        #expect(
            far.address == .https(Origin(isSecure: true, host: "lxd.example.org", port: 8443)))
        #expect(far.serverCertificateFile == directory.path + "/.config/lxc/servercerts/far.crt")
        #expect(far.certificateFile == directory.path + "/.config/lxc/client.crt")
        #expect(far.keyFile == directory.path + "/.config/lxc/client.key")
        let images = try await remotes.remote(named: "images")
        #expect(images.kind == .simplestreams && images.isPublic)
        #expect(images.address.description == "https://images.example.org:443/releases")
        let cave = try await remotes.remote(named: "cave")
        #expect(cave.address == .socket(path: "/run/cave.socket") && cave.kind == .lxd)
        #expect(try await remotes.remote(named: "local").address == .socket(path: nil))
        #expect(await code { _ = try await remotes.remote(named: "nobody") } == .notFound)
        #expect(await code { _ = try await remotes.remote(named: "broken") } == .local)
    }

    @Test func `looks where LXD_CONF says, and nowhere without a home`() async throws {
        try directory.write("remotes: {there: {addr: 'https://[::1]:1234'}}", to: "c/config.yml")
        let there = Remotes(environment: ["LXD_CONF": directory.path + "/c"], lane: lane)
        #expect(try await there.names() == ["local", "there"])
        #expect(
            try await there.remote(named: "there").address
                == .https(Origin(isSecure: true, host: "::1", port: 1234)))
        let nobody = Remotes(environment: [:], lane: lane)
        #expect(try await nobody.remote().name == "local")
        #expect(await code { try await nobody.setStandard("local") } == .local)
    }

    @Test func `adds, prefers and removes its own, for their owner alone`() async throws {
        let certificate = try OwnCertificate.make(commonName: "server").certificate
        var near = try Remote("far", try #require(Remote.Address("https://[fe80::2]:9000")))
        near.project = "p"
        near.authentication = "tls"
        try await remotes.add(near, serverCertificate: certificate)
        #expect(
            await code { try await remotes.add(near, serverCertificate: nil) } == .conflict)
        let own = directory.path + "/.config/apus/lxd"
        for file in ["/remotes.json", "/servercerts/far.crt"] {
            #expect(try FileCalls.status(own + file).permissions & 0o777 == 0o600)
        }
        let found = try await remotes.remote(named: "far")
        #expect(found.address == near.address && found.project == "p")
        #expect(found.serverCertificateFile == own + "/servercerts/far.crt")
        #expect(found.certificateFile == nil, "not the one of lxc")

        let configuration = try await remotes.configuration(for: "far")
        #expect(configuration.endpoint == .https(host: "fe80::2", port: 9000))
        #expect(configuration.tls.certificateSHA256 == certificate.sha256)
        #expect(configuration.project == "p")
        #expect(
            await code { _ = try await remotes.configuration(for: "images") } == .badRequest)

        try await remotes.setStandard("cave")
        #expect(try await remotes.standardName() == "cave")
        #expect(await code { try await remotes.setStandard("nobody") } == .notFound)

        try await remotes.remove("far")
        #expect(await code { try await remotes.remove("far") } == .notFound)
        #expect(try await remotes.remote(named: "far").project == "web", "that of lxc again")
        #expect(try directory.files(below: ".config/apus") == [".config/apus/lxd/remotes.json"])
    }

    @Test func `loses none of several that are added at once`() async throws {
        let remotes = remotes
        let names = (0..<16).map { "r\($0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in names {
                group.addTask {
                    try await remotes.add(
                        try Remote(name, .socket(path: nil)), serverCertificate: nil)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await Set(remotes.names()).isSuperset(of: names))
    }

    @Test func `makes one certificate, however many ask for it at once`() async throws {
        let remotes = remotes
        let fingerprints = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let (certificateFile, keyFile) = try await remotes.clientCertificate()
                    _ = try TLSIdentity(certificateFile: certificateFile, keyFile: keyFile)
                    let file = try FileCalls.open(certificateFile, flags: 0)
                    defer { FileCalls.close(file) }
                    return try X509Certificate(
                        pem: try FileCalls.readSome(file, limitBytes: 100_000)
                    ).fingerprint
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(fingerprints.count == 1)
    }

    @Test func `refuses files that are not what they should be`() async throws {
        try directory.write("remotes: [", to: ".config/lxc/config.yml")
        #expect(await code { _ = try await remotes.names() } == .local)
        try directory.write("remotes: {}", to: ".config/lxc/config.yml")
        try directory.write("[]", to: ".config/apus/lxd/remotes.json")
        #expect(await code { _ = try await remotes.remote() } == .local)
    }

    @Test(arguments: ["", ".", "..", "a/b", "a:b", "a b", "-x", "\u{0}"])
    func `refuses names that would be paths or options`(name: String) {
        #expect(throws: LXDError.self) { try Remote(name, .socket(path: nil)) }
    }

    @Test(
        arguments: [
            ("unix://", "unix://"), ("unix:", "unix://"), ("unix:/a/b", "unix:///a/b"),
            ("unix:///a b", "unix:///a b"), ("unix://relative", nil),
            ("https://host", "https://host:8443"), ("https://host/", "https://host:8443"),
            ("https://host:443", "https://host:443"), ("https://[::1]", "https://[::1]:8443"),
            ("https://[::1]:80/x", "https://[::1]:80/x"), ("http://host", nil), ("https://", nil),
            ("https://user@host", nil), ("https://host/?a", nil), ("https://host:x", nil),
        ] as [(String, String?)])
    func `reads addresses as lxc writes them`(text: String, written: String?) {
        #expect(Remote.Address(text)?.description == written)
    }
}

@Suite struct LocalSocketTests {
    @Test(arguments: [
        (["LXD_SOCKET": "/s", "LXD_DIR": "/d"], "/s"), (["LXD_DIR": "/d"], "/d/unix.socket"),
        (["INCUS_SOCKET": "/i", "LXD_DIR": ""], "/i"), (["INCUS_DIR": "/e"], "/e/unix.socket"),
    ])
    func `is where the environment says`(environment: [String: String], path: String) throws {
        #expect(try LocalSocket.path(environment: environment) == path)
    }
}
