// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// Feeds a digest on a lane, slice by slice in their order, while the next slices come.
///
/// One slice waits beside the one being digested, so that the lane need not wait until whoever
/// brings them hears that it is free. Each slice is a piece of work of its own, so that many
/// bodies take turns on the lane.
///
/// For one task that adds; slices left when it gives up are digested for nobody.
final class DigestQueue: Sendable {
    private static let slicesAtOnce = 2

    private struct State {
        /// The first is being digested.
        var slices: [[Bytes]] = []
        var waiter: Waiter?
    }

    private struct Waiter {
        /// With how many slices left it goes on.
        let slicesLeft: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private let digest: RunningDigest
    private let lane: Lane
    private let state = Mutex(State())

    init(_ digest: RunningDigest, on lane: Lane) {
        self.digest = digest
        self.lane = lane
    }

    /// Adds a slice, once there is room for it.
    ///
    /// - Throws: `Lane.Refusal`.
    func add(_ chunks: [Bytes]) async throws {
        await wait(until: Self.slicesAtOnce - 1)
        let isFirst = state.withLock { state in
            state.slices.append(chunks)
            return state.slices.count == 1
        }
        guard isFirst, !lane.start({ [self] in digestFirst() }) else { return }
        throw Lane.Refusal.full
    }

    /// Waits until everything has been digested.
    func finish() async {
        await wait(until: 0)
    }

    private func wait(until slicesLeft: Int) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.slices.count <= slicesLeft { return true }
                state.waiter = Waiter(slicesLeft: slicesLeft, continuation: continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    /// Digests the first slice and sees to the next. Runs on the lane, once at a time.
    private func digestFirst() {
        var goesOnHere = true
        while goesOnHere {
            guard let chunks = state.withLock({ $0.slices.first }) else { return }
            digest.update(chunks)
            let (waiter, hasMore) = state.withLock { state in
                state.slices.removeFirst()
                let hasMore = !state.slices.isEmpty
                guard let waiter = state.waiter, state.slices.count <= waiter.slicesLeft else {
                    return (nil as Waiter?, hasMore)
                }
                state.waiter = nil
                return (waiter, hasMore)
            }
            waiter?.continuation.resume()
            // With a full lane it takes its turn at once: the slice was accepted.
            goesOnHere = hasMore && !lane.start { [self] in digestFirst() }
        }
    }
}
