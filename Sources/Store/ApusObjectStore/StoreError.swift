// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// Why the store did not do as asked, when the reason is its own.
///
/// A store's functions throw this, `StorageError` from the engine beneath, and whatever a body
/// throws when the client goes away. Closed on purpose: every front-end maps it with an
/// exhaustive `switch`.
public enum StoreError: Error, Sendable {
    /// Not with this principal: 401 for somebody unknown, else 403.
    case denied
    /// No account, container or object of that name (or it has expired).
    case notFound
    /// The account was deleted and is not reclaimed yet.
    case accountDeleted
    /// The object must not exist, but does.
    case alreadyExists
    /// What another cluster says is older than what is there.
    case outdated
    /// The container exists with another storage policy.
    case policyConflict
    /// The container still has objects.
    case notEmpty
    /// No storage policy has that name, or it takes no new containers.
    case unknownPolicy(String)
    /// The body's digest is not the one the client sent.
    case digestMismatch
    /// The body is longer than the largest object.
    case tooLarge
    /// The name of a new account, container or object (`kind`) is longer than operators allow.
    case nameTooLong(kind: String, bytes: Int, limit: Int)
    /// A metadata rule is broken.
    case metadata(MetadataProblem)
    /// An expiry lies in the past; the flag tells whether it was given relative to now.
    case expiryInPast(isRelative: Bool)
    /// The object does not expire when the caller says it does.
    case expiresOtherwise
    /// Too many changes of one object at a time; trying again works.
    case contended
    /// The first segment of a large object is gone or is not the one its manifest names.
    case segmentChanged(String)
    /// A manifest names segments that cannot be used.
    case unusableSegments([SegmentProblem])
    /// A manifest has more object-backed segments than the limit.
    case tooManySegments(limit: Int)
    /// A dynamic manifest is not of the form `container/prefix`.
    case malformedDynamicManifest
    /// The object is not the manifest of a static large object.
    case notAManifest
    /// A large object cannot be deleted at once when its segments are in several containers.
    case scatteredSegments([ContainerName])
    /// Nor when segments are large objects themselves.
    case nestedSegments
    /// None of the ranges that a copy asks for lies within its source.
    case unsatisfiableRange(sizeBytes: UInt64)
    /// Something is wrong with a symlink or behind it.
    case symlink(SymlinkProblem)
    /// A quota stands against it, or is none.
    case quota(QuotaProblem)
    /// What has to do with versions cannot be done.
    case versioning(VersioningProblem)
}

/// Which metadata rule is broken.
public enum MetadataProblem: Hashable, Sendable {
    case emptyName
    case nameTooLong(String)
    case valueTooLong(String, limitBytes: Int)
    case tooMany(limit: Int)
    case tooLarge(limitBytes: Int)
}

/// Why a segment of a manifest cannot be used.
public struct SegmentProblem: Sendable {
    public enum Reason: Sendable {
        /// It could not be looked at.
        case unreadable(any Error)
        case unsatisfiableRange
        case tooSmall
        case sizeMismatch
        case etagMismatch
    }

    /// `/container/object`, as the manifest names it.
    public let path: String
    public let reason: Reason

    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
