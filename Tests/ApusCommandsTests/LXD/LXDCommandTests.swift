// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import Synchronization
import Testing

@testable import ApusCommands

@Suite(.timeLimit(.minutes(10))) struct LXDCommandTests {
    private static let names: [(String, String?, String)] = [
        ("web", nil, "web"), ("far:web", "far", "web"), ("far:", "far", ""),
        ("web/a:b", nil, "web/a:b"), (":x", nil, ":x"), ("far:web/a:b", "far", "web/a:b"),
    ]

    @Test(arguments: names)
    func `tells remotes from names`(text: String, remote: String?, name: String) {
        #expect(RemoteName(text) == RemoteName(remote: remote, name: name))
    }

    @Test func `lists instances in columns that are aligned`() async throws {
        let run = try await ScriptedLXD().run("list", "--fast")
        #expect(
            run.output == """
                NAME  STATE    TYPE
                db    STOPPED  container
                web   RUNNING  container

                """)
    }

    @Test(arguments: [("w", "web"), ("status=stopped", "db"), ("user.role=web", "web")])
    func `lists what a filter lets through, whole, as JSON`(
        filter: String, name: String
    ) async throws {
        let run = try await ScriptedLXD().run("list", "--json", filter)
        let lines = run.output.split(separator: "\n")
        try #require(lines.count == 1)
        let document = try JSONValue(parsing: Bytes(String(lines[0])))
        #expect(document.name == .string(name))
        #expect(document.unknown == "kept")
    }

    @Test func `tells what failed of several, and ends with 1`() async throws {
        let run = try await ScriptedLXD().run("stop", "--force", "web", "gone", "--json")
        let lines = try run.output.split(separator: "\n").map {
            try JSONValue(parsing: Bytes(String($0)))
        }
        #expect(run.status == 1)
        #expect(lines.count == 2)
        #expect(lines.first { $0.name == "web" }?.success == true)
        #expect(lines.first { $0.name == "gone" }?.code == "not found")
        #expect(run.errors.contains("gone: Instance not found"))
    }

    @Test(arguments: [["query"], ["query", "--wait"]])
    func `prints what there is no waiting for`(arguments: [String]) async throws {
        let server = try ScriptedLXD()
        let run = await runApus(["lxd"] + arguments + ["/1.0/instances/web"], over: server)
        #expect(run.output.contains("\"unknown\": \"kept\""))
    }

    @Test func `says how to be trusted`() async throws {
        let server = try ScriptedLXD()
        server.state.withLock { $0.trusts = false }
        let run = await server.run("list")
        #expect(run.status == 1)
        #expect(run.errors.contains("apus lxd remote add NAME TOKEN"))
    }

    private static let badLines: [([String], Int32)] = [
        (["exec", "web"], 1), (["push", "a"], 1), (["push", "a", "web"], 1), (["restore"], 1),
        (["restore", "container"], 1), (["nothing"], 1), (["list", "--nope"], 2),
        (["stop", "--timeout", "x", "web"], 2), (["config", "set", "web", "x"], 1),
        (["snapshot", "web", "--expires-in", "1e300d"], 2),
        (["snapshot", "web", "--expires-in", "1e308d"], 2),
        (["profile"], 1), (["storage", "volume"], 1), (["backup", "web", "a/b"], 1),
    ]

    @Test(arguments: badLines)
    func `refuses command lines that make no sense`(
        arguments: [String], status: Int32
    ) async throws {
        let server = try ScriptedLXD()
        let run = await runApus(["lxd"] + arguments, over: server)
        #expect(run.status == status)
        #expect(!run.errors.isEmpty)
        #expect(server.state.withLock { $0.requests.allSatisfy { !$0.hasPrefix("P") } })
    }

    @Test func `moves no terminal by what a server says`() {
        var table = Table(["A", "B"])
        table.add(["x\u{1B}[2Jy", "z"])
        #expect(table.text == "A        B\nx?[2Jy  z\n".replacing("A        B", with: "A       B"))
    }

    @Test func `declares each subcommand for help, completions and manual`() {
        let program = LXDProgram.program
        #expect(Set(program.commands.map(\.name)).count == LXDProgram.subcommands.count)
        for shell in Shell.allCases {
            let script = ApusProgram.named("apus").completions(for: shell)
            for command in program.commands { #expect(script.contains(command.name)) }
            #expect(script.contains("keep-within"))
        }
        for command in program.commands {
            let page = program.manualPage(of: command, version: "1")
            #expect(page.contains("SEE ALSO"))
        }
    }
}
