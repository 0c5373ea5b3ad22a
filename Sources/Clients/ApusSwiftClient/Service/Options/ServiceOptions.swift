// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusFiles

/// How a service behaves, and what its methods do unless a call says otherwise.
///
/// Two levels, as in python-swiftclient: what concerns the whole service is here; what concerns
/// one kind of call is in the structure of that call, whose value here is the default.
public struct ServiceOptions: Sendable {
    /// How many calls on accounts and containers run at once, listings among them.
    public var containerThreads = 10
    /// How many objects are uploaded, posted or copied at once.
    public var objectUploadThreads = 10
    /// How many objects are downloaded, deleted or asked about at once.
    public var objectDownloadThreads = 10
    /// How many segments are uploaded or deleted at once.
    public var segmentThreads = 10
    /// Where the service's tasks run: `HTTPClient.executor` saves threads that wake each other
    /// for every small request. The cooperative pool when nil.
    public var executor: (any TaskExecutor)?
    /// Whether calls only say what they would do: they list, look and compare, and change nothing,
    /// neither on the server nor on this machine. Results of what would be done say so
    /// (`isPlanned`).
    public var isDryRun = false
    /// Retries, user agent and log of every call.
    public var connection = ConnectionSettings()
    /// The default of `SwiftService.stat`.
    public var stat = StatOptions()
    /// The default of `SwiftService.post`.
    public var post = PostOptions()
    /// The default of `SwiftService.list`.
    public var list = ListOptions()
    /// The default of `SwiftService.upload`.
    public var upload = UploadOptions()
    /// The default of `SwiftService.download`.
    public var download = DownloadOptions()
    /// The default of `SwiftService.delete`.
    public var delete = DeleteOptions()
    /// The default of `SwiftService.copy`.
    public var copy = CopyOptions()

    /// The defaults.
    public init() {}
}

/// What `SwiftService.stat` does. Header items are `name:value`.
public struct StatOptions: Hashable, Sendable {
    /// Sent with the request.
    public var headers: [String] = []
    /// A version of an object other than the current one.
    public var versionID: String?

    /// Whether results come in the order of what was asked, instead of as they are ready.
    public var isOrdered = false

    /// The defaults.
    public init() {}
}

/// What `SwiftService.post` changes. Header items are `name:value`.
public struct PostOptions: Hashable, Sendable {
    /// User metadata.
    public var metadata: [String] = []
    /// Other header fields; they win over metadata of the same name.
    public var headers: [String] = []
    /// Who may read a container.
    public var readACL: String?
    /// Who may write to a container.
    public var writeACL: String?
    /// Where a container is synchronised to.
    public var syncTo: String?
    /// The secret of that synchronisation.
    public var syncKey: String?

    /// Whether results come in the order of what was asked, instead of as they are ready.
    public var isOrdered = false

    /// The defaults.
    public init() {}
}

/// What `SwiftService.list` shows. Header items are `name:value`.
public struct ListOptions: Hashable, Sendable {
    /// Names that begin so.
    public var prefix: String?
    /// Names that share what comes before it are one row; of containers only.
    public var delimiter: String?
    /// Names after this one.
    public var marker = ""
    /// With `marker`: versions after this one.
    public var versionMarker = ""
    /// Every version of every object.
    public var versions = false
    /// Of an account: ask every container for its header fields.
    public var long = false
    /// Sent with every request.
    public var headers: [String] = []

    /// The defaults.
    public init() {}
}

/// What `SwiftService.upload` does. Header items are `name:value`.
public struct UploadOptions: Hashable, Sendable {
    /// How a large object is put together from its segments.
    public enum LargeObject: Hashable, Sendable {
        /// By a manifest that lists them (SLO).
        case staticManifest
        /// By the beginning of their names (DLO).
        case dynamicManifest
    }

    /// User metadata of the objects.
    public var metadata: [String] = []
    /// Other header fields of the objects; they win over metadata of the same name.
    public var headers: [String] = []
    /// Leaves out files whose size and time of change are those of their object.
    public var changed = false
    /// Leaves out files whose contents are those of their object.
    public var skipsIdentical = false
    /// Whether the MD5 of what was sent is compared with the server's.
    public var verifiesChecksum = true
    /// Files larger than this are sent in segments of this size; nil sends every file whole
    /// (standard input in segments of 10 MiB).
    public var segmentSizeBytes: UInt64?
    /// Where segments go; the container's name with `_segments` when nil.
    public var segmentContainer: String?
    /// Whether segments of the object that is replaced stay.
    public var leavesSegments = false
    /// The form of large objects; nil takes SLO where the server offers it.
    public var largeObject: LargeObject?
    /// Whether the container is known to exist.
    public var skipsContainerPut = false
    /// What symbolic links in trees of directories stand for.
    public var links = LinkPolicy.files
    /// Whether segments that an interrupted upload of the same file has left are used again:
    /// those of the right size and MD5, by the listing of the segment container and the file.
    public var resumes = false
    /// Whether the segments of an object that could not be finished are deleted, instead of
    /// waiting for another try with `resumes`.
    public var removesSegmentsOnFailure = false
    /// Whether the first failure ends the call; what had not begun is reported as cancelled.
    public var failsFast = false

    /// Whether results come in the order of what was asked, instead of as they are ready.
    public var isOrdered = false

    /// The defaults.
    public init() {}
}

/// What `SwiftService.download` does. Header items are `name:value`.
public struct DownloadOptions: Hashable, Sendable {
    /// Sent with every request (`Range`, `If-Match`, …).
    public var headers: [String] = []
    /// Objects whose names begin so.
    public var prefix: String?
    /// Whether that beginning is left out of the files' names.
    public var removesPrefix = false
    /// Objects after this name.
    public var marker = ""
    /// Of a whole account: containers after this name.
    public var containerMarker = ""
    /// The file for a single object; `-` hands the bytes to the caller.
    public var outputFile: String?
    /// Where the files go; the current directory when nil.
    public var outputDirectory: String?
    /// Fetches and verifies, and writes nothing.
    public var discards = false
    /// Leaves out objects whose contents are those of their file.
    public var skipsIdentical = false
    /// Whether the MD5 of what came is compared with the ETag.
    public var verifiesChecksum = true
    /// A version of an object other than the current one.
    public var versionID: String?
    /// Whether the objects of a page of the listing come in a random order, so that several
    /// clients do not ask for the same ones at the same time.
    public var shuffles = false
    /// Whether files keep the time of the download instead of the object's own.
    public var ignoresModificationTime = false
    /// Whether what came of an interrupted download stays, and the next one goes on from there.
    /// What is there is compared with the server's digests, never taken for granted.
    public var resumes = false
    /// Objects from this size on are fetched by several requests at once, each for a range; nil
    /// fetches every object by one.
    public var rangedFromBytes: UInt64? = 64 * 1024 * 1024
    /// How much one such request asks for, but for segments, which are asked for whole up to
    /// eight times as much.
    public var rangeBytes: UInt64 = 16 * 1024 * 1024
    /// Whether names may lead out of the output directory, or through symbolic links.
    public var allowsUnsafePaths = false

    /// Whether results come in the order of what was asked, instead of as they are ready.
    public var isOrdered = false

    /// The defaults.
    public init() {}
}

/// What `SwiftService.delete` does. Header items are `name:value`.
public struct DeleteOptions: Hashable, Sendable {
    /// Sent with every request.
    public var headers: [String] = []
    /// Objects whose names begin so; the container stays.
    public var prefix: String?
    /// Every version of every object.
    public var versions = false
    /// A version of an object other than the current one.
    public var versionID: String?
    /// Whether the segments of large objects stay.
    public var leavesSegments = false
    /// Whether every object is looked at before it is deleted in bulk, also those whose rows in
    /// the listing show bytes. Only so is a dynamic manifest found that has bytes of its own; it
    /// takes a request more for each object.
    public var looksAtEachObject = false
    /// Whether the first failure ends the call; what had not begun is reported as cancelled.
    public var failsFast = false

    /// Whether results come in the order of what was asked, instead of as they are ready.
    public var isOrdered = false

    /// The defaults.
    public init() {}
}

/// What `SwiftService.copy` does. Header items are `name:value`.
public struct CopyOptions: Hashable, Sendable {
    /// `/container` or `/container/object`; nil copies each object onto itself.
    public var destination: String?
    /// Leaves the source's metadata behind.
    public var freshMetadata = false
    /// User metadata of the copies.
    public var metadata: [String] = []
    /// Other header fields; they win over metadata of the same name.
    public var headers: [String] = []

    /// Whether results come in the order of what was asked, instead of as they are ready.
    public var isOrdered = false

    /// The defaults.
    public init() {}
}
