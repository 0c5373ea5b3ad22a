// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// The index of one account: its containers and what they add up to.
public protocol AccountBroker: Sendable {
    /// Creates the account if there is none; a deleted one comes back empty. An existing one
    /// merges the metadata.
    ///
    /// - Returns: whether it is new.
    func create(at time: Timestamp, metadata: Metadata) async throws(StorageError) -> Bool

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

/// What is known of an account.
public struct AccountStat: Sendable {
    public var createdAt: Timestamp
    public var metadata: Metadata
    public var containerCount: UInt64
    /// Per storage policy; the account's totals are their sum.
    public var policies: [PolicyIndex: PolicyStat]

    /// One policy's share of an account.
    public struct PolicyStat: Hashable, Sendable {
        public var containerCount: UInt64
        public var totals: Totals

        public init(containerCount: UInt64 = 0, totals: Totals = Totals()) {
            self.containerCount = containerCount
            self.totals = totals
        }
    }

    /// The sum over all policies.
    public var totals: Totals { policies.values.reduce(Totals()) { $0 + $1.totals } }

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
