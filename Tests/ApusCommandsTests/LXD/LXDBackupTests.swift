// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Synchronization
import Testing

@testable import ApusCommands

@Suite(.timeLimit(.minutes(10))) struct LXDBackupTests {
    @Test func `keeps a backup in segments and brings it back as it was`() async throws {
        let server = try ScriptedLXD()
        let made = await server.run("backup", "web", "backups", "-S", "1000")
        #expect(made.errors == "")
        let object = made.output.split(separator: "\n").first.map(String.init) ?? ""
        #expect(object.hasPrefix("backups/web/"))
        #expect(server.state.withLock(\.backups).isEmpty)
        let segments = await server.runStore("list", "backups_segments")
        #expect(segments.output.split(separator: "\n").count == 3)
        let listed = await server.run("backups", "backups")
        #expect(listed.output.contains(object))

        let there = await server.run("restore", object)
        #expect(there.status == 1)
        #expect(there.errors.contains("--as"))
        let restored = await server.run("restore", "backups/web", "--latest", "--as", "again")
        #expect(restored.errors == "")
        #expect(server.state.withLock { $0.imported["again"] == $0.export })
    }

    @Test func `goes on where an export broke, and sends nothing twice`() async throws {
        let server = try ScriptedLXD()
        server.state.withLock { $0.exportBreaksAfter = 2100 }
        let broken = await server.run("backup", "web", "backups", "-S", "1000")
        #expect(broken.status == 1)
        #expect(broken.errors.contains("the same command goes on with it"))
        #expect(await server.runStore("list", "backups").output == "")
        #expect(server.state.withLock(\.backups).count == 1)
        let path = "PUT /v1/AUTH_test/backups_segments/"
        let sent = server.count(path)
        #expect(sent == 2)

        server.state.withLock { $0.exportBreaksAfter = nil }
        let whole = await server.run("backup", "web", "backups", "-S", "1000")
        #expect(whole.errors.contains("Going on"))
        #expect(whole.status == 0)
        #expect(server.count(path) == sent + 1)
        #expect(server.state.withLock(\.backups).isEmpty)
        await server.run("restore", "backups/web", "--latest", "--as", "again").expectSuccess()
        #expect(server.state.withLock { $0.imported["again"] == $0.export })
    }

    @Test func `takes no backup that the server is still making`() async throws {
        let server = try ScriptedLXD()
        server.state.withLock { $0.exportBreaksAfter = 0 }
        _ = await server.run("backup", "web", "backups")
        // The run was killed while the server made it, which takes long.
        server.state.withLock { state in
            state.exportBreaksAfter = nil
            state.unendedQuestions = 2
        }
        let made = await server.run("backup", "web", "backups")
        #expect(made.status == 0)
        await server.run("restore", "backups/web", "--latest", "--as", "again").expectSuccess()
        #expect(server.state.withLock { $0.imported["again"] == $0.export })
    }

    @Test func `keeps backups of two servers apart that were made in one second`() async throws {
        let server = try ScriptedLXD()
        let one = server.state.withLock(\.export)
        let other = Bytes(one.array.reversed())
        server.state.withLock { $0.exportBreaksAfter = 0 }
        _ = await server.run("backup", "web", "backups", "-S", "1000")
        let left = server.state.withLock { state in
            state.exportBreaksAfter = nil
            return state.backups
        }
        for (name, bytes) in [("here", one), ("there", other), ("there", other)] {
            server.state.withLock { state in
                state.backups = left
                (state.serverName, state.export) = (name, bytes)
            }
            let run = await server.run("backup", "web", "backups", "-S", "1000")
            #expect(run.status == 0)
        }
        let objects = await server.runStore("list", "backups").output.split(separator: "\n")
        // The third is the second once more: a run that was killed at its very end.
        try #require(objects.count == 2)
        for (position, bytes) in [one, other].enumerated() {
            await server.run("restore", "backups/\(objects[position])", "--as", "c\(position)")
                .expectSuccess()
            #expect(server.state.withLock { $0.imported["c\(position)"] } == bytes)
        }
    }

    @Test func `restores nothing of a damaged backup`() async throws {
        let server = try ScriptedLXD()
        _ = await server.run("backup", "web", "backups", "-S", "1000")
        // The manifest is whole, and what it says of the bytes is not.
        let object = await server.runStore("list", "backups").output.dropLast()
        let headers = await server.runStore(
            "post", "backups", String(object), "-m", "Lxd-Backup-Format:1", "-m",
            "Lxd-Backup-Instance:web", "-m", "Lxd-Backup-Bytes:2500", "-m",
            "Lxd-Backup-Sha256:" + String(repeating: "0", count: 64))
        #expect(headers.errors == "")
        let run = await server.run("restore", "backups/web", "--latest", "--as", "again")
        #expect(run.status == 1)
        #expect(run.errors.contains("damaged"))
        #expect(server.state.withLock { $0.imported.isEmpty })
    }

    @Test func `neither lists nor deletes what is not ours`() async throws {
        let server = try ScriptedLXD()
        _ = await server.run("backup", "web", "backups")
        _ = await server.runStore("copy", "backups", "none", "-d", "/backups/none")
        let ours = await server.runStore("list", "backups").output.split(separator: "\n")
        try #require(ours.count == 1)
        // The form of a name alone makes no backup.
        _ = await server.runStore(
            "copy", "backups", String(ours[0]), "-M", "-d", "/backups/web/20010101T000000Z")
        let run = await server.run("backups", "backups", "--keep", "1", "--keep-within", "0s")
        #expect(run.output == "" && run.errors == "")
        let left = await server.runStore("list", "backups").output.split(separator: "\n")
        #expect(left.count == 2)
    }

    private static func backup(_ timestamp: String) -> StoredBackup {
        StoredBackup(
            container: "c", instance: "web", project: "default", server: "here", version: "5",
            hasSnapshots: true, sha256: "", bytes: 1, timestamp: timestamp)
    }

    @Test(
        arguments: [
            (nil, nil, []), (1, nil, ["20260101T000000Z", "20260102T000000Z"]),
            (2, nil, ["20260101T000000Z"]), (9, nil, []),
            (nil, 36.0, ["20260101T000000Z"]), (nil, 0, ["20260101T000000Z", "20260102T000000Z"]),
            (2, 0, ["20260101T000000Z"]), (1, 1000, []),
        ] as [(Int?, Double?, [String])])
    func `deletes what no rule keeps, and never the newest`(
        count: Int?, hours: Double?, deleted: [String]
    ) {
        let all = ["20260102T000000Z", "20260103T000000Z", "20260101T000000Z"].map(Self.backup)
        let retention = BackupRetention(count: count, seconds: hours.map { $0 * 3600 })
        let now = (StoredBackup.seconds(of: "20260103T000000Z") ?? 0) + 3600
        #expect(retention.obsolete(all, now: now).map(\.timestamp).sorted() == deleted)
    }

    @Test(arguments: [
        "web", "web/2026", "web/20261121T235959", "a/b/20261121T235959Z", "/20261121T235959Z",
        "web/20261321T235959Z", "web/20261121 235959Z",
    ])
    func `takes no other name for a backup's`(name: String) {
        #expect(StoredBackup.parts(of: name) == nil)
    }

    @Test func `writes times as it reads them`() {
        let text = "20261121T235959Z"
        #expect(StoredBackup.seconds(of: text).map(StoredBackup.timestamp) == text)
    }
}

extension Run {
    fileprivate func expectSuccess() {
        #expect(status == 0 && errors == "")
    }
}
