// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import Synchronization

/// Work on files that is soon done: many pieces of it in one visit to the lane.
///
/// What comes while a visit is under way is done by the same visit, so that no thread is woken for
/// it, and those who wait are woken together. What is to be hashed for them is hashed side by side.
/// So that a slow disk does not make many wait for one, more visits begin when pieces pile up.
final class ShortFileWork: Sendable {
    private struct Piece: Sendable {
        let hashing: (digest: RunningMD5, bytes: Bytes)?
        /// Does the work, and answers what tells of it.
        let run: @Sendable () -> @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Piece] = []
        var visits = 0
    }

    /// How many pieces may wait for each visit under way before another one begins.
    private let piecesPerVisit: Int
    /// A visit goes on while there is something to do: others need the lane, too.
    private let visitLimit: Int
    private let lane: Lane
    private let state = Mutex(State())

    /// - Parameter visitLimit: how many threads of the lane are taken at most.
    init(lane: Lane, visitLimit: Int) {
        self.lane = lane
        self.visitLimit = visitLimit
        // Many in few visits where there are few processors; else two, which are hashed together.
        piecesPerVisit = SystemFacts.coreCount > 2 ? 2 : MD5.sideBySide
    }

    /// Adds bytes to a digest.
    ///
    /// - Throws: `Lane.Refusal.full`.
    func hash(_ bytes: Bytes, into digest: RunningMD5) async throws {
        try await run(hashing: (digest, bytes)) {}
    }

    /// Runs work that blocks no longer than a few calls of the file system do.
    ///
    /// - Parameter hashing: what is added to a digest of the caller's before the work is done.
    /// - Throws: what `work` throws, or `Lane.Refusal.full`.
    func run<T: Sendable>(
        hashing: (digest: RunningMD5, bytes: Bytes)? = nil,
        _ work: @escaping @Sendable () throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let piece = Piece(hashing: hashing) {
                let result = Result(catching: work)
                return { continuation.resume(with: result) }
            } refuse: {
                continuation.resume(throwing: $0)
            }
            let mustBegin = state.withLock { state in
                state.waiting.append(piece)
                guard state.visits < visitLimit,
                    state.waiting.count > state.visits * piecesPerVisit
                else { return false }
                state.visits += 1
                return true
            }
            if mustBegin, !lane.start({ self.visit() }) { refuse() }
        }
    }

    private func visit() {
        while true {
            let pieces = state.withLock { state in
                defer { state.waiting.removeAll(keepingCapacity: true) }
                if state.waiting.isEmpty { state.visits -= 1 }
                return state.waiting
            }
            if pieces.isEmpty { return }
            RunningMD5.update(pieces.compactMap(\.hashing))
            let answers = pieces.map { $0.run() }
            for answer in answers { answer() }
        }
    }

    private func refuse() {
        let pieces = state.withLock { state in
            state.visits -= 1
            // Another visit will do them.
            guard state.visits == 0 else { return [Piece]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for piece in pieces { piece.refuse(Lane.Refusal.full) }
    }
}
