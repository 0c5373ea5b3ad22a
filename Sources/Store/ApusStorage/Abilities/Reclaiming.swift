// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// An engine that leaves things behind which somebody must come for: tombstones, bodies whose
/// rows are gone, bodies that never got a row, deleted accounts.
///
/// Callers ask for it with `backend as? any Reclaiming`. Every call does a bounded amount of work,
/// may be killed at any moment, and is asked again until it says that it has finished.
///
/// Source: OpenStack Swift, `DatabaseBroker.reclaim`, `swift.account.reaper`.
public protocol Reclaiming: Backend {
    /// Gives back what was left before a moment: tombstones of accounts and containers (which
    /// then answer as if they had never been), doomed bodies, and staged bodies that nobody in
    /// this process holds and no row refers to.
    ///
    /// - Parameters:
    ///   - moment: what is younger stays: a tombstone keeps a late change from bringing back
    ///     what was deleted.
    ///   - limit: about how many things are given back at most.
    func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport

    /// One page of the accounts that were deleted and still hold space, for the reaper.
    func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount>

    /// Gives back the space of a deleted account, a step at a time. Its tombstone stays, for
    /// `reclaim`.
    ///
    /// - Parameter limit: about how many objects at most.
    /// - Returns: `isFinished` when nothing of it is left, also when it was never deleted.
    func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport
}

/// An account that was deleted.
public struct DeletedAccount: Hashable, Sendable {
    /// Its name.
    public let name: AccountName
    /// When.
    public let deletedAt: Timestamp

    /// Makes an answer.
    public init(name: AccountName, deletedAt: Timestamp) {
        self.name = name
        self.deletedAt = deletedAt
    }
}

/// What a step gave back.
public struct ReclaimReport: Hashable, Sendable {
    /// Tombstones of accounts and containers.
    public var tombstones: UInt64
    /// Bodies whose rows are gone.
    public var bodies: UInt64
    /// Bodies that never had a row.
    public var orphans: UInt64
    /// The bytes of both, as far as they are known.
    public var sizeBytes: UInt64
    /// Whether nothing is left for now.
    public var isFinished: Bool

    /// Makes a report.
    public init(
        tombstones: UInt64 = 0, bodies: UInt64 = 0, orphans: UInt64 = 0, sizeBytes: UInt64 = 0,
        isFinished: Bool = true
    ) {
        self.tombstones = tombstones
        self.bodies = bodies
        self.orphans = orphans
        self.sizeBytes = sizeBytes
        self.isFinished = isFinished
    }
}
