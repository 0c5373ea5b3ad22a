// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusJobs
import ApusObjectStore
import ApusStorage

/// Making jobs.
enum JobCreation {
    static let handlers: [String: Handler] = [
        "PutBulkJobSpectraS3": put,
        "GetBulkJobSpectraS3": { try await make(.get, $0) },
        "VerifyBulkJobSpectraS3": { try await make(.verify, $0) },
        "StageObjectsJobSpectraS3": { try await make(.stage, $0) },
        "ReplicatePutJobSpectraS3": put,
        "VerifySafeToCreatePutJobSpectraS3": verifySafe,
        "GetJobToReplicateSpectraS3": replicate,
        "GetJobCreationFailuresSpectraS3": failures,
        "DeleteJobCreationFailureSpectraS3": forgetFailure,
    ]

    private static func put(_ call: Call) async throws -> Response {
        do {
            return try await make(.put, call)
        } catch JobError.nothingToDo {
            return .done
        }
    }

    private static func make(_ kind: JobKind, _ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: kind == .put ? .write : .read)
        let policy = call.dataPolicy(of: bucket)
        let parameters = call.parameters
        var request = JobRequest(
            kind, in: bucket.address, userID: call.user.id, userName: call.user.name)
        request.bucketID = bucket.id
        request.name = parameters.text("name")
        let standard: DS3.BlobStoreTaskPriority =
            switch kind {
            case .put: policy.defaultPutJobPriority
            case .get, .stage: policy.defaultGetJobPriority
            case .verify: policy.defaultVerifyJobPriority
            }
        request.priority =
            try call.priority() ?? JobPriority(rawValue: standard.rawValue) ?? .normal
        let order: DS3.JobChunkClientProcessingOrderGuarantee? = parameters.word(
            "chunk_client_processing_order_guarantee")
        request.order = order.flatMap { JobOrder(rawValue: $0.rawValue) } ?? .inOrder
        request.isAggregating = try parameters.boolean("aggregating") ?? false
        request.resolvesImplicitly = try parameters.boolean("implicit_job_id_resolution") ?? false
        request.minimizesSpanning =
            try parameters.boolean("minimize_spanning_across_media")
            ?? policy.alwaysMinimizeSpanningAcrossMedia
        request.verifiesAfterWrite =
            try parameters.boolean("verify_after_write") ?? policy.defaultVerifyAfterWrite
        request.isProtected = try parameters.boolean("protected") ?? false
        request.allowsCleanup = try parameters.boolean("dead_job_cleanup_allowed") ?? true
        request.blobSizeBytes =
            (try parameters.natural("max_upload_size") ?? policy.defaultBlobSize)
            .flatMap { $0 > 0 ? UInt64($0) : nil }
        request.allowsBlobbing = policy.blobbingEnabled
        request.naming = NamingRule(rawValue: policy.versioning.rawValue) ?? .none
        request.ignoresNamingConflicts = parameters.has("ignore_naming_conflicts")
        request.ignoresCacheSize = kind == .put && parameters.has("force")
        request.reservesAtOnce = parameters.has("pre_allocate_job_space")
        request.checksum = BodyChecksum(rawValue: policy.checksumType.rawValue) ?? .md5
        request.requiresChecksum = policy.endToEndCrcRequired
        let items = JobItems(call.request.body)
        do {
            let listing = try await call.jobs.create(request) { try await items.next() }
            return try await call.document(of: listing)
        } catch let error as JobError {
            if error != .nothingToDo {
                call.frontEnd.notices.post(
                    .jobCreationFailed(
                        DS3Error(refusing: error).message, user: call.user, bucket: bucket.id,
                        at: call.now))
            }
            // Of lists: a part of an object that is not there makes the request a bad one.
            guard error != .unsatisfiableRange else {
                throw DS3Error.badRequest("A range is not within its object.")
            }
            throw error
        }
    }

    /// - Throws: 402 when there is no room at all. Full volumes show in the cache, from which
    ///   nothing can be evicted then.
    private static func verifySafe(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .write)
        let hasRoom: Bool
        if let staging = try await call.store.staging(of: bucket.address) {
            let space = try await staging.cacheSpace()
            let held = space.usedBytes + space.reservedBytes
            hasRoom = held < space.capacityBytes + space.evictableBytes
        } else {
            hasRoom = try await call.settings.premises.diskSpace?().map { $0.freeBytes > 0 } ?? true
        }
        guard hasRoom else {
            throw DS3Error(.paymentRequired, "There is no room for another job.", status: 402)
        }
        return Response(.ok)
    }

    // MARK: For other servers

    /// What another server makes the same job of: the list of its objects.
    private static func replicate(_ call: Call) async throws -> Response {
        let job = try await call.job(call.subject)
        let listing = try await call.jobs.listing(job.id)
        var sizes: [(name: String, sizeBytes: Int)] = []
        for number in listing.chunkNumbers {
            var start: Int? = 0
            while let from = start {
                let page = try await listing.blobs(ofChunk: number, from: from)
                for blob in page.blobs {
                    let length = Int(clamping: blob.lengthBytes)
                    if sizes.last?.name.equalsBytewise(blob.name) == true {
                        sizes[sizes.count - 1].sizeBytes += length
                    } else {
                        sizes.append((blob.name, length))
                    }
                }
                start = page.next
            }
        }
        let objects = sizes.map { DS3.ListedObject($0.name, sizeBytes: $0.sizeBytes) }
        var writer = ByteWriter()
        for piece in DS3.ObjectListPieces(objects) { writer.append(piece) }
        return Response(
            .ok, headers: ["Content-Type": "text/plain"], body: .bytes(writer.finish()))
    }

    // MARK: Failures

    private static func failures(_ call: Call) async throws -> Response {
        let parameters = call.parameters
        let date = try parameters.time("date")
        var documents: [DS3.JobCreationFailed] = []
        for failure in call.jobs.failures() {
            var document = DS3.JobCreationFailed()
            document.date = DS3.Time(failure.failedAt)
            document.errorMessage = DS3Error(refusing: failure.error).message
            document.id = failure.id
            document.type = .tapesMustBeOnlined
            document.userName = failure.userName
            guard parameters.text("user_name").map({ $0 == failure.userName }) ?? true,
                parameters.text("error_message").map({ $0 == document.errorMessage }) ?? true,
                date.map({ $0 == document.date }) ?? true,
                call.isAdministrator || failure.userName == call.user.name
            else { continue }
            documents.append(document)
        }
        return .list(try parameters.page().cut(documents) { $0.id })
    }

    private static func forgetFailure(_ call: Call) async throws -> Response {
        guard let failure = call.jobs.failures().first(where: { $0.id == call.subject }) else {
            throw JobError.noSuchFailure
        }
        guard call.isAdministrator || failure.userName == call.user.name else {
            throw DS3Error.denied()
        }
        try call.jobs.forgetFailure(call.subject)
        return .done
    }
}

/// The list of objects in a request's body, read as it comes.
private actor JobItems {
    private let body: BodyReader
    private var reader: DS3.ObjectListReader?
    private var isAtEnd = false

    init(_ body: BodyReader) {
        self.body = body
        reader = DS3.ObjectListReader()
    }

    func next() async throws -> JobItem? {
        while true {
            if let object = try reader?.next() { return JobItem(object) }
            guard !isAtEnd else { return nil }
            if let bytes = try await body.next() {
                reader?.feed(bytes)
            } else {
                isAtEnd = true
                reader?.finish()
            }
        }
    }
}

extension JobItem {
    fileprivate init(_ object: DS3.ListedObject) {
        self.init(
            object.name, sizeBytes: object.sizeBytes.map { UInt64($0) },
            offset: object.offset.map { UInt64($0) },
            lengthBytes: object.lengthBytes.map { UInt64($0) }, versionID: object.versionID)
    }
}
