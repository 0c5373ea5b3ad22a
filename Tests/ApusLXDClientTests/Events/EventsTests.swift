// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct EventsTests {
    private static func event(_ number: Int) -> [UInt8] {
        ScriptedDaemon.text(
            #"{"type":"logging","timestamp":"2026-11-21T23:00:00Z","metadata":{"message":"\#(number)","level":"info"}}"#
        )
    }

    private static var quick: Events.Reconnection {
        var quick = Events.Reconnection()
        quick.firstPause = .milliseconds(1)
        quick.longestPause = .milliseconds(4)
        return quick
    }

    private static func message(_ element: Events.Element?) -> String? {
        guard case .logging(let line) = element?.event?.body else { return nil }
        return line.message
    }

    @Test func `listens again, says that there is a gap, and goes on`() async throws {
        let connections = Counter()
        let daemon = try ScriptedDaemon(
            early: { _ in
                switch connections.next() {
                // With the handshake's answer, and the connection is cut inside the next frame.
                case 1: return Self.event(1) + Self.event(2).dropLast(3)
                // The daemon is not there yet.
                case 2, 3: return nil
                // A clean end is a gap as well.
                case 4: return Self.event(3) + ScriptedDaemon.close
                default: return Self.event(4)
                }
            },
            session: { _, conversation in
                if connections.value > 4 { conversation.waitForEnd() }
            })
        var events = daemon.lxd.events(reconnection: Self.quick).makeAsyncIterator()
        #expect(Self.message(try await events.next()) == "1")
        guard case .gap(let lost)? = try await events.next() else {
            Issue.record("no gap")
            return
        }
        #expect(lost.code == .connectionLost)
        #expect(Self.message(try await events.next()) == "3")
        guard case .gap? = try await events.next() else {
            Issue.record("no gap")
            return
        }
        #expect(Self.message(try await events.next()) == "4")
        #expect(connections.value == 5)
    }

    @Test func `gives up when it is told to`() async throws {
        let connections = Counter()
        let daemon = try ScriptedDaemon(
            early: { _ in connections.next() == 1 ? Self.event(1) : nil }, session: { _, _ in })
        var quick = Self.quick
        quick.attempts = 3
        var events = daemon.lxd.events(reconnection: quick).makeAsyncIterator()
        _ = try await events.next()
        let error = await #expect(throws: LXDError.self) { try await events.next() }
        #expect(error?.code == .connectionLost)
        #expect(connections.value == 4)
    }

    @Test func `does not listen again when the first connection fails`() async throws {
        let nobody = try LXD(LXDConfiguration(.unixSocket(path: "/nonexistent/socket")))
        var events = nobody.events(reconnection: Self.quick).makeAsyncIterator()
        let error = await #expect(throws: LXDError.self) { try await events.next() }
        #expect(error?.code == .unreachable)
    }

    @Test func `takes what is no event for a lost connection`() async throws {
        let connections = Counter()
        let daemon = try ScriptedDaemon(
            early: { _ in
                connections.next() == 1 ? ScriptedDaemon.text("[1]") : Self.event(1)
            }, session: { _, conversation in conversation.waitForEnd() })
        var events = daemon.lxd.events(reconnection: Self.quick).makeAsyncIterator()
        guard case .gap(let lost)? = try await events.next() else {
            Issue.record("no gap")
            return
        }
        #expect(lost.code == .badAnswer)
        #expect(Self.message(try await events.next()) == "1")
    }

    @Test func `ends with the task that listens`() async throws {
        let daemon = try ScriptedDaemon(session: { _, conversation in conversation.waitForEnd() })
        let listening = Task {
            var events = daemon.lxd.events(reconnection: Self.quick).makeAsyncIterator()
            return try await events.next() == nil
        }
        listening.cancel()
        await #expect(throws: CancellationError.self) { try await listening.value }
    }

    @Test func `asks for kinds and projects`() async throws {
        let targets = Mutex<[String]>([])
        let daemon = try ScriptedDaemon(
            early: { target in
                targets.withLock { $0.append(target) }
                return Self.event(1)
            }, session: { _, conversation in conversation.waitForEnd() })
        let project = daemon.lxd.inProject("p q")
        for events in [
            daemon.lxd.events(), project.events([.lifecycle, .operation]),
            project.events(allProjects: true),
        ] {
            var iterator = events.makeAsyncIterator()
            _ = try await iterator.next()
        }
        #expect(
            targets.withLock { $0 } == [
                "/1.0/events", "/1.0/events?type=lifecycle,operation&project=p%20q",
                "/1.0/events?all-projects=true",
            ])
    }

    private final class Counter: Sendable {
        private let count = Atomic(0)
        var value: Int { count.load(ordering: .relaxed) }
        func next() -> Int { count.add(1, ordering: .relaxed).newValue }
    }
}
