// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusStorage
import Synchronization

/// One index's writer: a connection, the state that callers see without asking it, and the queue
/// of what is to be done, a batch of it in one transaction with one sync.
///
/// State is only ever seen as of the last durable transaction.
final class TransactionQueue<State: Sendable>: Sendable {
    /// A piece of work inside a transaction.
    private struct Job: Sendable {
        /// Does the work; false when it must be undone. Keeps its own answer.
        let work: @Sendable (Database, inout State) -> Bool
        /// Told once the transaction is durable, or why it is not.
        let settle: @Sendable (StorageError?) -> Void
    }

    /// What the owner does around transactions, on the thread that works.
    struct Hooks: Sendable {
        /// Before a batch, outside its transaction.
        var before: @Sendable () throws(StorageError) -> Void = {}
        /// At the beginning of a transaction.
        var begin: @Sendable (Database) throws(StorageError) -> Void = { _ in }
        /// After a transaction, before its callers go on.
        var after: @Sendable (_ old: State, _ new: inout State) -> Void = { _, _ in }
    }

    private let database: Mutex<Database?>
    private let published: Mutex<State>
    private let queue: BatchQueue<Job>
    private let hooks: Hooks
    /// Why the connection was closed for good.
    private let closure = Mutex<StorageError?>(nil)

    private let gate: Gate

    init(
        _ database: Database, state: State, lane: Lane, gate: Gate, hooks: Hooks = Hooks()
    ) {
        self.gate = gate
        self.database = Mutex(database)
        published = Mutex(state)
        queue = BatchQueue(lane: lane)
        self.hooks = hooks
    }

    /// As of the last durable transaction.
    var state: State { published.withLock { $0 } }

    /// Closes the connection. Nothing must be under way.
    func close() {
        database.withLock { $0 = nil }
    }

    /// Closes the connection behind what is under way, and changes the state that callers see:
    /// what waits or comes later fails with this error.
    func close(because error: StorageError, _ change: (inout State) -> Void) {
        database.withLock { database in
            closure.withLock { $0 = error }
            published.withLock { change(&$0) }
            database = nil
        }
    }

    /// Does work in a transaction that it may share with others; durable once it answers. What
    /// throws has done nothing. Ignores cancellation.
    func perform<Answer: Sendable>(
        _ work: @escaping @Sendable (Database, inout State) throws(StorageError) -> Answer
    ) async throws(StorageError) -> Answer {
        let result: Result<Answer, StorageError> = await withCheckedContinuation { continuation in
            let box = AnswerBox<Answer>()
            let job = Job { database, state in
                let result = Result { () throws(StorageError) in try work(database, &state) }
                box.answer.withLock { $0 = result }
                if case .success = result { return true }
                return false
            } settle: { failure in
                let answer = box.answer.withLock { $0 }
                switch (answer, failure) {
                case (.failure(let own)?, _): continuation.resume(returning: .failure(own))
                case (_, let failure?): continuation.resume(returning: .failure(failure))
                case (let answer?, nil): continuation.resume(returning: answer)
                case (nil, nil):
                    let error = StorageError(.unavailable, "work that was never done")
                    continuation.resume(returning: .failure(error))
                }
            }
            if !queue.add(job, process: { [self] batch in gate.pass { process(batch) } }) {
                continuation.resume(returning: .failure(StorageError(.busy, "commits waiting")))
            }
        }
        return try result.get()
    }

    private func process(_ batch: [Job]) {
        var failure: StorageError?
        database.withLock { database in
            do throws(StorageError) {
                guard let database else {
                    throw closure.withLock { $0 } ?? StorageError(.notFound, "a closed index")
                }
                try hooks.before()
                // What a failed batch could not roll back then may be possible now.
                if database.isInTransaction { try database.run("ROLLBACK") }
                try database.run("BEGIN IMMEDIATE")
                do throws(StorageError) {
                    try transact(batch, database)
                } catch {
                    if database.isInTransaction { try? database.run("ROLLBACK") }
                    throw error
                }
            } catch {
                failure = error
            }
        }
        for job in batch { job.settle(failure) }
    }

    private func transact(_ batch: [Job], _ database: Database) throws(StorageError) {
        let old = state
        var new = old
        try hooks.begin(database)
        for job in batch {
            try database.run("SAVEPOINT job")
            var attempt = new
            if job.work(database, &attempt) {
                new = attempt
            } else {
                try database.run("ROLLBACK TO job")
            }
            try database.run("RELEASE job")
        }
        try database.run("COMMIT")
        hooks.after(old, &new)
        let published = new
        self.published.withLock { $0 = published }
    }
}
