// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One after the other: one terminal of a process is raw at a time.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RawTerminalTests {
    @Test func `is raw as long as it lives, alone`() throws {
        let (one, other) = (try PseudoTerminal(), try PseudoTerminal())
        do {
            let raw = try RawTerminal(one.terminal)
            #expect(!one.echoes && other.echoes)
            #expect {
                _ = try RawTerminal(other.terminal)
            } throws: {
                ($0 as? SystemError)?.code == EBUSY
            }
            #expect(!one.echoes, "what was refused must not restore another's")
            withExtendedLifetime(raw) {}
        }
        #expect(one.echoes)
        let raw = try RawTerminal(other.terminal)
        raw.restore()
        #expect(other.echoes)
        // Restoring once more must not reach the next one's.
        let next = try RawTerminal(one.terminal)
        raw.restore()
        #expect(!one.echoes)
        next.restore()
    }

    @Test func `is for terminals`() throws {
        let file = try FileCalls.open("/dev/null", flags: O_RDWR)
        defer { FileCalls.close(file) }
        #expect {
            _ = try RawTerminal(file)
        } throws: {
            ($0 as? SystemError)?.code == ENOTTY
        }
    }

    @Test(
        arguments: [
            ("leave", nil, "status=0"), ("exit", nil, "status=7"), ("end", nil, "status=8"),
            ("crash", nil, "status=13"), ("wait", SIGTERM, "status=143"),
            ("wait", SIGINT, "status=130"),
            ("wait", SIGHUP, "status=129"), ("wait", SIGQUIT, "status=131"),
            ("wait", SIGABRT, "status=134"),
        ] as [(String, Int32?, String)])
    func `is restored on every way out`(way: String, signal: Int32?, status: String) async throws {
        let pseudo = try PseudoTerminal()
        let shell = try pseudo.startShell(
            // The Swift runtime would ask what to do about the crash, on a terminal.
            "ulimit -c 0; trap : INT; SWIFT_BACKTRACE=enable=no '\(PseudoTerminal.probe)' \(way); echo status=$? end"
        )
        defer { PseudoTerminal.waitForEnd(shell) }
        let greeting = try await pseudo.read(through: "\n")
        let process = try #require(pid_t(greeting.split { !$0.isNumber }.last ?? ""))
        #expect(!pseudo.echoes)
        if let signal { kill(process, signal) } else { try pseudo.type("x") }
        #expect(try await pseudo.read(through: " end").contains(status))
        #expect(pseudo.echoes)
    }

    @Test(
        arguments: [
            ("", SIGHUP, "status=101"), ("HUP", SIGHUP, "status=9"), ("", SIGTERM, "status=115"),
            ("TERM", SIGTERM, "status=9"),
        ])
    func `a program goes on at a signal that it was started to ignore`(
        ignored: String, signal: Int32, status: String
    ) async throws {
        let pseudo = try PseudoTerminal()
        let trap = ignored.isEmpty ? "" : "trap '' \(ignored); "
        let shell = try pseudo.startShell(
            "\(trap)'\(PseudoTerminal.probe)' run; echo status=$? end")
        defer { PseudoTerminal.waitForEnd(shell) }
        let greeting = try await pseudo.read(through: "\r\n")
        let process = try #require(pid_t(greeting.split { !$0.isNumber }.last ?? ""))
        kill(process, signal)
        if !ignored.isEmpty { try pseudo.type("x\n") }
        #expect(try await pseudo.read(through: " end").contains(status))
    }

    @Test(arguments: [("sesame\n", "status=9"), ("\u{3}", "status=102")])
    func `shows what is typed again behind a secret`(
        typed: String, status: String
    ) async throws {
        let pseudo = try PseudoTerminal()
        let shell = try pseudo.startShell(
            "trap : INT; '\(PseudoTerminal.probe)' secret; echo status=$? end")
        defer { PseudoTerminal.waitForEnd(shell) }
        _ = try await pseudo.read(through: "\r\n")
        #expect(!pseudo.echoes)
        try pseudo.type(typed)
        let shown = try await pseudo.read(through: " end")
        #expect(shown.contains(status) && !shown.contains("sesame"))
        #expect(pseudo.echoes)
    }

    @Test func `is restored while the program is stopped, and raw again when it goes on`()
        async throws
    {
        let pseudo = try PseudoTerminal()
        let shell = try pseudo.startShell(
            "'\(PseudoTerminal.probe)' leave; echo stopped; read line; fg; echo status=$? end")
        defer { PseudoTerminal.waitForEnd(shell) }
        let greeting = try await pseudo.read(through: "\n")
        let process = try #require(pid_t(greeting.split { !$0.isNumber }.last ?? ""))
        #expect(!pseudo.echoes)
        kill(process, SIGTSTP)
        _ = try await pseudo.read(through: "stopped")
        #expect(pseudo.echoes)
        try pseudo.type("\n")
        while pseudo.echoes { await Task.yield() }
        try pseudo.type("x")
        #expect(try await pseudo.read(through: " end").contains("status=0"))
        #expect(pseudo.echoes)
    }

    @Test func `tells its size and what it becomes`() async throws {
        let pseudo = try PseudoTerminal()
        #expect(Terminal.size(pseudo.terminal) == nil, "0 by 0 says nothing")
        pseudo.setSize(rows: 24, columns: 80)
        let sizes = try TerminalSizes(pseudo.terminal)
        var iterator = sizes.makeAsyncIterator()
        #expect(try await iterator.next() == TerminalSize(rows: 24, columns: 80))
        pseudo.setSize(rows: 50, columns: 132)
        // It is not the terminal of this process, which is told of its own alone.
        kill(getpid(), SIGWINCH)
        #expect(try await iterator.next() == TerminalSize(rows: 50, columns: 132))
        let waiting = Task {
            var iterator = sizes.makeAsyncIterator()
            _ = try await iterator.next()
            return try await iterator.next()
        }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}
