// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusJobs
import ApusModel

/// A job's document, written while it is sent: `MasterObjectList`, or `Objects` of one chunk.
private actor JobDocument {
    private static let pieceBytes = 64 * 1024

    private let listing: JobListing
    /// Nil for the document of one chunk.
    private let head: DS3.JobPlan?
    private let nodeID: String
    private var hasBegun = false
    private var chunks: ArraySlice<Int>
    /// The chunk that is being written, and where its next page begins.
    private var current: (number: Int, start: Int)?
    private var isAtEnd = false

    init(_ listing: JobListing, head: DS3.JobPlan?, nodeID: String) {
        self.listing = listing
        self.head = head
        self.nodeID = nodeID
        chunks = listing.chunkNumbers[...]
    }

    /// The next piece; nil at the end.
    func next() async throws -> Bytes? {
        guard !isAtEnd else { return nil }
        var writer = ByteWriter(capacity: Self.pieceBytes + 2048)
        if !hasBegun {
            head?.appendStart(to: &writer)
            hasBegun = true
        }
        while writer.count < Self.pieceBytes {
            if let (number, start) = current {
                let page = try await listing.blobs(ofChunk: number, from: start, limit: 250)
                for blob in page.blobs { DS3.JobPlan.Blob(blob).append(to: &writer) }
                current = page.next.map { (number, $0) }
                if current == nil { DS3.JobPlan.Chunk.appendEnd(to: &writer) }
            } else if let number = chunks.popFirst() {
                DS3.JobPlan.Chunk(
                    id: listing.chunk(number).id, number: number, nodeID: nodeID
                ).appendStart(to: &writer)
                current = (number, 0)
            } else {
                if head != nil { DS3.JobPlan.appendEnd(to: &writer) }
                isAtEnd = true
                break
            }
        }
        return writer.finish()
    }
}

extension DS3.JobPlan.Blob {
    fileprivate init(_ blob: JobBlob) {
        self.init(
            name: blob.name, offset: Int(clamping: blob.offset),
            length: Int(clamping: blob.lengthBytes), inCache: blob.isInCache,
            versionID: blob.versionID, id: blob.id)
    }
}

extension Call {
    /// A job with the chunks that are listed.
    func document(of listing: JobListing) async throws -> Response {
        try await document(listing, head: head(of: listing.job))
    }

    /// The one chunk that is listed.
    func chunkDocument(of listing: JobListing) async throws -> Response {
        try await document(listing, head: nil)
    }

    private func document(_ listing: JobListing, head: DS3.JobPlan?) async throws -> Response {
        let document = JobDocument(listing, head: head, nodeID: BuiltIn.node)
        let first = try await document.next() ?? Bytes()
        // A short one is sent with its length, and what is wrong with it shows in the status.
        guard let second = try await document.next() else {
            return Response(
                .ok, headers: ["Content-Type": "application/xml"], body: .bytes(first))
        }
        let begun = Begun([second, first])
        return .document(
            streaming: BodyReader(lengthBytes: nil) {
                if let bytes = begun.next() { return .bytes(bytes) }
                return try await document.next().map { .bytes($0) }
            })
    }

    /// What the contract says of a job beside its chunks.
    private func head(of job: Job) -> DS3.JobPlan {
        var plan = DS3.JobPlan(
            jobID: job.id, name: job.name, bucketName: job.container.container.text,
            requestType: job.requestType)
        plan.status = DS3.JobStatus(rawValue: job.status.rawValue)
        plan.priority = DS3.BlobStoreTaskPriority(rawValue: job.priority.rawValue)
        plan.order = DS3.JobChunkClientProcessingOrderGuarantee(rawValue: job.order.rawValue)
        plan.startDate = DS3.Time(job.createdAt)
        plan.originalSizeBytes = Int(clamping: job.originalBytes)
        plan.cachedSizeBytes = Int(clamping: job.cachedBytes)
        plan.completedSizeBytes = Int(clamping: job.completedBytes)
        plan.isAggregating = job.isAggregating
        plan.isNaked = job.isNaked
        plan.isEntirelyInCache = job.isEntirelyInCache
        plan.userID = job.userID
        plan.userName = job.userName
        plan.nodes = [node]
        return plan
    }

    private var node: DS3.JobPlan.Node {
        let premises = settings.premises
        return DS3.JobPlan.Node(
            id: BuiltIn.node, endPoint: premises.hostName ?? premises.address,
            httpPort: premises.httpPort, httpsPort: premises.httpsPort)
    }

    /// The job without chunks, in a list of jobs.
    func line(of job: Job) -> DS3.Job {
        var line = DS3.Job()
        line.aggregating = job.isAggregating
        line.bucketName = job.container.container.text
        line.cachedSizeInBytes = Int(clamping: job.cachedBytes)
        line.chunkClientProcessingOrderGuarantee = .init(rawValue: job.order.rawValue)
        line.completedSizeInBytes = Int(clamping: job.completedBytes)
        line.entirelyInCache = job.isEntirelyInCache
        line.jobID = job.id
        line.naked = job.isNaked
        line.name = job.name
        var node = DS3.JobNode()
        node.endPoint = self.node.endPoint
        node.httpPort = self.node.httpPort
        node.httpsPort = self.node.httpsPort
        node.id = self.node.id
        line.nodes = [node]
        line.originalSizeInBytes = Int(clamping: job.originalBytes)
        line.priority = .init(rawValue: job.priority.rawValue)
        line.requestType = job.requestType
        line.startDate = DS3.Time(job.createdAt)
        line.status = .init(rawValue: job.status.rawValue)
        line.userID = job.userID
        line.userName = job.userName
        return line
    }
}

extension Job {
    /// The contract has no word for jobs that stage: they get, but nobody reads.
    var requestType: DS3.JobRequestType {
        switch kind {
        case .put: .put
        case .get, .stage: .get
        case .verify: .verify
        }
    }

    /// The contract's record of an active job.
    var activeDocument: DS3.ActiveJob {
        var document = DS3.ActiveJob()
        describe(in: &document)
        document.aggregating = isAggregating
        document.deadJobCleanupAllowed = allowsCleanup
        document.implicitJobIdResolution = resolvesImplicitly
        document.minimizeSpanningAcrossMedia = minimizesSpanning
        document.protected = isProtected
        document.truncatedDueToTimeout = isTruncatedByTimeout
        document.verifyAfterWrite = verifiesAfterWrite
        return document
    }

    var completedDocument: DS3.CompletedJob {
        var document = DS3.CompletedJob()
        describe(in: &document)
        document.dateCompleted = DS3.Time(endedAt ?? createdAt)
        return document
    }

    var canceledDocument: DS3.CanceledJob {
        var document = DS3.CanceledJob()
        describe(in: &document)
        document.canceledDueToTimeout = isCanceledByTimeout
        document.dateCanceled = DS3.Time(endedAt ?? createdAt)
        return document
    }

    private func describe(in document: inout some JobRecord) {
        document.bucketID = bucketID
        document.cachedSizeInBytes = Int(clamping: cachedBytes)
        document.chunkClientProcessingOrderGuarantee = .init(rawValue: order.rawValue)
        document.completedSizeInBytes = Int(clamping: completedBytes)
        document.createdAt = DS3.Time(createdAt)
        document.errorMessage = errorMessage
        document.id = id
        document.naked = isNaked
        document.name = name
        document.originalSizeInBytes = Int(clamping: originalBytes)
        document.priority = .init(rawValue: priority.rawValue)
        document.requestType = requestType
        document.truncated = isTruncated
        document.userID = userID
    }
}

/// What the contract's records of jobs have in common, whatever has become of these.
private protocol JobRecord {
    var bucketID: String { get set }
    var cachedSizeInBytes: Int { get set }
    var chunkClientProcessingOrderGuarantee: DS3.JobChunkClientProcessingOrderGuarantee {
        get set
    }
    var completedSizeInBytes: Int { get set }
    var createdAt: DS3.Time { get set }
    var errorMessage: String? { get set }
    var id: String { get set }
    var naked: Bool { get set }
    var name: String { get set }
    var originalSizeInBytes: Int { get set }
    var priority: DS3.BlobStoreTaskPriority { get set }
    var requestType: DS3.JobRequestType { get set }
    var truncated: Bool { get set }
    var userID: String { get set }
}

extension DS3.ActiveJob: JobRecord {}
extension DS3.CompletedJob: JobRecord {}
extension DS3.CanceledJob: JobRecord {}
