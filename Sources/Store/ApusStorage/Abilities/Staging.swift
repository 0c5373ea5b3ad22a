// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// An engine whose bodies may lie on slow media, behind a cache.
///
/// Callers ask for it with `backend as? any Staging`. Rows are always at hand: listings and
/// metadata never wait. `ContainerBroker.open` on a body that is not in the cache throws `.busy`;
/// who wants to wait asks for it here first.
///
/// Source: Spectra DS3 ("stage", "physical placement", "cache state"); the names of a
/// hierarchical store.
public protocol Staging: Backend {
    /// Where the body of each key is now, in the order of the keys; nil where there is no row.
    func residency(
        of keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) -> [Residency?]

    /// Asks for bodies to be brought into the cache, and returns once the request is on record;
    /// it is not lost by a restart. Asking twice is asking once.
    ///
    /// - Parameter pin: keeps them in the cache until `evict`, so that eviction for room never
    ///   takes what somebody waits for.
    /// - Throws: `.insufficientStorage` when the cache can never hold them together; `.notFound`.
    func stageIn(
        _ keys: [ObjectKey], in container: ContainerAddress, pin: Bool
    ) async throws(StorageError)

    /// Gives up the cached copy of bodies that are on slow media, and their pins; those that are
    /// nowhere else stay.
    ///
    /// - Returns: how many bytes of the cache are free for it.
    func evict(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) -> UInt64

    /// Reads bodies from slow media, whatever is in the cache, and compares them with what was
    /// written. What is damaged there and still in the cache is written anew, and is not archived
    /// until then.
    ///
    /// - Throws: `.notFound` where there is no row or no media have it, `.corrupt`.
    func verify(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError)

    /// Sets room in the cache aside for bodies to come, evicting what is safe elsewhere and not
    /// pinned. Forgotten by a restart: who needs it asks again.
    ///
    /// Only those who reserve wait for each other: a body that is staged without is taken while
    /// the cache has any room. Bodies that were asked to come and to stay (`stageIn`) count as
    /// reserved until they are there, also after a restart.
    ///
    /// - Throws: `.busy` while there is no room, `.insufficientStorage` when there never can be.
    func reserve(_ bytes: UInt64) async throws(StorageError)

    /// Gives back what was reserved: the bodies are there now, or will not come.
    func unreserve(_ bytes: UInt64) async

    /// The cache as it is now.
    func cacheSpace() async throws(StorageError) -> CacheSpace

    /// The media there are, in the order of their names.
    func media() async throws(StorageError) -> [Medium]
}

/// How full a cache is, in bytes.
public struct CacheSpace: Hashable, Sendable {
    /// What the cache may hold.
    public var capacityBytes: UInt64
    /// What bodies in it take.
    public var usedBytes: UInt64
    /// What was set aside for bodies to come, and what those take that come to stay.
    public var reservedBytes: UInt64
    /// What of the used bytes slow media have too, and nobody has pinned.
    public var evictableBytes: UInt64

    /// Makes an answer.
    public init(
        capacityBytes: UInt64, usedBytes: UInt64, reservedBytes: UInt64 = 0,
        evictableBytes: UInt64 = 0
    ) {
        self.capacityBytes = capacityBytes
        self.usedBytes = usedBytes
        self.reservedBytes = reservedBytes
        self.evictableBytes = evictableBytes
    }
}

/// A tape, or what stands for one.
public struct Medium: Hashable, Sendable {
    /// As its owner calls it: a bar code.
    public var name: String
    /// What it may hold, in bytes; nil when it has no end that is known.
    public var capacityBytes: UInt64?
    /// What is written on it, also what no row needs any more, in bytes.
    public var usedBytes: UInt64
    /// When it was begun.
    public var createdAt: Timestamp
    /// When it was last written or read; nil when never since the start.
    public var lastAccessedAt: Timestamp?
    /// Whether nothing more is written on it.
    public var isFull: Bool
    /// Whether it is in the drive.
    public var isMounted: Bool

    /// Makes an answer.
    public init(
        name: String, capacityBytes: UInt64? = nil, usedBytes: UInt64, createdAt: Timestamp,
        lastAccessedAt: Timestamp? = nil, isFull: Bool = false, isMounted: Bool = false
    ) {
        self.name = name
        self.capacityBytes = capacityBytes
        self.usedBytes = usedBytes
        self.createdAt = createdAt
        self.lastAccessedAt = lastAccessedAt
        self.isFull = isFull
        self.isMounted = isMounted
    }
}

/// Where a body is.
public struct Residency: Hashable, Sendable {
    /// Whether it can be read at once.
    public enum Cache: Hashable, Sendable {
        /// It is in the cache.
        case resident
        /// It was asked for and is on its way.
        case arriving
        /// It is on slow media only.
        case absent
    }

    /// Its state in the cache.
    public var cache: Cache
    /// The bytes that it takes there, or will.
    public var sizeBytes: UInt64
    /// Whether slow media have it, so that the cached copy may go.
    public var isArchived: Bool
    /// Whether it was asked to stay in the cache.
    public var isPinned: Bool
    /// The media that have it, as their owner calls them: bar codes of tapes, names of pools.
    public var media: [String]

    /// Makes an answer.
    public init(
        cache: Cache, sizeBytes: UInt64, isArchived: Bool, isPinned: Bool = false,
        media: [String] = []
    ) {
        self.cache = cache
        self.sizeBytes = sizeBytes
        self.isArchived = isArchived
        self.isPinned = isPinned
        self.media = media
    }
}
