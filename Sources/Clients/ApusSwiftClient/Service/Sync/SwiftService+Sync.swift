// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO
import Synchronization

extension SwiftService {
    /// Makes one end like the other: what is missing or different goes from the source to the
    /// destination, and on request what the source does not have is removed there.
    ///
    /// Both ends are read in the order of names at the same time, so memory is flat whatever
    /// their size. Files and objects are the same when their sizes are equal and the object's
    /// `X-Object-Meta-Mtime` is the file's time (without that field, when the object is not older
    /// than the file), or with `comparesChecksums` when their MD5s are; two objects always by
    /// their digests. Objects that stand for directories, and empty directories, are no files and
    /// are left alone.
    ///
    /// After something could not be read at the source, nothing more is removed: it may be there.
    /// The sequence throws what keeps an end from being read, before anything is removed on its
    /// account.
    public func sync(
        from source: SyncPlace, to destination: SyncPlace, options: SyncOptions = SyncOptions()
    ) -> ServiceResults<SyncResult> {
        results { channel in
            let job = try SyncJob(
                service: self, source: source, destination: destination, options: options)
            try await job.prepare()
            let mayDelete = Mutex(options.deletes)
            var merge = SyncMerge(
                try await job.stream(source, isSource: true),
                try await job.stream(destination, isSource: false),
                SyncFilter(include: options.include, exclude: options.exclude))
            try await forEachConcurrently(
                limit: min(self.uploadPool.limit, self.downloadPool.limit),
                next: { () -> SyncMerge.Step? in
                    while let step = try await merge.next() {
                        switch step {
                        case .unreadable: mayDelete.withLock { $0 = false }
                        case .destination where !mayDelete.withLock({ $0 }): continue
                        case .source, .destination, .both: break
                        }
                        return step
                    }
                    return nil
                }
            ) { step in
                try await channel.send(try await job.run(step))
            }
        }
    }
}

/// One synchronisation, with what its parts have in common.
private struct SyncJob: Sendable {
    let service: SwiftService
    let source: SyncPlace
    let destination: SyncPlace
    let options: SyncOptions

    init(
        service: SwiftService, source: SyncPlace, destination: SyncPlace, options: SyncOptions
    ) throws {
        self.service = service
        self.source = source
        self.destination = destination
        self.options = options
        switch (source, destination) {
        case (.directory, .directory):
            throw ServiceError("One end of a synchronisation must be a container")
        case (.container(let left, let prefix), .container(let right, let other))
        where left == right && (prefix.hasPrefix(other) || other.hasPrefix(prefix)):
            throw ServiceError("A container cannot be synchronised with a part of itself")
        default: break
        }
    }

    /// Makes the destination's container, and finds out that the source is there.
    func prepare() async throws {
        if case .directory(let root) = source {
            let status = try await service.lane.run {
                do throws(SystemError) {
                    return try FileCalls.status(root)
                } catch { throw error.at(root) }
            }
            guard status.kind == .directory else {
                throw ServiceError("'\(root)' is no directory")
            }
        }
        if case .container(let name, _) = source {
            _ = try await service.stat(container: name)
        }
        if case .container(let name, _) = destination {
            // One that cannot be made may be there all the same; its listing will tell.
            _ = await service.create(name, [:])
        }
    }

    func stream(_ place: SyncPlace, isSource: Bool) async throws -> SyncStream {
        switch place {
        case .directory(let root):
            if !isSource {
                let isThere = try await service.lane.run {
                    (try? FileCalls.status(root))?.kind == .directory
                }
                if !isThere { return { nil } }
            }
            let tree = SortedTree(root, lane: service.lane)
            return { try await tree.next() }
        case .container(let name, let prefix):
            var isBetweenContainers = false
            if case (.container, .container) = (source, destination) { isBetweenContainers = true }
            var listing = SortedListing(
                service, container: name, prefix: prefix, toleratesAbsence: !isSource,
                takesMarkers: isBetweenContainers)
            return { try await listing.next() }
        }
    }

    func run(_ step: SyncMerge.Step) async throws -> SyncResult {
        switch step {
        case .unreadable(let error):
            var result = SyncResult(
                work: .read, reason: .unreadable, name: error.path, sizeBytes: 0)
            result.failure = error
            return result
        case .source(let entry): return try await transfer(entry, .missing)
        case .destination(let entry): return try await remove(entry)
        case .both(let entry, let other):
            if options.overwrites { return try await transfer(entry, .unconditional) }
            let reason: SyncResult.Reason?
            do {
                reason = try await difference(entry, other)
            } catch {
                try Task.checkCancellation()
                var result = SyncResult(
                    work: work, reason: .same, name: entry.name, sizeBytes: entry.sizeBytes)
                result.failure = readable(error, entry.name)
                return result
            }
            guard let reason else {
                return SyncResult(
                    work: .keep, reason: .same, name: entry.name, sizeBytes: entry.sizeBytes)
            }
            return try await transfer(entry, reason)
        }
    }

    private var work: SyncResult.Work {
        switch (source, destination) {
        case (.directory, _): .upload
        case (_, .directory): .download
        default: .copy
        }
    }

    // MARK: Comparing

    private func difference(
        _ source: SyncEntry, _ destination: SyncEntry
    ) async throws -> SyncResult.Reason? {
        switch (source.object, destination.object) {
        case (let left?, let right?): try await differenceOfObjects(left, right)
        case (let object?, nil):
            try await difference(
                destination, file: path(self.destination, destination.name), object)
        case (nil, let object?):
            try await difference(source, file: path(self.source, source.name), object)
        case (nil, nil): nil
        }
    }

    /// The path of a name at an end that is a directory.
    private func path(_ place: SyncPlace, _ name: String) -> String {
        guard case .directory(let root) = place else { return name }
        return DownloadPath.join(root, name)
    }

    private var remote: (container: String, prefix: String) {
        for case .container(let name, let prefix) in [source, destination] { return (name, prefix) }
        return ("", "")
    }

    private func difference(
        _ entry: SyncEntry, file path: String, _ object: ListedObject
    ) async throws -> SyncResult.Reason? {
        let container = remote.container
        func head() async throws -> Headers {
            try await service.downloadPool.use {
                try await service.connection.headObject(container, object.name).headers
            }
        }
        var headers: Headers?
        if object.bytes != entry.sizeBytes {
            // A dynamic large object is listed with the size of its manifest, which is nothing.
            guard object.bytes == 0 else { return .size }
            let known = try await head()
            guard RemoteObject(known).lengthBytes == entry.sizeBytes else { return .size }
            headers = known
        }
        if options.comparesChecksums {
            let file = try await LocalFile.open(path, lane: service.lane)
            if headers == nil, try await file.md5(0..<file.sizeBytes) == object.hash { return nil }
            let known: Headers
            if let headers { known = headers } else { known = try await head() }
            guard LargeObjectHeaders(known).isLarge else { return .checksum }
            let contents = RemoteContents(
                service: service, container: container, object: object.name)
            return try await contents.isIdentical(to: file, headers: known) ? nil : .checksum
        }
        guard let modified = entry.modified else { return nil }
        let known: Headers
        if let headers { known = headers } else { known = try await head() }
        if let stored = known["X-Object-Meta-Mtime"] {
            return stored == modified.secondsText
                || FileTime(secondsText: stored) == FileTime(secondsText: modified.secondsText)
                ? nil : .time
        }
        guard let stored = known["X-Timestamp"].flatMap({ FileTime(secondsText: $0) }) else {
            return .time
        }
        let isOlder =
            (stored.seconds, stored.nanoseconds) < (modified.seconds, modified.nanoseconds)
        return isOlder ? .time : nil
    }

    private func differenceOfObjects(
        _ left: ListedObject, _ right: ListedObject
    ) async throws -> SyncResult.Reason? {
        guard left.bytes == right.bytes else { return .size }
        if let one = left.extras["slo_etag"], let other = right.extras["slo_etag"] {
            return one == other ? nil : .checksum
        }
        // Dynamic large objects are listed as what they are without their segments: nothing.
        guard left.bytes == 0 else { return left.hash == right.hash ? nil : .checksum }
        guard case .container(let from, _) = source, case .container(let to, _) = destination
        else { return nil }
        let one = try await service.connection.headObject(from, left.name).headers
        let other = try await service.connection.headObject(to, right.name).headers
        guard RemoteObject(one).lengthBytes == RemoteObject(other).lengthBytes else { return .size }
        return RemoteObject(one).etag == RemoteObject(other).etag ? nil : .checksum
    }

    // MARK: Doing

    private func transfer(
        _ entry: SyncEntry, _ reason: SyncResult.Reason
    ) async throws -> SyncResult {
        var result = SyncResult(
            work: work, reason: reason, name: entry.name, sizeBytes: entry.sizeBytes)
        service.progress.expect(bytes: entry.sizeBytes)
        defer { service.progress.finishItem() }
        result.isPlanned = service.options.isDryRun
        if result.isPlanned { return result }
        do {
            switch (source, destination) {
            case (.directory(let root), .container(let container, let prefix)):
                try await upload(
                    DownloadPath.join(root, entry.name), to: container, prefix + entry.name,
                    isNew: reason == .missing, &result)
            case (.container(let container, let prefix), .directory(let root)):
                try await download(container, prefix, entry.name, to: root, &result)
            case (.container(let from, let prefix), .container(let to, let other)):
                result.reply = try await service.uploadPool.use {
                    try await service.copyWhole(
                        from, prefix + entry.name, to: to, other + entry.name)
                }
            case (.directory, .directory): break
            }
        } catch {
            try Task.checkCancellation()
            result.failure = readable(error, entry.name)
        }
        return result
    }

    private func readable(_ error: any Error, _ name: String) -> any Error {
        guard let error = error as? SystemError else { return error }
        return error.at(name)
    }

    private func upload(
        _ path: String, to container: String, _ object: String, isNew: Bool,
        _ result: inout SyncResult
    ) async throws {
        let form: UploadOptions.LargeObject
        if let chosen = options.upload.largeObject {
            form = chosen
        } else {
            let isLarge = (options.upload.segmentSizeBytes ?? .max) < result.sizeBytes
            let known = isLarge ? try? await service.capabilities() : nil
            form = isLarge && known?.has("slo") != true ? .dynamicManifest : .staticManifest
            if isLarge, !options.upload.skipsContainerPut {
                _ = await service.create(
                    options.upload.segmentContainer ?? container + "_segments", [:])
            }
        }
        let segmentFailure = Mutex<(any Error)?>(nil)
        let uploader = ObjectUploader(
            service: service, container: container,
            job: UploadJob(source: .path(path), object: object, options: options.upload),
            form: form, isContainerFresh: isNew
        ) { part in
            if case .segment(let segment) = part, let failure = segment.failure {
                segmentFailure.withLock { $0 = failure }
            }
        }
        let upload = try await service.uploadPool.use { try await uploader.run() }
        result.reply = upload.reply
        if let failure = upload.failure {
            throw segmentFailure.withLock { $0 } ?? failure
        }
    }

    private func download(
        _ container: String, _ prefix: String, _ name: String, to root: String,
        _ result: inout SyncResult
    ) async throws {
        var chosen = options.download
        chosen.outputFile = nil
        chosen.outputDirectory = root
        chosen.prefix = prefix
        chosen.removesPrefix = true
        let final = chosen
        let downloader = ObjectDownloader(
            service: service, container: container, object: prefix + name, options: final,
            isWholeAccount: false)
        let download = try await downloader.run()
        result.reply = download.reply
        if let failure = download.failure { throw failure }
    }

    private func remove(_ entry: SyncEntry) async throws -> SyncResult {
        var result = SyncResult(
            work: entry.object == nil ? .deleteFile : .deleteObject, reason: .extra,
            name: entry.name, sizeBytes: entry.sizeBytes)
        result.isPlanned = service.options.isDryRun
        if result.isPlanned { return result }
        do {
            switch destination {
            case .directory(let root):
                try await service.lane.run {
                    let path = DownloadPath.join(root, entry.name)
                    do throws(SystemError) {
                        try FileCalls.remove(path)
                    } catch { throw error.at(path) }
                    // Directories that are empty now go with their last file.
                    var parent = DownloadPath.parent(of: path)
                    while parent.utf8.count > root.utf8.count, parent != root {
                        do { try FileCalls.removeDirectory(parent) } catch { break }
                        parent = DownloadPath.parent(of: parent)
                    }
                }
            case .container(let container, let prefix):
                for try await deletion in service.delete([prefix + entry.name], in: container) {
                    result.reply = deletion.value.reply ?? result.reply
                    if let failure = deletion.value.failure { throw failure }
                }
            }
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        return result
    }
}
