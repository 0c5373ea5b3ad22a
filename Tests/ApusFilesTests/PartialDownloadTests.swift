// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusFiles
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct PartialDownloadTests {
    private let identity = PartialDownload.Identity(
        object: "/c/a name", etag: "abc", lengthBytes: 100)
    private let head = "apus-download 1\nobject /c/a%20name\netag abc\nsize 100\n"

    @Test(
        arguments: [
            ("done 0 10\ndone 50 60\n", [0..<10, 50..<60]),
            ("done 0 10\ndone 50 6", [0..<10]),  // cut short by a crash
            ("done 10 10\ndone 20 10\ndone 90 101\ndone x 4\nodd\ndone 1 2 3\n", []),
            ("", []),
        ] as [(String, Set<Range<UInt64>>)])
    func `believes whole lines that make sense`(lines: String, found: Set<Range<UInt64>>) {
        #expect(
            PartialDownload.ranges(in: head + lines, of: identity, lengthBytes: 100) == found)
    }

    @Test(arguments: [
        "", "apus-download 1\n", "apus-download 2\nobject /c/a%20name\netag abc\nsize 100\n",
        "apus-download 1\nobject /c/b\netag abc\nsize 100\n",
        "apus-download 1\nobject /c/a%20name\netag other\nsize 100\n",
        "apus-download 1\nobject /c/a%20name\netag abc\nsize 101\n",
    ])
    func `believes nothing of another object`(head: String) {
        let text = head + "done 0 10\n"
        #expect(
            PartialDownload.ranges(in: text, of: identity, lengthBytes: 100).isEmpty)
    }

    @Test func `believes nothing that the file is too short for`() {
        let text = head + "done 0 10\ndone 10 20\n"
        #expect(
            PartialDownload.ranges(in: text, of: identity, lengthBytes: 15) == [0..<10])
    }

    /// Between opening and locking, whoever had it has given it its name.
    @Test func `does not write to a file that has its name meanwhile`() throws {
        let directory = try TemporaryDirectory()
        let (hidden, path) = (directory.path + "/.f.apus-part", directory.path + "/f")
        try directory.write("whole", to: ".f.apus-part")
        let late = try FileCalls.open(hidden, flags: O_RDWR)
        defer { FileCalls.close(late) }
        try PartialDownload.claim(late, at: hidden, for: path)
        try FileCalls.move(hidden, to: path)
        #expect(throws: LocalFileError.busy(path: path)) {
            try PartialDownload.claim(late, at: hidden, for: path)
        }
        try directory.write("of another", to: ".f.apus-part")
        #expect(throws: LocalFileError.busy(path: path)) {
            try PartialDownload.claim(late, at: hidden, for: path)
        }
    }
}
