// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

/// A descriptor that a loop watches: the waits for it, each with a deadline and cancellable.
///
/// Edge-triggered: a wait is right only after the descriptor has answered "would block" (or
/// less than was asked for), which its user says by `setNotReadable()` and `setNotWritable()`.
///
/// Sound because all of it is used on the loop's thread only, which every entrance checks.
@safe package final class Channel: @unchecked Sendable {
    private enum Direction { case reading, writing }

    @safe private struct Wait {
        let id: UInt64
        let deadline: Deadline
        let continuation: UnsafeContinuation<WaitOutcome, Never>
    }

    package let loop: EventLoop
    /// The descriptor, owned by this channel; -1 once closed.
    package private(set) var descriptor: Int32
    /// The slot and generation under which the loop knows the channel.
    private(set) var token: UInt64 = 0
    /// Whether the peer has said that it will send no more.
    package private(set) var peerHasEnded = false

    private var isReadable = true
    private var isWritable = true
    private var isClosing = false
    private var lastWait: UInt64 = 0
    private var reader: Wait?
    private var writer: Wait?

    /// Takes over a descriptor, on the loop's thread.
    package init(takingOver descriptor: Int32, loop: EventLoop) throws(SystemError) {
        self.loop = loop
        self.descriptor = descriptor
        do throws(SystemError) {
            token = try loop.attach(self, descriptor: descriptor)
        } catch {
            FileCalls.close(descriptor)
            self.descriptor = -1
            throw error
        }
    }

    deinit {
        precondition(descriptor < 0, "a channel was dropped without being closed")
    }

    /// Closes the descriptor; who waits gets `WaitError.closed`. Harmless when repeated.
    package func close() {
        loop.preconditionIsCurrent()
        guard descriptor >= 0 else { return }
        loop.detach(token: token, descriptor: descriptor)
        FileCalls.close(descriptor)
        descriptor = -1
        closeWaits()
    }

    package func setNotReadable() {
        // After the peer's end there is no further edge: reading goes on until it answers 0.
        if !peerHasEnded { isReadable = false }
    }

    package func setNotWritable() {
        isWritable = false
    }

    /// Whether reading may succeed now.
    package var mayRead: Bool { isReadable }

    /// Waits until reading may succeed.
    ///
    /// - Throws: `WaitError`, or `CancellationError`.
    package func waitReadable(until deadline: Deadline) async throws {
        loop.preconditionIsCurrent()
        if isReadable && descriptor >= 0 { return try Task.checkCancellation() }
        try await wait(.reading, until: deadline).get()
        // It may have been closed between the event and this task's turn.
        if descriptor < 0 { throw WaitError.closed }
    }

    /// Waits until writing may succeed.
    ///
    /// - Throws: `WaitError`, or `CancellationError`.
    package func waitWritable(until deadline: Deadline) async throws {
        loop.preconditionIsCurrent()
        if isWritable && descriptor >= 0 { return try Task.checkCancellation() }
        try await wait(.writing, until: deadline).get()
        // It may have been closed between the event and this task's turn.
        if descriptor < 0 { throw WaitError.closed }
    }

    private func wait(_ direction: Direction, until deadline: Deadline) async -> WaitOutcome {
        lastWait += 1
        let id = lastWait
        return await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                // A cancellation from another thread comes as an action of the loop, hence
                // after this; one from this thread has come already.
                if Task.isCancelled { return unsafe continuation.resume(returning: .cancelled) }
                if descriptor < 0 || isClosing {
                    return unsafe continuation.resume(returning: .closed)
                }
                let wait = unsafe Wait(id: id, deadline: deadline, continuation: continuation)
                switch direction {
                case .reading:
                    precondition(reader == nil, "two tasks wait to read one descriptor")
                    reader = wait
                case .writing:
                    precondition(writer == nil, "two tasks wait to write one descriptor")
                    writer = wait
                }
                loop.arm(token: token, at: deadline)
            }
        } onCancel: {
            loop.perform { self.cancel(id) }
        }
    }

    private func cancel(_ id: UInt64) {
        if let wait = reader, wait.id == id { endReading(.cancelled) }
        if let wait = writer, wait.id == id { endWriting(.cancelled) }
    }

    private func endReading(_ outcome: WaitOutcome) {
        guard let wait = reader else { return }
        reader = nil
        unsafe wait.continuation.resume(returning: outcome)
    }

    private func endWriting(_ outcome: WaitOutcome) {
        guard let wait = writer else { return }
        writer = nil
        unsafe wait.continuation.resume(returning: outcome)
    }

    // MARK: Called by the loop

    func handle(_ flags: UInt32) {
        let failed = flags & UInt32(apus_event_failed) != 0
        let ended = flags & UInt32(apus_event_peer_closed) != 0
        if ended || failed { peerHasEnded = true }
        if ended || failed || flags & UInt32(apus_event_readable) != 0 {
            isReadable = true
            endReading(.ready)
        }
        if failed || flags & UInt32(apus_event_writable) != 0 {
            isWritable = true
            endWriting(.ready)
        }
    }

    /// Ends waits whose deadline has passed; answers the next one there is.
    func expireWaits(_ now: Deadline) -> Deadline? {
        var next = Deadline.never
        if let wait = reader {
            if wait.deadline <= now {
                endReading(.timedOut)
            } else {
                next = min(next, wait.deadline)
            }
        }
        if let wait = writer {
            if wait.deadline <= now {
                endWriting(.timedOut)
            } else {
                next = min(next, wait.deadline)
            }
        }
        return next < .never ? next : nil
    }

    func closeWaits() {
        isClosing = true
        endReading(.closed)
        endWriting(.closed)
    }
}
