// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a back-end answers when it cannot do as asked.
public struct StorageError: Error {
    /// What callers decide on.
    ///
    /// Closed on purpose: every front-end maps it with an exhaustive `switch`, so a new reason
    /// does not compile until each has said what its clients will see.
    public enum Reason: Hashable, Sendable {
        /// Nothing by that name.
        case notFound
        /// It was there and has been deleted; not yet reclaimed.
        case deleted
        /// Another one of that name exists with properties that cannot be changed.
        case conflict
        /// It was to be made, not to be changed, and is there already.
        case alreadyExists
        /// A container that still has objects, or an account with containers, was to be deleted.
        case notEmpty
        /// A change's condition did not hold; nothing of the commit was done.
        case guardFailed(change: Int)
        /// The device cannot take this many more bytes and keep its reserve.
        case insufficientStorage(neededBytes: UInt64)
        /// Back-pressure: too much is waiting already; trying again later may work.
        case busy
        /// A lock or a turn was waited for too long; nothing was done, trying again may work.
        case lockTimeout
        /// What is stored does not match its own checksum, or cannot be read back.
        case corrupt
        /// The device or engine failed or refuses to write.
        case unavailable
        /// The caller was cancelled before anything was committed.
        case cancelled
    }

    /// What callers decide on.
    public let reason: Reason
    /// What an operator reads: operation and address, never a secret.
    public let detail: String
    /// The failure beneath, for logs only.
    public let cause: (any Error)?

    /// Makes an error; `cause` is whatever the system or library reported.
    public init(_ reason: Reason, _ detail: String, cause: (any Error)? = nil) {
        self.reason = reason
        self.detail = detail
        self.cause = cause
    }
}
