// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusTestSupport
import Testing

/// What OpenStack's tool gets wrong, by its number in Docs/Protocols/SwiftClient.md, right.
@Suite struct DefectTests {
    private static let listing = """
        [{"name": "../../out", "bytes": 5, "hash": "5d41402abc4b2a76b9719d911017c592",
          "content_type": "text/plain", "last_modified": "2020-01-02T03:04:05.000000"},
         {"name": "a/../../b", "bytes": 5, "hash": "5d41402abc4b2a76b9719d911017c592",
          "content_type": "text/plain", "last_modified": "2020-01-02T03:04:05.000000"},
         {"name": "fine", "bytes": 5, "hash": "5d41402abc4b2a76b9719d911017c592",
          "content_type": "text/plain", "last_modified": "2020-01-02T03:04:05.000000"}]
        """

    /// A container of names that lead elsewhere, and objects of five bytes.
    private static func evil() -> RecordingExchange {
        let login = RecordingExchange(200)
        return RecordingExchange { request in
            if request.target.hasPrefix("/auth/") { return try await login.respond(to: request) }
            let isListing = request.target.contains("format=json")
            let body =
                isListing ? request.target.contains("marker=") ? "[]" : listing : "hello"
            return Response(
                Status(200), headers: ["Content-Type": "application/json"],
                body: .bytes(Bytes(body)))
        }
    }

    @Test(arguments: ["apus", "swift"])
    func `D-1 - writes nothing outside of the target`(program: String) async throws {
        try await withFiles { directory in
            let target = directory + "/in/here"
            let run = await runApus(
                ["download", "c", "-D", target], program: program, over: Self.evil())
            #expect(run.status == 1)
            #expect(read(target + "/fine") == "hello")
            let inside = try names(in: directory + "/in")
            let beside = try names(in: directory)
            #expect(inside == ["here"])
            #expect(beside == ["in"])
            #expect(run.errors.contains("refused to write '../../out' outside of the target"))

            let allowed = await runApus(
                ["download", "c", "-D", target, "--allow-unsafe-paths"], program: program,
                over: Self.evil())
            #expect(allowed.status == 0)
            #expect(read(directory + "/out") == "hello")
        }
    }

    @Test func `D-2 - sends names with dots as they are`() async throws {
        let exchange = RecordingExchange(200, ["Content-Length": "0"])
        _ = await runApus(["stat", "c", "../w/./f"], program: "swift", over: exchange)
        #expect(exchange.asked == ["HEAD /c/%2E%2E/w/%2E/f"])
    }

    @Test(arguments: [false, true])
    func `D-3 - finds a dynamic manifest with bytes of its own when asked to`(
        checks: Bool
    ) async throws {
        let server = try CommandServer()
        let files = Dictionary(uniqueKeysWithValues: (0..<25).map { ("t/\($0)", "x") })
        try await withFiles(files) { directory in
            await server.run("upload", "c", directory + "/t", "--object-name", "t")
            await server.run("upload", "s", directory + "/t/0", "--object-name", "segments/1")
            await server.run(
                "upload", "c", directory + "/t/1", "--object-name", "m", "-H",
                "X-Object-Manifest:s/segments/")
            let run = await server.run(["delete", "c"] + (checks ? ["--check-manifests"] : []))
            #expect(run.status == 0, "\(run.errors)")
            #expect(await server.run("list", "s").output == (checks ? "" : "segments/1\n"))
        }
    }

    @Test func `D-12 - an unknown option is no name`() async throws {
        let exchange = RecordingExchange(204)
        let strict = await runApus(["delete", "c", "--drry-run"], over: exchange)
        #expect(strict.status == 2)
        #expect(strict.errors.hasSuffix("unknown option --drry-run; did you mean --dry-run?\n"))
        #expect(exchange.asked == [])

        for line in [["apus", "--compat"], ["swift"]] {
            let lenient = RecordingExchange(204)
            let run = await runApus(
                line.dropFirst() + ["stat", "c", "--drry-run"], program: line[0], over: lenient)
            #expect(run.status == 0)
            #expect(lenient.asked == ["HEAD /c/--drry-run"])
        }
    }

    @Test func `D-15 - lists an account as JSON with its details`() async throws {
        let server = try CommandServer()
        await server.run("post", "c")
        let run = await server.run("list", "-j", "-l", program: "swift")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("[\n  {\n"))
        #expect(run.output.contains("\"name\": \"c\""))
        #expect(run.output.contains("\"meta\": {"))
    }

    @Test(arguments: [
        (["c", "-p", "d", "-r"], ["e/f"]), (["c", "-p", "d/", "-r"], ["e/f"]),
        (["c", "d/e/f", "other", "-p", "d/", "-r"], ["e/f", "other"]),
        (["-a", "-p", "c", "-r"], []),
    ])
    func `D-19 - cuts a prefix only where it is one`(
        arguments: [String], files: [String]
    ) async throws {
        try await withFiles(["x": "x"]) { directory in
            let server = try CommandServer()
            for name in ["d/e/f", "other"] {
                await server.run("upload", "c", directory + "/x", "--object-name", name)
            }
            let target = directory + "/target"
            await server.run(
                ["download"] + arguments + ["-D", target], program: "swift")
            for file in files { #expect(read(target + "/" + file) == "x") }
            let found = (try? names(in: target)) ?? []
            #expect(
                found == Set(files.map { $0.split(separator: "/")[0] }).map(String.init).sorted())
        }
    }

    @Test func `D-20 - says nothing of skipped files and bulk deletions with -q`() async throws {
        try await withFiles(["x": "x"]) { directory in
            let server = try CommandServer()
            for name in ["1", "2", "3"] {
                await server.run("upload", "c", directory + "/x", "--object-name", name)
            }
            let line = ["download", "c", "1", "-o", directory + "/x", "--skip-identical"]
            #expect(await server.run(line).output == "Skipped identical file '1'\n")
            #expect(await server.run(["-q"] + line).output == "")
            let run = await server.run(
                "-q", "delete", "c", "1", "2", "3", "--object-threads", "1", program: "swift")
            #expect(run.status == 0 && run.output == "")
            #expect(await server.run("list", "c").output == "")
        }
    }

    @Test func `D-22 - names the container that could not be made`() async throws {
        let exchange = RecordingExchange(403, [:], "no")
        let run = await runApus(
            ["copy", "from", "o", "-d", "/to"], program: "swift", over: exchange)
        #expect(run.errors.hasPrefix("Warning: failed to create container 'to': Container PUT"))
    }

    @Test func `D-26 - a password need not be on the command line`() async throws {
        let server = try CommandServer()
        let variables = ["ST_AUTH": "http://memory/auth/v1.0", "ST_USER": "test:tester"]
        let without = await server.run("stat", environment: variables)
        #expect(without.status == 1)
        let with = await server.run(
            "stat", environment: variables.merging(["ST_KEY": "testing"]) { $1 })
        #expect(with.status == 0)
        // What it does print of a password, it prints only when asked for the credentials.
        #expect(!with.output.contains("testing"))
    }

    @Test func `D-26 - a password may stand in a file of its owner's`() async throws {
        let server = try CommandServer()
        let directory = try TemporaryDirectory()
        let variables = ["ST_AUTH": "http://memory/auth/v1.0", "ST_USER": "test:tester"]
        func stat(_ arguments: String..., also: [String: String] = [:]) async -> Run {
            await server.run(
                ["stat"] + arguments, environment: variables.merging(also) { $1 })
        }
        let path = try directory.write("testing\nmore\n", to: "key")
        try setMode(0o600, of: path)
        #expect(await stat("--key-file", path).status == 0)
        #expect(await stat("--password-file=" + path).status == 0)
        #expect(await stat(also: ["APUS_KEY_FILE": path]).status == 0)
        // It counts more than the variable of a key, an option more than the variable of a file.
        #expect(await stat("--key-file", path, also: ["ST_KEY": "wrong"]).status == 0)
        #expect(await stat("-K", "wrong", also: ["APUS_KEY_FILE": path]).status == 1)
        #expect(
            await stat("-K", "testing", "--key-file", path).errors
                == "Both a key and a file of one are given\n")
        // OpenStack's tool knows none of it.
        #expect(await stat("--compat", also: ["APUS_KEY_FILE": path]).status == 1)

        for mode: UInt32 in [0o640, 0o604, 0o620] {
            try setMode(mode, of: path)
            let refused = await stat("--key-file", path)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("may be read by others"))
        }
        let empty = try directory.write("\n", to: "empty")
        try setMode(0o600, of: empty)
        #expect(await stat("--key-file", empty).errors.contains("does not begin with a line"))
        #expect(await stat("--key-file", directory.path).errors.contains("is a directory"))
        #expect(await stat("--key-file", directory.path + "/none").errors.contains("No such file"))
    }

    @Test(arguments: [
        ([], ["t/a", "t/d/b", "t/file"]),
        (["--follow"], ["t/a", "t/d/b", "t/file", "t/link/b"]),
        (["--no-follow"], ["t/a", "t/d/b"]),
        (["--follow", "--no-follow"], ["t/a", "t/d/b"]),
    ])
    func `D-28 - follows symbolic links as asked`(
        options: [String], objects: [String]
    ) async throws {
        try await withFiles(["t/a": "1", "t/d/b": "2"]) { directory in
            try makeLink(to: "a", at: directory + "/t/file")
            try makeLink(to: "d", at: directory + "/t/link")
            try makeLink(to: "..", at: directory + "/t/d/up")
            let server = try CommandServer()
            let run = await server.run(
                ["upload", "c", directory + "/t", "--object-name", "t"] + options)
            #expect(run.status == 0, "\(run.errors)")
            let listed = await server.run("list", "c").output.split(separator: "\n")
            #expect(listed.map(String.init) == objects)
        }
    }

    @Test func `D-28 - tells what was left out when asked to tell more`() async throws {
        try await withFiles(["t/a": "1", "t/d/b": "2"]) { directory in
            try makeLink(to: "d", at: directory + "/t/link")
            let server = try CommandServer()
            let line = ["upload", "c", directory + "/t"]
            #expect(await server.run(line).errors == "")
            let run = await server.run(["-v"] + line)
            #expect(run.status == 0)
            #expect(run.errors == "Left out: \(directory)/t/link is a symbolic link\n")
            #expect(await server.run(["-v"] + line, program: "swift").errors == "")
        }
    }
}
