// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTelemetry
import Glibc
import Synchronization
import Testing

/// A pipe whose far end is read by the test.
private final class Pipe: Sendable {
    let reading: Int32
    let writing: Int32
    private let isWritten = Atomic(true)

    init() throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        FileCalls.close(reading)
        endWriting()
    }

    func endWriting() {
        if isWritten.exchange(false, ordering: .relaxed) { FileCalls.close(writing) }
    }

    /// Reads until nobody can write any more.
    func readAll() throws -> String {
        var text = ""
        while case let part = try read(), !part.isEmpty { text += part }
        return text
    }

    func read() throws -> String {
        try FileCalls.readSome(reading, limitBytes: 1 << 20).text
    }
}

@Suite(.timeLimit(.minutes(10))) struct LoggerTests {
    @Test func `writes a line with time, level, event and fields in order`() async throws {
        let pipe = try Pipe()
        let logger = Logger(descriptor: pipe.writing)
        logger.info(
            "request done",
            [
                "method": "GET", "status": 200, "path": .text("/v1/a b"), "peer": .text(nil),
                "took": .duration(.microseconds(1_250)), "empty": "",
            ])
        await logger.flush()
        let line = try pipe.read()
        #expect(line.contains(#/^time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=info /#))
        #expect(
            line.hasSuffix(
                " event=\"request done\" method=GET status=200 path=\"/v1/a b\" peer=-"
                    + " took=0.001250 empty=\"\"\n"))
    }

    @Test func `writes an object a line where that is wanted`() async throws {
        let pipe = try Pipe()
        let logger = Logger(descriptor: pipe.writing)
        logger.format = .json
        logger.info(
            "request done",
            [
                "path": "a \"b\"\n\u{9B}é", "status": 200, "took": .duration(.microseconds(1_250)),
                "peer": .text(nil), "X-Auth-Token": "AUTH_tk0123456789abcdef0123456789abcdef",
            ])
        logger.format = .logfmt
        logger.info("after")
        await logger.flush()
        let lines = try pipe.read().split(separator: "\n")
        #expect(lines.count == 2 && lines[1].contains("level=info event=after"))
        let members = try #require(try JSONValue(parsing: Bytes(String(lines[0]))).members)
        #expect(members["event"] == "request done" && members["level"] == "info")
        #expect(members["path"] == "a \"b\"\n\u{9B}é")
        #expect(members["status"] == 200 && members["took"] == .number(0.00125))
        #expect(members["peer"] == .null)
        #expect(members["X-Auth-Token"]?.text?.contains("9abcdef") == false)
        #expect(members["time"]?.text?.hasSuffix("Z") == true)
    }

    @Test func `leaves out what matters less than its level`() async throws {
        let pipe = try Pipe()
        let logger = Logger(descriptor: pipe.writing, level: .warning)
        logger.info("unseen")
        logger.warning("seen")
        logger.level = .debug
        logger.debug("seen too")
        await logger.flush()
        let text = try pipe.read()
        #expect(!text.contains("unseen"))
        #expect(text.contains("event=seen\n"))
        #expect(text.contains("event=\"seen too\"\n"))
    }

    @Test func `keeps a value within its line`() async throws {
        let pipe = try Pipe()
        let logger = Logger(descriptor: pipe.writing)
        logger.info("x", ["a": "b\nlevel=error \"q\" \\ \u{1B}[31m\u{9B}é=\t\r"])
        await logger.flush()
        let text = try pipe.read()
        #expect(
            text.hasSuffix(
                "a=\"b\\nlevel=error \\\"q\\\" \\\\ \\u001b[31m\\u009bé=\\t\\r\"\n"))
        #expect(text.filter { $0 == "\n" }.count == 1)
    }

    @Test func `cuts secrets, marked or named so`() async throws {
        let pipe = try Pipe()
        let logger = Logger(descriptor: pipe.writing)
        let secret = "AUTH_tk0123456789abcdef0123456789abcdef..."
        logger.info(
            "login",
            [
                "X-Auth-Token": .text(secret), "key": .secret(secret),
                "target": .target("/v1/a?temp_url_sig=\(secret)"),
            ])
        await logger.flush()
        let text = try pipe.read()
        #expect(!text.contains("789abcdef"))
        #expect(text.contains("X-Auth-Token=AUTH_tk012345678... key=AUTH_tk012345678..."))
    }

    @Test func `loses lines rather than wait, and says how many`() async throws {
        let pipe = try Pipe()
        // Larger than a pipe holds, so that the writing thread stands still until it is read.
        let logger = Logger(descriptor: pipe.writing, queueLimitBytes: 256 * 1024)
        let value = String(repeating: "v", count: 1000)
        for number in 0..<2000 { logger.info("line", ["n": .number(number), "v": .text(value)]) }
        let text = try await withThrowingTaskGroup { group in
            group.addTask {
                await logger.flush()
                pipe.endWriting()
            }
            // Not here: a thread that tests share would stand still.
            return try await Lane(name: "reader", threads: 1).run { try pipe.readAll() }
        }
        // More than once, where the writing thread took a part of them before it stood still.
        let lost = text.matches(of: #/event="log lines lost" lines=(\d+)\n/#)
            .reduce(0) { $0 + (Int($1.1) ?? 0) }
        let kept = text.matches(of: #/event=line /#).count
        #expect(kept + lost == 2000)
        #expect(kept < 2000)
    }

    @Test func `flushes while others go on logging`() async throws {
        let descriptor = try FileCalls.open("/dev/null", flags: O_WRONLY)
        defer { FileCalls.close(descriptor) }
        let logger = Logger(descriptor: descriptor)
        await withTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    logger.info("x")
                    await Task.yield()
                }
            }
            for _ in 0..<20 { await logger.flush() }
            group.cancelAll()
        }
    }

    @Test func `keeps lines whole that many tasks write at once`() async throws {
        let pipe = try Pipe()
        let logger = Logger(descriptor: pipe.writing)
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<50 {
                        logger.info("x", ["id": .text("\(task).\(number)")])
                    }
                }
            }
        }
        await logger.flush()
        let lines = try pipe.read().split(separator: "\n")
        #expect(lines.count == 400)
        #expect(lines.allSatisfy { $0.contains(#/^time=\S+ level=info event=x id=\d\.\d+$/#) })
    }
}
