// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusIO
package import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension StorageError {
    /// What a failed system call means to callers.
    package init(_ error: SystemError) {
        let reason: Reason =
            switch error.code {
            // What has become read-only takes no bytes either.
            case ENOSPC, EDQUOT, EFBIG, EROFS: .insufficientStorage(neededBytes: 0)
            case EMFILE, ENFILE, ENOMEM: .busy
            default: .unavailable
            }
        self.init(reason, error.description, cause: error)
    }

    /// Any error of the layers beneath.
    package static func wrapping(_ error: any Error) -> StorageError {
        switch error {
        case let error as StorageError: error
        case let error as SystemError: StorageError(error)
        case is Lane.Refusal: StorageError(.busy, "too much is waiting", cause: error)
        default: StorageError(.unavailable, "unexpected failure", cause: error)
        }
    }
}

/// Runs a system call and says its failure as a back-end does.
package func calling<T>(_ body: () throws(SystemError) -> T) throws(StorageError) -> T {
    do {
        return try body()
    } catch {
        throw StorageError(error)
    }
}

extension Lane {
    /// Runs blocking work on the lane, with the errors of a back-end.
    package func working<T: Sendable>(
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
package struct Lanes: Sendable {
    /// - Parameter committers: how many commits may be under way at once.
    package init(committers: Int = 8) {
        committing = Lane(name: "apus-commit", threads: committers)
    }

    /// Reads of bodies and indexes, listings.
    package let reading = Lane(name: "apus-read", threads: 8)
    /// Commits, one at a time for each index.
    package let committing: Lane
    /// Bytes of large bodies on their way to the disk.
    package let writing = Lane(name: "apus-write", threads: 4)
    /// The syncs of large bodies, before their commit.
    package let sealing = Lane(name: "apus-seal", threads: 4)
    /// The shared syncs of small bodies and of copies of rows.
    package let syncing = Lane(name: "apus-sync", threads: 2)
    /// What nobody waits for; in order.
    package let background = Lane(name: "apus-back", threads: 1, queueLimit: 10_000_000)
}
