// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusModel
import ApusStorage
import Synchronization

/// A job that is not over. Its plan is in memory only while somebody works with it.
final class ActiveJob: Sendable {
    struct State: Sendable {
        var job: Job
        var progress: Progress?
        /// Nothing more may be done with it: it is being completed or canceled.
        var isEnding = false
        /// Whether it has been found out how far it is.
        var wasLoaded = false
        /// Of a naked one: nobody is about it, but it is not over: it waits for its medium, or for
        /// its client to ask again.
        var isWaiting = false
        /// When its client last did something with it, of the store's clock.
        var usedAt: Timestamp
        /// When its plan was last read.
        var loadedAt: Timestamp
    }

    let id: String
    let kind: JobKind
    let container: ContainerAddress
    /// The upload that parts of its objects belong to.
    let upload: UInt64
    /// A transfer that nobody has announced: it is in memory only.
    let isNaked: Bool
    /// What a naked one reads, and for whom.
    let read: NakedRead?
    let state: Mutex<State>
    /// Whose turn it is to load, to grow and to store the job.
    let turn = Turn()
    /// Whose turn it is to reserve room in the cache, or to ask for what is not there.
    let allocation = Turn()

    init(
        _ job: Job, progress: Progress? = nil, reading read: NakedRead? = nil, now: Timestamp
    ) {
        id = job.id
        kind = job.kind
        container = job.container
        upload = job.upload
        isNaked = job.isNaked
        self.read = read
        state = Mutex(
            State(
                job: job, progress: progress, wasLoaded: progress != nil, usedAt: now,
                loadedAt: now))
    }

    /// The job with the figures of this moment.
    var job: Job {
        state.withLock { state in
            var job = state.job
            state.progress?.describe(in: &job)
            return job
        }
    }

    var isEnding: Bool { state.withLock { $0.isEnding } }

    var priority: JobPriority { state.withLock { $0.job.priority } }
}

extension Job {
    /// The upload that parts of its objects belong to.
    var upload: UInt64 {
        UUIDBytes.bytes(id).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// How far a job is, blob by blob.
struct Progress: Sendable {
    var plan: Plan
    /// Where bodies may be elsewhere than at hand; nil where they are always.
    let staging: (any Staging)?
    /// Blobs with which all is done, and those that were taken out. PUT: received. GET: read.
    var done = BitSet()
    /// The bytes of blobs with which all is done.
    private(set) var doneBytes: UInt64 = 0
    /// Entries that were taken out.
    private(set) var dropped = BitSet()
    private(set) var droppedBytes: UInt64 = 0
    /// PUT: objects that are there for all to see.
    private(set) var visible = BitSet()
    private(set) var visibleBytes: UInt64 = 0
    /// Objects that are on the medium that is asked for.
    private(set) var persisted = BitSet()
    private(set) var persistedBytes: UInt64 = 0
    /// PUT: objects that were read back from the medium, where that is asked for.
    private(set) var verified = BitSet()
    /// PUT: how often each was found damaged there, and waited for again.
    private var rewritten: [Int: Int] = [:]
    /// Whether one of them could not be.
    var isDamaged = false
    /// GET: objects that were seen in the cache.
    private(set) var cached = BitSet()
    private(set) var cachedBytes: UInt64 = 0
    /// GET: objects that were asked into the cache for this job, and stay there until it is done.
    var pinned = BitSet()
    /// Chunks with which all is done.
    var doneChunks = BitSet()
    /// Chunks that there is room for in the cache, and what of it is not used yet.
    var allocated = BitSet()
    var reserved: [Int: UInt64] = [:]
    /// Blobs that are on their way.
    var receiving: Set<Int> = []
    /// Objects of several blobs all of which have come, and that are not there yet.
    private(set) var whole: Set<Int> = []
    /// Chunks with which all may be done since that was last noted.
    private var touched: Set<Int> = []
    /// Entries whose blobs are being put together.
    var assembling: Set<Int> = []
    /// GET: chunks of which something was read since it was last stored.
    var unsavedChunks: Set<Int> = []
    /// When the last blob came, of the store's clock.
    var changedAt: Timestamp

    init(_ plan: Plan, staging: (any Staging)?, now: Timestamp) {
        self.plan = plan
        self.staging = staging
        changedAt = now
    }

    /// Whether nothing is left to be transferred.
    var isTransferred: Bool { done.count == plan.blobCount }

    /// Whether all of an entry's blobs are done.
    func isDone(_ entry: Int) -> Bool { done.hasAll(plan.blobs(of: entry)) }

    /// Notes that all is done with a blob.
    mutating func finish(blob: Int, of entry: Int) {
        guard !done[blob] else { return }
        done[blob] = true
        doneBytes += UInt64(plan.range(ofBlob: blob, in: entry).count)
        touched.insert(plan.chunk(ofBlob: blob))
        if !visible[entry], plan.blobs(of: entry).count > 1, isDone(entry) { whole.insert(entry) }
    }

    mutating func finish(chunk: Int) {
        doneChunks[chunk] = true
        for blob in plan.blobs(ofChunk: chunk) {
            finish(blob: blob, of: plan.entry(ofBlob: blob))
        }
    }

    mutating func show(_ entry: Int) {
        guard !visible[entry] else { return }
        visible[entry] = true
        visibleBytes += plan.lengthBytes(of: entry)
        whole.remove(entry)
        touch(entry)
    }

    private mutating func touch(_ entry: Int) {
        let blobs = plan.blobs(of: entry)
        for chunk in plan.chunk(ofBlob: blobs.lowerBound)...plan.chunk(ofBlob: blobs.upperBound - 1)
        {
            touched.insert(chunk)
        }
    }

    mutating func persist(_ entry: Int) {
        guard !persisted[entry], !dropped[entry] else { return }
        persisted[entry] = true
        persistedBytes += plan.lengthBytes(of: entry)
    }

    /// An object on the medium that was not read back yet.
    var unverified: Int? { persisted.places(from: 0, notIn: verified, limit: 1).first }

    mutating func verify(_ entry: Int) { verified[entry] = true }

    /// An object on the medium is damaged there, and is written again.
    ///
    /// - Returns: false when that was so often enough.
    mutating func persistAgain(_ entry: Int) -> Bool {
        guard rewritten[entry, default: 0] < 3 else { return false }
        rewritten[entry, default: 0] += 1
        if persisted[entry] { persistedBytes -= plan.lengthBytes(of: entry) }
        persisted[entry] = false
        return true
    }

    mutating func cache(_ entry: Int) {
        guard !cached[entry], !dropped[entry] else { return }
        cached[entry] = true
        cachedBytes += plan.lengthBytes(of: entry)
    }

    /// Takes an entry out: nothing more is expected of it, and its bytes do not count.
    mutating func drop(_ entry: Int) {
        guard !dropped[entry] else { return }
        let length = plan.lengthBytes(of: entry)
        if visible[entry] { visibleBytes -= length }
        if persisted[entry] { persistedBytes -= length }
        if cached[entry] { cachedBytes -= length }
        for blob in plan.blobs(of: entry) {
            if done[blob] { doneBytes -= UInt64(plan.range(ofBlob: blob, in: entry).count) }
            done[blob] = true
        }
        dropped[entry] = true
        verified[entry] = true
        droppedBytes += length
        whole.remove(entry)
        touch(entry)
    }

    /// Notes with which chunks all is done.
    ///
    /// - Returns: whether there are any that were not before.
    mutating func noteDone(isPut: Bool) -> Bool {
        var isNew = false
        for chunk in touched where noteDone(chunk: chunk, isPut: isPut) { isNew = true }
        touched = []
        return isNew
    }

    /// Whether all is done with a chunk, the objects that end in it being there.
    private mutating func noteDone(chunk: Int, isPut: Bool) -> Bool {
        guard !doneChunks[chunk] else { return false }
        let blobs = plan.blobs(ofChunk: chunk)
        guard done.hasAll(blobs) else { return false }
        if isPut, let first = blobs.first, let last = blobs.last {
            for entry in plan.entry(ofBlob: first)...plan.entry(ofBlob: last)
            where !visible[entry] && !dropped[entry] && isDone(entry) { return false }
        }
        doneChunks[chunk] = true
        return true
    }

    /// Fills in figures, and what is stored of the progress.
    func describe(in job: inout Job) {
        job.originalBytes = plan.totalBytes - droppedBytes
        job.chunkCount = plan.chunkCount
        switch job.kind {
        case .put:
            job.cachedBytes = doneBytes
            job.completedBytes = staging == nil ? visibleBytes : persistedBytes
        case .get, .verify, .stage:
            job.cachedBytes = staging == nil ? job.originalBytes : max(cachedBytes, doneBytes)
            job.completedBytes = doneBytes
        }
        job.doneChunks = doneChunks.text
        job.droppedEntries = dropped.text
    }
}
