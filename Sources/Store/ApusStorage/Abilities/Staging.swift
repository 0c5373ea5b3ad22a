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
    /// Whether slow media have it, so that the cached copy may go.
    public var isArchived: Bool
    /// Whether it was asked to stay in the cache.
    public var isPinned: Bool
    /// The media that have it, as their owner calls them: bar codes of tapes, names of pools.
    public var media: [String]

    /// Makes an answer.
    public init(
        cache: Cache, isArchived: Bool, isPinned: Bool = false, media: [String] = []
    ) {
        self.cache = cache
        self.isArchived = isArchived
        self.isPinned = isPinned
        self.media = media
    }
}
