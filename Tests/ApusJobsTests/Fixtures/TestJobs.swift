// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusJobs
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization
import Testing

/// A store with a bucket, and engines that come and go over it.
final class TestJobs: Sendable {
    let backend: any Backend
    let container: ContainerAddress
    let owner: Caller
    let settings: JobSettings
    private let clock = TestClock()
    private let lane = Lane(name: "compute", threads: 1)
    private let current: Mutex<JobEngine>
    /// The blobs that clients were told to be there, by job: as `blobs` writes them.
    let taken = Mutex<[String: Set<String>]>([:])

    init(
        over backend: any Backend = MemoryBackend(), versions: Bool = false,
        _ change: (inout JobSettings) -> Void = { _ in }
    ) async throws {
        self.backend = backend
        let account = try AccountName("a")
        owner = Caller(Principal(user: "u", ownedAccounts: [account]))
        container = ContainerAddress(account, try ContainerName("footage"))
        var settings = JobSettings()
        settings.completionDelay = .seconds(10)
        settings.waitLimit = .zero
        change(&settings)
        self.settings = settings
        let store = Self.store(backend, clock, lane)
        _ = try await store.create(
            container, policy: nil, metadata: [:], versions: versions ? true : nil, for: owner)
        current = Mutex(try JobEngine(store, for: owner, settings: settings))
    }

    var store: ObjectStore { Self.store(backend, clock, lane) }

    private static func store(
        _ backend: any Backend, _ clock: TestClock, _ lane: Lane
    ) -> ObjectStore {
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        return ObjectStore(
            policies: StoragePolicies(backend), versioning: versioning,
            clock: StoreClock { clock.now }, compute: lane)
    }

    /// The engine that is there now.
    var engine: JobEngine { current.withLock { $0 } }

    /// Forgets the engine without a word, and opens the same store again.
    func kill() throws {
        let engine = try JobEngine(store, for: owner, settings: settings)
        current.withLock { $0 = engine }
    }

    func pass(seconds: UInt64) { clock.pass(seconds: seconds) }

    func object(_ name: String) throws -> ObjectAddress {
        ObjectAddress(container, try ObjectName(name))
    }

    // MARK: Short forms

    func create(
        _ kind: JobKind, _ items: [JobItem], _ change: (inout JobRequest) -> Void = { _ in }
    ) async throws -> JobListing {
        var request = JobRequest(kind, in: container, userID: "user-1", userName: "spectra")
        request.blobSizeBytes = 10
        change(&request)
        var rest = items[...]
        return try await engine.create(request) { rest.popFirst() }
    }

    func put(
        _ text: String, _ name: String, offset: UInt64? = nil, of job: String
    ) async throws -> BlobReceipt {
        let receipt = try await engine.putBlob(
            BlobUpload(try object(name), offset: offset), of: job, body: BodyReader(Bytes(text)))
        let line = "\(name)@\(offset ?? 0)+\(text.utf8.count)*"
        taken.withLock { _ = $0[job, default: []].insert(line) }
        return receipt
    }

    func get(
        _ name: String, offset: UInt64? = nil, versionID: String? = nil, of job: String
    ) async throws -> String {
        let opened = try await engine.openBlob(
            try object(name), offset: offset, versionID: versionID, of: job)
        return try await opened.noting(try await opened.body()).collect(limitBytes: 1000).text
    }

    func text(_ name: String) async throws -> String {
        try await engine.openObject(try object(name)).body().collect(limitBytes: 1000).text
    }

    /// All blobs of a listing, by chunk: `name@offset+length`, a star behind what is in the cache.
    func blobs(_ listing: JobListing) async throws -> [[String]] {
        var chunks: [[String]] = []
        for number in listing.chunkNumbers {
            var lines: [String] = []
            var start: Int? = 0
            while let from = start {
                let page = try await listing.blobs(ofChunk: number, from: from, limit: 3)
                lines += page.blobs.map { blob in
                    "\(blob.name)@\(blob.offset)+\(blob.lengthBytes)\(blob.isInCache ? "*" : "")"
                }
                start = page.next
            }
            chunks.append(lines)
        }
        return chunks
    }

    /// The names that are listed in the bucket.
    func names() async throws -> [String] {
        try await store.objects(of: container, ListingQuery(), for: owner).page.entries.map(\.name)
    }
}

/// A clock that stands until it is told to go on.
private final class TestClock: Sendable {
    private let seconds = Atomic<UInt64>(1_000_000)

    var now: Timestamp {
        Timestamp(ticks: seconds.load(ordering: .relaxed) * Timestamp.ticksPerSecond)
    }

    func pass(seconds more: UInt64) { seconds.add(more, ordering: .relaxed) }
}

extension JobItem {
    static func put(_ name: String, _ sizeBytes: UInt64) -> JobItem {
        JobItem(name, sizeBytes: sizeBytes)
    }
}
