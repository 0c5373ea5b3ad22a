// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusTestSupport
import Testing

@testable import ApusDS3Client

@Suite(.timeLimit(.minutes(10))) struct ReadJournalTests {
    @Test func `knows a file that got its name, and no other in its place`() throws {
        let directory = try TemporaryDirectory()
        let target = TargetDirectory(directory.path)
        let (item, folder) = (ReadItem("a b/c"), ReadItem("d/"))
        let path = try directory.write("whole", to: "hidden")
        do {
            let journal = try ReadJournal.open(in: target, jobID: "1")
            try journal.mark(item, inode: FileCalls.status(path, followsLinks: false).inode)
            try journal.mark(folder, inode: nil)
        }
        let journal = try ReadJournal.open(in: target, jobID: "1")
        let name = directory.path + "/name"
        // Whoever marked it was killed before it had its name.
        #expect(!journal.has(item, at: name))
        let older = try directory.write("older", to: "older")
        #expect(!journal.has(item, at: older))
        try FileCalls.move(path, to: name)
        #expect(journal.has(item, at: name))
        #expect(!journal.has(ReadItem("a"), at: name))
        #expect(!journal.has(folder, at: name))
        #expect(journal.has(folder, at: directory.path))
        #expect(!journal.has(item, at: directory.path))
    }

    @Test func `forgets a line that was cut short`() throws {
        let directory = try TemporaryDirectory()
        let target = TargetDirectory(directory.path)
        let path = try directory.write("", to: "file")
        let inode = try FileCalls.status(path, followsLinks: false).inode
        _ = try directory.write(
            "apus-ds3-read 2\ndone \(inode) a\ndone \(inode) b", to: ".apus-ds3-1")
        let journal = try ReadJournal.open(in: target, jobID: "1")
        #expect(journal.has(ReadItem("a"), at: path))
        #expect(!journal.has(ReadItem("b"), at: path))
    }
}
