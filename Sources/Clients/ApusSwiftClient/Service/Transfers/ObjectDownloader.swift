// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

/// Downloads one object: the procedure of python-swiftclient's `_download_object_job`, but that a
/// file is whole or not there.
struct ObjectDownloader: Sendable {
    /// Bodies up to this length are written in one visit to the lane.
    private static let inlineLimitBytes: UInt64 = 256 * 1024

    let service: SwiftService
    let container: String
    let object: String
    let options: DownloadOptions
    /// Whether the container's name is part of the path.
    let isWholeAccount: Bool

    /// Counts what is moved; the service's as a whole until the work begins.
    var meter: TransferProgress?

    private var progress: TransferProgress { meter ?? service.progress }

    /// Does the work; what fails is in the result.
    ///
    /// - Throws: `CancellationError` alone.
    func run() async throws -> ObjectDownloadResult {
        var metered = self
        let meter = service.progress.begin(object)
        metered.meter = meter
        defer { service.progress.end(meter) }
        return try await metered.work()
    }

    private func work() async throws -> ObjectDownloadResult {
        let start = ContinuousClock.now
        let (path, refusal) = path()
        var result = ObjectDownloadResult(
            container: container, object: object, path: path, startedAt: start,
            authenticatedAt: start, headersAt: start, finishedAt: start)
        do {
            if let refusal { throw refusal }
            try await fetch(&result)
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
        while name.first == "/" { name.removeFirst() }
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

    private func fetch(_ result: inout ObjectDownloadResult) async throws {
        var headers = try HeaderItems.headers(options.headers)
        var query = Query()
        if let version = options.versionID { query.append("version-id", version) }
        let target = options.outputFile ?? result.path
        if options.skipsIdentical, !isToStandardOutput, !options.discards {
            let identity = try await compare(with: target, headers, query)
            switch identity {
            case .identical:
                result.isSkipped = true
                return
            case .different: break
            case .tag(let md5): headers["If-None-Match"] = md5
            }
        }
        if service.options.isDryRun {
            result.reply = try await service.connection.headObject(
                container, object, headers: headers, query: query)
            result.lengthBytes = result.reply.flatMap { RemoteObject($0.headers).lengthBytes } ?? 0
            result.isPlanned = true
            return
        }
        let download: ObjectDownload
        do {
            download = try await service.connection.getObject(
                container, object, headers: headers, query: query)
        } catch let error as ClientError
            where error.reason == .status(304) && options.skipsIdentical
        {
            result.isSkipped = true
            return
        }
        result.reply = download.reply
        result.authenticatedAt = download.reply.authenticatedAt
        result.headersAt = .now
        progress.expect(bytes: download.body.lengthBytes ?? 0)
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
            return
        }
        let checked = CheckedBody(
            download, path: result.path, verifies: options.verifiesChecksum, service: service,
            progress: progress)
        if isToStandardOutput, !options.discards {
            result.contents = checked.reader
            return
        }
        defer {
            result.attempts = download.attempts
            result.lengthBytes = checked.lengthBytes
        }
        try await store(checked, download.reply.headers, target, &result)
    }

    private func store(
        _ body: CheckedBody, _ headers: Headers, _ target: String,
        _ result: inout ObjectDownloadResult
    ) async throws {
        let type = headers["Content-Type"]?.split(separator: ";").first.map(String.init) ?? ""
        let writes = !options.discards
        let isMarker = DirectoryMarker.types.contains(type)
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
            return try await service.lane.run {
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
        try DownloadPath.makeDirectories(
            path, below: options.outputDirectory ?? "", allowsUnsafe: options.allowsUnsafePaths)
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
        let lane = service.lane
        let headers = download.reply.headers
        let length = headers["Content-Length"].flatMap { UInt64($0) }
        let isWhole =
            headers["Content-Range"] == nil && headers["X-Object-Manifest"] == nil
            && headers["X-Static-Large-Object"] == nil
        let expected = verifies && isWhole ? RemoteObject(headers).etag : nil
        let digest = expected == nil ? nil : RunningMD5()
        let suffix = headers.transactionID.map { " (txn: \($0))" } ?? ""
        let body = download.body
        let count = CountedBytes()
        self.count = count
        let hasEnded = Atomic(false)
        reader = BodyReader(lengthBytes: length ?? body.lengthBytes) {
            guard !hasEnded.load(ordering: .relaxed) else { return nil }
            if let bytes = try await body.next() {
                if let digest {
                    // Much of it would hold up every other transfer of this thread.
                    if bytes.count > Self.inlineLimitBytes {
                        try await lane.run { digest.update(bytes) }
                    } else {
                        digest.update(bytes)
                    }
                }
                count.add(bytes.count)
                progress.move(bytes.count)
                return .bytes(bytes)
            }
            hasEnded.store(true, ordering: .relaxed)
            if let expected, let have = digest?.finish(), have != expected {
                throw ServiceError(
                    "Error downloading \(path): md5sum != etag, \(have) != \(expected)\(suffix)",
                    cause: ClientError(.badResponse, "md5sum != etag", headers: headers))
            }
            if let length, count.value != length {
                throw ServiceError(
                    "Error downloading \(path): read_length != content_length, "
                        + "\(count.value) != \(length)\(suffix)",
                    cause: ClientError(.badResponse, "wrong length", headers: headers))
            }
            return nil
        }
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
