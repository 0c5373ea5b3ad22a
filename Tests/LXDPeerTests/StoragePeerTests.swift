// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct StoragePeerTests {
    private func pool() throws -> StoragePoolResource {
        try #require(Peer.first).client().storagePool("default")
    }

    @Test func `makes, changes, moves and copies volumes`() async throws {
        let pool = try pool()
        let lxd = pool.lxd
        try await lxd.storagePools.create(NewStoragePool(name: "res-pool", driver: "dir"))
        #expect(try await pool.resources().space?.totalBytes ?? 0 > 0)
        let volumes = pool.volumes(.custom)
        var volume = try await volumes.create(
            NewStorageVolume(name: "res-a", config: ["user.x": "1"], description: "first"))
        #expect(volume.key == "custom/res-a")
        #expect(volume.storagePool.name == "default")
        #expect(volume.contentType == .filesystem)
        volume.description = "second"
        try await lxd.save(&volume)
        #expect(try await pool.volumes["custom/res-a"].description == "second")
        #expect(try await volumes["res-a"].config["user.x"] == "1")
        #expect(try await volumes.names().contains("custom/res-a"))
        #expect(try await pool.volumes.contains("custom/res-a"))
        #expect(try await pool.volumes(.virtualMachine).contains("res-a") == false)

        let renamed = try await pool.volume("res-a").rename(to: "res-b")
        #expect(try await renamed.get().description == "second")
        #expect(try await pool.volume("res-a").exists() == false)
        let moved = try await renamed.move(toPool: "res-pool")
        #expect(try await moved.get().storagePool.name == "res-pool")
        #expect(try await renamed.exists() == false)
        let copy = try await moved.copy(toName: "res-c", toPool: "default")
        #expect(copy.description == "second")
        #expect(copy.url == pool.volume("res-c").url)

        try await lxd.projects.create(NewProject(name: "res-volumes"))
        let elsewhere = try await lxd.volume(copy).move(toProject: "res-volumes")
        #expect(try await elsewhere.get().projectName == "res-volumes")
        #expect(try await volumes.contains("res-c") == false)
        try await elsewhere.delete()
        try await lxd.projects.delete("res-volumes")
        try await moved.delete()
        try await lxd.storagePools.delete("res-pool")
    }

    @Test func `goes back to a snapshot`() async throws {
        let pool = try pool()
        let volume = pool.volume("res-snap")
        try await pool.volumes.create(NewStorageVolume(name: "res-snap"))
        var snapshot = try await volume.snapshots.create(
            NewStorageVolumeSnapshot(
                name: "before", expiresAt: LXDTime("2099-01-02T03:04:05Z")))
        #expect(snapshot.expiresAt?.description.hasPrefix("2099-01-02") == true)
        #expect(snapshot.volume.name == "custom/res-snap")
        snapshot.description = "kept"
        try await pool.lxd.save(&snapshot)
        let renamed = try await volume.snapshot("before").rename(to: "then")
        #expect(try await renamed.get().description == "kept")
        #expect(try await volume.snapshots.names() == ["then"])
        // Lists of volumes have snapshots too, which are of another kind.
        #expect(try await pool.volumes.names().filter { $0.contains("res-snap") }.count == 1)
        try await renamed.restore()
        let made = try await renamed.copy(toName: "res-of-snap")
        #expect(made.name == "res-of-snap")
        try await pool.lxd.delete(made)
        try await renamed.delete()
        try await volume.delete()
        #expect(try await volume.exists() == false)
    }

    @Test func `exports a backup and makes a volume of it`() async throws {
        let pool = try pool()
        let volume = pool.volume("res-backup")
        try await pool.volumes.create(
            NewStorageVolume(name: "res-backup", config: ["user.kept": "yes"]))
        let backup = try await volume.backups.create(
            NewVolumeBackup(name: "b0", compressionAlgorithm: "gzip"))
        #expect(backup.key == "b0")
        #expect(backup.volume.name == "custom/res-backup")
        let renamed = try await volume.backup("b0").rename(to: "b1")
        #expect(try await volume.backups.names() == ["b1"])
        let directory = try TemporaryDirectory()
        let file = directory.path + "/backup"
        let told = Mutex<UInt64>(0)
        try await renamed.export(toFile: file) { done, _ in told.withLock { $0 = done } }
        #expect(try directory.files() == ["backup"])
        #expect(try FileCalls.status(file).sizeBytes == told.withLock { $0 })
        #expect(told.withLock { $0 } > 0)

        let copy = try await pool.importVolume(file: file, as: "res-imported")
        #expect(copy.config["user.kept"] == "yes")
        // By stream, with the name it had.
        let stream = try await renamed.export()
        try await pool.lxd.delete(copy)
        let bytes = try await stream.collect(limitBytes: 1 << 26)
        try await renamed.delete()
        try await volume.delete()
        let again = try await pool.importVolume(BodyReader(bytes))
        #expect(again.name == "res-backup")
        await #expect(throws: LXDError.self) {
            try await pool.importVolume(BodyReader(Bytes("no backup")), as: "res-none")
        }
        await #expect(throws: BodyError.self) {
            try await pool.importVolume(
                BodyReader(lengthBytes: 100) { throw BodyError.truncated }, as: "res-none")
        }
        #expect(try await pool.volumes(.custom).contains("res-none") == false)
        let missing = await #expect(throws: LXDError.self) {
            try await renamed.export(toFile: directory.path + "/none")
        }
        #expect(missing?.code == .notFound)
        #expect(try directory.files() == ["backup"])
        try await pool.lxd.delete(again)
    }

    @Test(.enabled(if: Peer.second != nil), arguments: [TransferMode.pull, .push, .relay])
    func `copies a volume to another server`(mode: TransferMode) async throws {
        let pool = try pool()
        let other = try #require(Peer.second).client().storagePool("default")
        let (far, near) = ("res-far-\(mode)", "res-near-\(mode)")
        try await pool.volumes.create(
            NewStorageVolume(name: far, config: ["user.kept": "yes"]))
        let copy = try await pool.volume(far).copy(to: other, toName: near, mode: mode)
        #expect(copy.config["user.kept"] == "yes")
        #expect(try await other.volumes(.custom).contains(near))
        try await other.lxd.delete(copy)
        try await pool.volume(far).delete()
    }
}
