// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP
public import ApusIO

/// What became of one item of a call.
public protocol ServiceResult: Sendable {
    /// python-swiftclient's name for what was done: `upload_object`.
    var action: String { get }
    /// Why it failed; nil when it did not.
    var failure: (any Error)? { get }
    /// When it failed; nil when it did not.
    var failedAt: FileTime? { get }
    /// Whether it was not done but would be: the call was a dry run.
    var isPlanned: Bool { get }
    /// The answer to its last request that succeeded.
    var reply: Reply? { get }
    /// Tries of its last request; 0 when nothing was asked of the server.
    var attempts: Int { get }
    /// What `document` tells beside what all results tell: `container`, `object`, ….
    var members: [String: JSONValue] { get }
}

extension ServiceResult {
    /// Whether it was done.
    public var isSuccess: Bool { failure == nil }
    public var failedAt: FileTime? { nil }
    public var isPlanned: Bool { false }
    public var reply: Reply? { nil }
    public var attempts: Int {
        failure.map { FailureDocument($0).attempts.count } ?? reply?.attempts.count ?? 0
    }
    public var members: [String: JSONValue] { [:] }
}

/// A container was made, or existed already.
public struct ContainerCreation: ServiceResult {
    public let container: String
    /// The header fields sent.
    public let headers: Headers
    public let reply: Reply?
    public let failure: (any Error)?
    public let failedAt: FileTime?
    public let isPlanned: Bool

    init(
        container: String, headers: Headers, reply: Reply? = nil, failure: (any Error)? = nil,
        isPlanned: Bool = false
    ) {
        self.container = container
        self.headers = headers
        self.reply = reply
        self.failure = failure
        self.isPlanned = isPlanned
        failedAt = failure == nil ? nil : .now
    }

    public var action: String { "create_container" }
    /// Whether it did not exist before.
    public var isNew: Bool { isPlanned || reply?.status.code == 201 }
}

/// An object was uploaded, or needed not be.
public struct ObjectUpload: ServiceResult {
    /// How it ended.
    public enum Outcome: Hashable, Sendable {
        case uploaded
        case skippedIdentical
        case skippedChanged
        case cancelled
    }

    public let container: String
    public let object: String
    /// The file or directory it came from; nil with streams and bytes.
    public let path: String?
    public var outcome = Outcome.uploaded
    /// Whether it is an empty object that stands for a directory.
    public var isDirectoryMarker = false
    /// Whether it was sent in segments.
    public var isLargeObject = false
    /// The header fields sent.
    public var headers: Headers = [:]
    /// Its segments, in order; empty when it was sent whole.
    public var segments: [SegmentUpload] = []
    /// The answer to the object's own PUT, or to its manifest's.
    public var reply: Reply?
    public var isPlanned = false
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { isDirectoryMarker ? "create_dir_marker" : "upload_object" }
}

/// A segment of a large object was uploaded.
public struct SegmentUpload: ServiceResult {
    /// The container and object that it is for.
    public let container: String
    public let object: String
    /// Where it is: container and name.
    public let segmentContainer: String
    public let segmentName: String
    /// Its place in the object, from 0.
    public let index: Int
    public let sizeBytes: UInt64
    /// The ETag answered.
    public var etag: String?
    /// Whether it was there already, with the right MD5, and was not sent.
    public var isResumed = false
    public var reply: Reply?
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { "upload_segment" }
}

/// A result of `SwiftService.upload`.
public enum UploadResult: Sendable {
    case container(ContainerCreation)
    case object(ObjectUpload)
    case segment(SegmentUpload)
    /// A segment of the object that was replaced.
    case deletedSegment(ObjectDeletion)

    /// The result, whatever it is about.
    public var value: any ServiceResult {
        switch self {
        case .container(let result): result
        case .object(let result): result
        case .segment(let result): result
        case .deletedSegment(let result): result
        }
    }
}

/// An object, a segment or a container was deleted.
public struct ObjectDeletion: ServiceResult {
    /// What was deleted.
    public enum Kind: String, Hashable, Sendable {
        case object = "delete_object"
        case segment = "delete_segment"
        case container = "delete_container"
    }

    public let kind: Kind
    public let container: String
    /// nil when it is about the container.
    public let object: String?
    /// Of an object that was a dynamic large one: whether its segments were deleted too.
    public var hasDeletedSegments = false
    public var reply: Reply?
    public var isPlanned = false
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { kind.rawValue }
}

/// Many objects were deleted by one request.
public struct BulkDeletion: ServiceResult {
    public let container: String
    /// Those that were asked for.
    public let objects: [String]
    /// Those that are still there, with the status of each; container and object, unquoted.
    public var errors: [(path: String, status: String)] = []
    /// What the server answered, `Number Deleted` and so on; null when it did not.
    public var summary = JSONValue.null
    public var reply: Reply?
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { "bulk_delete" }
}

/// A result of `SwiftService.delete`.
public enum DeleteResult: Sendable {
    case one(ObjectDeletion)
    case bulk(BulkDeletion)

    /// The result, whatever it is about.
    public var value: any ServiceResult {
        switch self {
        case .one(let result): result
        case .bulk(let result): result
        }
    }
}

/// An object was downloaded.
public struct ObjectDownloadResult: ServiceResult {
    public let container: String
    public let object: String
    /// The file, or where it would be.
    public let path: String
    /// Whether the name ends in `/`, so that there is no file.
    public var isPseudoDirectory = false
    /// The same as `startedAt`, by the wall clock.
    public let startedAtTime = FileTime.now
    /// When the work on the object began.
    public let startedAt: ContinuousClock.Instant
    /// When the token was at hand, the header fields had come, and all was done.
    public var authenticatedAt: ContinuousClock.Instant
    public var headersAt: ContinuousClock.Instant
    public var finishedAt: ContinuousClock.Instant
    /// Bytes that came.
    public var lengthBytes: UInt64 = 0
    public var attempts = 1
    public var reply: Reply?
    /// With the output file `-`: the bytes, which are verified as they are read.
    public var contents: BodyReader?
    /// Whether the file was there already.
    public var isSkipped = false
    public var isPlanned = false
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { "download_object" }
}

/// An account, a container or an object was asked about.
public struct StatResult: ServiceResult {
    /// nil when it is about the account.
    public let container: String?
    /// nil when it is about the container.
    public let object: String?
    public var reply: Reply?
    /// The account's URL and the token used, for who asks for them.
    public var credentials: Credentials?
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String {
        object != nil ? "stat_object" : container != nil ? "stat_container" : "stat_account"
    }
}

/// Metadata of an account, a container or an object was changed.
public struct PostResult: ServiceResult {
    /// nil when it is about the account.
    public let container: String?
    /// nil when it is about the container.
    public let object: String?
    /// The header fields sent.
    public let headers: Headers
    public var reply: Reply?
    public var isPlanned = false
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String {
        object != nil ? "post_object" : container != nil ? "post_container" : "post_account"
    }
}

/// An object was copied.
public struct ObjectCopy: ServiceResult {
    public let container: String
    public let object: String
    /// `/container/object`; nil onto itself.
    public let destination: String?
    /// The header fields sent.
    public let headers: Headers
    /// Whether the source's metadata was left behind.
    public var freshMetadata = false
    public var reply: Reply?
    public var isPlanned = false
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { "copy_object" }
}

/// A result of `SwiftService.copy`.
public enum CopyResult: Sendable {
    case container(ContainerCreation)
    case object(ObjectCopy)

    /// The result, whatever it is about.
    public var value: any ServiceResult {
        switch self {
        case .container(let result): result
        case .object(let result): result
        }
    }
}

/// A page of a listing.
public enum ListPage: ServiceResult {
    case account(AccountListing, details: [String: Headers])
    case container(ContainerListing)

    public var action: String {
        switch self {
        case .account: "list_account_part"
        case .container: "list_container_part"
        }
    }

    public var reply: Reply? {
        switch self {
        case .account(let listing, _): listing.reply
        case .container(let listing): listing.reply
        }
    }

    /// A page that did not come is thrown by the sequence.
    public var failure: (any Error)? { nil }
}
