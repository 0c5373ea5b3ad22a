// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTPServer
import ApusIO
import Synchronization

/// What happened, in order, for a test to wait on.
final class Events<Event: Sendable>: Sendable {
    private struct State {
        var events: [Event] = []
        var waiters: [(count: Int, latch: Latch)] = []
    }

    private let state = Mutex(State())

    var all: [Event] { state.withLock { $0.events } }

    func add(_ event: Event) {
        let ready = state.withLock { state in
            state.events.append(event)
            let count = state.events.count
            defer { state.waiters.removeAll { $0.count <= count } }
            return state.waiters.filter { $0.count <= count }.map(\.latch)
        }
        for latch in ready { latch.open() }
    }

    func wait(for count: Int) async throws {
        let latch = Latch()
        let isThere = state.withLock { state in
            if state.events.count >= count { return true }
            state.waiters.append((count, latch))
            return false
        }
        if !isThere { try await latch.wait() }
    }
}

typealias Outcomes = Events<String>
typealias Records = Events<AccessRecord>
