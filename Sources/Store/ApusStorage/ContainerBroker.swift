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
/// 3. Counters equal the listing whenever no commit is in flight, also after a crash, and the
///    account's totals the sum of its containers'.
///
/// A broker is a handle: many may stand for one container, and dropping one costs nothing. Its
/// `description` is for logs: account and container, never a path.
public protocol ContainerBroker: Sendable, CustomStringConvertible {
    /// Creates the container if there is none; a deleted one comes back empty.
    ///
    /// An existing container keeps its policy; its metadata is merged from the record, unless the
    /// record says that it must be new.
    ///
    /// - Returns: whether it is new.
    /// - Throws: `.alreadyExists`, with nothing changed; `.conflict` when it exists with another
    ///   policy than the record names; `.notFound` when its account does not exist, `.deleted`
    ///   when that was deleted.
    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool

    /// The life of the container and its totals, also of one that was deleted.
    ///
    /// - Throws: `.notFound` where there never was one, its tombstone is gone, or its account is.
    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo

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
    /// - Parameter caching: what the engine may keep in memory of it.
    /// - Throws: `.notFound`, `.corrupt`; `.busy` when the body has to come from slow media first.
    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile

    /// Begins a body, invisible until it is committed.
    ///
    /// - Parameter sizeBytes: the size to come, when it is known, so that the engine can reserve
    ///   the space, or refuse with `.insufficientStorage` at once.
    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter

    /// Makes changes visible, all or none of them, judging their guards in the same step;
    /// durable once it returns. Once begun it ignores cancellation.
    ///
    /// - Returns: one element a change, in order: the row that stood at its key before it.
    /// - Throws: `.notFound` when the container is not there, `.guardFailed` when a condition
    ///   does not hold.
    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?]
}

extension ContainerBroker {
    /// Opens an object for reading, to be cached as the engine likes.
    public func open(_ key: ObjectKey) async throws(StorageError) -> any ObjectFile {
        try await open(key, caching: .automatic)
    }

    /// Whether the container is there: neither never made nor deleted.
    public func exists(_ freshness: Freshness = .current) async throws(StorageError) -> Bool {
        try await knownInfo(freshness).map { $0.deletedAt == nil } ?? false
    }

    /// Whether the container was there and has been deleted.
    ///
    /// - Parameter moment: only a deletion at or before it counts. Who decided something by a
    ///   deletion seen earlier asks with that deletion's moment, and so is not mistaken when the
    ///   container was created and deleted anew meanwhile.
    public func isDeleted(
        asOf moment: Timestamp? = nil, _ freshness: Freshness = .current
    ) async throws(StorageError) -> Bool {
        guard let deletedAt = try await knownInfo(freshness)?.deletedAt else { return false }
        return moment.map { deletedAt <= $0 } ?? true
    }

    /// Whether the container has neither objects nor versions of them. An answer for people:
    /// `delete` decides for itself.
    ///
    /// - Throws: `.notFound` where there never was one.
    public func isEmpty(_ freshness: Freshness = .current) async throws(StorageError) -> Bool {
        try await info(freshness).isEmpty
    }

    private func knownInfo(
        _ freshness: Freshness
    ) async throws(StorageError) -> ContainerInfo? {
        do {
            return try await info(freshness)
        } catch {
            guard error.reason == .notFound else { throw error }
            return nil
        }
    }
}

/// What a container is created with.
public struct ContainerRecord: Sendable {
    /// The moment of its creation, and of its metadata.
    public var createdAt: Timestamp
    /// The policy asked for; nil leaves an existing container's alone, and means the store's
    /// default for a new one (which `defaultPolicy` gives).
    public var policy: PolicyIndex?
    /// What a new one gets where `policy` is nil.
    public var defaultPolicy: PolicyIndex
    /// Merged into an existing container's metadata.
    public var metadata: [String: String?]
    /// Whether one that is there already is refused with `.alreadyExists` and left alone.
    public var mustBeNew: Bool

    /// Makes a record.
    public init(
        createdAt: Timestamp, policy: PolicyIndex? = nil,
        defaultPolicy: PolicyIndex = PolicyIndex(0), metadata: [String: String?] = [:],
        mustBeNew: Bool = false
    ) {
        self.createdAt = createdAt
        self.policy = policy
        self.defaultPolicy = defaultPolicy
        self.metadata = metadata
        self.mustBeNew = mustBeNew
    }
}

/// The life of a container, without its metadata.
public struct ContainerInfo: Hashable, Sendable {
    /// When it was last created.
    public var createdAt: Timestamp
    /// When its metadata last changed, or creation.
    public var modifiedAt: Timestamp
    /// When it was deleted; nil while it is there.
    public var deletedAt: Timestamp?
    /// The storage policy it has, or had.
    public var policy: PolicyIndex
    /// What it lists.
    public var totals: Totals
    /// Whether it has neither objects nor versions of them.
    public var isEmpty: Bool

    /// Makes an answer.
    public init(
        createdAt: Timestamp, modifiedAt: Timestamp, deletedAt: Timestamp? = nil,
        policy: PolicyIndex, totals: Totals = Totals(), isEmpty: Bool = true
    ) {
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
        self.deletedAt = deletedAt
        self.policy = policy
        self.totals = totals
        self.isEmpty = isEmpty
    }
}

/// What is known of a container.
public struct ContainerStat: Sendable {
    /// When the container was last created.
    public var createdAt: Timestamp
    /// When metadata last changed, or creation.
    public var modifiedAt: Timestamp
    /// The storage policy it has.
    public var policy: PolicyIndex
    /// What clients and the store have set.
    public var metadata: Metadata
    /// What it lists.
    public var totals: Totals

    /// Makes an answer.
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
