// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
package import ApusObjectStore

/// What a job does.
package enum JobKind: String, Hashable, Sendable, CaseIterable {
    /// A client sends objects.
    case put = "PUT"
    /// A client reads objects.
    case get = "GET"
    /// The server reads objects from where they are kept, and compares.
    case verify = "VERIFY"
    /// The server brings objects into the cache; nobody reads them.
    case stage = "STAGE"
}

/// How urgent a job is, the most urgent first.
package enum JobPriority: String, Hashable, Sendable, CaseIterable, Comparable {
    case critical = "CRITICAL"
    case urgent = "URGENT"
    case high = "HIGH"
    case normal = "NORMAL"
    case low = "LOW"
    case background = "BACKGROUND"

    /// Whether the left one is more urgent.
    package static func < (left: JobPriority, right: JobPriority) -> Bool {
        let places = [left, right].map { allCases.firstIndex(of: $0) ?? 0 }
        return places[0] < places[1]
    }
}

/// Whether chunks are handed out in their order.
package enum JobOrder: String, Hashable, Sendable, CaseIterable {
    case inOrder = "IN_ORDER"
    case none = "NONE"
}

/// How far a job is.
package enum JobStatus: String, Hashable, Sendable, CaseIterable {
    case inProgress = "IN_PROGRESS"
    case completed = "COMPLETED"
    case canceled = "CANCELED"
}

/// What becomes of an object when one of its name is put.
package enum NamingRule: String, Hashable, Sendable, CaseIterable {
    /// The name is taken.
    case none = "NONE"
    /// The new one replaces it.
    case keepLatest = "KEEP_LATEST"
    /// It stays as an older version.
    case keepMultiple = "KEEP_MULTIPLE_VERSIONS"
}

/// A job as it is at one moment, but for its blobs.
package struct Job: Hashable, Sendable {
    /// A UUID.
    package let id: String
    package let kind: JobKind
    /// The bucket.
    package let container: ContainerAddress
    /// What the front-end calls the bucket.
    package var bucketID = ""
    package var name: String
    /// Who made it.
    package let userID: String
    package let userName: String
    package var priority: JobPriority
    package var order: JobOrder
    /// When it was made, or what a client says instead.
    package var createdAt: Timestamp
    /// Made by the server for a transfer that nobody announced.
    package var isNaked = false
    /// Whether the next request of the same kind joins it.
    package var isAggregating = false
    /// Whether transfers that name no job may belong to it.
    package var resolvesImplicitly = false
    package var minimizesSpanning = false
    package var verifiesAfterWrite = false
    /// Neither truncated nor cleaned up.
    package var isProtected = false
    /// Whether it ends by itself when its client stays away.
    package var allowsCleanup = true
    /// Whether blobs that had not been transferred were taken out.
    package var isTruncated = false
    package var isTruncatedByTimeout = false
    package var isCanceledByTimeout = false
    package var status = JobStatus.inProgress
    /// When it was completed or canceled.
    package var endedAt: Timestamp?
    /// What went wrong, for people.
    package var errorMessage: String?
    /// The bytes of all its blobs.
    package var originalBytes: UInt64 = 0
    /// PUT: received. GET: in the cache.
    package var cachedBytes: UInt64 = 0
    /// PUT: on the medium that is asked for. GET: read by the client. VERIFY: compared.
    package var completedBytes: UInt64 = 0
    /// How many chunks it has.
    package var chunkCount = 0

    // What only the engine needs.

    /// What blobs of objects that are put are cut to, in bytes.
    var blobSizeBytes: UInt64 = 0
    var chunkSizeBytes: UInt64 = 0
    var chunkBlobLimit = 20_000
    var naming = NamingRule.none
    var checksum: BodyChecksum?
    var requiresChecksum = false
    /// How many records the plan is kept in.
    var segmentCount = 0
    /// Chunks with which all is done, as ranges: `0-3,7`.
    var doneChunks = ""
    /// Entries of the plan that were taken out.
    var droppedEntries = ""

    init(
        id: String, kind: JobKind, container: ContainerAddress, name: String, userID: String,
        userName: String, priority: JobPriority, order: JobOrder, createdAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.container = container
        self.name = name
        self.userID = userID
        self.userName = userName
        self.priority = priority
        self.order = order
        self.createdAt = createdAt
    }

    /// PUT: whether nothing more has to be sent. GET: whether everything can be read now.
    package var isEntirelyInCache: Bool { cachedBytes >= originalBytes }
}

/// What a job is made with.
package struct JobRequest: Sendable {
    package var kind: JobKind
    package var container: ContainerAddress
    /// What the front-end calls the bucket; kept for it.
    package var bucketID = ""
    package var userID: String
    package var userName: String
    /// Nil for a name that says what the job does and for whom.
    package var name: String?
    package var priority: JobPriority
    package var order = JobOrder.inOrder
    package var isAggregating = false
    package var resolvesImplicitly = false
    package var minimizesSpanning = false
    package var verifiesAfterWrite = false
    package var isProtected = false
    package var allowsCleanup = true
    /// Of jobs that put: what objects are cut to, in bytes; nil for the usual size. More than the
    /// limit means the limit.
    package var blobSizeBytes: UInt64?
    /// Whether an object may have several blobs.
    package var allowsBlobbing = true
    package var naming = NamingRule.none
    /// Leaves out objects that are there with the same size, instead of refusing the list.
    package var ignoresNamingConflicts = false
    /// Makes the job although the cache can never hold some of its objects.
    package var ignoresCacheSize = false
    /// Reserves room in the cache for everything before it answers.
    package var reservesAtOnce = false
    /// Which checksum of each blob is kept.
    package var checksum = BodyChecksum.md5
    /// Whether a client has to send it.
    package var requiresChecksum = false

    package init(
        _ kind: JobKind, in container: ContainerAddress, userID: String, userName: String,
        priority: JobPriority = .normal
    ) {
        self.kind = kind
        self.container = container
        self.userID = userID
        self.userName = userName
        self.priority = priority
    }
}

/// An object in the list that a job is made with.
package struct JobItem: Hashable, Sendable {
    package var name: String
    /// Of jobs that put: how many bytes will come.
    package var sizeBytes: UInt64?
    /// Of others: where the bytes that are wanted begin.
    package var offset: UInt64?
    /// And how many they are; nil for all that follow.
    package var lengthBytes: UInt64?
    /// The id of a version; nil for the latest.
    package var versionID: String?

    package init(
        _ name: String, sizeBytes: UInt64? = nil, offset: UInt64? = nil,
        lengthBytes: UInt64? = nil, versionID: String? = nil
    ) {
        self.name = name
        self.sizeBytes = sizeBytes
        self.offset = offset
        self.lengthBytes = lengthBytes
        self.versionID = versionID
    }
}

/// What may be changed of a job while it is active; nil leaves it.
package struct JobChanges: Hashable, Sendable {
    package var name: String?
    package var priority: JobPriority?
    package var createdAt: Timestamp?
    package var isProtected: Bool?
    package var allowsCleanup: Bool?

    package init() {}
}

/// A group of blobs that are allocated, written and read together.
package struct JobChunk: Hashable, Sendable {
    /// The job's id.
    package let jobID: String
    /// From 0 upward.
    package let number: Int
    package let blobCount: Int
    package let sizeBytes: UInt64
    /// Whether nothing is left to do with it.
    package let isDone: Bool

    /// A UUID, which tells the job too.
    package var id: String { ChunkID.text(jobID, number) }
}

/// A range of an object, transferred by one request.
package struct JobBlob: Hashable, Sendable {
    /// A UUID of the version and the offset.
    package let id: String
    package let name: String
    package let versionID: String
    package let offset: UInt64
    package let lengthBytes: UInt64
    /// PUT: need not be sent. Others: can be read now.
    package var isInCache: Bool
    /// PUT: received. GET: read.
    package let isDone: Bool
}

/// Something that has happened to a job, for those who want to be told.
package enum JobEvent: Hashable, Sendable {
    case created(Job)
    /// It was completed or canceled.
    case ended(Job)
    /// Objects of it are in the cache, all of their bytes.
    case cached(Job, [JobObject])
    /// Objects that it put are on the medium that is asked for.
    case persisted(Job, [JobObject])
}

/// An object of a job, or the part of it that the job is about.
package struct JobObject: Hashable, Sendable {
    package let name: String
    /// Where the part begins.
    package let offset: UInt64
    package let lengthBytes: UInt64
    package let versionID: String
}
