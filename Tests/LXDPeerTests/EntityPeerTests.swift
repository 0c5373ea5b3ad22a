// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct EntityPeerTests {
    private func lxd() throws -> LXD { try #require(Peer.first).client() }

    @Test func `reads collections like dictionaries and like sequences`() async throws {
        let lxd = try lxd()
        for name in ["seq-b", "seq-a", "seq c"] {
            try await lxd.profiles.create(NewProfile(name: name))
        }
        var names: [String] = []
        for try await profile in lxd.profiles.filtered({ $0.name.hasPrefix("seq") }) {
            names.append(profile.name)
        }
        #expect(names == ["seq c", "seq-a", "seq-b"])
        let mine = lxd.profiles.filtered { $0.name.hasPrefix("seq") }
        #expect(try await mine[1].name == "seq-a")
        #expect(try await mine.count() == 3)
        #expect(try await lxd.profiles["seq c"].name == "seq c")
        #expect(try await lxd.profiles.contains("seq-a"))
        try await lxd.profiles.delete("seq-a")
        try await lxd.profiles.delete(try await lxd.profiles["seq-b"])
        try await lxd.profiles.delete("seq c")
        #expect(try await lxd.profiles.contains("seq c") == false)
        let error = await #expect(throws: LXDError.self) { try await lxd.profiles["seq-a"] }
        #expect(error?.code == .notFound)
        let position = await #expect(throws: LXDError.self) { try await lxd.profiles[1000] }
        #expect(position?.code == .notFound)
    }

    @Test func `saves only what changed, and not over another's change`() async throws {
        let lxd = try lxd()
        var mine = try await lxd.profiles.create(
            NewProfile(name: "save", config: ["user.a": "1", "user.b": "2"]))
        var theirs = try await lxd.profiles.all().first { $0.name == "save" }
        mine.config["user.a"] = "3"
        try await lxd.save(&mine)
        #expect(!lxd.isModified(mine))
        #expect(mine.config == ["user.a": "3", "user.b": "2"])

        theirs?.config["user.b"] = "4"
        var stale = try #require(theirs)
        do {
            try await lxd.save(&stale)
            Issue.record("a stale save went through")
        } catch let conflict as StaleEntity<Profile> {
            #expect(conflict.mine.config["user.b"] == "4")
            #expect(conflict.theirs.config["user.a"] == "3")
        }
        // The one that knows the state by name, too.
        var late = try await lxd.profiles["save"]
        mine.description = "changed since"
        try await lxd.save(&mine)
        late.config["user.b"] = nil
        await #expect(throws: StaleEntity<Profile>.self) { try await lxd.save(&late) }
        try await lxd.refresh(&late)
        late.config["user.b"] = nil
        try await lxd.save(&late)
        #expect(try await lxd.profiles["save"].config == ["user.a": "3"])
        #expect(try await lxd.profiles["save"].description == "changed since")
        try await lxd.delete(late)
        await #expect(throws: LXDError.self) { try await lxd.delete(late) }
    }

    @Test func `gives the resources that others name`() async throws {
        let lxd = try lxd()
        try await lxd.profiles.create(NewProfile(name: "related"))
        let instance = try await lxd.instances.create(
            NewInstance(
                name: "related", source: .image(alias: "tiny"),
                profiles: ["default", "related"]))
        #expect(instance.profiles.names == ["default", "related"])
        #expect(try await instance.profiles.from(lxd)["related"].name == "related")
        #expect(try await instance.profiles.from(lxd)[0].name == "default")
        #expect(try await instance.profiles.from(lxd).all().map(\.name) == ["default", "related"])
        let profile = try await lxd.profiles["related"]
        let users = profile.usedBy.all(Instance.self)
        #expect(users.names == ["related"])
        #expect(try await users.from(lxd)["related"].name == "related")
        #expect(try await lxd.containers.contains("related"))
        #expect(try await lxd.virtualMachines.contains("related") == false)
        #expect(try await lxd.instances.full["related"].name == "related")
        try await lxd.instances.delete(instance)
        try await lxd.profiles.delete("related")
    }

    @Test func `holds one handle for a resource and sees each change`() async throws {
        let lxd = try lxd()
        var profile = try await lxd.profiles.create(NewProfile(name: "watched"))
        let first = try lxd.handle(profile)
        let second = try lxd.profiles.handle("watched")
        #expect(first === second)
        profile.description = "new"
        try await lxd.save(&profile)
        #expect(first.value?.description == "new")
        try await lxd.delete(profile)
        #expect(second.isDeleted)
    }

    @Test func `sends raw requests to addresses that are escaped`() async throws {
        let lxd = try lxd()
        _ = try await lxd.raw.post(lxd.url.profiles, ["name": "raw one"])
        let url = lxd.url.profiles["raw one"]
        _ = try await lxd.raw.patch(url, ["description": "patched"])
        #expect(try await lxd.raw.get(url).document().description?.text == "patched")
        _ = try await lxd.raw.put(url, ["description": "put", "config": ["user.x": "y"]])
        let answer = try await lxd.raw.get(url)
        #expect(answer.headers["ETag"] != nil)
        #expect(try await answer.document().config?["user.x"] == "y")
        _ = try await lxd.raw.delete(url)
        let error = await #expect(throws: LXDError.self) { try await lxd.raw.get(url) }
        #expect(error?.code == .notFound)
        let untouched = try await lxd.raw.exchange(.get, url)
        #expect(untouched.status.code == 404)
    }

    @Test func `waits for operations, with a deadline`() async throws {
        let lxd = try lxd()
        let operation = try await lxd.instances.begin(
            NewInstance(name: "waited", source: .image(alias: "tiny")))
        var seen = 0
        for try await state in operation.progress(every: .milliseconds(20)) {
            seen += 1
            #expect(state.id == operation.operation.id)
        }
        #expect(seen >= 1)
        try await lxd.instances.delete("waited")
        let failing = await #expect(throws: LXDError.self) {
            try await lxd.instances.create(
                NewInstance(name: "failing", source: .image(alias: "there is none")))
        }
        #expect(failing?.status != nil)
    }

    @Test func `says why nobody answers`() async throws {
        let nobody = try LXD(LXDConfiguration(.unixSocket(path: "/nonexistent/socket")))
        let error = await #expect(throws: LXDError.self) { try await nobody.server() }
        #expect(error?.code == .unreachable)
        #expect(error?.detail.contains("/nonexistent/socket") == true)
    }

    @Test func `does not talk to a server with another certificate`() async throws {
        let peer = try #require(Peer.first)
        let origin = try #require(peer.origin)
        var configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
        configuration.proxy = .none
        configuration.tls.certificateSHA256 = Array(repeating: 1, count: 32)
        let lxd = try LXD(configuration)
        let error = await #expect(throws: LXDError.self) { try await lxd.server() }
        #expect(error?.code == .untrustedServer)
    }
}

extension Peer {
    /// A client by the daemon's socket.
    func client() throws -> LXD {
        try LXD(LXDConfiguration(.unixSocket(path: socket)))
    }
}
