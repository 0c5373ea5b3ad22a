// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// Lines that wait for the one thread that writes them.
final class LogQueue: Sendable {
    private struct State {
        var waiting = ByteWriter(capacity: 4096)
        var dropped: UInt64 = 0
        /// Who wants to know when what waits now has been written.
        var flushing: [CheckedContinuation<Void, Never>] = []
        /// Whether the thread has been asked to write what is waiting.
        var isWanted = false
    }

    let descriptor: Int32
    private let isOwner: Bool
    private let limitBytes: Int
    private let state = Mutex(State())

    /// - Parameter isOwner: whether the descriptor is closed when nobody writes any more.
    init(descriptor: Int32, isOwner: Bool, limitBytes: Int) {
        self.descriptor = descriptor
        self.isOwner = isOwner
        self.limitBytes = limitBytes
    }

    deinit {
        if isOwner { FileCalls.close(descriptor) }
    }

    /// Adds a line, or counts it as lost when too much waits.
    ///
    /// - Returns: whether the thread has to be asked to write.
    func add(_ line: Bytes) -> Bool {
        state.withLock { state in
            if state.waiting.count + line.count <= limitBytes {
                state.waiting.append(line)
            } else {
                state.dropped += 1
            }
            defer { state.isWanted = true }
            return !state.isWanted
        }
    }

    /// Asks to be told when every line added before has been written.
    ///
    /// - Returns: whether the thread has to be asked to write.
    func flush(_ done: CheckedContinuation<Void, Never>) -> Bool {
        state.withLock { state in
            state.flushing.append(done)
            defer { state.isWanted = true }
            return !state.isWanted
        }
    }

    /// Writes until nothing waits. Blocks as long as the reader of the log does.
    func drain() {
        var isFirst = true
        while true {
            // Under load each line would wake the thread and be a write of its own: what comes
            // within a moment goes together.
            if !isFirst { Lane.pause(.milliseconds(1)) }
            isFirst = false
            let (bytes, dropped, flushing) = state.withLock { state in
                let bytes = state.waiting.finish()
                defer {
                    state.dropped = 0
                    state.flushing = []
                }
                if bytes.isEmpty && state.dropped == 0 && state.flushing.isEmpty {
                    state.isWanted = false
                }
                return (bytes, state.dropped, state.flushing)
            }
            if bytes.isEmpty && dropped == 0 && flushing.isEmpty { return }
            // Nobody is left to tell when the log itself cannot be written.
            try? FileCalls.writeAll(descriptor, bytes)
            if dropped > 0 {
                let line = LogLine(
                    .warning, "log lines lost", ["lines": .number(dropped)], at: .now)
                try? FileCalls.writeAll(descriptor, line.bytes)
            }
            for done in flushing { done.resume() }
        }
    }
}
