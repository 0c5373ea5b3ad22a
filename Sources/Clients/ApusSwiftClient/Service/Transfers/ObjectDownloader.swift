// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO
import Synchronization

/// Downloads one object: the procedure of python-swiftclient's `_download_object_job`, but that a
/// file is whole or not there.
struct ObjectDownloader: Sendable {
    /// Bodies up to this length are written in one visit to the lane.
    private static let inlineLimitBytes: UInt64 = 256 * 1024

    /// A body that is here, and is to be written once its connection is given back.
    private struct Arrived {
        let bytes: Bytes
        let download: ObjectDownload
        let target: String
    }

    let service: SwiftService
    let container: String
    let object: String
    let options: DownloadOptions
    /// Whether the container's name is part of the path.
    let isWholeAccount: Bool
    /// Directories that were looked at for other objects of the same call.
    var directories = KnownDirectories()

    /// Counts what is moved; the service's as a whole until the work begins.
    var meter: TransferProgress?

    private var progress: TransferProgress { meter ?? service.progress }

    /// Does the work with a connection of the pool; what fails is in the result.
    ///
    /// - Throws: `CancellationError` alone.
    func run() async throws -> ObjectDownloadResult {
        let (result, arrived, meter) = try await service.downloadPool.use {
            var metered = self
            let meter = service.progress.begin(object)
            metered.meter = meter
            do {
                let (result, arrived) = try await metered.fetch()
                return (result, arrived, meter)
            } catch {
                service.progress.end(meter)
                throw error
            }
        }
        defer { service.progress.end(meter) }
        guard let arrived else { return result }
        var metered = self
        metered.meter = meter
        return try await metered.finishing(result) { try await metered.store(arrived, &$0) }
    }

    /// Fetches the object, and stores it, unless it came all at once.
    private func fetch() async throws -> (ObjectDownloadResult, Arrived?) {
        let start = ContinuousClock.now
        let (path, refusal) = path()
        let result = ObjectDownloadResult(
            container: container, object: object, path: path, startedAt: start,
            authenticatedAt: start, headersAt: start, finishedAt: start)
        var arrived: Arrived?
        let fetched = try await finishing(result) { result in
            if let refusal { throw refusal }
            arrived = try await fetch(&result)
        }
        return (fetched, arrived)
    }

    /// What comes of a result by `work`, with what has failed.
    private func finishing(
        _ result: ObjectDownloadResult,
        _ work: (inout ObjectDownloadResult) async throws -> Void
    ) async throws -> ObjectDownloadResult {
        var result = result
        do {
            try await work(&result)
        } catch {
            try Task.checkCancellation()
            result.failure = readable(error, result.reply)
            if let error = error as? ClientError { result.attempts = max(1, error.attempts.count) }
        }
        result.finishedAt = .now
        return result
    }

    /// What broke while the body came, with what is known of its request.
    private func readable(_ error: any Error, _ reply: Reply?) -> any Error {
        let what: String
        switch error {
        case BodyError.truncated: what = "the response was cut short"
        case BodyError.tooLong: what = "the response is longer than announced"
        case let error as TransportError: what = error.detail
        default: return error
        }
        return ClientError(
            .transport, "Object GET failed: \(what)", headers: reply?.headers ?? [:],
            attempts: reply?.attempts ?? [], cause: error)
    }

    private var isToStandardOutput: Bool { options.outputFile == "-" }

    /// The path of the file, and why it may not be written.
    private func path() -> (String, (any Error)?) {
        var name = isWholeAccount ? "\(container)/\(object)" : object
        while name.utf8.first == UInt8(ascii: "/") { name.unicodeScalars.removeFirst() }
        if options.removesPrefix, let prefix = options.prefix, !prefix.isEmpty,
            object.hasPrefix(prefix)
        {
            let rest = String(object.dropFirst(prefix.count).drop { $0 == "/" })
            name = isWholeAccount ? "\(container)/\(rest)" : rest
        }
        do {
            let isUnused = options.outputFile != nil || options.discards
            return (
                try DownloadPath.resolve(
                    name, in: options.outputDirectory,
                    allowsUnsafe: options.allowsUnsafePaths || isUnused), nil
            )
        } catch {
            return (name, error)
        }
    }

    /// - Returns: what is still to be stored.
    private func fetch(_ result: inout ObjectDownloadResult) async throws -> Arrived? {
        var headers = try HeaderItems.headers(options.headers)
        var query = Query()
        if let version = options.versionID { query.append("version-id", version) }
        let target = options.outputFile ?? result.path
        if options.skipsIdentical, !isToStandardOutput, !options.discards {
            let identity = try await compare(with: target, headers, query)
            switch identity {
            case .identical:
                result.isSkipped = true
                return nil
            case .different: break
            case .tag(let md5): headers["If-None-Match"] = md5
            }
        }
        if service.options.isDryRun {
            result.reply = try await service.connection.headObject(
                container, object, headers: headers, query: query)
            result.lengthBytes = result.reply.flatMap { RemoteObject($0.headers).lengthBytes } ?? 0
            result.isPlanned = true
            return nil
        }
        let download: ObjectDownload
        do {
            download = try await service.connection.getObject(
                container, object, headers: headers, query: query)
        } catch let error as ClientError
            where error.reason == .status(304) && options.skipsIdentical
        {
            result.isSkipped = true
            return nil
        }
        result.reply = download.reply
        result.authenticatedAt = download.reply.authenticatedAt
        result.headersAt = .now
        progress.expect(bytes: download.body.lengthBytes ?? 0)
        if let bytes = download.whole, bytes.count <= Self.inlineLimitBytes, !isToStandardOutput,
            !options.discards
        {
            return Arrived(bytes: bytes, download: download, target: target)
        }
        if !isToStandardOutput, !options.discards,
            let ranged = RangedDownload(
                service: service, container: container, object: object, options: options,
                path: result.path, target: target, first: download, progress: progress),
            try await service.lane.run({ FileCalls.takesRanges(target) })
        {
            defer { result.attempts = download.attempts }
            let makesParents = options.outputFile == nil
            result.lengthBytes = try await ranged.run(modified: modified(download.reply.headers)) {
                if makesParents { try makeDirectories(DownloadPath.parent(of: target)) }
            }
            return nil
        }
        let checked = CheckedBody(
            download, path: result.path, verifies: options.verifiesChecksum, service: service,
            progress: progress)
        if isToStandardOutput, !options.discards {
            result.contents = checked.reader
            return nil
        }
        defer {
            result.attempts = download.attempts
            result.lengthBytes = checked.lengthBytes
        }
        try await store(checked, download.reply.headers, target, &result)
        return nil
    }

    /// Checks and writes a small body, in one visit to the lane.
    private func store(_ arrived: Arrived, _ result: inout ObjectDownloadResult) async throws {
        let headers = arrived.download.reply.headers
        let check = BodyCheck(
            headers, path: result.path, verifies: options.verifiesChecksum)
        let (bytes, target) = (arrived.bytes, arrived.target)
        let digest = check.md5 == nil ? nil : RunningMD5()
        let hashing = digest.map { (digest: $0, bytes: bytes) }
        let verify: @Sendable () throws -> Void = {
            try check.verify(md5: digest?.finish(), lengthBytes: UInt64(bytes.count))
        }
        result.lengthBytes = UInt64(bytes.count)
        result.attempts = arrived.download.attempts
        progress.move(bytes.count)
        let isMarker = DirectoryMarker.isOne(headers)
        let makesParents = options.outputFile == nil
        if isMarker || (makesParents && target.utf8.last == UInt8(ascii: "/")) {
            result.isPseudoDirectory = !isMarker
            let directory =
                !makesParents ? nil : isMarker ? target : DownloadPath.parent(of: target)
            return try await service.shortWork.run(hashing: hashing) {
                try verify()
                if let directory { try makeDirectories(directory) }
            }
        }
        let modified = modified(headers)
        try await service.shortWork.run(hashing: hashing) {
            try verify()
            do {
                try write(bytes, target, modified, makesParents: makesParents)
            } catch let error as SystemError where error.isNotFound {
                guard makesParents else { throw error }
                // Somebody has removed a directory that was there before.
                directories.forget()
                try write(bytes, target, modified, makesParents: true)
            }
        }
    }

    /// Writes a whole file, on the calling thread.
    private func write(
        _ bytes: Bytes, _ target: String, _ modified: FileTime?, makesParents: Bool
    ) throws {
        if makesParents { try makeDirectories(DownloadPath.parent(of: target)) }
        let file = try DownloadFile.create(target)
        do {
            try file.write(bytes)
            try file.finish(modified: modified)
        } catch {
            file.discard()
            throw error
        }
    }

    private func store(
        _ body: CheckedBody, _ headers: Headers, _ target: String,
        _ result: inout ObjectDownloadResult
    ) async throws {
        let writes = !options.discards
        let isMarker = DirectoryMarker.isOne(headers)
        if isMarker || !writes || (options.outputFile == nil && target.last == "/") {
            result.isPseudoDirectory = !isMarker && writes
            while try await body.reader.next() != nil {}
            guard writes, options.outputFile == nil else { return }
            let directory = isMarker ? target : DownloadPath.parent(of: target)
            return try await service.lane.run { try makeDirectories(directory) }
        }
        let modified = modified(headers)
        let makesParents = options.outputFile == nil
        if let length = body.reader.lengthBytes, length <= Self.inlineLimitBytes {
            // Small: everything is there before the disk is visited, once.
            let bytes = try await body.reader.collect(limitBytes: Int(length))
            return try await service.shortWork.run {
                try write(bytes, target, modified, makesParents: makesParents)
            }
        }
        let file = try await service.lane.run {
            if makesParents { try makeDirectories(DownloadPath.parent(of: target)) }
            return try DownloadFile.create(target)
        }
        do {
            while let bytes = try await body.reader.next() {
                try await service.lane.run { try file.write(bytes) }
            }
            try await service.lane.run { try file.finish(modified: modified) }
        } catch {
            // Not on the lane: a full queue must not keep a partial file.
            file.discard()
            throw error
        }
    }

    /// The time that the file is to bear.
    private func modified(_ headers: Headers) -> FileTime? {
        options.ignoresModificationTime
            ? nil : headers["X-Object-Meta-Mtime"].flatMap { FileTime(secondsText: $0) }
    }

    private func makeDirectories(_ path: String) throws {
        try directories.make(path) {
            try DownloadPath.makeDirectories(
                path, below: options.outputDirectory ?? "",
                allowsUnsafe: options.allowsUnsafePaths)
        }
    }

    // MARK: Files that are there already

    private enum Identity {
        case identical
        case different
        /// To be decided by the server: the file's MD5.
        case tag(String)
    }

    private func compare(
        with path: String, _ headers: Headers, _ query: Query
    ) async throws -> Identity {
        let lane = service.lane
        guard let file = try? await LocalFile.open(path, lane: lane) else { return .different }
        let remote: Headers
        do {
            remote = try await service.connection.headObject(
                container, object, headers: headers, query: query
            ).headers
        } catch let error as ClientError where error.reason == .status(404) {
            return .different
        }
        guard LargeObjectHeaders(remote).isLarge else {
            guard RemoteObject(remote).lengthBytes == file.sizeBytes else { return .different }
            return .tag(try await file.md5(0..<file.sizeBytes))
        }
        let contents = RemoteContents(service: service, container: container, object: object)
        return try await contents.isIdentical(to: file, headers: remote)
            ? .identical : .different
    }
}

/// A body whose length and MD5 are checked at its end.
private final class CheckedBody: Sendable {
    /// What is hashed where it comes, in bytes; for more, going to another thread is nothing.
    private static let inlineLimitBytes = 16 * 1024

    let reader: BodyReader
    private let count: CountedBytes

    var lengthBytes: UInt64 { count.value }

    init(
        _ download: ObjectDownload, path: String, verifies: Bool, service: SwiftService,
        progress: TransferProgress
    ) {
        let work = service.shortWork
        let check = BodyCheck(download.reply.headers, path: path, verifies: verifies)
        let digest = check.md5 == nil ? nil : RunningMD5()
        let body = download.body
        let count = CountedBytes()
        self.count = count
        let hasEnded = Atomic(false)
        reader = BodyReader(lengthBytes: check.lengthBytes ?? body.lengthBytes) {
            guard !hasEnded.load(ordering: .relaxed) else { return nil }
            if let bytes = try await body.next() {
                if let digest {
                    // Much of it would hold up every other transfer of this thread.
                    if bytes.count > Self.inlineLimitBytes {
                        try await work.hash(bytes, into: digest)
                    } else {
                        digest.update(bytes)
                    }
                }
                count.add(bytes.count)
                progress.move(bytes.count)
                return .bytes(bytes)
            }
            hasEnded.store(true, ordering: .relaxed)
            try check.verify(md5: digest?.finish(), lengthBytes: count.value)
            return nil
        }
    }
}

/// What the head of an answer says of the body.
private struct BodyCheck: Sendable {
    /// What the MD5 must be; nil where it is not known, or not to be looked at.
    let md5: String?
    let lengthBytes: UInt64?
    private let path: String
    private let headers: Headers

    init(_ headers: Headers, path: String, verifies: Bool) {
        self.headers = headers
        self.path = path
        lengthBytes = headers["Content-Length"].flatMap { UInt64($0) }
        let isWhole =
            headers["Content-Range"] == nil && headers["X-Object-Manifest"] == nil
            && headers["X-Static-Large-Object"] == nil
        md5 = verifies && isWhole ? RemoteObject(headers).etag : nil
    }

    func verify(md5 have: String?, lengthBytes count: UInt64) throws(ServiceError) {
        if let md5, let have, have != md5 {
            throw error("md5sum != etag", "\(have) != \(md5)")
        }
        if let lengthBytes, count != lengthBytes {
            throw error("read_length != content_length", "\(count) != \(lengthBytes)")
        }
    }

    private func error(_ what: String, _ values: String) -> ServiceError {
        let suffix = headers.transactionID.map { " (txn: \($0))" } ?? ""
        let cause = what.hasPrefix("md5sum") ? what : "wrong length"
        return ServiceError(
            "Error downloading \(path): \(what), \(values)\(suffix)",
            cause: ClientError(.badResponse, cause, headers: headers))
    }
}

final class CountedBytes: Sendable {
    private let count = Atomic<UInt64>(0)

    var value: UInt64 { count.load(ordering: .relaxed) }

    func add(_ bytes: Int) {
        count.add(UInt64(bytes), ordering: .relaxed)
    }
}

extension FileCalls {
    /// Whether a path is that of a file or of nothing: a device or pipe has no places.
    fileprivate static func takesRanges(_ path: String) -> Bool {
        guard let status = try? status(path) else { return true }
        return status.kind == .regular
    }
}
