// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusTestSupport
import Testing

@testable import ApusSwiftClient

@Suite struct SortedTreeTests {
    private func walk(_ root: String, namesAtOnce: Int) async throws -> [String] {
        let tree = SortedTree(root, namesAtOnce: namesAtOnce, lane: Lane(name: "tree", threads: 1))
        var names: [String] = []
        while let finding = try await tree.next() {
            if case .entry(let entry) = finding { names.append(entry.name) }
        }
        return names
    }

    @Test(arguments: [1, 2, 3, 100])
    func `goes in the order of the bytes of paths, few names at a time`(count: Int) async throws {
        let directory = try TemporaryDirectory()
        let names = [
            "a", "a-b", "a.d/x", "a/b", "a/b-c", "a/b/c", "a0", "b/é/z", "b/e/z", "Z", "日本/x",
            "ab/c/d/e/f",
        ]
        for name in names where name != "a" && name != "a/b" { try directory.write("x", to: name) }
        let expected = names.filter { $0 != "a" && $0 != "a/b" }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(try await walk(directory.path, namesAtOnce: count) == expected)
    }

    @Test func `does not see downloads on their way`() async throws {
        let directory = try TemporaryDirectory()
        for name in [".apus-x1", ".f.apus-part", ".f.apus-journal", ".hidden", "f"] {
            try directory.write("x", to: name)
        }
        #expect(try await walk(directory.path, namesAtOnce: 10) == [".hidden", "f"])
    }
}
