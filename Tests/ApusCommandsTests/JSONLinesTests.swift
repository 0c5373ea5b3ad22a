// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusTestSupport
import Testing

@Suite struct JSONLinesTests {
    /// Every line of a run, read back; fails the test where a line is no object.
    private func lines(_ run: Run) throws -> [[String: JSONValue]] {
        try run.output.split(separator: "\n").map { line in
            try #require(try JSONValue(parsing: Bytes(String(line))).members, "\(line)")
        }
    }

    @Test func `every subcommand answers one object a line and nothing else`() async throws {
        let server = try CommandServer()
        try await withFiles(["a.txt": "hello", "b/c.txt": "there"]) { directory in
            let rows: [(arguments: [String], actions: Set<String>)] = [
                (
                    ["upload", "c", directory + "/a.txt", "--object-name", "a.txt", "--json"],
                    ["create_container", "upload_object"]
                ),
                (
                    [
                        "upload", "c", directory + "/a.txt", "--object-name", "large", "--json",
                        "-S", "2",
                    ], ["create_container", "upload_segment", "upload_object"]
                ),
                (["post", "c", "a.txt", "-m", "color:blue", "--json"], ["post_object"]),
                (["post", "c", "-m", "color:blue", "--json"], ["post_container"]),
                (["stat", "--json"], ["stat_account"]),
                (["stat", "c", "--json"], ["stat_container"]),
                (["stat", "c", "a.txt", "--json"], ["stat_object"]),
                (
                    ["copy", "c", "a.txt", "-d", "/d/b.txt", "--json"],
                    ["create_container", "copy_object"]
                ),
                (
                    ["download", "c", "a.txt", "-o", directory + "/x", "--json"],
                    ["download_object"]
                ),
                (["capabilities", "--json-lines"], ["capabilities"]),
                (["tempurl", "GET", "60", "/v1/a/c/o", "key", "--json"], ["tempurl"]),
                (["auth", "--json"], ["auth"]), (["auth", "-v", "--json"], ["auth"]),
                (["bash_completion", "--json"], ["bash_completion"]),
                (["delete", "d", "--json"], ["delete_object", "delete_container"]),
            ]
            for row in rows {
                let run = await server.run(row.arguments)
                #expect(run.status == 0, "\(row.arguments): \(run.errors)")
                let lines = try lines(run)
                #expect(
                    Set(lines.compactMap { $0["action"]?.text }) == row.actions,
                    "\(row.arguments)")
                #expect(lines.allSatisfy { $0["success"] == .boolean(true) }, "\(row.arguments)")
            }
        }
        // Rows of listings are the server's own.
        let rows = try lines(await server.run("list", "c", "--json-lines"))
        #expect(rows.map { $0["name"]?.text } == ["a.txt", "large"])
        #expect(await server.run("list", "c", "--json").output.hasPrefix("[\n"))
    }

    @Test func `a failure is a line, an error and a status`() async throws {
        let server = try CommandServer()
        let run = await server.run("stat", "none", "--json")
        let line = try #require(try lines(run).first)
        #expect(run.status == 1)
        #expect(line["success"] == .boolean(false))
        #expect(line["error"]?["message"]?.text == "Container 'none' not found")
        #expect(line["error"]?["status"]?.integer == 404)
        #expect(run.errors.hasPrefix("Container 'none' not found\n"))

        await server.run("post", "c")
        let deletion = await server.run("delete", "c", "none", "--json")
        #expect(deletion.status == 1)
        let failed = try #require(try lines(deletion).first)
        #expect(failed["action"]?.text == "delete_object")
        #expect(failed["error"]?["status"]?.integer == 404)
        #expect(failed["object"]?.text == "none")
    }

    @Test func `bytes of objects do not mix with the lines`() async throws {
        let server = try CommandServer()
        let run = await server.run("download", "c", "o", "-o", "-", "--json")
        #expect(run.status == 1)
        #expect(run.errors.contains("--json cannot be used together with -o -"))
    }
}
