// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO

/// Uploads one object: the procedure of python-swiftclient's `_upload_object_job`.
struct ObjectUploader: Sendable {
    let service: SwiftService
    let container: String
    let job: UploadJob
    var form: UploadOptions.LargeObject
    /// Whether the container was made just before, so that there is nothing to replace.
    let isContainerFresh: Bool
    var guess = NewObjectGuess(isOffered: false)
    let report: @Sendable (UploadResult) async throws -> Void

    /// Counts what is moved; the service's as a whole until the work begins.
    var meter: TransferProgress?

    var progress: TransferProgress { meter ?? service.progress }
    var options: UploadOptions { job.options }
    var connection: Connection { service.connection }
    /// Where what is sent is hashed, where that is wanted.
    private var hashing: ShortFileWork? { options.verifiesChecksum ? service.shortWork : nil }
    var segmentContainer: String { options.segmentContainer ?? container + "_segments" }

    /// The result before anything is known.
    func begin() -> ObjectUpload {
        var isMarker = false
        if case .marker = job.source { isMarker = true }
        return ObjectUpload(
            container: container, object: job.object, path: job.path,
            isDirectoryMarker: isMarker)
    }

    /// Does the work; what fails is in the result.
    ///
    /// - Throws: `CancellationError` alone.
    func run() async throws -> ObjectUpload {
        var metered = self
        let meter = service.progress.begin(job.object)
        metered.meter = meter
        defer { service.progress.end(meter) }
        return try await metered.work()
    }

    private func work() async throws -> ObjectUpload {
        var result = begin()
        do {
            guard !job.object.isEmpty else {
                throw ServiceError("Object names must not be empty strings")
            }
            switch job.source {
            case .unreadable(let error): throw error
            case .marker(let path): try await putMarker(path, &result)
            case .path(let path): try await putFile(path, &result)
            case .bytes(let bytes): try await putBytes(bytes, &result)
            case .open(let held):
                if let file = try await service.lane.run({ [lane = service.lane] in
                    try held.localFile(lane: lane)
                }) {
                    try await put(file, modified: Self.now, &result)
                } else {
                    try await putStream(try held.stream(), &result)
                }
            case .stream(let reader): try await putStream(reader, &result)
            }
        } catch let error as SystemError {
            result.failure = readable(error)
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        return result
    }

    private func readable(_ error: SystemError) -> any Error {
        guard let path = job.path else { return error }
        return error.at(path)
    }

    /// In a dry run, says what would be done now; answers whether that is all there is to do.
    func plans(_ result: inout ObjectUpload) -> Bool {
        result.isPlanned = service.options.isDryRun
        return result.isPlanned
    }

    /// Lends a connection for one request. Never for longer: who reads the results may be slow,
    /// and other calls share the pool.
    func asking<R: Sendable>(_ body: () async throws -> R) async throws -> R {
        try await service.uploadPool.use(body)
    }

    // MARK: Forms

    private func putMarker(_ path: String?, _ result: inout ObjectUpload) async throws {
        var modified = Self.now
        if let path {
            let status = try await service.lane.run { try FileCalls.status(path) }
            modified = status.modified.secondsText
        }
        let headers = try headers(modified)
        result.headers = headers
        if options.changed, let old = try await remote() {
            let type = old.headers["Content-Type"]?.split(separator: ";").first.map(String.init)
            if DirectoryMarker.types.contains(type ?? ""), old.lengthBytes == 0,
                old.etag == RunningMD5.ofNothing,
                old.headers["X-Object-Meta-Mtime"] == headers["X-Object-Meta-Mtime"]
            {
                result.outcome = .skippedChanged
                return
            }
        }
        guard !plans(&result) else { return }
        result.reply = try await asking {
            try await connection.putObject(
                container, job.object, .empty,
                contentType: headers["Content-Type"] ?? DirectoryMarker.types[0],
                headers: headers)
        }
    }

    private func putFile(_ path: String, _ result: inout ObjectUpload) async throws {
        let file: LocalFile
        if let opened = job.opened {
            file = try opened.get()
        } else {
            file = try await LocalFile.open(path, lane: service.lane)
        }
        try await put(file, modified: file.modifiedText, &result)
    }

    private func put(
        _ file: LocalFile, modified: String, _ result: inout ObjectUpload
    ) async throws {
        let headers = try headers(modified)
        result.headers = headers
        if try await putIfNew(file, headers, &result) { return }
        let old = try await remote()
        if let old {
            if options.skipsIdentical,
                try await RemoteContents(service: service, container: container, object: job.object)
                    .isIdentical(to: file, headers: old.headers)
            {
                result.outcome = .skippedIdentical
                return
            }
            if options.changed, old.lengthBytes == file.sizeBytes,
                old.headers["X-Object-Meta-Mtime"] == modified
            {
                result.outcome = .skippedChanged
                return
            }
        }
        guard !plans(&result) else { return }
        progress.expect(bytes: file.sizeBytes)
        let replaced = try await segmentsToReplace(old)
        let (size, form) = try await segmentSize(for: file.sizeBytes)
        if let size {
            result.isLargeObject = true
            if options.segmentSizeBytes == nil, !options.skipsContainerPut {
                // No segment size was chosen, so nobody has made their container.
                try await report(.container(await service.create(segmentContainer, [:])))
            }
            var segmenting = self
            segmenting.form = form
            try await segmenting.putSegmented(file, size, headers, replaced, &result)
        } else {
            let (body, md5) = file.body(
                0..<file.sizeBytes, hashedBy: hashing, progress: progress)
            let reply = try await asking {
                try await connection.putObject(container, job.object, body, headers: headers)
            }
            result.reply = reply
            try verify(md5(), reply)
            try await remove(replaced, keeping: [])
        }
    }

    /// Sends a small file in the hope that its name is new; answers whether that was so.
    private func putIfNew(
        _ file: LocalFile, _ headers: Headers, _ result: inout ObjectUpload
    ) async throws -> Bool {
        guard guess.isWorthTrying, !isContainerFresh, !options.changed, !options.skipsIdentical,
            !options.leavesSegments, file.heldBytes == file.sizeBytes,
            file.sizeBytes <= options.segmentSizeBytes ?? .max,
            headers["If-None-Match"] == nil, headers["If-Match"] == nil
        else { return false }
        let (body, md5) = file.body(
            0..<file.sizeBytes, hashedBy: hashing, progress: progress)
        var conditional = headers
        conditional["If-None-Match"] = "*"
        let sent = conditional
        do {
            let reply = try await asking {
                try await connection.putObject(container, job.object, body, headers: sent)
            }
            guess.note(wasNew: true)
            result.reply = reply
            try verify(md5(), reply)
            return true
        } catch let error as ClientError where error.reason == .status(412) {
            guess.note(wasNew: false)
            return false
        }
    }

    private func putBytes(_ bytes: Bytes, _ result: inout ObjectUpload) async throws {
        let headers = try headers(Self.now)
        result.headers = headers
        guard !plans(&result) else { return }
        let replaced = try await segmentsToReplace(try await remote())
        let reply = try await asking {
            try await connection.putObject(
                container, job.object, .bytes(bytes), headers: headers)
        }
        progress.move(bytes.count)
        result.reply = reply
        if options.verifiesChecksum { try verify(RunningMD5.of(bytes), reply) }
        try await remove(replaced, keeping: [])
    }

    // MARK: Limits

    /// How long segments are to be, nil for none, and how they are put together.
    private func segmentSize(
        for sizeBytes: UInt64
    ) async throws -> (UInt64?, UploadOptions.LargeObject) {
        let asked = options.segmentSizeBytes
        // Every server takes what is far below the usual limit.
        let isLarge = asked.map { sizeBytes > $0 } ?? (sizeBytes > Self.surelyTakenBytes)
        guard isLarge else { return (nil, form) }
        let known = try? await service.capabilities()
        var form = form
        if asked == nil, options.largeObject == nil, known?.has("slo") != true {
            form = .dynamicManifest
        }
        let limits = known.map { UploadLimits($0) } ?? UploadLimits()
        let size = try limits.segmentBytes(
            for: sizeBytes, asked: asked, isStatic: form == .staticManifest)
        return (size, form)
    }

    private static let surelyTakenBytes: UInt64 = 1024 * 1024 * 1024

    private func putSegmented(
        _ file: LocalFile, _ size: UInt64, _ headers: Headers, _ replaced: ReplacedSegments,
        _ result: inout ObjectUpload
    ) async throws {
        let prefix = segmentPrefix(headers, totalBytes: file.sizeBytes, size)
        let count = Int((file.sizeBytes + size - 1) / size)
        var next = 0
        let collected = SegmentCollection()
        let left = try await segmentsLeft(under: prefix)
        try await forEachConcurrently(
            limit: service.segmentPool.limit,
            next: { () -> Int? in
                // After a failure the manifest will not be written: begin no further segment.
                guard next < count, !collected.hasFailed else { return nil }
                defer { next += 1 }
                return next
            }
        ) { index in
            // The failure may have come since this one was taken up.
            guard !collected.hasFailed else { return }
            let start = UInt64(index) * size
            let range = start..<min(file.sizeBytes, start + size)
            let (body, md5) = file.body(
                range, hashedBy: hashing, progress: progress)
            var segment = self.segment(prefix, index, UInt64(range.count))
            if let there = left[segment.segmentName], there.bytes == segment.sizeBytes,
                try await file.md5(range) == there.hash
            {
                segment.etag = there.hash
                segment.isResumed = true
                progress.move(range.count)
                collected.add(segment)
                return try await report(.segment(segment))
            }
            do {
                let name = segment.segmentName
                let reply = try await service.segmentPool.use {
                    try await connection.putObject(
                        segmentContainer, name, body,
                        contentType: "application/swiftclient-segment")
                }
                segment.reply = reply
                segment.etag = Self.unquoted(reply.headers["ETag"])
                if let local = md5(), let etag = segment.etag, local != etag {
                    throw ServiceError(
                        "Segment \(index): upload verification failed: md5 mismatch, "
                            + "local \(local) != remote \(etag) "
                            + "(remote segment has not been removed)")
                }
            } catch {
                try Task.checkCancellation()
                segment.failure = error
            }
            collected.add(segment)
            try await report(.segment(segment))
        }
        result.segments = collected.segments
        guard !collected.hasFailed else { throw try await abortedManifest(result.segments) }
        try await putManifest(
            result.segments, prefix: prefix, headers, replaced, &result)
    }

    /// Cleans up after segments that will not become an object, if that is wanted.
    func abortedManifest(_ segments: [SegmentUpload]) async throws -> UploadError {
        if options.removesSegmentsOnFailure {
            // What an earlier upload has left is not ours to throw away.
            let doomed = segments.filter { $0.isSuccess && !$0.isResumed }
            try await service.deleteSegments(
                doomed.map { ($0.segmentContainer, $0.segmentName) }
            ) { try await self.report(.deletedSegment($0)) }
        }
        return .abortedManifest(container: container, object: job.object)
    }

    /// Writes the manifest of segments that are all there, then removes those it replaces.
    func putManifest(
        _ segments: [SegmentUpload], prefix: String, _ headers: Headers,
        _ replaced: ReplacedSegments, _ result: inout ObjectUpload
    ) async throws {
        switch form {
        case .staticManifest:
            let manifest = Self.manifest(segments)
            result.reply = try await asking {
                try await connection.putObject(
                    container, job.object, .bytes(manifest), headers: headers,
                    query: ["multipart-manifest": "put"])
            }
            try await remove(replaced, keeping: segments)
        case .dynamicManifest:
            var manifestHeaders = headers
            let place = "\(segmentContainer)/\(prefix)"
            manifestHeaders["X-Object-Manifest"] = PercentEncoding.encode(place)
            let sent = manifestHeaders
            result.reply = try await asking {
                try await connection.putObject(container, job.object, .empty, headers: sent)
            }
            try await remove(replaced, keeping: segments, keepingPrefix: place)
        }
    }

    // MARK: Parts

    func segment(_ prefix: String, _ index: Int, _ sizeBytes: UInt64) -> SegmentUpload {
        let digits = String(index)
        let number = String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
        return SegmentUpload(
            container: container, object: job.object, segmentContainer: segmentContainer,
            segmentName: prefix + number, index: index, sizeBytes: sizeBytes)
    }

    /// What the names of an object's segments begin with; the total is unknown with streams.
    func segmentPrefix(_ headers: Headers, totalBytes: UInt64?, _ size: UInt64) -> String {
        var prefix = job.object + (form == .staticManifest ? "/slo/" : "/")
        prefix += (headers["X-Object-Meta-Mtime"] ?? Self.now) + "/"
        if let totalBytes { prefix += "\(totalBytes)/" }
        return prefix + "\(size)/"
    }

    func headers(_ modified: String) throws(ServiceError) -> Headers {
        let base: Headers = ["X-Object-Meta-Mtime": modified]
        return base.overlaid(
            with: try HeaderItems.headers(options.metadata, prefix: "X-Object-Meta-")
        ).overlaid(with: try HeaderItems.headers(options.headers))
    }

    static var now: String { "\(FileTime.now.roundedSeconds).000000" }

    static func unquoted(_ etag: String?) -> String? {
        guard var etag else { return nil }
        if etag.utf8.count >= 2, etag.first == "\"", etag.last == "\"" {
            etag = String(etag.dropFirst().dropLast())
        }
        return etag
    }

    func verify(_ local: String?, _ reply: Reply) throws(ServiceError) {
        guard let local, let remote = Self.unquoted(reply.headers["ETag"]), !remote.isEmpty,
            local != remote
        else { return }
        throw ServiceError(
            "Object upload verification failed: md5 mismatch, local \(local) != remote \(remote) "
                + "(remote object has not been removed)")
    }

    private static func manifest(_ segments: [SegmentUpload]) -> Bytes {
        var document = ByteWriter(capacity: segments.count * 128)
        for (position, segment) in segments.enumerated() {
            document.append(position == 0 ? "[{\"path\": " : ", {\"path\": ")
            document.append(json: "/\(segment.segmentContainer)/\(segment.segmentName)")
            document.append(", \"etag\": ")
            document.append(json: segment.etag ?? "")
            document.append(", \"size_bytes\": ")
            document.append(decimal: segment.sizeBytes)
            document.append("}")
        }
        document.append("]")
        return document.finish()
    }

    // MARK: What was there before

    /// The object as it is, if it matters; nil when there is none.
    func remote() async throws -> RemoteObject? {
        guard options.changed || options.skipsIdentical || !options.leavesSegments,
            !isContainerFresh
        else { return nil }
        do {
            let reply = try await asking {
                try await connection.headObject(container, job.object)
            }
            return RemoteObject(reply.headers)
        } catch let error as ClientError where error.reason == .status(404) {
            return nil
        }
    }

    func segmentsToReplace(_ old: RemoteObject?) async throws -> ReplacedSegments {
        // A symlink's segments are its target's, which stays.
        guard let old, !options.leavesSegments, old.headers["Content-Location"] == nil else {
            return ReplacedSegments()
        }
        let large = LargeObjectHeaders(old.headers)
        var replaced = ReplacedSegments(dynamicPrefix: large.ownedPrefix)
        if large.isStatic {
            replaced.segments = try await RemoteContents(
                service: service, container: container, object: job.object
            ).manifest().map { ($0.container, $0.name) }
        }
        return replaced
    }

    /// Deletes what the object before was made of.
    ///
    /// - Parameters:
    ///   - segments: what it is made of now.
    ///   - keepingPrefix: container and beginning of the names of them all.
    func remove(
        _ replaced: ReplacedSegments, keeping segments: [SegmentUpload],
        keepingPrefix: String? = nil
    ) async throws {
        // They, and the object itself, may lie where the others did: below the same name.
        var kept = Set(segments.map { "\($0.segmentContainer)/\($0.segmentName)" })
        kept.insert("\(container)/\(job.object)")
        let report: @Sendable (ObjectDeletion) async throws -> Void = { deletion in
            try await self.report(.deletedSegment(deletion))
        }
        let doomed = replaced.segments.filter { !kept.contains("\($0.container)/\($0.name)") }
        if !doomed.isEmpty { try await service.deleteSegments(doomed, report) }
        guard let old = replaced.dynamicPrefix, keepingPrefix != "\(old.container)/\(old.prefix)"
        else { return }
        try await service.deleteSegments(under: old, keeping: kept, report)
    }
}

/// Why an upload was given up after all its requests were made.
public enum UploadError: Error, Hashable, CustomStringConvertible {
    /// A segment is missing, so the object was not put together; its other segments stay.
    case abortedManifest(container: String, object: String)

    public var description: String {
        switch self {
        case .abortedManifest(let container, let object):
            "Aborting manifest creation because not all segments could be uploaded. "
                + "\(container)/\(object)"
        }
    }
}

/// The segments of an object that is being replaced.
struct ReplacedSegments: Sendable {
    var segments: [(container: String, name: String)] = []
    /// Ends in `/`.
    var dynamicPrefix: (container: String, prefix: String)?
}

/// An object as HEAD shows it.
struct RemoteObject: Sendable {
    let headers: Headers

    init(_ headers: Headers) {
        self.headers = headers
    }

    var lengthBytes: UInt64? { headers["Content-Length"].flatMap { UInt64($0) } }
    var etag: String? { ObjectUploader.unquoted(headers["ETag"]) }
}

/// Empty objects that stand for directories.
enum DirectoryMarker {
    /// Their content types; the first one is written.
    static let types = ["application/directory", "text/directory"]

    /// Whether an answer is that of such an object.
    static func isOne(_ headers: Headers) -> Bool {
        guard let type = headers["Content-Type"] else { return false }
        let end = type.utf8.firstIndex(of: UInt8(ascii: ";")) ?? type.endIndex
        return types.contains { $0 == type[..<end] }
    }
}

extension FileTime {
    /// The nearest whole second.
    var roundedSeconds: Int64 { nanoseconds >= 500_000_000 ? seconds + 1 : seconds }
}
