// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMaintenance
import ApusStorage
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct BackupTests {
    private let items = [
        "a/one": "first", "a/b/two with blanks": "second", "três\n": "", "top": "third",
    ]

    /// Writes a backup of some items.
    private func backup(in directory: TemporaryDirectory) async throws -> String {
        let path = directory.path + "/backup"
        let lane = Lane(name: "backup", threads: 1)
        let writer = try BackupWriter(path, lane: lane)
        writer.enter("store")
        for (name, text) in items {
            try await writer.begin(name, sizeBytes: UInt64(text.utf8.count))
            if !text.isEmpty {
                try await writer.write(.bytes(Bytes(String(text.prefix(2)))))
                try await writer.write(.bytes(Bytes(String(text.dropFirst(2)))))
            }
            try await writer.end()
        }
        let report = try await writer.finish()
        #expect(report.items == 4)
        #expect(report.sizeBytes == 16)
        return path
    }

    private func text(of path: String) throws -> String {
        let descriptor = try FileCalls.open(path, flags: O_RDONLY)
        defer { FileCalls.close(descriptor) }
        return try FileCalls.read(descriptor, at: 0, count: 1 << 20).text
    }

    @Test func `puts back what was written`() async throws {
        let directory = try TemporaryDirectory()
        let path = try await backup(in: directory)
        let target = directory.path + "/restored"
        let report = try BackupReader(path).restore(to: target)
        #expect(report.items == 4)
        for (name, expected) in items {
            #expect(try text(of: "\(target)/store/\(name)") == expected)
        }
        #expect(throws: BackupError.self, "it is there already") {
            try BackupReader(path).restore(to: target)
        }
    }

    @Test(arguments: ["flip", "cut", "grow", "remove"])
    func `refuses an item that is not as it was written`(damage: String) async throws {
        let directory = try TemporaryDirectory()
        let path = try await backup(in: directory)
        let item = path + "/store/a/one"
        switch damage {
        case "flip": _ = try directory.write("f1rst", to: "backup/store/a/one")
        case "cut": _ = try directory.write("firs", to: "backup/store/a/one")
        case "grow": _ = try directory.write("first!", to: "backup/store/a/one")
        default: try FileCalls.remove(item)
        }
        let reader = try BackupReader(path)
        #expect(throws: (any Error).self) { try reader.verify() }
        let target = directory.path + "/restored"
        #expect(throws: (any Error).self) { try reader.restore(to: target) }
        #expect(throws: SystemError.self, "nothing is there under the name") {
            try FileCalls.status(target)
        }
    }

    @Test func `takes no backup for one that was not finished or whose list is damaged`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let path = try await backup(in: directory)
        let manifest = path + "/apus-backup"
        let whole = try text(of: manifest)
        var damaged = ["", "nonsense", String(whole.dropLast(70))]
        damaged.append(whole.replacing("top", with: "pot"))
        damaged.append(whole.replacing("apus-backup 1", with: "apus-backup 2"))
        damaged.append(whole.replacing("store/top", with: "../../top"))
        for text in damaged {
            _ = try directory.write(text, to: "backup/apus-backup")
            #expect(throws: BackupError.self, "\(text)") { try BackupReader(path) }
        }
        let file = try FileCalls.open(manifest, flags: O_WRONLY | O_TRUNC)
        let noText = Array("apus-backup 1\nend ".utf8) + [UInt8](repeating: 0xFF, count: 100)
        try FileCalls.writeAll(file, Bytes(noText), at: 0)
        FileCalls.close(file)
        #expect(throws: BackupError.self) { try BackupReader(path) }
        _ = try directory.write(whole, to: "backup/apus-backup")
        try BackupReader(path).verify()
    }

    @Test func `is made in an empty directory only`() async throws {
        let directory = try TemporaryDirectory()
        _ = try directory.write("x", to: "something")
        let lane = Lane(name: "backup", threads: 1)
        #expect(throws: BackupError.self) { try BackupWriter(directory.path, lane: lane) }
        let writer = try BackupWriter(directory.path + "/new", lane: lane)
        for name in ["", "..", "a/../../b", "/a", "a//b", "apus-backup"] {
            await #expect(throws: BackupError.self, "\(name)") {
                try await writer.begin(name, sizeBytes: 0)
            }
        }
    }
}
