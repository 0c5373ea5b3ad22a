// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusCommands
import ApusIO
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The formats are those that python-swiftclient 4.11 printed for the same commands.
@Suite struct OutputTests {
    /// A server whose container `c` has the objects `a.txt` (hello) and `d/b`.
    private func filled() async throws -> CommandServer {
        let server = try CommandServer()
        try await withFile("hello") { path in
            await server.run("upload", "c", path, "--object-name", "a.txt", "-m", "color:Blue")
            await server.run("upload", "c", path, "--object-name", "d/b")
        }
        return server
    }

    private func withFile(_ text: String, _ body: (String) async -> Void) async throws {
        let path = "/tmp/apus-output-\(UInt64.random(in: 0 ... .max))"
        let file = try FileCalls.open(path, flags: O_RDWR | O_CREAT | O_EXCL)
        try FileCalls.writeAll(file, Bytes(text))
        try FileCalls.setTimes(file, FileTime(seconds: 1_672_628_645, nanoseconds: 123_456_000))
        FileCalls.close(file)
        await body(path)
        try FileCalls.remove(path)
    }

    @Test func `lists names, details and totals`() async throws {
        let server = try await filled()
        #expect(await server.run("list").output == "c\n")
        #expect(await server.run("list", "c").output == "a.txt\nd/b\n")
        #expect(await server.run("list", "c", "-d", "/").output == "a.txt\nd/\n")
        let type = "application/octet-stream"
        #expect(
            await server.run("list", "--lh", "c").output == """
                   5 2023-11-14 22:13:20               text/plain a.txt
                   5 2023-11-14 22:13:20 \(type) d/b
                  10

                """)
        #expect(
            await server.run("list", "-l", "-d", "/", "-p", "d", "c").output == """
                           0                                         None d/
                           0

                """)
        #expect(await server.run("list", "-l", "-t", "c").output == "          10\n")
    }

    @Test func `lists an account with its policies`() async throws {
        let server = try await filled()
        let run = await server.run("list", "--lh")
        #expect(run.output.hasPrefix("           2   10 2023-11-14 22:13:20 "))
        #expect(run.output.hasSuffix(" c\n           2   10\n"))
    }

    @Test func `lists as JSON with sorted members`() async throws {
        let server = try await filled()
        let run = await server.run("list", "-j", "-p", "a", "c")
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.filter { !$0.contains("last_modified") } == [
                "[", "  {", "    \"bytes\": 5,", "    \"content_type\": \"text/plain\",",
                "    \"hash\": \"5d41402abc4b2a76b9719d911017c592\",",
                "    \"name\": \"a.txt\"", "  }", "]", "",
            ])
        #expect(await server.run("list", "-j", "-p", "x", "c").output == "[]\n")
    }

    @Test func `aligns what stat tells at the colons`() async throws {
        let server = try await filled()
        let lines = await server.run("stat", "c", "a.txt").output.split(separator: "\n")
        let shown = lines.prefix(7).map(String.init)
        #expect(
            shown == [
                "               Account: AUTH_test", "             Container: c",
                "                Object: a.txt", "          Content Type: text/plain",
                "        Content Length: 5",
                "         Last Modified: Tue, 14 Nov 2023 22:13:21 GMT",
                "                  ETag: 5d41402abc4b2a76b9719d911017c592",
            ])
        #expect(lines.contains("            Meta Mtime: 1672628645.123456"))
        #expect(lines.contains("            Meta Color: Blue"))
        let container = await server.run("stat", "c").output
        #expect(container.contains("              Read ACL:\n"))
    }

    @Test func `says what is missing, with the transaction`() async throws {
        let server = try CommandServer()
        let run = await server.run("stat", "nope")
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("Container 'nope' not found\nFailed Transaction ID: tx"))
    }

    @Test func `prints a failure with the start of its body as Python does`() async throws {
        let server = try await filled()
        let run = await server.run("post", "c", "nope", "-m", "a:b")
        #expect(run.status == 1)
        #expect(
            run.errors.hasPrefix(
                "Object POST failed: http://memory/v1/AUTH_test/c/nope 404 Not Found  "
                    + "[first 60 chars of response] "
                    + "b'<html><h1>Not Found</h1><p>The resource could not be found.<'\n"
                    + "Failed Transaction ID: tx"))
    }

    @Test func `names what it uploads, segment by segment`() async throws {
        let server = try CommandServer()
        try await withFile(String(repeating: "x", count: 25)) { path in
            let run = await server.run(
                "upload", "-S", "10", "--segment-threads", "1", "c", path, "--object-name", "o",
                "--use-slo")
            #expect(run.output == "o segment 0\no segment 1\no segment 2\no\n")
            #expect(run.errors.isEmpty)
            let quiet = await server.run("-q", "upload", "c", path, "--object-name", "o")
            #expect(quiet.output.isEmpty && quiet.status == 0)
        }
    }

    @Test func `deletes and names what it deleted`() async throws {
        let server = try await filled()
        #expect(await server.run("delete", "c", "a.txt").output == "a.txt\n")
        let gone = await server.run("delete", "c", "nope")
        #expect(gone.errors.hasPrefix("Error Deleting: c/nope: Object DELETE failed: http://"))
        let run = await server.run("delete", "c")
        #expect(run.output == "d/b\nc\n")
        let missing = await server.run("delete", "c")
        #expect(
            missing.errors
                == "Error Deleting: c: \"Container 'c' not found\" container:c\n")
    }

    @Test func `tells where it copied to`() async throws {
        let server = try await filled()
        let run = await server.run("copy", "-d", "/e/x", "c", "a.txt")
        #expect(run.output == "created container e\nc/a.txt copied to /e/x\n")
        let itself = await server.run("copy", "c", "a.txt")
        #expect(itself.output == "c/a.txt copied to <self>\n")
        let wrong = await server.run("copy", "-d", "e", "c", "a.txt")
        #expect(
            wrong.errors
                == "destination must be in format /cont[/obj]\nFailed Transaction ID: unknown\n")
    }

    @Test func `writes an object to standard output and nothing else`() async throws {
        let server = try await filled()
        #expect(await server.run("download", "-o", "-", "c", "a.txt").output == "hello")
        let missing = await server.run("download", "-o", "-", "c", "nope")
        #expect(missing.errors == "Object 'c/nope' not found\n")
        #expect(missing.status == 1)
    }

    @Test func `prints the times of a download`() async throws {
        let server = try await filled()
        let run = await server.run("download", "--no-download", "c", "a.txt")
        let pattern =
            #/a\.txt \[auth \d\.\d{3}s, headers \d\.\d{3}s, total \d\.\d{3}s, \d+\.\d{3} MB/s\]\n/#
        #expect(run.output.wholeMatch(of: pattern) != nil)
    }

    @Test func `prints a token for a shell`() async throws {
        let server = try CommandServer()
        let run = await server.run("auth")
        #expect(run.output.hasPrefix("export OS_STORAGE_URL=http://memory/v1/AUTH_test\n"))
        #expect(run.output.contains("export OS_AUTH_TOKEN=AUTH_tk"))
        let credentials = await server.run("auth", "-v", "-K", "te$tin&")
        #expect(
            credentials.output == """
                export ST_AUTH=http://memory/auth/v1.0
                export ST_USER=test:tester
                export ST_KEY='te$tin&'

                """)
    }

    @Test func `shows capabilities in text and JSON`() async throws {
        let server = try CommandServer()
        let run = await server.run("capabilities")
        #expect(run.output.hasPrefix("Core: swift\n Options:\n  account_autocreate: "))
        #expect(run.output.contains("Additional middleware: slo\n Options:\n"))
        let json = await server.run("info", "--json")
        #expect(json.output.hasPrefix("{\n  \""))
        #expect(json.output.hasSuffix("\n}\n"))
    }
}

@Suite struct CommandLineTests {
    private func run(_ arguments: String..., program: String = "apus") async throws -> Run {
        let server = try CommandServer()
        switch arguments.count {
        case 0: return await server.run(environment: [:], program: program)
        case 1: return await server.run(arguments[0], environment: [:], program: program)
        default:
            return await server.run(
                arguments[0], arguments[1], environment: [:], program: program)
        }
    }

    @Test func `prints help when nothing is asked`() async throws {
        let nothing = try await run()
        #expect(nothing.status == 0)
        let asked = try await run("--help")
        #expect(nothing.output == asked.output)
        #expect(!asked.output.contains("--os-username"))
        #expect(try await run("--os-help").output.contains("--os-username"))
        #expect(try await run("--help", "--os-help").output == asked.output)
    }

    @Test(arguments: [
        "stat", "list", "post", "copy", "upload", "download", "delete", "capabilities", "info",
        "tempurl", "auth", "bash_completion",
    ])
    func `explains each subcommand without credentials`(name: String) async throws {
        let help = try await run(name, "--help")
        #expect(help.status == 0 && help.errors.isEmpty)
        #expect(help.output.hasPrefix("Usage: apus \(name) "))
    }

    @Test func `knows no command that there is none of`() async throws {
        let bogus = try await run("bogus")
        #expect(bogus.status == 1)
        #expect(bogus.output.hasPrefix("Usage: apus "))
        #expect(bogus.errors == "no such command: bogus\n")
        let help = try await run("bogus", "--help")
        #expect(help.status == 0 && help.output == "no such command: bogus\n")
    }

    @Test func `tells its version in the last word`() async throws {
        #expect(try await run("--version").output.hasPrefix("apus 0."))
    }

    @Test(arguments: [
        [], ["--version"], ["--help"], ["-h"], ["upload", "--help"], ["bogus", "--help"],
        ["--compat", "list", "-h"],
    ])
    func `answers at once what it would answer later`(arguments: [String]) async throws {
        let answer = try #require(ApusCommandLine.answer(to: ["/usr/bin/apus"] + arguments))
        let later = try await CommandServer().run(
            arguments, environment: [:], program: "/usr/bin/apus")
        #expect(later.status == 0 && later.output == answer)
    }

    @Test(arguments: [
        ["list"], ["list", "--bogus"], ["upload", "c", "--object-name", "--help"], ["-v"],
        ["list", "--", "--help"],
    ])
    func `does not answer at once what is no plain question`(arguments: [String]) {
        #expect(ApusCommandLine.answer(to: ["apus"] + arguments) == nil)
    }

    @Test func `refuses an unknown option unless it is called swift`() async throws {
        let strict = try await run("list", "--jsno")
        #expect(strict.status == 2)
        #expect(
            strict.errors.hasSuffix("apus: error: unknown option --jsno; did you mean --json?\n"))
        let lenient = try await run("list", "--jsno", program: "swift")
        #expect(lenient.status == 1)
        #expect(lenient.errors.hasPrefix("Auth version 1.0 requires ST_AUTH"))
    }

    @Test func `refuses a number that is none`() async throws {
        let run = try await run("stat", "-Rx")
        #expect(run.status == 2)
        #expect(
            run.errors.hasSuffix("error: argument -R/--retries: invalid int value: 'x'\n"))
    }

    @Test(arguments: [
        (["upload", "c", "-"], "object-name must be specified with uploads from stdin"),
        (
            ["upload", "c", "-", "x", "--object-name", "y"],
            "upload from stdin cannot be used along with other files"
        ),
        (["upload", "-S", "x", "c", "f"], "Invalid segment size"),
        (["upload", "-S", "0", "c", "f"], "segment-size should be positive"),
        (["upload", "c", "/nowhere"], "Local file '/nowhere' not found"),
        (["list", "-t"], "Listing totals only works with -l or --lh."),
        (["list", "-d", "/"], "-d option only allowed for container listings"),
        (["post", "-r", "x"], "-r, -w, -t, and -k options only allowed for containers"),
        (["stat", "--version-id", "x"], "--version-id option only allowed for object stats"),
        (
            ["download", "-o", "x", "c"],
            "-o option only allowed for single file downloads"
        ),
        (
            ["download", "-D", "x", "c", "o"],
            "Please use -o option for single file downloads and renames"
        ),
        (
            ["stat", "a/b"],
            "WARNING: / in container name; you might have meant 'a b' instead of 'a/b'."
        ),
    ])
    func `says what makes no sense`(arguments: [String], message: String) async throws {
        let server = try CommandServer()
        let run = await server.run(arguments)
        #expect(run.status == 1)
        #expect(run.errors == message + "\n")
    }

    @Test func `makes a temporary URL without credentials`() async throws {
        let server = try CommandServer()
        let run = await server.run(
            "tempurl", "GET", "2030-01-01T00:00:00Z", "http://h:80/v1/AUTH_a/c/o", "key",
            environment: [:])
        #expect(
            run.output
                == "http://h:80/v1/AUTH_a/c/o?temp_url_sig="
                + "6e5fe90b184294da2359ce0350d7a214e5f59999c1fedfd8439ab869c5fe2e55"
                + "&temp_url_expires=1893456000\n")
    }
}
