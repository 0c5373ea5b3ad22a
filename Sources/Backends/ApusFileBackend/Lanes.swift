// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension StorageError {
    /// What a failed system call means to callers.
    init(_ error: SystemError) {
        let reason: Reason =
            switch error.code {
            case ENOSPC, EDQUOT, EFBIG: .insufficientStorage(neededBytes: 0)
            case EMFILE, ENFILE, ENOMEM: .busy
            default: .unavailable
            }
        self.init(reason, error.description, cause: error)
    }

    /// Any error of the layers beneath.
    static func wrapping(_ error: any Error) -> StorageError {
        switch error {
        case let error as StorageError: error
        case let error as SystemError: StorageError(error)
        case is Lane.Refusal: StorageError(.busy, "too much is waiting", cause: error)
        default: StorageError(.unavailable, "unexpected failure", cause: error)
        }
    }
}

/// Runs a system call and says its failure as a back-end does.
func calling<T>(_ body: () throws(SystemError) -> T) throws(StorageError) -> T {
    do {
        return try body()
    } catch {
        throw StorageError(error)
    }
}

extension Lane {
    /// Runs blocking work on the lane, with the errors of a back-end.
    func working<T: Sendable>(
        _ body: @escaping @Sendable () throws(StorageError) -> T
    ) async throws(StorageError) -> T {
        do {
            return try await run(body)
        } catch {
            throw .wrapping(error)
        }
    }
}

/// The pools of threads of one store; separate so that none starves another.
struct Lanes: Sendable {
    /// Reads of bodies and indexes, listings.
    let reading = Lane(name: "apus-read", threads: 8)
    /// Commits, one at a time for each index.
    let committing = Lane(name: "apus-commit", threads: 8)
    /// Bytes of large bodies on their way to the disk.
    let writing = Lane(name: "apus-write", threads: 4)
    /// The syncs of large bodies, before their commit.
    let sealing = Lane(name: "apus-seal", threads: 4)
    /// The shared syncs of small bodies and of copies of rows.
    let syncing = Lane(name: "apus-sync", threads: 2)
    /// What nobody waits for; in order.
    let background = Lane(name: "apus-back", threads: 1, queueLimit: 10_000_000)
}
