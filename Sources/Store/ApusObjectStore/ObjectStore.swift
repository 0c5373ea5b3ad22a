// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO
public import ApusModel
import ApusStorage

/// Accounts, containers and objects with their rules, over any back-end; knows no HTTP.
///
/// It decides *may they*, at every object it opens: segments and copy sources included. It
/// streams: one chunk of a body at a time, digested once. Its functions throw `StoreError` for
/// its own decisions, `StorageError` from the engine beneath, and whatever a body throws.
public struct ObjectStore: Sendable {
    public let policies: StoragePolicies
    public private(set) var constraints: Constraints
    /// Where moments come from.
    public let clock: StoreClock
    /// Whether an account that was never made reads as empty, and comes with its first container.
    public let createsAccounts: Bool
    /// Which features that keep old objects are offered.
    public let versioning: VersioningOptions
    /// Where digests of large bodies are computed, and other work that keeps a processor busy.
    package let compute: Lane
    /// Told how long engines take for what a request waits for.
    let onStorage: (@Sendable (StorageOperation, Duration) -> Void)?
    /// Who may create a container, where several back-ends may have it.
    let turns = Turns()
    /// Which objects are to be deleted when.
    package let expiries: ExpiryQueue
    /// What operators have said of accounts.
    let accountMemory = AccountMemory()
    /// What other clusters have had of containers that are kept alike.
    package let journal: SyncJournal
    /// Who is told of what has changed.
    package let commits = CommitWatch()
    /// What was met that cannot be read as it was stored.
    package let suspects = SuspectList()

    /// - Parameters:
    ///   - createsAccounts: whether accounts come with their first container; when not, only
    ///     whoever manages accounts makes them, and others are not there.
    ///   - compute: a lane for work that keeps a processor busy, one thread per core.
    ///   - onStorage: told how long engines take; must not block.
    public init(
        policies: StoragePolicies, constraints: Constraints = Constraints(),
        createsAccounts: Bool = true, versioning: VersioningOptions = VersioningOptions(),
        clock: StoreClock, compute: Lane,
        onStorage: (@Sendable (StorageOperation, Duration) -> Void)? = nil
    ) {
        self.onStorage = onStorage
        self.versioning = versioning
        self.createsAccounts = createsAccounts
        self.policies = policies
        self.constraints = constraints
        self.clock = clock
        self.compute = compute
        expiries = ExpiryQueue(policies, clock: clock)
        journal = SyncJournal(policies, clock: clock)
    }

    /// The same store with other limits on what it takes from now on.
    public func limited(by constraints: Constraints) -> ObjectStore {
        var store = self
        store.constraints = constraints
        return store
    }

    /// Whether every engine can read and write now.
    ///
    /// - Throws: `StorageError` of the first that cannot.
    public func checkHealth() async throws {
        for backend in policies.backends { try await backend.checkHealth() }
    }
}

/// Who asks, and what else access control lists look at.
public struct Caller: Sendable {
    public var principal: Principal
    /// The page that led here (`Referer`), for lists like `.r:.example.com`.
    public var referrer: String?

    public init(_ principal: Principal, referrer: String? = nil) {
        self.principal = principal
        self.referrer = referrer
    }
}

/// What somebody who may do something is to the account.
public enum Standing: Hashable, Sendable {
    /// Sees and sets everything, access control lists and keys included.
    case owner
    /// Was let in by an access control list; does not see what only owners see.
    case guest
}
