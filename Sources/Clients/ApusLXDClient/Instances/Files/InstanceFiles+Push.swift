// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension InstanceFiles {
    /// Sends a local file, or a directory with all that is in it, to a path in the instance.
    ///
    /// Links are sent as links. Owners are those of `attributes`, else root's; permissions are
    /// those of the local files unless `attributes` has others.
    ///
    /// - Parameters:
    ///   - local: the file or directory.
    ///   - path: what it shall be in the instance.
    ///   - progress: called with the count of bytes sent since the last call.
    /// - Throws: `LXDError`; with `.local` for a file that cannot be read.
    @discardableResult
    public func push(
        _ local: String, to path: String,
        attributes: InstanceFileAttributes = InstanceFileAttributes(),
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> InstanceTransferReport {
        let work = Push(
            files: self, attributes: attributes, lane: lxd.transport.files, progress: progress)
        try await work.send(local, to: path, isTop: true)
        return work.report.withLock { $0 }
    }

    private final class Push: Sendable {
        private let files: InstanceFiles
        private let attributes: InstanceFileAttributes
        private let lane: Lane
        private let progress: @Sendable (Int) -> Void
        let report = Mutex(InstanceTransferReport())

        init(
            files: InstanceFiles, attributes: InstanceFileAttributes, lane: Lane,
            progress: @escaping @Sendable (Int) -> Void
        ) {
            self.files = files
            self.attributes = attributes
            self.lane = lane
            self.progress = progress
        }

        func send(_ local: String, to path: String, isTop: Bool = false) async throws {
            let status: FileStatus
            do {
                // What is named may be a link to what is meant.
                status = try await lane.run { try FileCalls.status(local, followsLinks: isTop) }
            } catch let error as SystemError {
                throw LXDError(.local, "\(local): \(error)", cause: error)
            }
            var attributes = attributes
            if attributes.mode == nil { attributes.mode = status.permissions & 0o7777 }
            switch status.kind {
            case .regular: try await sendFile(local, to: path, attributes)
            case .symbolicLink:
                let target = try await lane.run { try FileCalls.linkTarget(local) }
                attributes.mode = nil
                try await files.makeSymlink(path, to: target, attributes: attributes)
                report.withLock { $0.linkCount += 1 }
            case .directory: try await sendDirectory(local, to: path, attributes)
            default:
                report.withLock { $0.skippedPaths.append(local) }
            }
        }

        private func sendFile(
            _ local: String, to path: String, _ attributes: InstanceFileAttributes
        ) async throws {
            let (file, size) = try await lane.run { [lane] in
                do {
                    let file = OpenFile(
                        takingOver: try FileCalls.open(local, flags: O_RDONLY | O_NONBLOCK),
                        lane: lane)
                    return (file, try FileCalls.status(of: file.descriptor).sizeBytes)
                } catch {
                    throw LXDError(.local, "\(local): \(error)", cause: error)
                }
            }
            let position = Atomic<UInt64>(0)
            let progress = progress
            let body = BodyReader(lengthBytes: size) {
                let start = position.load(ordering: .relaxed)
                guard start < size else { return nil }
                let bytes = try await file.read(start..<min(size, start + 512 * 1024))
                guard !bytes.isEmpty else {
                    throw LXDError(.local, "\(local) became shorter while it was read")
                }
                position.store(start + UInt64(bytes.count), ordering: .relaxed)
                progress(bytes.count)
                return .bytes(bytes)
            }
            try await files.put(path, body, attributes: attributes)
            report.withLock { report in
                report.fileCount += 1
                report.byteCount += size
            }
        }

        private func sendDirectory(
            _ local: String, to path: String, _ attributes: InstanceFileAttributes
        ) async throws {
            do {
                try await files.makeDirectory(path, attributes: attributes)
            } catch let error as LXDError where error.status != nil {
                // Some servers refuse one that is there.
                guard try await files.info(path)?.kind == .directory else { throw error }
            }
            report.withLock { $0.directoryCount += 1 }
            let reader = try await lane.run { try DirectoryReader(local) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                var running = 0
                while let name = try await lane.run({ try reader.next() }) {
                    guard let name = name.validText else {
                        throw LXDError(.local, "\(local) has a name that is not UTF-8")
                    }
                    if running == files.lxd.transport.concurrency {
                        try await group.next()
                        running -= 1
                    }
                    let (from, to) = (
                        InstanceFiles.path(local, name), InstanceFiles.path(path, name)
                    )
                    let isDirectory = try await lane.run {
                        try FileCalls.status(from, followsLinks: false).kind == .directory
                    }
                    if isDirectory {
                        // Directories one by one: trees must not multiply what runs at once.
                        try await send(from, to: to)
                    } else {
                        group.addTask { try await self.send(from, to: to) }
                        running += 1
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
