// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// The index of one container: the objects it lists and what they add up to.
///
/// The row is the object: what has no row here does not exist. Rows are ordered by the UTF-8
/// bytes of their names. The laws, which `ApusBackendConformance` checks:
///
/// 1. After `commit` returns, object, listing and counters show it, and it survives `kill -9`
///    and power loss.
/// 2. Whoever could read an object finds it in a listing begun later.
/// 3. Counters equal the listing whenever no commit is in flight, also after a crash.
public protocol ContainerBroker: Sendable {
    /// Creates the container if there is none; a deleted one comes back empty.
    ///
    /// An existing container keeps its policy; its metadata is merged from the record.
    ///
    /// - Returns: whether it is new.
    /// - Throws: `.conflict` when it exists with another policy than the record names;
    ///   `.notFound` when its account does not exist, `.deleted` when that was deleted.
    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool

    /// Metadata and totals.
    ///
    /// - Throws: `.notFound`, also for a deleted one.
    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat

    /// Merges metadata: a value replaces, nil or an empty text removes; what carries a later
    /// moment already stays (see `TimedMetadata`). Durable once it returns.
    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError)

    /// One page of the listing, of at most `query.limit` entries, at a cost that does not
    /// depend on the container's size.
    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage

    /// Deletes the container. Objects and their versions keep it; parts go with it.
    ///
    /// - Throws: `.notEmpty`, decided together with the deletion; `.notFound`.
    func delete(at time: Timestamp) async throws(StorageError)

    /// The row of an object, without opening its body.
    ///
    /// - Throws: `.notFound`; nothing else tells a missing container from a missing object.
    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow

    /// Opens an object for reading. What was opened stays readable whatever happens to the row.
    ///
    /// - Throws: `.notFound`, `.corrupt`.
    func open(_ key: ObjectKey) async throws(StorageError) -> any ObjectFile

    /// Begins a body, invisible until it is committed.
    ///
    /// - Parameter sizeBytes: the size to come, when it is known, so that the engine can refuse
    ///   with `.insufficientStorage` at once.
    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter

    /// Makes changes visible, all or none of them, judging their guards in the same step;
    /// durable once it returns. Once begun it ignores cancellation.
    ///
    /// - Returns: one element a change, in order: the row that stood at its key before it.
    /// - Throws: `.notFound` when the container is not there, `.guardFailed` when a condition
    ///   does not hold.
    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?]
}

/// What a container is created with.
public struct ContainerRecord: Sendable {
    public var createdAt: Timestamp
    /// The policy asked for; nil leaves an existing container's alone, and means the store's
    /// default for a new one (which `defaultPolicy` gives).
    public var policy: PolicyIndex?
    public var defaultPolicy: PolicyIndex
    /// Merged into an existing container's metadata.
    public var metadata: [String: String?]

    public init(
        createdAt: Timestamp, policy: PolicyIndex? = nil,
        defaultPolicy: PolicyIndex = PolicyIndex(0), metadata: [String: String?] = [:]
    ) {
        self.createdAt = createdAt
        self.policy = policy
        self.defaultPolicy = defaultPolicy
        self.metadata = metadata
    }
}

/// What is known of a container.
public struct ContainerStat: Sendable {
    public var createdAt: Timestamp
    /// When metadata last changed, or creation.
    public var modifiedAt: Timestamp
    public var policy: PolicyIndex
    public var metadata: Metadata
    public var totals: Totals

    public init(
        createdAt: Timestamp, modifiedAt: Timestamp, policy: PolicyIndex, metadata: Metadata,
        totals: Totals
    ) {
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
        self.policy = policy
        self.metadata = metadata
        self.totals = totals
    }
}
