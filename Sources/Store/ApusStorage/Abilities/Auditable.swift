// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusModel

/// An engine whose contents can be walked, verified, set aside and found again.
///
/// Callers ask for it with `backend as? any Auditable`; what an engine cannot verify it does not
/// promise. All of it runs beside requests and takes no lock that a request waits for longer
/// than for one commit. The policy (how fast, in which order, what is done about damage) is the
/// auditor's, above the seam.
///
/// Walks are resumable: a page ends with a position that means the same in a later process, so
/// that an auditor goes on where it stopped. What stands from the beginning of a walk to its end
/// is met exactly once; what comes or goes meanwhile may be met or not.
///
/// Source: "Pluggable Back-ends: Evolving API" (`audit_location_generator`, `quarantined_dir`),
/// OpenStack Swift, `swift.obj.auditor`.
public protocol Auditable: Backend {
    /// One page of the indexes: every account and every container that exists, an account before
    /// its containers.
    ///
    /// - Parameters:
    ///   - position: where the last page ended; nil begins a walk.
    ///   - limit: the most elements of a page.
    func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress>

    /// One page of the objects, versions and parts included, container after container. An index
    /// that cannot be read is passed over; `verify` tells of it.
    ///
    /// - Parameters:
    ///   - selection: which ones; engines that keep an order of what expires need not look at
    ///     the rest.
    ///   - position: where the last page of the same selection ended; nil begins a walk.
    ///   - limit: the most elements of a page. A page may have fewer, or none, and still not be
    ///     the last.
    func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation>

    /// Reads an object from the device, not from a cache, and compares it with its checksums.
    ///
    /// - Parameters:
    ///   - location: an object that a walk met.
    ///   - read: gets the body in order, in pieces of at most about a mebibyte, each after it was
    ///     verified: to compute a digest, and to wait so that the device is left to others.
    /// - Returns: whether it is whole. A device that fails to read is `.damaged` too, when the
    ///   failure is this object's.
    /// - Throws: `.cancelled`, `.unavailable`.
    func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict

    /// Takes an object out of the index, counters included, and keeps its body aside where an
    /// operator finds it with its address and the reason. Readers get `.notFound` from then on.
    ///
    /// - Returns: false when the object is not the one that was met any more: nothing is done.
    func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool

    /// Checks an index as far as it goes without bodies: that it can be read, that its counters
    /// equal its rows, that every row's body is there.
    func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict

    /// Sets an index aside with the reason. Until it is rebuilt its account or container answers
    /// `.unavailable`, never `.notFound`: nobody shall believe that it is gone and make it anew.
    func quarantine(_ index: IndexAddress, reason: String) async throws(StorageError)

    /// Makes a quarantined index anew from what bodies tell of themselves (a container's rows),
    /// or from the containers' indexes (an account's), and puts it in the place of the old one.
    ///
    /// Harmless to be killed: either the old state stays, or the new one is complete. What only
    /// the index knew (a container's metadata) is taken from the damaged one where it can still
    /// be read.
    func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport
}

/// Which index is meant.
public enum IndexAddress: Hashable, Sendable, CustomStringConvertible {
    /// The index of an account: its containers.
    case account(AccountName)
    /// The index of a container: its objects.
    case container(ContainerAddress)

    /// `/account` or `/account/container`, for logs.
    public var description: String {
        switch self {
        case .account(let name): "/\(name)"
        case .container(let address): "\(address)"
        }
    }
}

/// Where an object stands, and which one it was when a walk met it.
public struct ObjectLocation: Hashable, Sendable, CustomStringConvertible {
    /// The container that has it.
    public let container: ContainerAddress
    /// Where it stands there.
    public let key: ObjectKey
    /// When bytes or metadata last changed; tells it from what replaces it.
    public let modifiedAt: Timestamp
    /// The size of its body.
    public let sizeBytes: UInt64
    /// Seconds since 1970 after which it is gone for readers; nil when it stays.
    public let expiresAt: UInt64?

    /// Makes a location; an engine does while it walks.
    public init(
        container: ContainerAddress, key: ObjectKey, modifiedAt: Timestamp, sizeBytes: UInt64,
        expiresAt: UInt64?
    ) {
        self.container = container
        self.key = key
        self.modifiedAt = modifiedAt
        self.sizeBytes = sizeBytes
        self.expiresAt = expiresAt
    }

    /// Makes the location of a row.
    public init(_ row: ObjectRow, at key: ObjectKey, in container: ContainerAddress) {
        self.init(
            container: container, key: key, modifiedAt: row.modifiedAt, sizeBytes: row.sizeBytes,
            expiresAt: row.expiresAt)
    }

    /// `/account/container/object`, for logs.
    public var description: String { "\(container)/\(key.name)" }
}

/// Which objects a walk is about.
public enum ObjectSelection: Hashable, Sendable {
    /// Every one.
    case all
    /// Current objects whose expiry is at or before this moment, in seconds since 1970.
    case expired(by: UInt64)
}

/// Where a walk stands: opaque to all but the engine that made it, and good for a restart.
public struct AuditPosition: Hashable, Sendable {
    /// What to keep: printable, of one line, at most a few kilobytes.
    public let text: String

    /// Takes up what was kept. An engine that cannot read it begins anew.
    public init(_ text: String) {
        self.text = text
    }
}

/// A part of a walk.
public struct AuditPage<Element: Sendable>: Sendable {
    /// What was met, in the walk's order.
    public let elements: [Element]
    /// Where the next page begins; nil after the last.
    public let next: AuditPosition?

    /// Makes a page.
    public init(_ elements: [Element], next: AuditPosition?) {
        self.elements = elements
        self.next = next
    }
}

/// What a look at an object or index came to.
public enum AuditVerdict: Hashable, Sendable {
    /// Nothing is wrong.
    case intact
    /// It is not there any more, or another one is.
    case gone
    /// Something is wrong: what, in words for an operator.
    case damaged(String)
}

/// What making an index anew came to.
public struct RebuildReport: Hashable, Sendable {
    /// Rows that are there again.
    public var restored: UInt64
    /// Bodies or indexes that were looked at and could not be read.
    public var unreadable: UInt64

    /// Makes a report.
    public init(restored: UInt64 = 0, unreadable: UInt64 = 0) {
        self.restored = restored
        self.unreadable = unreadable
    }
}
