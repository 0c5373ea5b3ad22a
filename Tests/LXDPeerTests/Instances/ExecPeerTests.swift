// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct ExecPeerTests {
    private let peer: Peer

    init() throws {
        peer = try #require(Peer.first)
    }

    @Test func `collects output, errors and status, as whoever and wherever is asked for`()
        async throws
    {
        try await peer.withInstance { instance in
            let result = try await instance.run(
                ExecRequest(
                    command: ["sh", "-c", "echo $X; pwd; id -u; id -g; echo bad >&2; exit 7"],
                    environment: ["X": "a b"], userID: 1000, groupID: 1000,
                    workingDirectory: "/tmp"))
            #expect(result.output.text == "a b\n/tmp\n1000\n1000\n")
            #expect(result.errors.text == "bad\n")
            #expect(result.status == 7)
            #expect(try await instance.run("echo", "x").text == "x\n")
            let failed = await #expect(throws: LXDError.self) { try await instance.run("false") }
            #expect(failed?.code == .failed)
            let missing = await #expect(throws: LXDError.self) {
                try await instance.run(ExecRequest(command: ["/nothing"]))
            }
            #expect(missing?.code == .operationFailed)
        }
    }

    @Test func `carries much in both directions, by socket and by TLS`() async throws {
        try await peer.withInstance { instance in
            let bytes = Bytes((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
            for lxd in [instance.lxd, try peer.secureClient()] {
                let result = try await lxd.instance(instance.name).run(
                    ExecRequest(command: ["cat"]), input: BodyReader(bytes))
                #expect(result.status == 0)
                #expect(result.output == bytes)
            }
        }
    }

    @Test func `streams, and makes the command wait for who reads`() async throws {
        try await peer.withInstance { instance in
            let command = try await instance.start(
                ExecRequest(command: ["sh", "-c", "read line; echo got $line; yes"]))
            try await command.write(Bytes("some"))
            try await command.write(Bytes("thing\n"))
            #expect(try await command.output.next()?.text.hasPrefix("got something\n") == true)
            var count = 0
            while count < 1_000_000 { count += try #require(try await command.output.next()).count }
            // Blocked in write(2), as nobody takes what it writes: signals reach it all the same.
            try await command.send(signal: 15)
            while try await command.output.next() != nil {}
            #expect(try await command.errors.next() == nil)
            #expect(try await command.wait() == 143)
        }
    }

    @Test func `does not wait for input that the command does not read`() async throws {
        try await peer.withInstance { instance in
            let endless = BodyReader(lengthBytes: nil) {
                try await Task.sleep(for: .milliseconds(20))
                return .bytes(Bytes("more"))
            }
            let result = try await instance.run(
                ExecRequest(command: ["echo", "done"]), input: endless)
            #expect(result.output.text == "done\n")
            // Longer without a sign of life than a request may be.
            var configuration = LXDConfiguration(.unixSocket(path: peer.socket))
            configuration.idleTimeout = .seconds(2)
            let quiet = try await LXD(configuration).instance(instance.name).run(
                ExecRequest(command: ["sh", "-c", "sleep 4; echo late"]))
            #expect(quiet.output.text == "late\n")
        }
    }

    @Test func `kills what is cancelled`() async throws {
        try await peer.withInstance { instance in
            let running = Task {
                try await instance.run(ExecRequest(command: ["sleep", "4711"]))
            }
            func isRunning() async throws -> Bool {
                try await instance.run("ps").text.contains("sleep 4711")
            }
            while try await !isRunning() {}
            running.cancel()
            await #expect(throws: (any Error).self) { try await running.value }
            while try await isRunning() {}
        }
    }

    @Test func `has a terminal, whose size changes and whose keys make signals`() async throws {
        try await peer.withInstance { instance in
            let command = try await instance.startTerminal(
                ExecRequest(command: ["sh"], environment: ["PS1": "> "]),
                size: TerminalSize(rows: 33, columns: 101))
            var shown = ""
            func type(_ text: String, until expected: String) async throws {
                shown = ""
                try await command.write(Bytes(text))
                while !shown.contains(expected) {
                    let more = try await command.output.next()
                    shown += try #require(more, "ended after \(text): \(shown)").text
                }
            }
            try await type("stty size; echo $TERM\n", until: "33 101\r\nxterm\r\n")
            try await command.resize(TerminalSize(rows: 50, columns: 132))
            // The server changes it by and by.
            repeat {
                try await type("stty size; echo en''d\n", until: "end\r\n")
            } while !shown.contains("50 132")
            try await type("sleep 1000\n", until: "sleep 1000\r\n")
            try await type("\u{3}", until: "> ")
            // Its last words may be lost when it ends.
            try await command.write(Bytes("exit 5\n"))
            while try await command.output.next() != nil {}
            #expect(try await command.wait() == 5)
        }
    }

    @Test func `has the terminal of this program, which is as before when it ends`() async throws {
        try await peer.withInstance { instance in
            let pseudo = try PseudoTerminal()
            pseudo.setSize(rows: 44, columns: 99)
            async let status = instance.runInTerminal(
                ExecRequest(command: ["sh"], environment: ["PS1": "> "]), input: pseudo.terminal,
                output: pseudo.terminal)
            _ = try await pseudo.read(through: "> ")
            #expect(!pseudo.echoes, "it is raw")
            try pseudo.type("stty size; echo $((6 * 7))\n")
            let shown = try await pseudo.read(through: "42\r\n")
            #expect(shown.contains("44 99\r\n"))
            pseudo.setSize(rows: 55, columns: 111)
            // The size of this terminal, which is not the one of this process, is not told to it.
            kill(getpid(), SIGWINCH)
            var now = ""
            while !now.contains("55 111") {
                try pseudo.type("stty size; echo en''d\n")
                now = try await pseudo.read(through: "end\r\n")
            }
            try pseudo.type("exit 9\n")
            #expect(try await status == 9)
            #expect(pseudo.echoes)
        }
    }

    @Test func `takes input from what is no terminal, and ends with it`() async throws {
        try await peer.withInstance { instance in
            let directory = try TemporaryDirectory()
            let input = try FileCalls.open(
                try directory.write("some words\n", to: "in"), flags: O_RDONLY)
            let output = try FileCalls.open(
                try directory.write("", to: "out"), flags: O_RDWR)
            defer {
                FileCalls.close(input)
                FileCalls.close(output)
            }
            // A terminal that ends at once may take the last words along.
            let running = Task {
                try await instance.runInTerminal(
                    ExecRequest(command: ["sh", "-c", "tr a-z A-Z; sleep 1; exit 6"]),
                    input: input, output: output)
            }
            #expect(try await running.value == 6)
            let written = try FileCalls.read(output, at: 0, count: 1000).text
            #expect(written.contains("SOME WORDS"))
        }
    }

    @Test func `leaves its output at the server when it is asked to`() async throws {
        try await peer.withInstance { instance in
            let recorded = try await instance.runRecorded(
                ExecRequest(command: ["sh", "-c", "echo out; echo err >&2; exit 3"]))
            #expect(recorded.status == 3)
            #expect(try await recorded.readOutput().collect(limitBytes: 100).text == "out\n")
            #expect(try await recorded.readErrors().collect(limitBytes: 100).text == "err\n")
            try await recorded.delete()
            let gone = await #expect(throws: LXDError.self) { try await recorded.readOutput() }
            // Of a log that is gone, 5.0 says 500.
            #expect(gone?.status == 500 || gone?.status == 404)
        }
    }

    @Test func `says why nothing can be run`() async throws {
        let lxd = try peer.client()
        let missing = await #expect(throws: LXDError.self) {
            try await lxd.instance("nobody").run("true")
        }
        #expect(missing?.code == .notFound)
    }
}

extension Peer {
    /// A client by HTTPS, with a certificate that the daemon trusts.
    func secureClient() throws -> LXD {
        let origin = try #require(origin)
        var configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
        configuration.proxy = .none
        configuration.tls.certificateFile = certificate
        configuration.tls.keyFile = key
        configuration.tls.certificateSHA256 = try serverSHA256()
        return try LXD(configuration)
    }
}
