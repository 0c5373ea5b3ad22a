// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct ConsolePeerTests {
    @Test func `is typed on and read`() async throws {
        let peer = try #require(Peer.first)
        try await peer.withInstance { instance in
            let console = try await instance.attachConsole(
                size: TerminalSize(rows: 24, columns: 80))
            try await console.resize(TerminalSize(rows: 30, columns: 90))
            try await withThrowingTaskGroup(of: Void.self) { group in
                // The image's init asks for a key before it starts a shell there, and forgets
                // what was typed before it asked.
                group.addTask {
                    while true {
                        try await console.write(Bytes("\necho con''sole\n"))
                        try await Task.sleep(for: .milliseconds(200))
                    }
                }
                var shown = ""
                while !shown.contains("console") {
                    shown += try #require(try await console.output.next()).text
                }
                group.cancelAll()
            }
            console.detach()
        }
    }

    @Test func `leaves a log that can be read and cleared`() async throws {
        let peer = try #require(Peer.first)
        try await peer.withInstance { instance in
            var log = ""
            while !log.contains("Please press Enter") {
                do {
                    log += try await instance.consoleLog().collect(limitBytes: 1 << 20).text
                } catch let error as LXDError where error.status == 500 {
                    // Nothing yet.
                }
            }
            try await instance.clearConsoleLog()
        }
    }
}
