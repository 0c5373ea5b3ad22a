// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Glibc
import Testing

@Suite struct FileStatusTests {
    /// A fresh directory, removed again after `body`.
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let path = "/tmp/apus-file-status-\(UInt64.random(in: 0 ... .max))"
        try FileCalls.makeDirectory(path)
        defer { _ = unsafe rmdir(path) }
        try body(path)
    }

    @Test func `tells kind, size and time of a file`() throws {
        try withDirectory { directory in
            let path = directory + "/file"
            let file = try FileCalls.open(path, flags: O_RDWR | O_CREAT | O_EXCL)
            defer { FileCalls.close(file) }
            try FileCalls.writeAll(file, Bytes("seven77"))
            let time = FileTime(seconds: 1_672_628_645, nanoseconds: 123_456_000)
            try FileCalls.setTimes(file, time)
            let status = try FileCalls.status(path)
            let opened = try FileCalls.status(of: file)
            #expect(status == opened)
            #expect(status.kind == .regular)
            #expect(status.sizeBytes == 7)
            #expect(status.modified == time)
            try FileCalls.move(path, to: path + "2")
            #expect(throws: SystemError.self) { try FileCalls.status(path) }
            try FileCalls.remove(path + "2")
        }
    }

    @Test func `follows a link only when asked to`() throws {
        try withDirectory { directory in
            let link = directory + "/link"
            let failed = unsafe symlink(directory, link)
            #expect(failed == 0)
            defer { try? FileCalls.remove(link) }
            let target = try FileCalls.status(link)
            #expect(target.kind == .directory)
            let itself = try FileCalls.status(link, followsLinks: false)
            #expect(itself.kind == .symbolicLink)
        }
    }

    @Test func `reads every name of a directory, whatever its bytes`() throws {
        try withDirectory { directory in
            let names: [[UInt8]] = [[0x61], [0x62, 0xff], Array("日本".utf8)]
            for name in names {
                let path = (Array(directory.utf8) + [UInt8(ascii: "/")] + name)
                    .map { CChar(bitPattern: $0) }
                FileCalls.close(unsafe creat(path + [0], 0o600))
            }
            let reader = try DirectoryReader(directory)
            var found: Set<[UInt8]> = []
            while let name = try reader.next() { found.insert(name.array) }
            #expect(found == Set(names))
            for name in names {
                let path = (Array(directory.utf8) + [UInt8(ascii: "/")] + name)
                    .map { CChar(bitPattern: $0) }
                _ = unsafe unlink(path + [0])
            }
        }
    }

    @Test func `finds the environment`() {
        #expect(ProcessFacts.environment["PATH"] != nil)
    }
}
