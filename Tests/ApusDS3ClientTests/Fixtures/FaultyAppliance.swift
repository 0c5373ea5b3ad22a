// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusXML
import Synchronization

/// A small DS3 server in memory that can be told to misbehave: for what a real one does not do when
/// it is asked to. Objects and jobs, as far as transfers use them.
final class FaultyAppliance: HTTPExchange {
    static let accessKey = "id1"
    static let secretKey = "key1"

    struct Object: Sendable {
        var bytes: [UInt8]
        var metadata: [String: String] = [:]
        var versionID: String
        var blobs: [Range<Int>]
    }

    struct Job: Sendable {
        var plan: DS3.JobPlan
        /// What was received of a PUT job, by name and offset.
        var received: [String: [Int: Bytes]] = [:]
        var metadata: [String: [String: String]] = [:]
        /// What was read of a GET job.
        var read: Set<String> = []
    }

    struct State: Sendable {
        var objects: [String: Object] = [:]
        var jobs: [String: Job] = [:]
        var count = 0
        var log: [String] = []
        var badSignatures = 0
    }

    let state = Mutex(State())
    let blobBytes: Int
    let blobsPerChunk: Int
    /// How many chunks are listed at once.
    let window: Int
    let checksumType: DS3.ChecksumType
    /// Asked before a request is done; an answer here is the answer.
    private let before: @Sendable (Request, Int) async throws -> Response?
    /// May change an answer.
    private let after: @Sendable (Request, Response) async throws -> Response

    init(
        blobBytes: Int = 1000, blobsPerChunk: Int = 3, window: Int = 2,
        checksumType: DS3.ChecksumType = .md5,
        before: @escaping @Sendable (Request, Int) async throws -> Response? = { _, _ in nil },
        after: @escaping @Sendable (Request, Response) async throws -> Response = { $1 }
    ) {
        self.blobBytes = blobBytes
        self.blobsPerChunk = blobsPerChunk
        self.window = window
        self.checksumType = checksumType
        self.before = before
        self.after = after
    }

    /// What was asked: method and target.
    var log: [String] { state.withLock { $0.log } }

    func count(_ prefix: String, containing part: String = "") -> Int {
        log.count { $0.hasPrefix(prefix) && (part.isEmpty || $0.contains(part)) }
    }

    func bytes(_ name: String) -> [UInt8]? { state.withLock { $0.objects[name]?.bytes } }

    func store(_ name: String, _ bytes: [UInt8], metadata: [String: String] = [:]) {
        state.withLock { state in
            state.count += 1
            state.objects[name] = Object(
                bytes: bytes, metadata: metadata, versionID: "version-\(state.count)",
                blobs: cut(bytes.count))
        }
    }

    private func cut(_ size: Int) -> [Range<Int>] {
        guard size > 0 else { return [0..<0] }
        return stride(from: 0, to: size, by: blobBytes).map { $0..<min(size, $0 + blobBytes) }
    }

    func respond(to request: Request) async throws -> Response {
        let number = state.withLock { state in
            state.log.append("\(request.method.rawValue) \(request.target)")
            return state.log.count
        }
        if let answer = try await before(request, number) { return answer }
        return try await after(request, try await answer(request))
    }

    private func answer(_ request: Request) async throws -> Response {
        let halves = request.target.split(separator: "?", maxSplits: 1)
        let path = String(halves[0])
        let query = halves.count > 1 ? String(halves[1]) : ""
        let headers = request.headers.map { ($0.name, $0.value) }
        guard let sent = request.headers["Authorization"],
            let credential = DS3.Signature.credential(in: sent),
            credential.accessKey == Self.accessKey,
            DS3.Signature.matches(
                credential.signature,
                candidates: DS3.Signature.candidates(
                    method: request.method.rawValue, path: path, query: query, headers: headers),
                secretKey: Self.secretKey)
        else {
            state.withLock { $0.badSignatures += 1 }
            return Self.error(403, .signatureDoesNotMatch)
        }
        var parameters: [String: String] = [:]
        for part in query.split(separator: "&") {
            let words = part.split(separator: "=", maxSplits: 1).map(String.init)
            parameters[words[0]] = PercentEncoding.decode(words.count > 1 ? words[1] : "") ?? ""
        }
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
            .map { PercentEncoding.decode(String($0)) ?? "" }
        if segments.first == "_rest_" {
            return try await rest(request, segments, parameters)
        }
        let name = segments.dropFirst().joined(separator: "/") + (path.hasSuffix("/") ? "/" : "")
        switch request.method {
        case .get where segments.count == 1: return list(parameters)
        case .put: return try await put(name, request, parameters)
        case .get: return get(name, request, parameters)
        case .head: return head(name)
        default: return Self.error(405, .methodNotAllowed)
        }
    }

    static func error(_ status: Int, _ code: DS3Error.Code, _ headers: Headers = [:]) -> Response {
        Response(
            Status(status), headers: headers,
            body: .bytes(
                DS3Error(code, "no").document(status: status, resource: "/", requestID: "1")
                    .encoded))
    }

    // MARK: Jobs

    private func rest(
        _ request: Request, _ segments: [String], _ parameters: [String: String]
    ) async throws -> Response {
        switch (segments[1], request.method, parameters["operation"]) {
        case ("bucket", .put, "start_bulk_put"?), ("bucket", .put, "start_bulk_get"?):
            var reader = DS3.ObjectListReader()
            reader.feed(try await request.body.collect(limitBytes: 1 << 20))
            reader.finish()
            var listed: [DS3.ListedObject] = []
            while let object = try reader.next() { listed.append(object) }
            return begin(
                listed, isGet: parameters["operation"] == "start_bulk_get",
                name: parameters["name"] ?? "job")
        case ("job_chunk", .get, _):
            return state.withLock { state in
                guard let job = state.jobs[parameters["job"] ?? ""],
                    job.plan.status == .inProgress
                else { return Self.error(404, .notFound) }
                var plan = current(job)
                plan.chunks = Array(
                    plan.chunks.filter { chunk in
                        chunk.objects.contains { blob in
                            job.plan.requestType == .put ? !blob.inCache : !isRead(blob, job)
                        }
                    }.prefix(window))
                return Response(
                    .ok, headers: ["Retry-After": "7"], body: .bytes(plan.encoded))
            }
        case ("job", .put, _), ("job", .get, _):
            return state.withLock { state in
                guard let job = state.jobs[segments[2]],
                    request.method == .get || job.plan.status == .inProgress
                else { return Self.error(404, .notFound) }
                return Response(.ok, body: .bytes(current(job).encoded))
            }
        case ("job", .delete, _):
            return state.withLock { state in
                guard state.jobs[segments[2]]?.plan.status == .inProgress else {
                    return Self.error(404, .notFound)
                }
                state.jobs[segments[2]]?.plan.status = .canceled
                return Response(.noContent)
            }
        default: return Self.error(403, .accessDenied)
        }
    }

    private func isRead(_ blob: DS3.JobPlan.Blob, _ job: Job) -> Bool {
        job.read.contains("\(blob.name) \(blob.offset)")
    }

    /// The plan as it is now.
    private func current(_ job: Job) -> DS3.JobPlan {
        var plan = job.plan
        plan.completedSizeBytes = 0
        for chunk in plan.chunks.indices {
            for index in plan.chunks[chunk].objects.indices {
                let blob = plan.chunks[chunk].objects[index]
                if plan.requestType == .put {
                    plan.chunks[chunk].objects[index].inCache =
                        job.received[blob.name]?[blob.offset] != nil
                } else {
                    plan.chunks[chunk].objects[index].inCache = true
                    if isRead(blob, job) { plan.completedSizeBytes += blob.length }
                }
            }
        }
        return plan
    }

    private func begin(_ listed: [DS3.ListedObject], isGet: Bool, name: String) -> Response {
        state.withLock { state in
            state.count += 1
            var plan = DS3.JobPlan(
                jobID: "job-\(state.count)", name: name, bucketName: "b",
                requestType: isGet ? .get : .put)
            var blobs: [DS3.JobPlan.Blob] = []
            for object in listed {
                if isGet {
                    guard let stored = state.objects[object.name] else {
                        return Self.error(404, .notFound)
                    }
                    for range in stored.blobs {
                        if let offset = object.offset, let length = object.lengthBytes,
                            !range.overlaps(offset..<offset + length)
                        {
                            continue
                        }
                        let blob = DS3.JobPlan.Blob(
                            name: object.name, offset: range.lowerBound, length: range.count,
                            inCache: true, versionID: stored.versionID)
                        if !blobs.contains(blob) { blobs.append(blob) }
                    }
                } else {
                    guard state.objects[object.name] == nil else {
                        return Self.error(409, .objectAlreadyExists)
                    }
                    for range in cut(object.sizeBytes ?? 0) {
                        blobs.append(
                            DS3.JobPlan.Blob(
                                name: object.name, offset: range.lowerBound, length: range.count))
                    }
                }
            }
            plan.originalSizeBytes = blobs.reduce(0) { $0 + $1.length }
            for start in stride(from: 0, to: blobs.count, by: blobsPerChunk) {
                plan.chunks.append(
                    DS3.JobPlan.Chunk(
                        id: "chunk-\(state.count)-\(start)", number: plan.chunks.count,
                        objects: Array(blobs[start..<min(blobs.count, start + blobsPerChunk)])))
            }
            state.jobs[plan.jobID] = Job(plan: plan)
            return Response(.ok, body: .bytes(plan.encoded))
        }
    }

    // MARK: Objects

    private func put(
        _ name: String, _ request: Request, _ parameters: [String: String]
    ) async throws -> Response {
        let bytes = try await request.body.collect(limitBytes: 1 << 24)
        for type in DS3.ChecksumType.all {
            if let header = type.header, let sent = request.headers[header],
                sent != type.checksum(of: bytes)
            {
                return Self.error(400, .badDigest)
            }
        }
        let id = parameters["job"] ?? ""
        let offset = Int(parameters["offset"] ?? "") ?? 0
        return state.withLock { state in
            guard var job = state.jobs[id], job.plan.status == .inProgress else {
                return Self.error(410, .gone)
            }
            let blobs = job.plan.chunks.flatMap(\.objects).filter { $0.name == name }
            guard blobs.contains(where: { $0.offset == offset && $0.length == bytes.count }) else {
                return Self.error(400, .badRequest)
            }
            guard job.received[name]?[offset] == nil else { return Self.error(409, .conflict) }
            job.received[name, default: [:]][offset] = bytes
            for field in request.headers where field.name.lowercased().hasPrefix("x-amz-meta-") {
                job.metadata[name, default: [:]][String(field.name.lowercased().dropFirst(11))] =
                    field.value
            }
            if job.received[name]?.count == blobs.count {
                state.count += 1
                let parts = (job.received[name] ?? [:]).sorted { $0.key < $1.key }
                state.objects[name] = Object(
                    bytes: parts.flatMap { $0.value.array }, metadata: job.metadata[name] ?? [:],
                    versionID: "version-\(state.count)",
                    blobs: blobs.map { $0.offset..<$0.offset + $0.length })
            }
            let isWhole = job.plan.chunks.flatMap(\.objects).allSatisfy { blob in
                job.received[blob.name]?[blob.offset] != nil
            }
            if isWhole { job.plan.status = .completed }
            state.jobs[id] = job
            return Response(.ok, headers: ["ETag": "\"x\""])
        }
    }

    private func get(
        _ name: String, _ request: Request, _ parameters: [String: String]
    ) -> Response {
        state.withLock { state in
            guard let object = state.objects[name] else { return Self.error(404, .noSuchKey) }
            var range = 0..<object.bytes.count
            if let id = parameters["job"] {
                guard var job = state.jobs[id], job.plan.status == .inProgress else {
                    return Self.error(410, .gone)
                }
                let offset = Int(parameters["offset"] ?? "") ?? 0
                guard let blob = object.blobs.first(where: { $0.lowerBound == offset }) else {
                    return Self.error(404, .noSuchKey)
                }
                range = blob
                job.read.insert("\(name) \(offset)")
                if job.read.count == job.plan.chunks.reduce(0, { $0 + $1.objects.count }) {
                    job.plan.status = .completed
                }
                state.jobs[id] = job
            }
            var headers: Headers = [:]
            for (key, value) in object.metadata { headers.append("x-amz-meta-\(key)", value) }
            if let sent = request.headers["Range"] {
                let words = sent.dropFirst("bytes=".count).split(separator: "-").map(String.init)
                guard words.count == 2, let first = Int(words[0]), let last = Int(words[1]),
                    range.contains(first), range.contains(last)
                else { return Self.error(416, .invalidRange) }
                return Response(
                    Status(206), headers: headers,
                    body: .bytes(Bytes(Array(object.bytes[first...last]))))
            }
            let bytes = Bytes(Array(object.bytes[range]))
            if let header = checksumType.header, let value = checksumType.checksum(of: bytes) {
                headers.append(header, value)
            }
            return Response(.ok, headers: headers, body: .bytes(bytes))
        }
    }

    private func head(_ name: String) -> Response {
        state.withLock { state in
            guard let object = state.objects[name] else { return Response(.notFound) }
            var headers: Headers = ["Content-Length": String(object.bytes.count)]
            for (key, value) in object.metadata { headers.append("x-amz-meta-\(key)", value) }
            headers.append("ds3-blob-checksum-type", checksumType.rawValue)
            for range in object.blobs {
                headers.append(
                    "ds3-blob-checksum-offset-\(range.lowerBound)",
                    checksumType.checksum(of: Bytes(Array(object.bytes[range]))) ?? "")
            }
            return Response(.ok, headers: headers)
        }
    }

    private func list(_ parameters: [String: String]) -> Response {
        state.withLock { state in
            let limit = Int(parameters["max_keys"] ?? "") ?? 1000
            let marker = parameters["marker"] ?? ""
            let names = state.objects.keys.sorted().filter {
                $0 > marker && $0.hasPrefix(parameters["prefix"] ?? "")
            }
            var result = DS3.ListBucketResult()
            result.name = "b"
            result.maxKeys = limit
            result.isTruncated = names.count > limit
            result.nextMarker = names.count > limit ? names[limit - 1] : ""
            result.contents = names.prefix(limit).map { name in
                var contents = DS3.Contents()
                contents.key = name
                contents.size = state.objects[name]?.bytes.count ?? 0
                var owner = DS3.Owner()
                owner.displayName = "spectra"
                owner.id = "1a9fbb2e-5a77-4f0c-93f5-5d50ad1a7c01"
                contents.owner = owner
                return contents
            }
            return Response(.ok, body: .bytes(result.document().encoded))
        }
    }
}
