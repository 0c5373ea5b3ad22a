// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusFiles
public import ApusIO

/// Something to upload.
public struct UploadItem: Sendable {
    /// Where the bytes come from.
    public enum Source: Sendable {
        /// A file, or a directory, which becomes one marker object.
        case path(String)
        /// Everything in a directory, walked through while it is uploaded. A name given to the
        /// item replaces the directory's in every path.
        case tree(String)
        /// An open file, from where it stands to its end; the object counts as changed now. The
        /// caller keeps the descriptor, which may be closed once the item is made. A regular file
        /// is read at places of its own, so that its segments go side by side; a pipe or terminal
        /// is a stream.
        case descriptor(Int32)
        /// A stream that can be read once; in segments when it is longer than one.
        case stream(BodyReader)
        /// Bytes in memory.
        case bytes(Bytes)
        /// An empty object that stands for a directory.
        case directoryMarker
    }

    /// Where the bytes come from.
    public let source: Source
    /// The name in the container; that of the path when nil.
    public let objectName: String?
    /// What to do otherwise than the call.
    public let options: UploadOptions?

    /// - Throws: `ServiceError` for an empty name, and for a stream, bytes or a marker without
    ///   one.
    public init(
        _ source: Source, objectName: String? = nil, options: UploadOptions? = nil
    ) throws(ServiceError) {
        if let objectName, objectName.isEmpty {
            throw ServiceError("Object names must not be empty strings")
        }
        switch source {
        case .path, .tree: break
        case .descriptor, .stream, .bytes, .directoryMarker:
            guard objectName != nil else {
                throw ServiceError("Object names must be specified as non-empty strings")
            }
        }
        if case .descriptor(let descriptor) = source {
            openFile = HeldDescriptor(copying: descriptor)
        } else {
            openFile = nil
        }
        self.source = source
        self.objectName = objectName
        self.options = options
    }

    /// A copy of an open file's descriptor, and where it stood.
    let openFile: HeldDescriptor?
}

/// One object to upload.
struct UploadJob: Sendable {
    enum Source: Sendable {
        case path(String)
        case marker(path: String?)
        case open(HeldDescriptor)
        case stream(BodyReader)
        case bytes(Bytes)
        case unreadable(LocalFileError)
    }

    let source: Source
    let object: String
    let options: UploadOptions
    /// The file at the path, when it was opened beforehand, or why that failed.
    var opened: Result<LocalFile, any Error>?

    /// The path, where there is one.
    var path: String? {
        switch source {
        case .path(let path): path
        case .unreadable(let error): error.path
        case .marker(let path): path
        case .open, .stream, .bytes: nil
        }
    }
}

/// Turns items into jobs, one at a time; trees are walked through no further than needed.
struct UploadQueue: ~Copyable {
    private let options: UploadOptions
    /// What stands in front of every name, with its final `/`.
    private let prefix: String
    private let lane: Lane
    private var walk: (tree: TreeWalk, root: String, item: UploadItem)?
    /// Of a tree, what comes next, last one first.
    private var ready: [UploadJob] = []
    /// How many files of a tree are opened in one visit to the lane, and how many bytes of them are
    /// read then: with small files, going there takes longer than what is done there.
    private static let batch = 16
    private static let batchLimitBytes: UInt64 = 1024 * 1024

    init(prefix: String, options: UploadOptions, lane: Lane) {
        self.prefix = prefix
        self.options = options
        self.lane = lane
    }

    /// The next job, nil after the last.
    ///
    /// - Parameter more: the next item, asked for when all of the one before is done with.
    mutating func next(_ more: () async throws -> UploadItem?) async throws -> UploadJob? {
        while true {
            if let job = ready.popLast() { return job }
            if let walk {
                guard let entry = try await walk.tree.next() else {
                    self.walk = nil
                    continue
                }
                let others = walk.tree.takeReady(Self.batch - 1)
                let jobs = ([entry] + others).map {
                    job(for: $0, root: walk.root, item: walk.item)
                }
                ready = try await opened(jobs).reversed()
                continue
            }
            guard let item = try await more() else { return nil }
            switch item.source {
            case .tree(let root):
                walk = (
                    TreeWalk(root, lane: lane, links: (item.options ?? options).links), root, item
                )
            case .path(let path):
                let status = try await lane.run { try? FileCalls.status(path) }
                let source: UploadJob.Source =
                    status?.kind == .directory ? .marker(path: path) : .path(path)
                return job(source, item.objectName ?? path, item)
            case .descriptor:
                guard let open = item.openFile else { continue }
                return job(.open(open), item.objectName ?? "", item)
            case .stream(let reader): return job(.stream(reader), item.objectName ?? "", item)
            case .bytes(let bytes): return job(.bytes(bytes), item.objectName ?? "", item)
            case .directoryMarker: return job(.marker(path: nil), item.objectName ?? "", item)
            }
        }
    }

    private func opened(_ jobs: [UploadJob]) async throws -> [UploadJob] {
        let lane = lane
        return try await lane.run {
            var jobs = jobs
            var bytes: UInt64 = 0
            var toHash: [LocalFile] = []
            for index in jobs.indices {
                guard case .path(let path) = jobs[index].source, bytes < Self.batchLimitBytes
                else { continue }
                jobs[index].opened = Result { try LocalFile.openNow(path, lane: lane) }
                guard case .success(let file) = jobs[index].opened else { continue }
                bytes += file.heldBytes
                if jobs[index].options.verifiesChecksum { toHash.append(file) }
            }
            LocalFile.hash(toHash)
            return jobs
        }
    }

    private func job(for entry: TreeEntry, root: String, item: UploadItem) -> UploadJob {
        let path: String
        let source: UploadJob.Source
        switch entry {
        case .file(let found):
            path = found
            source = .path(found)
        case .emptyDirectory(let found):
            path = found
            source = .marker(path: found)
        case .unreadable(let error):
            path = error.path
            source = .unreadable(error)
        }
        var name = path
        if let given = item.objectName, let typed = path.firstRange(of: root) {
            name.replaceSubrange(typed, with: given)
        }
        return job(source, name, item)
    }

    private func job(
        _ source: UploadJob.Source, _ name: String, _ item: UploadItem
    ) -> UploadJob {
        UploadJob(
            source: source, object: prefix + Self.objectName(name),
            options: item.options ?? options)
    }

    /// A path as the name of an object: without a leading `/`, then without a leading `./`.
    static func objectName(_ path: String) -> String {
        var name = path[...]
        while name.first == "/" { name.removeFirst() }
        if name.hasPrefix("./") || name.hasPrefix(".\\") { name = name.dropFirst(2) }
        if name.first == "/" { name.removeFirst() }
        return String(name)
    }
}
