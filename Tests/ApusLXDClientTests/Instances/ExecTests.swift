// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusTestSupport
import Testing

@testable import ApusLXDClient

/// What a real daemon does only when it is killed at the right moment.
@Suite(.timeLimit(.minutes(10))) struct ExecTests {
    private static let operation: JSONValue = [
        "id": "op", "class": "websocket", "status_code": 103,
        "metadata": ["fds": ["0": "in", "1": "out", "2": "err", "control": "ctl"]],
    ]

    /// Answers what a command's operation is asked.
    private static func answer(_ asked: String) -> JSONValue? {
        if asked.hasPrefix("POST") {
            return ["type": "async", "operation": "/1.0/operations/op", "metadata": operation]
        }
        guard asked.hasPrefix("GET /1.0/operations/op/wait") else { return nil }
        var ended = operation.members ?? [:]
        ended["status_code"] = 200
        ended["metadata"] = ["return": 4]
        return ["type": "sync", "status_code": 200, "metadata": .object(ended)]
    }

    private static func stream(_ target: String) -> String {
        target.split(separator: "=").last.map(String.init) ?? ""
    }

    @Test func `reads output that comes with the answer to the handshake, behind a ping`()
        async throws
    {
        let daemon = try ScriptedDaemon(
            answer: Self.answer,
            early: { target in
                let ping: [UInt8] = [0x89, 1, 0x2A]
                switch Self.stream(target) {
                case "out": return ping + ScriptedDaemon.binary("out") + ScriptedDaemon.text("")
                case "err": return ping + ScriptedDaemon.text("")
                default: return ping
                }
            },
            session: { target, conversation in
                // The outputs' connections end at once, as those of a real daemon do.
                if ["in", "ctl"].contains(Self.stream(target)) { conversation.waitForEnd() }
            })
        for _ in 0..<20 {
            let result = try await daemon.lxd.instance("c").run(ExecRequest(command: ["x"]))
            #expect(result.status == 4)
            #expect(result.output.text == "out")
            #expect(result.errors.isEmpty)
        }
    }

    @Test(arguments: ["out", "err"])
    func `says that the connection was lost, rather than end`(lost: String) async throws {
        let daemon = try ScriptedDaemon(
            answer: { $0.hasPrefix("POST") ? Self.answer($0) : nil },
            session: { target, conversation in
                guard Self.stream(target) == lost else { return conversation.waitForEnd() }
                try conversation.send(ScriptedDaemon.binary("half"))
            })
        let error = await #expect(throws: LXDError.self) {
            try await daemon.lxd.instance("c").run(ExecRequest(command: ["x"]))
        }
        #expect(error?.code == .connectionLost)
        #expect("\(try #require(error))".contains("secret") == false)
    }

    @Test func `goes on while somebody reads, and is killed when nobody has it`() async throws {
        let killed = Latch()
        let goesOn = Latch()
        let daemon = try ScriptedDaemon(
            answer: { $0.hasPrefix("POST") ? Self.answer($0) : nil },
            session: { target, conversation in
                switch Self.stream(target) {
                case "out":
                    try conversation.send(ScriptedDaemon.binary("a"))
                    while !goesOn.isOpen { Lane.pause(.milliseconds(1)) }
                    try conversation.send(ScriptedDaemon.binary("b"))
                    conversation.waitForEnd()
                case "ctl":
                    conversation.waitForEnd()
                    killed.open()
                default: conversation.waitForEnd()
                }
            })
        do {
            let output = try await daemon.lxd.instance("c").start(ExecRequest(command: ["x"]))
                .output
            #expect(try await output.next()?.text == "a")
            goesOn.open()
            #expect(try await output.next()?.text == "b")
            #expect(!killed.isOpen)
        }
        try await killed.wait()
    }

    @Test func `hides the secrets of web sockets that are refused`() async throws {
        let daemon = try ScriptedDaemon(
            answer: Self.answer, early: { _ in nil }, session: { _, _ in })
        let error = await #expect(throws: LXDError.self) {
            try await daemon.lxd.instance("c").start(ExecRequest(command: ["x"]))
        }
        let text = "\(try #require(error))"
        for secret in ["in", "out", "err", "ctl"] { #expect(!text.contains("secret=\(secret)")) }
    }

    @Test func `fails when its input does, and kills the command`() async throws {
        struct Broken: Error {}
        let killed = Latch()
        let daemon = try ScriptedDaemon(
            answer: { $0.hasPrefix("POST") ? Self.answer($0) : nil },
            session: { target, conversation in
                guard Self.stream(target) == "ctl" else { return conversation.waitForEnd() }
                // The server kills a command whose control connection ends.
                conversation.waitForEnd()
                killed.open()
            })
        await #expect(throws: Broken.self) {
            try await daemon.lxd.instance("c").run(
                ExecRequest(command: ["x"]), input: BodyReader(lengthBytes: nil) { throw Broken() })
        }
        try await killed.wait()
    }
}

@Suite struct ConsoleEscapeTests {
    @Test(arguments: [
        (["abc"], "abc", false), (["a\u{1}qb"], "a", true), (["a\u{1}", "q"], "a", true),
        (["\u{1}\u{1}"], "\u{1}", false), (["\u{1}x"], "\u{1}x", false), (["q\u{1}"], "q", false),
    ])
    func `is control-A and q`(typed: [String], sent: String, isEnd: Bool) {
        var escape = ConsoleEscape()
        var all = ""
        var hasEnded = false
        for text in typed {
            let (bytes, isEnd) = escape.filter(Bytes(text))
            all += bytes.text
            hasEnded = isEnd
        }
        #expect(all == sent)
        #expect(hasEnded == isEnd)
    }
}
