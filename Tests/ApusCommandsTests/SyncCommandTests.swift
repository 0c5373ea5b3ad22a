// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport
import Testing

@Suite struct SyncCommandTests {
    private func lines(_ run: Run) -> Set<String> {
        Set(run.output.split(separator: "\n").map(String.init))
    }

    @Test func `makes a container like a directory, and then does nothing`() async throws {
        let server = try CommandServer()
        try await withFiles(["a": "1", "d/b": "22", "d/c/e": "333", "d-x": "4"]) { directory in
            let plan = await server.run("sync", "-n", directory, "c/pre")
            #expect(plan.output.hasSuffix("4 to transfer (7), 0 to delete, 0 the same, 0 failed\n"))
            #expect(await server.run("list").output == "")

            let first = await server.run("sync", directory, "c/pre")
            #expect(first.status == 0, "\(first.errors)")
            #expect(
                lines(first) == [
                    "upload a (missing)", "upload d/b (missing)", "upload d/c/e (missing)",
                    "upload d-x (missing)",
                    "4 transferred (7), 0 deleted, 0 the same, 0 failed",
                ])
            #expect(await server.run("list", "c").output == "pre/a\npre/d-x\npre/d/b\npre/d/c/e\n")
            for option in [[], ["--checksum"]] {
                let again = await server.run(["sync", directory, "c/pre"] + option)
                #expect(again.output == "0 transferred (0), 0 deleted, 4 the same, 0 failed\n")
            }
        }
    }

    @Test func `sees what differs in size, time or contents`() async throws {
        let server = try CommandServer()
        try await withFiles(["size": "1", "time": "22", "same": "333"]) { directory in
            await server.run("sync", directory, "c")
            try write("12", to: directory + "/size")
            try write("23", to: directory + "/time", modified: FileTime(seconds: 1_000_000_000))
            let run = await server.run("sync", directory, "c", "-n")
            #expect(
                lines(run) == [
                    "would upload size (size)", "would upload time (time)",
                    "2 to transfer (4), 0 to delete, 1 the same, 0 failed",
                ])
            let checked = await server.run("sync", directory, "c", "-n", "--checksum")
            #expect(lines(checked).contains("would upload time (checksum)"))
            // Another time alone is no other contents.
            try write("333", to: directory + "/same", modified: FileTime(seconds: 1_000_000_000))
            let contents = await server.run("sync", directory, "c", "-n", "--checksum")
            #expect(!contents.output.contains("same ("))
            #expect(await server.run("sync", directory, "c", "-n").output.contains("same (time)"))
        }
    }

    @Test func `makes a directory like a container, with the files' times`() async throws {
        let server = try CommandServer()
        try await withFiles(["a": "1", "d/b": "22"]) { directory in
            try write("3", to: directory + "/old", modified: FileTime(seconds: 1_000_000_000))
            await server.run("sync", directory, "c")
            try await withFiles(["extra/deep/x": "x", "extra/y": "y", "a": "old"]) { target in
                let run = await server.run("sync", "c", target, "--delete")
                #expect(run.status == 0, "\(run.errors)")
                #expect(
                    lines(run) == [
                        "download a (size)", "download d/b (missing)", "download old (missing)",
                        "delete extra/deep/x (extra)", "delete extra/y (extra)",
                        "3 transferred (4), 2 deleted, 0 the same, 0 failed",
                    ])
                let kept = try names(in: target)
                #expect(kept == ["a", "d", "old"])
                #expect(read(target + "/a") == "1")
                let status = try FileCalls.status(target + "/old")
                #expect(status.modified.seconds == 1_000_000_000)
                let again = await server.run("sync", "c", target, "--delete")
                #expect(again.output == "0 transferred (0), 0 deleted, 3 the same, 0 failed\n")
            }
        }
    }

    @Test func `makes a container like another one`() async throws {
        let server = try CommandServer()
        try await withFiles(["a": "1", "b": "22", "big": "0123456789"]) { directory in
            await server.run("sync", directory, "c/x")
            await server.run(
                "upload", "c", directory + "/big", "--object-name", "x/big", "-S", "4", "--use-slo")
            await server.run("sync", directory, "d", "--exclude", "a", "--exclude", "big")
            await server.run("upload", "d", directory + "/a", "--object-name", "extra")
            let run = await server.run("sync", "c/x", "d", "--delete")
            #expect(run.status == 0, "\(run.errors)")
            #expect(
                lines(run) == [
                    "copy a (missing)", "copy big (missing)", "delete extra (extra)",
                    "2 transferred (11), 1 deleted, 1 the same, 0 failed",
                ])
            let again = await server.run("sync", "c/x", "d", "--delete")
            #expect(again.output == "0 transferred (0), 0 deleted, 3 the same, 0 failed\n")
            #expect(await server.run("cat", "d/big").output == "0123456789")
            let part = await server.run("sync", "c", "c/below")
            #expect(part.status == 1)
            #expect(part.errors.contains("a part of itself"))
        }
    }

    @Test func `leaves out what is excluded, on both sides`() async throws {
        let server = try CommandServer()
        try await withFiles(["a.txt": "1", "b.log": "2", "d/c.log": "3", "d/e.txt": "4"]) { root in
            await server.run("upload", "c", root + "/a.txt", "--object-name", "kept.log")
            await server.run("sync", root, "c", "--exclude", "*.log", "--delete")
            #expect(await server.run("list", "c").output == "a.txt\nd/e.txt\nkept.log\n")
            await server.run("sync", root, "d", "--include", "d/**", "--exclude", "*.txt")
            #expect(await server.run("list", "d").output == "d/c.log\n")
        }
    }

    @Test func `removes nothing more once the source could not be read`() async throws {
        let server = try CommandServer()
        try await withFiles(["a": "1", "z": "2"]) { directory in
            await server.run("sync", directory, "c")
            await server.run("upload", "c", directory + "/a", "--object-name", "sub/file")
            try FileCalls.remove(directory + "/z")
            // A link that leads nowhere is something that cannot be read.
            try makeLink(to: directory + "/nowhere", at: directory + "/b")
            let run = await server.run("sync", directory, "c", "--delete")
            #expect(run.status == 1)
            #expect(run.errors.contains("/b: [Errno 2]"))
            #expect(await server.run("list", "c").output == "a\nsub/file\nz\n")
        }
    }

    @Test func `ends before it removes when an end is not there`() async throws {
        let server = try CommandServer()
        try await withFiles(["a": "1"]) { directory in
            await server.run("sync", directory, "c")
            for source in [directory + "/none", "none"] {
                let run = await server.run("sync", source, "c", "--delete")
                #expect(run.status == 1)
            }
            #expect(await server.run("list", "c").output == "a\n")
            let down = await server.run("sync", "none", directory, "--delete")
            #expect(down.errors.contains("Container 'none' not found"))
            let kept = try names(in: directory)
            #expect(kept == ["a"])
            #expect(
                await server.run("sync", directory, "./b").errors.contains("must be a container"))
        }
    }

    @Test func `answers in lines of JSON`() async throws {
        let server = try CommandServer()
        try await withFiles(["a": "1"]) { directory in
            let run = await server.run("sync", directory, "c", "--json")
            let lines = try run.output.split(separator: "\n").map {
                try JSONValue(parsing: Bytes(String($0)))
            }
            #expect(lines.map { $0["action"]?.text } == ["upload_object", "sync"])
            #expect(lines.first?["name"]?.text == "a")
            #expect(lines.last?["transferred"]?.integer == 1)
        }
    }
}
