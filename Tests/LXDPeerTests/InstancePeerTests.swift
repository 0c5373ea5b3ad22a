// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct InstancePeerTests {
    /// Launches a container for one test and removes it.
    private func withContainer(
        _ name: String, _ body: (LXD, InstanceResource) async throws -> Void
    ) async throws {
        let peer = try #require(Peer.first)
        let lxd = try peer.client()
        let made = try await lxd.instances.launch(
            NewInstance(name: name, source: .image(alias: peer.image)))
        #expect(made.statusCode == .running)
        do {
            try await body(lxd, lxd.instance(made))
        } catch {
            try? await lxd.instance(name).stop(isForced: true)
            try? await lxd.instances.delete(name)
            throw error
        }
        if try await lxd.instance(name).get().statusCode != .stopped {
            try await lxd.instance(name).stop(isForced: true)
        }
        try await lxd.instances.delete(name)
    }

    @Test func `lives through all its states`() async throws {
        try await withContainer("life") { lxd, instance in
            let handle = try instance.handle()
            try await instance.freeze()
            #expect(handle.value?.statusCode == .frozen)
            try await instance.unfreeze()
            try await instance.restart(isForced: true)
            let state = try await instance.state()
            #expect(state.statusCode == .running)
            #expect((state.processCount ?? 0) > 0)
            #expect(state.networks["lo"]?.type == "loopback")
            try await instance.stop(isForced: true)
            #expect(handle.value?.statusCode == .stopped)
            let renamed = try await instance.rename(to: "life2")
            #expect(handle.isDeleted)
            let copy = try await renamed.copy(as: "life")
            #expect(copy.config["image.os"] == "busybox")
            try await renamed.delete()
            let twice = await #expect(throws: LXDError.self) { try await renamed.delete() }
            #expect(twice?.code == .notFound)
        }
    }

    @Test func `keeps snapshots and goes back to them`() async throws {
        try await withContainer("snaps") { lxd, instance in
            try await instance.files.put("/root/a", BodyReader(Bytes("before")))
            let first = try await instance.takeSnapshot(NewInstanceSnapshot(name: "one"))
            #expect(first.name == "one")
            #expect(first.instance.name == "snaps")
            #expect(first["some_key"] == nil)
            #expect(try await first.profiles.from(lxd)[0].name == "default")
            let second = try await instance.takeSnapshot()
            #expect(try await instance.snapshots.names() == ["one", second.name].sorted())
            try await instance.files.put("/root/a", BodyReader(Bytes("after")))
            try await instance.restore(snapshot: "one")
            let file = try await instance.files.get("/root/a")
            #expect(try await file.body.collect(limitBytes: 100) == Bytes("before"))
            let renamed = try await instance.snapshot("one").rename(to: "uno")
            var snapshot = try await renamed.get()
            snapshot.expiresAt = LXDTime("2099-01-01T00:00:00Z")
            try await lxd.save(&snapshot)
            #expect(snapshot.expiresAt?.secondsSince1970 == 4_070_908_800)
            try await instance.snapshots.delete("uno")
            #expect(try await instance.snapshots.count() == 1)
            let full = try await lxd.instances.full.all().first { $0.name == "snaps" }
            #expect(full?.snapshots.map(\.name) == [second.name])
            #expect(full?.state?.statusCode == .running)
        }
    }

    @Test func `writes, reads and lists files`() async throws {
        try await withContainer("files") { _, instance in
            let files = instance.files
            try await files.put(
                "/tmp/a b", BodyReader(Bytes("one")),
                attributes: InstanceFileAttributes(userID: 1000, groupID: 1000, mode: 0o640))
            try await files.put("/tmp/a b", BodyReader(Bytes("two")), isAppending: true)
            let file = try await files.get("/tmp/a b")
            #expect(try await file.body.collect(limitBytes: 100) == Bytes("onetwo"))
            #expect(file.userID == 1000)
            #expect(file.mode == 0o640)
            #expect(file.modified != nil)
            try await files.makeDirectory("/tmp/d")
            try await files.makeSymlink("/tmp/d/link", to: "/etc/passwd")
            let link = try await files.get("/tmp/d/link")
            #expect(link.kind == .symlink)
            #expect(try await link.body.collect(limitBytes: 100) == Bytes("/etc/passwd"))
            #expect(try await files.get("/tmp/d").entries == ["link"])
            #expect(try await files.info("/tmp/d")?.kind == .directory)
            #expect(try await files.info("/tmp/none") == nil)
            try await files.deleteTree("/tmp/d")
            #expect(try await files.info("/tmp/d") == nil)
            let error = await #expect(throws: LXDError.self) { try await files.get("/none") }
            #expect(error?.code == .notFound)
            // SSH_FXP_INIT of version 3, and SSH_FXP_VERSION.
            let stream = try await instance.sftp()
            try await stream.send(Bytes([0, 0, 0, 5, 1, 0, 0, 0, 3]))
            let answer = try #require(try await stream.receive())
            #expect(answer.count > 4 && answer.array[4] == 2)
            stream.close()
            let name = await #expect(throws: LXDError.self) { try await files.get("relative") }
            #expect(name?.code == .badName)
        }
    }

    @Test func `pushes and pulls trees`() async throws {
        try await withContainer("trees") { _, instance in
            let directory = try TemporaryDirectory()
            let source = directory.path + "/source"
            try FileCalls.makeDirectory(source)
            try FileCalls.makeDirectory(source + "/empty")
            try FileCalls.makeDirectory(source + "/deep")
            var large: [UInt8] = []
            for number in 0..<(3 << 20) { large.append(UInt8(truncatingIfNeeded: number >> 3)) }
            try Self.write(source + "/deep/large", Bytes(large))
            for number in 0..<30 { try Self.write(source + "/f\(number)", Bytes("\(number)")) }
            try FileCalls.makeSymlink(source + "/deep/link", to: "../f1")
            let moved = Atomic(0)
            let sent = try await instance.files.push(source, to: "/root/tree") {
                moved.wrappingAdd($0, ordering: .relaxed)
            }
            #expect(sent.fileCount == 31)
            #expect(sent.directoryCount == 3)
            #expect(sent.linkCount == 1)
            #expect(moved.load(ordering: .relaxed) == Int(sent.byteCount))
            // A second time over the first.
            _ = try await instance.files.push(source, to: "/root/tree")
            let target = directory.path + "/target"
            let received = try await instance.files.pull("/root/tree", to: target)
            #expect(received.byteCount == sent.byteCount)
            #expect(received.linkCount == 1)
            #expect(try Self.read(target + "/deep/large") == Bytes(large))
            #expect(try Self.read(target + "/f29") == Bytes("29"))
            // The daemon tells where a link leads, not what is written in it.
            #expect(try FileCalls.linkTarget(target + "/deep/link") == "/root/tree/f1")
            #expect(try FileCalls.status(target + "/empty").kind == .directory)
        }
    }

    @Test func `does not follow links that lie where it pulls to`() async throws {
        try await withContainer("links") { _, instance in
            try await instance.files.makeDirectory("/root/t")
            try await instance.files.makeDirectory("/root/t/d")
            try await instance.files.put("/root/t/d/f", BodyReader(Bytes("hostile")))
            try await instance.files.put("/root/t/g", BodyReader(Bytes("hostile")))
            let directory = try TemporaryDirectory()
            let (outside, target) = (directory.path + "/outside", directory.path + "/target")
            try FileCalls.makeDirectory(outside)
            try FileCalls.makeDirectory(target)
            try Self.write(outside + "/g", Bytes("mine"))
            try FileCalls.makeSymlink(target + "/d", to: outside)
            try FileCalls.makeSymlink(target + "/g", to: outside + "/g")
            await #expect(throws: LXDError.self) {
                try await instance.files.pull("/root/t", to: target)
            }
            try FileCalls.remove(target + "/d")
            _ = try await instance.files.pull("/root/t", to: target)
            #expect(try Self.read(outside + "/g") == Bytes("mine"))
            #expect(try Self.read(target + "/g") == Bytes("hostile"))
        }
    }

    @Test func `exports a backup and makes an instance of it`() async throws {
        try await withContainer("backed") { lxd, instance in
            try await instance.files.put("/root/a", BodyReader(Bytes("kept")))
            let backup = try await instance.backups.create(
                NewInstanceBackup(name: "b", compressionAlgorithm: "none"))
            #expect(backup.name == "b")
            let whole = try await instance.backup("b").export().collect(limitBytes: 64 << 20)
            let rest = try await instance.backup("b").export(from: 1000)
                .collect(limitBytes: 64 << 20)
            #expect(rest == whole[1000..<whole.count])
            let restored = try await lxd.instances.importBackup(
                BodyReader(whole), name: "restored")
            #expect(restored.name == "restored")
            let file = try await lxd.instance(restored).files.get("/root/a")
            #expect(try await file.body.collect(limitBytes: 100) == Bytes("kept"))
            try await lxd.delete(restored)
            let cut = BodyReader(whole[0..<whole.count / 2])
            await #expect(throws: LXDError.self) {
                try await lxd.instances.importBackup(cut, name: "half")
            }
            #expect(try await lxd.instances.contains("half") == false)
            try await instance.backup("b").rename(to: "c")
            try await instance.backups.delete("c")
            #expect(try await instance.backups.count() == 0)
        }
    }

    @Test func `has logs, metadata and templates`() async throws {
        try await withContainer("logs") { lxd, instance in
            #expect(try await instance.logs().contains("lxc.conf"))
            let log = try await instance.log("lxc.conf").collect(limitBytes: 1 << 20)
            #expect(log.text.contains("lxc."))
            var metadata = try await instance.metadata()
            #expect(metadata.properties["os"] == "busybox")
            metadata.properties["description"] = "changed"
            try await lxd.save(&metadata)
            #expect(metadata.properties["description"] == "changed")
            try await instance.setTemplate("t.tpl", BodyReader(Bytes("{{ x }}")))
            #expect(try await instance.templates() == ["t.tpl"])
            let text = try await instance.template("t.tpl").collect(limitBytes: 100)
            #expect(text == Bytes("{{ x }}"))
            try await instance.deleteTemplate("t.tpl")
            #expect(try await instance.templates().isEmpty)
        }
    }

    @Test func `becomes an image`() async throws {
        try await withContainer("pub") { lxd, instance in
            try await instance.stop(isForced: true)
            let image = try await instance.publish(
                NewImage(properties: ["description": "of pub"], compressionAlgorithm: "none"))
            #expect(image.properties["description"] == "of pub")
            try await lxd.delete(image)
            try await instance.takeSnapshot(NewInstanceSnapshot(name: "s"))
            let other = try await instance.snapshot("s").publish()
            try await lxd.delete(other)
        }
    }

    @Test(.enabled(if: Peer.second != nil), arguments: [TransferMode.pull, .push, .relay])
    func `is copied and moved to another server`(mode: TransferMode) async throws {
        let name = "moved-\(mode)"
        try await withContainer(name) { lxd, instance in
            let other = try #require(Peer.second).client()
            try await instance.files.put("/root/a", BodyReader(Bytes("travels")))
            try await instance.stop(isForced: true)
            var options = InstanceCopyOptions()
            options.mode = mode
            // Servers that fetch from each other must know each other's certificates: they are
            // told with the request.
            let copy = try await instance.copy(to: other, options)
            #expect(copy.name == name)
            let file = try await other.instance(copy).files.get("/root/a")
            #expect(try await file.body.collect(limitBytes: 100) == Bytes("travels"))
            let taken = await #expect(throws: LXDError.self) {
                try await instance.move(to: other, options)
            }
            #expect(taken != nil)
            #expect(try await instance.exists())
            try await other.delete(copy)
            _ = try await instance.move(to: other, options)
            #expect(try await instance.exists() == false)
            _ = try await other.instance(name).move(to: lxd, options)
            #expect(try await instance.exists())
        }
    }

    @Test func `says which extension is missing`() async throws {
        let lxd = try #require(Peer.first).client()
        let error = await #expect(throws: LXDError.self) {
            try await lxd.instance("any").rebuild(.none)
        }
        #expect(error?.code == .extensionMissing)
        #expect(error?.detail.contains("instances_rebuild") == true)
    }

    @Test func `changes all instances of a project at once`() async throws {
        let peer = try #require(Peer.first)
        let server = try peer.client()
        _ = try await server.raw.post(
            server.url.projects,
            [
                "name": "bulk",
                "config": ["features.images": "false", "features.profiles": "false"],
            ])
        let lxd = server.inProject("bulk")
        for name in ["one", "two"] {
            _ = try await lxd.instances.launch(
                NewInstance(name: name, source: .image(alias: peer.image)))
        }
        try await lxd.instances.changeAll(.stop(isForced: true))
        #expect(try await lxd.instances.all().map(\.statusCode) == [.stopped, .stopped])
        let everywhere = try await server.instances.inAllProjects.all()
        #expect(everywhere.filter { $0.projectName == "bulk" }.map(\.name) == ["one", "two"])
        for instance in try await lxd.instances.all() { try await server.delete(instance) }
        _ = try await server.raw.delete(server.url.projects["bulk"])
    }

    private static func write(_ path: String, _ bytes: Bytes) throws {
        let file = try FileCalls.open(path, flags: 0o101, mode: 0o644)
        defer { FileCalls.close(file) }
        try FileCalls.writeAll(file, bytes)
    }

    private static func read(_ path: String) throws -> Bytes {
        let file = try FileCalls.open(path, flags: 0)
        defer { FileCalls.close(file) }
        let size = try FileCalls.status(of: file).sizeBytes
        return try FileCalls.read(file, at: 0, count: Int(size))
    }
}
