// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

/// One request on its way, or a connection that is used as it is: where the client's thread and the
/// caller's tasks meet.
///
/// The thread hands in what libcurl received and asks for what it may send; tasks wait here.
/// Neither waits for the other while it holds the lock.
final class Transfer: Sendable {
    /// What a task must tell the thread after it took or gave something.
    enum Kick: Hashable {
        case none, resumeReceiving, resumeSending
    }

    /// What the thread can send now.
    enum Outgoing {
        case bytes(Bytes)
        /// Nothing yet; the thread is told when there is more.
        case wait
        case end
    }

    private struct State {
        var head: (status: Status, headers: Headers)?
        var received: [UInt8] = []
        /// How much the reader took last: as much is likely to come again.
        var takenBytes = 0
        var isReceivingPaused = false
        var end: Result<Void, any Error>?
        var headWaiter: CheckedContinuation<Void, any Error>?
        var bodyWaiter: CheckedContinuation<Void, Never>?

        var outgoing: [Bytes] = []
        var outgoingBytes = 0
        var isSendingPaused = false
        var hasAllOutgoing: Bool
        var hasSentAll: Bool
        /// Of a tunnel there may be several.
        var roomWaiters: [CheckedContinuation<Void, Never>] = []

        var isCancelled = false
        /// Whether bytes go both ways as they are, and the head says no more than that they can.
        var isTunnel = false

        /// Whether the caller can have the head: early success waits for the request's end,
        /// because its body needs the caller's task; a refusal does not.
        var isHeadReady: Bool {
            guard let head else { return false }
            return isTunnel || hasSentAll || end != nil || !head.status.isSuccess
        }

        /// Whether there is something to say about the response's body.
        var hasNews: Bool { !received.isEmpty || end != nil }
    }

    let request: Request
    private let bufferLimitBytes: Int
    /// The whole body of the request, when it was at hand from the start.
    private let whole: Bytes?
    private let state: Mutex<State>

    /// - Parameters:
    ///   - first: the beginning of the request's body.
    ///   - isWhole: whether that is all of it.
    init(_ request: Request, first: Bytes?, isWhole: Bool, bufferLimitBytes: Int) {
        self.request = request
        self.bufferLimitBytes = bufferLimitBytes
        whole = isWhole ? first ?? Bytes() : nil
        state = Mutex(
            State(
                outgoing: first.map { [$0] } ?? [], outgoingBytes: first?.count ?? 0,
                hasAllOutgoing: isWhole, hasSentAll: isWhole && first == nil))
    }

    /// A connection to where the request would go, whose bytes are the caller's in both
    /// directions; it has a head once it stands.
    init(tunnelTo request: Request, bufferLimitBytes: Int) {
        self.request = request
        self.bufferLimitBytes = bufferLimitBytes
        whole = nil
        state = Mutex(State(hasAllOutgoing: false, hasSentAll: false, isTunnel: true))
    }

    // MARK: The caller's side

    /// Waits for the response's head.
    func waitForHead() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let answer: Result<Void, any Error>? = state.withLock { state in
                if state.isHeadReady { return .success(()) }
                if case .failure(let error) = state.end { return .failure(error) }
                state.headWaiter = continuation
                return nil
            }
            if let answer { continuation.resume(with: answer) }
        }
    }

    /// The head, once `waitForHead` has returned, and the whole body if it has come already.
    func takeHead() -> (status: Status, headers: Headers, wholeBody: Bytes?)? {
        state.withLock { state in
            guard let head = state.head else { return nil }
            guard case .success = state.end else { return (head.status, head.headers, nil) }
            defer { state.received = [] }
            return (head.status, head.headers, Bytes(state.received))
        }
    }

    /// What has come of the body, or nil when nothing is there yet.
    func takeReceived() throws -> (piece: BodyPiece?, kick: Kick)? {
        try state.withLock { state in
            if !state.received.isEmpty {
                let bytes = Bytes(state.received)
                state.takenBytes = bytes.count
                state.received = []
                let kick: Kick = state.isReceivingPaused ? .resumeReceiving : .none
                state.isReceivingPaused = false
                return (.bytes(bytes), kick)
            }
            guard let end = state.end else { return nil }
            try end.get()
            return (nil, .none)
        }
    }

    /// Waits until `takeReceived` has something to say.
    func waitForReceived() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard !state.hasNews else { return true }
                state.bodyWaiter = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    /// Gives a part of the request's body to send; waits while enough is queued.
    ///
    /// - Returns: nil when no more is wanted, or the task was cancelled while it waited.
    func offer(_ bytes: Bytes) async -> Kick? {
        while true {
            await waitForRoom()
            // The outer nil: another task has taken the room.
            let answer: Kick?? = state.withLock { state in
                guard Self.wantsMore(state) else { return .some(nil) }
                guard state.outgoingBytes < bufferLimitBytes else { return nil }
                state.outgoing.append(bytes)
                state.outgoingBytes += bytes.count
                return Self.kickSending(&state)
            }
            if let answer { return answer }
            if Task.isCancelled { return nil }
        }
    }

    private func waitForRoom() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard Self.wantsMore(state), state.outgoingBytes >= bufferLimitBytes,
                        !Task.isCancelled
                    else { return true }
                    state.roomWaiters.append(continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            // Whose of them it is does not matter: the others wait again.
            let waiters = state.withLock { state in
                defer { state.roomWaiters = [] }
                return state.roomWaiters
            }
            for waiter in waiters { waiter.resume() }
        }
    }

    /// Says that the request's body is complete.
    func endOfOffers() -> Kick {
        let kick = state.withLock { state in
            state.hasAllOutgoing = true
            // With a length known beforehand, libcurl does not ask again after the last byte.
            if state.outgoing.isEmpty { state.hasSentAll = true }
            return Self.kickSending(&state)
        }
        deliver()
        return kick
    }

    /// Marks the transfer as not wanted any more; false when it is over anyway.
    func cancel() -> Bool {
        state.withLock { state in
            state.isCancelled = true
            return state.end == nil
        }
    }

    private static func wantsMore(_ state: State) -> Bool {
        state.end == nil && !state.isCancelled && state.head.map { $0.status.isSuccess } ?? true
    }

    private static func kickSending(_ state: inout State) -> Kick {
        defer { state.isSendingPaused = false }
        return state.isSendingPaused ? .resumeSending : .none
    }

    // MARK: The thread's side

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    var isTunnel: Bool { state.withLock { $0.isTunnel } }

    /// Whether a tunnel could take more from its peer, and has something to send.
    var wants: (receiving: Bool, sending: Bool) {
        state.withLock { state in
            (state.received.count < bufferLimitBytes, !state.outgoing.isEmpty)
        }
    }

    /// Whether the transfer stands still because of us, not of the peer.
    var isPaused: Bool { state.withLock { $0.isReceivingPaused || $0.isSendingPaused } }

    /// Takes the complete head.
    ///
    /// - Returns: `.resumeSending` when libcurl must be woken to see that sending is over.
    func receive(_ status: Status, _ headers: Headers) -> Kick {
        state.withLock { state in
            state.head = (status, headers)
            return status.isSuccess ? .none : Self.kickSending(&state)
        }
    }

    /// Takes a part of the body; false when the reader must catch up first.
    func receive(_ append: (inout [UInt8]) -> Void) -> Bool {
        state.withLock { state in
            guard state.received.count < bufferLimitBytes else {
                state.isReceivingPaused = true
                return false
            }
            if state.received.isEmpty, state.takenBytes > 64 * 1024 {
                // Rather than growing, and copying, from the first read to the last.
                state.received.reserveCapacity(state.takenBytes)
            }
            append(&state.received)
            return true
        }
    }

    /// The request's whole body, for whoever sees to its sending himself; nil when it is not at
    /// hand, is empty, or has more than `limitBytes`.
    func takeWhole(limitBytes: Int) -> Bytes? {
        guard let whole, !whole.isEmpty, whole.count <= limitBytes else { return nil }
        state.withLock { state in
            state.outgoing = []
            state.outgoingBytes = 0
            state.hasSentAll = true
        }
        return whole
    }

    /// The next bytes to send, at most `limit` of them.
    func send(limit: Int) -> Outgoing {
        let (answer, waiters) = state.withLock {
            state -> (Outgoing, [CheckedContinuation<Void, Never>]) in
            guard let first = state.outgoing.first else {
                if state.hasAllOutgoing {
                    state.hasSentAll = true
                    return (.end, [])
                }
                state.isSendingPaused = true
                return (.wait, [])
            }
            let bytes: Bytes
            if first.count <= limit {
                bytes = first
                state.outgoing.removeFirst()
            } else {
                bytes = first[0..<limit]
                state.outgoing[0] = first[limit..<first.count]
            }
            state.outgoingBytes -= bytes.count
            if state.outgoing.isEmpty, state.hasAllOutgoing { state.hasSentAll = true }
            guard state.outgoingBytes < bufferLimitBytes else { return (.bytes(bytes), []) }
            defer { state.roomWaiters = [] }
            return (.bytes(bytes), state.roomWaiters)
        }
        for waiter in waiters { waiter.resume() }
        return answer
    }

    /// Begins the request's body anew, for a connection that turned out to be dead.
    ///
    /// - Returns: whether all of it is still there.
    func rewind() -> Bool {
        guard let whole else { return false }
        state.withLock { state in
            state.outgoing = whole.isEmpty ? [] : [whole]
            state.outgoingBytes = whole.count
            state.hasSentAll = whole.isEmpty
        }
        return true
    }

    /// Wakes the tasks that can go on. Called once for all that one turn of the thread brought.
    func deliver() {
        let (head, body, room) = state.withLock { state in
            var head: (CheckedContinuation<Void, any Error>, Result<Void, any Error>)?
            var body: CheckedContinuation<Void, Never>?
            var room: [CheckedContinuation<Void, Never>] = []
            if let waiter = state.headWaiter {
                if state.isHeadReady {
                    head = (waiter, .success(()))
                } else if case .failure(let error) = state.end {
                    head = (waiter, .failure(error))
                }
                if head != nil { state.headWaiter = nil }
            }
            if state.hasNews {
                body = state.bodyWaiter
                state.bodyWaiter = nil
            }
            if !Self.wantsMore(state) {
                room = state.roomWaiters
                state.roomWaiters = []
            }
            return (head, body, room)
        }
        if let (waiter, result) = head { waiter.resume(with: result) }
        body?.resume()
        for waiter in room { waiter.resume() }
    }

    /// Ends the transfer and wakes whoever waits.
    func finish(_ result: Result<Void, any Error>) {
        state.withLock { state in
            guard state.end == nil else { return }
            // A head whose body broke is still told; any other failure takes its place.
            if case .failure(let error) = result, !(error is BodyError) { state.head = nil }
            state.end = result
        }
        deliver()
    }

    /// Whether the response's head has come.
    var hasHead: Bool { state.withLock { $0.head != nil } }
}
