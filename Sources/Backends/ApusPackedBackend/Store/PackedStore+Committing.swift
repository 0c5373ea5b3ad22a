// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import Synchronization

/// A piece of work inside a batch.
struct CommitJob: Sendable {
    /// Does the work; false when it must be undone. Keeps its own answer.
    let work: @Sendable (Transaction) -> Bool
    /// Told once the batch is durable, or why it is not.
    let settle: @Sendable (StorageError?) -> Void
}

extension PackedStore {
    /// Does work in a batch that it may share with others; durable once it answers. What throws
    /// has done nothing. Once queued it ignores cancellation.
    ///
    /// - Parameter weight: about how many bytes it adds to the batch.
    func perform<Answer: Sendable>(
        weight: Int = 512,
        _ work: @escaping @Sendable (Transaction) throws(StorageError) -> Answer
    ) async throws(StorageError) -> Answer {
        try await requireWriting()
        let result: Result<Answer, StorageError> = await withCheckedContinuation { continuation in
            let box = AnswerBox<Answer>()
            let job = CommitJob { transaction in
                let result = Result { () throws(StorageError) in try work(transaction) }
                box.answer.withLock { $0 = result }
                if case .success = result { return true }
                return false
            } settle: { failure in
                // What failed by itself may have failed because of what the batch did before it.
                let answer = failure.map { .failure($0) } ?? box.answer.withLock { $0 }
                continuation.resume(
                    returning: answer
                        ?? .failure(StorageError(.unavailable, "work that was never done")))
            }
            if !queue.add(job, weight: weight, process: { [self] in process($0) }) {
                continuation.resume(returning: .failure(StorageError(.busy, "commits waiting")))
            }
        }
        return try result.get()
    }

    /// Why nothing can be written now.
    var refusal: StorageError? {
        do {
            try mount?.check()
        } catch {
            return error
        }
        return phase.withLock { phase in
            switch phase {
            case .working: nil
            case .readOnly(_, let reason): reason
            case .closed: StorageError(.unavailable, "the store is closed")
            }
        }
    }

    /// One batch, on the committer's thread.
    func process(_ batch: [CommitJob]) {
        let failure: StorageError?
        do throws(StorageError) {
            try write(batch)
            failure = nil
        } catch {
            failure = error
        }
        for job in batch { job.settle(failure) }
    }

    private func write(_ batch: [CommitJob]) throws(StorageError) {
        guard case .working(let index) = phase.withLock({ $0 }) else {
            throw refusal ?? StorageError(.unavailable, "the store is closed")
        }
        let transaction = Transaction(
            index, heads: heads, bodies: bodies, newID: { [self] in makeID() })
        for id in removal.takeRemoved() { transaction.delete(Keys.body(.doomed, id), in: .heads) }
        for job in batch {
            transaction.begin()
            if !job.work(transaction) { transaction.undo() }
        }
        guard !transaction.isEmpty else { return }
        let changes = transaction.finish()
        let leftovers = transaction.leftovers
        hot.begin(leftovers.touched)
        defer { hot.end(leftovers.touched) }
        do throws(StorageError) {
            try index.write(changes)
        } catch {
            // Whether it reached the log is not known, and a failed sync is not to be tried
            // again: the system may have dropped what it could not write.
            turnReadOnly(index, error, transaction.claimed)
            throw error
        }
        heads.publish(
            accounts: transaction.accounts, containers: transaction.containers,
            emptied: transaction.emptied)
        watermark.write(index.lastSequence)
        counts.batches.add(1, ordering: .relaxed)
        counts.commits.add(UInt64(batch.count), ordering: .relaxed)
        space.refresh()
        leaveBehind(leftovers)
    }

    /// Removes files whose rows are gone and renews the copies of rows that changed, behind the
    /// batch: neither is needed for what it promised.
    private func leaveBehind(_ leftovers: Leftovers) {
        for change in leftovers.amended {
            guard let first = change.parts.first else { continue }
            let list = BodyList(
                change.parts.map { BodyList.Part(id: $0.id, sizeBytes: $0.sizeBytes) })
            lanes.background.start { [bodies] in
                bodies.appendCopy(
                    BodyFormat.copy(
                        change.row, at: change.key, in: change.address, bodies: list,
                        sizeBytes: first.sizeBytes), to: first.id)
            }
        }
        removeLater(leftovers.doomed)
    }

    /// Removes the files of doomed bodies, unless a backup still wants them.
    func removeLater(_ doomed: [BodyID]) {
        let ids = removal.admit(doomed)
        guard !ids.isEmpty else { return }
        bodies.removeLater(ids) { [removal] in removal.addRemoved(ids) }
    }
}

/// Files to be removed, and those that were, whose entries the next batch removes.
final class Removal: Sendable {
    private struct State {
        var removed: [BodyID] = []
        /// How many want to keep all files as they are for now.
        var holders = 0
        var held: [BodyID] = []
        /// Of a batch that failed: they may have rows or not.
        var doubtful: [BodyID] = []
    }

    private let state = Mutex(State())

    /// Which of them may be removed now; the others are when nobody holds them any more.
    func admit(_ ids: [BodyID]) -> [BodyID] {
        state.withLock { state in
            guard state.holders > 0 else { return ids }
            state.held += ids
            return []
        }
    }

    func hold() { state.withLock { $0.holders += 1 } }

    /// - Returns: what was held back and may be removed now.
    func release() -> [BodyID] {
        state.withLock { state in
            state.holders -= 1
            guard state.holders == 0 else { return [] }
            defer { state.held = [] }
            return state.held
        }
    }

    func doubt(_ ids: [BodyID]) { state.withLock { $0.doubtful += ids } }

    func takeDoubtful() -> [BodyID] {
        state.withLock { state in
            defer { state.doubtful = [] }
            return state.doubtful
        }
    }

    func addRemoved(_ ids: [BodyID]) { state.withLock { $0.removed += ids } }

    func takeRemoved() -> [BodyID] {
        state.withLock { state in
            defer { state.removed = [] }
            return state.removed
        }
    }
}
