// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// The index of one account: its containers and what they add up to.
///
/// A broker is a handle: many may stand for one account, and dropping one costs nothing. Its
/// `description` is for logs: the account's name, never a path.
public protocol AccountBroker: Sendable, CustomStringConvertible {
    /// Creates the account if there is none; a deleted one comes back empty. An existing one
    /// merges the metadata, unless the record says that it must be new.
    ///
    /// - Returns: whether it is new.
    /// - Throws: `.alreadyExists`, with nothing changed.
    func create(_ record: AccountRecord) async throws(StorageError) -> Bool

    /// The life of the account and its totals, also of one that was deleted.
    ///
    /// - Throws: `.notFound` where there never was one, or its tombstone is gone.
    func info(_ freshness: Freshness) async throws(StorageError) -> AccountInfo

    /// Metadata and totals.
    ///
    /// - Throws: `.notFound` where there never was one, `.deleted` where there was.
    func stat(_ freshness: Freshness) async throws(StorageError) -> AccountStat

    /// Merges metadata: a value replaces, nil or an empty text removes; what carries a later
    /// moment already stays (see `TimedMetadata`). Durable once it returns.
    ///
    /// - Throws: as `stat`.
    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError)

    /// One page of containers. `query.path` is not used.
    ///
    /// - Throws: as `stat`.
    func list(_ query: ListingQuery) async throws(StorageError) -> AccountPage

    /// Deletes the account, containers and all: at once for callers, while the engine gives the
    /// space back in its own time.
    ///
    /// - Throws: as `stat`.
    func delete(at time: Timestamp) async throws(StorageError)
}

extension AccountBroker {
    /// Creates an account, or merges metadata into one that is there.
    ///
    /// - Returns: whether it is new.
    public func create(
        at time: Timestamp, metadata: Metadata
    ) async throws(StorageError) -> Bool {
        try await create(AccountRecord(createdAt: time, metadata: metadata))
    }

    /// Whether the account is there: neither never made nor deleted.
    public func exists(_ freshness: Freshness = .current) async throws(StorageError) -> Bool {
        try await knownInfo(freshness).map { $0.deletedAt == nil } ?? false
    }

    /// Whether the account was there and has been deleted.
    ///
    /// - Parameter moment: only a deletion at or before it counts. Who decided something by a
    ///   deletion seen earlier asks with that deletion's moment, and so is not mistaken when the
    ///   account was created and deleted anew meanwhile.
    public func isDeleted(
        asOf moment: Timestamp? = nil, _ freshness: Freshness = .current
    ) async throws(StorageError) -> Bool {
        guard let deletedAt = try await knownInfo(freshness)?.deletedAt else { return false }
        return moment.map { deletedAt <= $0 } ?? true
    }

    /// Whether the account has no containers.
    ///
    /// - Throws: `.notFound` where there never was one.
    public func isEmpty(_ freshness: Freshness = .current) async throws(StorageError) -> Bool {
        try await info(freshness).containerCount == 0
    }

    private func knownInfo(
        _ freshness: Freshness
    ) async throws(StorageError) -> AccountInfo? {
        do {
            return try await info(freshness)
        } catch {
            guard error.reason == .notFound else { throw error }
            return nil
        }
    }
}

/// What an account is created with.
public struct AccountRecord: Sendable {
    /// The moment of its creation, and of its metadata.
    public var createdAt: Timestamp
    /// Merged into an existing account's.
    public var metadata: Metadata
    /// Whether one that is there already is refused with `.alreadyExists` and left alone.
    public var mustBeNew: Bool

    /// Makes a record.
    public init(createdAt: Timestamp, metadata: Metadata = [:], mustBeNew: Bool = false) {
        self.createdAt = createdAt
        self.metadata = metadata
        self.mustBeNew = mustBeNew
    }
}

/// The life of an account, without its metadata.
public struct AccountInfo: Hashable, Sendable {
    /// When it was last created.
    public var createdAt: Timestamp
    /// When it was deleted; nil while it is there.
    public var deletedAt: Timestamp?
    /// How many containers it has.
    public var containerCount: UInt64
    /// What they add up to.
    public var totals: Totals

    /// Makes an answer.
    public init(
        createdAt: Timestamp, deletedAt: Timestamp? = nil, containerCount: UInt64 = 0,
        totals: Totals = Totals()
    ) {
        self.createdAt = createdAt
        self.deletedAt = deletedAt
        self.containerCount = containerCount
        self.totals = totals
    }
}

/// What is known of an account.
public struct AccountStat: Sendable {
    /// When the account was last created.
    public var createdAt: Timestamp
    /// What clients and the store have set.
    public var metadata: Metadata
    /// How many containers it has.
    public var containerCount: UInt64
    /// Per storage policy; the account's totals are their sum.
    public var policies: [PolicyIndex: PolicyStat]

    /// One policy's share of an account.
    public struct PolicyStat: Hashable, Sendable {
        /// Containers of the policy.
        public var containerCount: UInt64
        /// What they add up to.
        public var totals: Totals

        /// Makes an answer.
        public init(containerCount: UInt64 = 0, totals: Totals = Totals()) {
            self.containerCount = containerCount
            self.totals = totals
        }
    }

    /// The sum over all policies.
    public var totals: Totals { policies.values.reduce(Totals()) { $0 + $1.totals } }

    /// Makes an answer.
    public init(
        createdAt: Timestamp, metadata: Metadata, containerCount: UInt64,
        policies: [PolicyIndex: PolicyStat]
    ) {
        self.createdAt = createdAt
        self.metadata = metadata
        self.containerCount = containerCount
        self.policies = policies
    }
}
