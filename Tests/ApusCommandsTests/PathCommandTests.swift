// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport
import Testing

/// `ls`, `cp`, `mv`, `rm`, `cat` and `du`, each against a server in memory.
@Suite struct PathCommandTests {
    private func filled() async throws -> CommandServer {
        let server = try CommandServer()
        try await withFiles(["a": "hello", "b": "there!"]) { directory in
            for (file, object) in [("a", "a.txt"), ("b", "d/b"), ("a", "d/e/f"), ("b", "d-x")] {
                await server.run("upload", "c", directory + "/" + file, "--object-name", object)
            }
        }
        return server
    }

    @Test(arguments: [
        ([], "c/\n"), (["c"], "a.txt\nd-x\nd/\n"), (["c/d/"], "b\ne/\n"), (["c/d"], "d-x\nd/\n"),
        (["c/d/e"], "f\n"), (["-R", "c"], "a.txt\nd-x\nd/b\nd/e/f\n"), (["swift://c/a"], "a.txt\n"),
        (["-l", "c/a"], "           5 2023-11-14 22:13:20 a.txt\n"),
        (["--lh", "c/d/"], "    6 2023-11-14 22:13:20 b\n                          e/\n"),
    ])
    func `lists one level`(arguments: [String], output: String) async throws {
        let run = try await filled().run(["ls"] + arguments)
        #expect(run.output == output)
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test(arguments: [
        ([], "22\tc\n22\t.\n"), (["c"], "11\tc/d\n22\tc\n"), (["c/d"], "5\tc/d/e\n11\tc/d\n"),
        (["-s", "c"], "22\tc\n"),
    ])
    func `adds up sizes`(arguments: [String], output: String) async throws {
        let run = try await filled().run(["du"] + arguments)
        #expect(run.output == output)
    }

    @Test func `writes objects one behind the other, and says which is not there`() async throws {
        let run = try await filled().run("cat", "c/a.txt", "c/none", "c/d/b")
        #expect(run.output == "hellothere!")
        #expect(run.errors.hasPrefix("c/none: "))
        #expect(run.status == 1)
    }

    @Test func `removes objects and what is below a path`() async throws {
        let server = try await filled()
        #expect(await server.run("rm", "c/a.txt").output == "deleted c/a.txt\n")
        #expect(await server.run("rm", "c").errors == "'c' is a container (use -r)\n")
        let plan = await server.run("rm", "-r", "-n", "c/d")
        #expect(plan.output == "would delete c/d/b\nwould delete c/d/e/f\n")
        let run = await server.run("rm", "-r", "c/d")
        #expect(Set(run.output.split(separator: "\n")) == ["deleted c/d/b", "deleted c/d/e/f"])
        #expect(await server.run("list", "c").output == "d-x\n")
        let missing = await server.run("rm", "c/none")
        #expect(missing.status == 1)
        #expect(missing.errors.hasPrefix("c/none: "))
    }

    @Test func `copies files there, back and within the server`() async throws {
        let server = try CommandServer()
        try await withFiles(["f": "contents", "g": "more"]) { directory in
            let up = await server.run("cp", directory + "/f", "c/x/y")
            #expect(up.output == "copied \(directory)/f to c/x/y\n", "\(up.errors)")
            await server.run("cp", directory + "/f", directory + "/g", "c/below")
            #expect(await server.run("list", "c").output == "below/f\nbelow/g\nx/y\n")
            await server.run("cp", "c/x/y", directory + "/back")
            #expect(read(directory + "/back") == "contents")
            await server.run("cp", "c/below/g", directory + "/")
            #expect(read(directory + "/g") == "more")
            await server.run("cp", "c/x/y", "d/")
            #expect(await server.run("cp", "d/y", "-").output == "contents")
            await server.run("cp", "-r", "c", "e/all")
            #expect(await server.run("list", "e").output == "all/below/f\nall/below/g\nall/x/y\n")
            await server.run("cp", "-r", "e/all/below", directory + "/tree")
            let copied = try names(in: directory + "/tree")
            #expect(copied == ["f", "g"])
            await server.run("cp", "-r", directory + "/tree", "t")
            #expect(await server.run("list", "t").output == "f\ng\n")
            #expect(await server.run("cp", directory + "/f", "./here").status == 1)
            let plan = await server.run("cp", "-n", directory + "/f", "new/o")
            #expect(plan.output == "would copy \(directory)/f to new/o\n")
            #expect(!(await server.run("list").output.contains("new")))
        }
    }

    @Test func `moves by a copy and a deletion, and says so`() async throws {
        let server = try await filled()
        let plan = await server.run("mv", "-n", "c/a.txt", "c/z")
        #expect(plan.output == "would copy c/a.txt to c/z and delete it\n")
        let run = await server.run("mv", "c/a.txt", "other/z")
        #expect(run.output == "copied c/a.txt to other/z and deleted it\n", "\(run.errors)")
        #expect(await server.run("cat", "other/z").output == "hello")
        #expect(await server.run("ls", "c").output == "d-x\nd/\n")
        await server.run("mv", "-r", "c/d", "other/sub")
        #expect(await server.run("ls", "-R", "other").output == "sub/b\nsub/e/f\nz\n")
        let itself = await server.run("mv", "other/z", "other/z")
        #expect(itself.status == 1)
        #expect(itself.errors.contains("cannot be moved onto itself"))
        #expect(await server.run("cat", "other/z").output == "hello")
        let missing = await server.run("mv", "c/none", "other/none")
        #expect(missing.errors.hasPrefix("c/none: not moved: "))
    }

    @Test(arguments: ["--use-slo", "--use-dlo"])
    func `copies of large objects live on their own`(form: String) async throws {
        let server = try CommandServer()
        try await withFiles(["f": "0123456789"]) { directory in
            await server.run(
                "upload", "c", directory + "/f", "--object-name", "big", "-S", "3", form,
                "-m", "color:blue")
            let copy = await server.run("cp", "c/big", "d/copy")
            #expect(copy.status == 0, "\(copy.errors)")
            #expect(await server.run("cat", "d/copy").output == "0123456789")
            #expect(await server.run("stat", "d", "copy").output.contains("Meta Color: blue"))
            #expect(
                await server.run("ls", "-R", "d_segments").output.split(separator: "\n").count == 4)
            await server.run("rm", "c/big")
            #expect(await server.run("ls", "-R", "c_segments").output == "")
            #expect(await server.run("cat", "d/copy").output == "0123456789")

            // A move leaves the segments where they are, and takes the manifest.
            let move = await server.run("mv", "d/copy", "e/moved")
            #expect(move.status == 0, "\(move.errors)")
            #expect(await server.run("cat", "e/moved").output == "0123456789")
            #expect(await server.run("ls", "d").output == "")
            #expect(
                await server.run("ls", "-R", "d_segments").output.split(separator: "\n").count == 4)

            // What a copy replaces leaves no segments behind.
            await server.run("upload", "e", directory + "/f", "--object-name", "small")
            await server.run("cp", "e/small", "e/moved")
            #expect(await server.run("ls", "-R", "d_segments").output == "")
            #expect(await server.run("cat", "e/moved").output == "0123456789")
        }
    }
}
