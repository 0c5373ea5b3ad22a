// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusTestSupport
import Testing

@testable import ApusCommands

@Suite(.timeLimit(.minutes(10))) struct DS3CommandTests {
    private func lines(_ run: Run) throws -> [JSONValue] {
        try run.output.split(separator: "\n").map { try JSONValue(parsing: Bytes(String($0))) }
    }

    @Test func `makes, lists and removes buckets`() async throws {
        let server = try await DS3CommandServer()
        #expect(await server.run("mb", "b", "c").status == 0)
        let again = await server.run("mb", "b", "not/one", "d", "--json")
        #expect(again.status == 1)
        let told = try lines(again)
        #expect(told.first { $0.name == "b" }?.code == "BucketAlreadyExists")
        #expect(told.first { $0.name == "not/one" }?.success == false)
        #expect(told.first { $0.name == "d" }?.success == true)
        #expect(await server.run("ls").output == "b\nc\nd\n")
        let table = await server.run("buckets").output.split(separator: "\n")
        #expect(table.first?.hasPrefix("NAME  CREATED") == true)
        #expect(table.count == 4)
        #expect(try lines(await server.run("buckets", "--json")).count == 3)
        #expect(await server.run("rb", "c", "d").status == 0)
        #expect(await server.run("rb", "c").status == 1)
        #expect(await server.run("ls").output == "b\n")
    }

    @Test func `sends files and trees, lists them, and brings them back`() async throws {
        let server = try await DS3CommandServer()
        let directory = try TemporaryDirectory()
        try write("one", to: directory.path + "/tree/a.txt")
        try write("three", to: directory.path + "/tree/deep/b c+é.txt")
        try write("", to: directory.path + "/tree/empty")
        await server.run("mb", "b")

        let put = await server.run("put", "-r", directory.path + "/tree", "b/x", "--json")
        #expect(put.status == 0, "\(put.errors)")
        let report = try #require(try lines(put).first)
        #expect(report.objects == 3)
        #expect(report.bytes == 8)
        #expect(report.success == true)
        #expect(
            await server.run("put", directory.path + "/tree/a.txt", "b/named").output
                == "b/named: 1 object, 3\n")

        #expect(await server.run("ls", "b").output == "named\nx/\n")
        #expect(
            await server.run("ls", "-r", "b").output
                == "named\nx/tree/a.txt\nx/tree/deep/b c+é.txt\nx/tree/empty\n")
        #expect(await server.run("ls", "-l", "b/named").output.contains("  3  "))
        #expect(await server.run("search", "%b c%").output == "b/x/tree/deep/b c+é.txt\n")

        let target = directory.path + "/back"
        let get = await server.run("get", "-r", "b/x/tree", target)
        #expect(get.status == 0, "\(get.errors)")
        #expect(read(target + "/a.txt") == "one")
        #expect(read(target + "/deep/b c+é.txt") == "three")
        #expect(read(target + "/empty") == "")
        #expect(await server.run("get", "b/named", target + "/other").status == 0)
        #expect(read(target + "/other") == "one")
        #expect(await server.run("get", "b/named", "-").output == "one")
        #expect(await server.run("get", "--range", "1-2", "b/named", "-").output == "ne")
        let both = await server.run("get", "b/named", "b/x/named", target)
        #expect(both.errors.contains("Two of the objects would be the file named"))
        #expect(await server.run("get", "b/absent", target + "/absent").status == 1)
        #expect(read(target + "/absent") == nil)
    }

    @Test func `deletes what is named, and what is in a folder`() async throws {
        let server = try await DS3CommandServer()
        let directory = try TemporaryDirectory()
        let file = directory.path + "/f"
        try write("x", to: file)
        await server.run("mb", "b")
        for name in ["a", "a/1", "a/2", "a2/1", "c", "d"] {
            #expect(await server.run("put", file, "b/\(name)").status == 0)
        }
        #expect(await server.run("rm", "-r", "b/a").output == "deleted b/a\n")
        #expect(await server.run("ls", "-r", "b").output == "a\na2/1\nc\nd\n")
        let mixed = await server.run("rm", "b/c", "b/absent", "b/d", "--json")
        #expect(mixed.status == 1)
        #expect(try lines(mixed).filter { $0.success == true }.count == 2)
        #expect(await server.run("ls", "-r", "b").output == "a\na2/1\n")
        #expect(await server.run("rm", "b").status == 1)
    }

    @Test func `shows, changes and ends jobs`() async throws {
        let server = try await DS3CommandServer()
        let directory = try TemporaryDirectory()
        try write("some bytes", to: directory.path + "/f")
        await server.run("mb", "b")
        await server.run("put", "--job-name", "mine", "--wait", directory.path + "/f", "b/f")
        let done = try #require(try lines(await server.run("jobs", "--completed", "--json")).first)
        #expect(done.Name == "mine")
        #expect(done.Status == "COMPLETED")
        let id = try #require(text(done.Id))
        let shown = await server.run("job", "show", id)
        #expect(shown.output.contains("Status:   COMPLETED"))
        #expect(shown.output.contains("Bucket:   b\n"))
        #expect(await server.run("job", "wait", id).output == "\(id) is COMPLETED\n")
        #expect(await server.run("job", "cancel", id).status == 1)

        // A job that nobody works on.
        let made = await server.run(
            "request", "PUT", "/_rest_/bucket/b?operation=start_bulk_put",
            "--data", "<Objects><Object Name=\"g\" Size=\"3\"/></Objects>")
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.hasPrefix("<MasterObjectList"))
        let active = try #require(try lines(await server.run("jobs", "--json")).first)
        let other = try #require(text(active.Id))
        #expect(
            await server.run("job", "set", "--name", "new", "--priority", "low", other).status == 0)
        #expect(await server.run("job", "show", other).output.contains("Priority: LOW"))
        let chunks = await server.run("chunks", other)
        #expect(chunks.output.contains("  g\n"))
        #expect(await server.run("chunks", "--available", "--json", other).output.contains("\"g\""))
        #expect(await server.run("job", "cancel", other).output == "cancelled \(other)\n")
        #expect(await server.run("job", "cancel", other).status == 1)
        #expect(await server.run("job", "dance", other).status == 1)
        #expect(await server.run("jobs", "--canceled").output.contains(other))
    }

    @Test func `asks for everything else`() async throws {
        let server = try await DS3CommandServer()
        let directory = try TemporaryDirectory()
        try write("some bytes", to: directory.path + "/f")
        await server.run("mb", "b")
        await server.run("put", "--wait", directory.path + "/f", "b/f")
        #expect(await server.run("health").output.hasPrefix("healthy"))
        #expect(await server.run("info").output.contains("\"ApiVersion\""))
        #expect(await server.run("tapes").output.hasPrefix("BAR CODE"))
        #expect(await server.run("placement", "b/f").output.contains("b/f"))
        #expect(await server.run("stat", "b/f").output.contains("\"Size\": 10"))
        #expect(await server.run("stat", "b").output.contains("\"Name\": \"b\""))
        let verify = await server.run("verify", "b/f")
        #expect(verify.status == 0, "\(verify.errors)")
        let job = String(verify.output.dropLast())
        #expect(await server.run("job", "wait", job).output == "\(job) is COMPLETED\n")
        #expect(await server.run("stage", "b/f").status == 0)
        #expect(
            await server.run("request", "GET", "/_rest_/tape?page_length=3").output
                == "<Data/>\n")
        #expect(await server.run("request", "GET", "/_rest_/nothing").status == 1)
        #expect(
            await server.run("request", "GET", "/_rest_/user/nobody").errors.contains("NotFound"))
    }

    @Test func `says what is missing, and what to do`() async throws {
        let server = try await DS3CommandServer()
        let missing = await server.run("ls", environment: ["DS3_SECRET_KEY": ""])
        #expect(missing.status == 1)
        #expect(missing.errors.contains("DS3_SECRET_KEY is not set"))
        let wrong = await server.run("ls", environment: ["DS3_SECRET_KEY": "other"])
        #expect(wrong.errors.contains("SignatureDoesNotMatch"))
        #expect(wrong.errors.contains("are not those of a user"))
        #expect(!wrong.errors.contains("other"))
        #expect(await server.run("nothing").status == 1)
        #expect(await server.run("put", "x").errors.contains("Usage: apus ds3 put"))
        #expect(await server.run("put", "-", "b/x").errors.contains("standard input"))
        #expect(await server.run("get", "--range", "5-1", "b/x", "y").errors.contains("no range"))
        #expect(await server.run("--help").output.contains("placement"))
    }

    @Test(arguments: [("b", "b", ""), ("b/", "b", ""), ("b/a/c", "b", "a/c")])
    func `tells buckets from names`(text: String, bucket: String, name: String) throws {
        let place = try DS3Place(text)
        #expect(place.bucket == bucket)
        #expect(place.name == name)
    }

    @Test func `declares each subcommand for help, completions and manual`() {
        let program = DS3Program.program
        #expect(Set(program.commands.map(\.name)).count == DS3Program.subcommands.count)
        for shell in Shell.allCases {
            let script = ApusProgram.named("apus").completions(for: shell)
            for command in program.commands { #expect(script.contains(command.name)) }
            #expect(script.contains("keep-going"))
        }
    }

    private func text(_ value: JSONValue?) -> String? {
        if case .string(let text) = value { text } else { nil }
    }
}
