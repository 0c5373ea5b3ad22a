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
    /// Brings a file, or a directory with all that is in it, from a path in the instance.
    ///
    /// Nothing is written outside of `local`: names are checked, links are made as links and
    /// never followed, also those that were there before. A file appears under its name once it
    /// is whole.
    ///
    /// - Parameters:
    ///   - path: the file or directory in the instance.
    ///   - local: what it shall be here.
    ///   - progress: called with the count of bytes that have come since the last call.
    /// - Throws: `LXDError`; with `.local` for what cannot be written.
    @discardableResult
    public func pull(
        _ path: String, to local: String,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> InstanceTransferReport {
        let work = Pull(files: self, lane: lxd.transport.files, progress: progress)
        try await work.receive(path, at: local)
        return work.report.withLock { $0 }
    }

    private final class Pull: Sendable {
        /// How deep a tree may be.
        private static let depthLimit = 256

        private let files: InstanceFiles
        private let lane: Lane
        private let progress: @Sendable (Int) -> Void
        let report = Mutex(InstanceTransferReport())

        init(
            files: InstanceFiles, lane: Lane, progress: @escaping @Sendable (Int) -> Void
        ) {
            self.files = files
            self.lane = lane
            self.progress = progress
        }

        func receive(_ path: String, at local: String) async throws {
            if let directory = try await receiveUnlessDirectory(path, at: local) {
                try await receiveDirectory(directory, path, at: local, depth: 0)
            }
        }

        /// - Returns: what it is when it is a directory, of which nothing was made.
        private func receiveUnlessDirectory(
            _ path: String, at local: String
        ) async throws -> InstanceFile? {
            let file = try await files.get(path)
            switch file.kind {
            case .file: try await receiveFile(file, at: local)
            case .symlink: try await receiveLink(file, at: local)
            case .directory: return file
            }
            return nil
        }

        /// Does something here, with the path in what is told when it fails.
        private func here<T: Sendable>(
            _ local: String, _ work: @escaping @Sendable () throws(SystemError) -> T
        ) async throws -> T {
            try await lane.run {
                do throws(SystemError) {
                    return try work()
                } catch {
                    throw LXDError(.local, "\(local): \(error)", cause: error)
                }
            }
        }

        private func receiveFile(_ file: InstanceFile, at local: String) async throws {
            let partial = try await PartialFile.make(local, mode: 0o600, lane: lane)
            do {
                var count: UInt64 = 0
                while let bytes = try await file.body.next() {
                    try await partial.write(bytes)
                    count += UInt64(bytes.count)
                    progress(bytes.count)
                }
                try await partial.finish(
                    mode: (file.mode ?? 0o644) & 0o777, modified: file.modified,
                    isDurable: false)
                let total = count
                report.withLock { report in
                    report.fileCount += 1
                    report.byteCount += total
                }
            } catch {
                await partial.discard()
                throw error
            }
        }

        private func receiveLink(_ file: InstanceFile, at local: String) async throws {
            let target = try await file.body.collect(limitBytes: 4096)
            guard let target = target.validText, !target.isEmpty, !target.utf8.contains(0) else {
                throw LXDError(.badAnswer, "The link \(local) has no target")
            }
            let hidden = PartialFile.hiddenPath(beside: local)
            try await here(local) { () throws(SystemError) in
                try FileCalls.makeSymlink(hidden, to: target)
                do throws(SystemError) {
                    try FileCalls.move(hidden, to: local)
                } catch {
                    try FileCalls.remove(hidden)
                    throw error
                }
            }
            report.withLock { $0.linkCount += 1 }
        }

        /// Receives files and links, a few at a time, until there are directories to go into.
        ///
        /// - Returns: how many of the names are done with, and which of them are directories.
        private func receiveSome(
            _ names: ArraySlice<String>, of path: String, at local: String
        ) async throws -> (count: Int, directories: [(String, InstanceFile)]) {
            let limit = max(1, files.lxd.transport.concurrency)
            return try await withThrowingTaskGroup(of: (String, InstanceFile)?.self) { group in
                var directories: [(String, InstanceFile)] = []
                var count = 0
                for name in names {
                    if count >= limit, let directory = try await group.next() ?? nil {
                        directories.append(directory)
                    }
                    // Their names are in memory as long as they wait.
                    guard directories.count < limit else { break }
                    group.addTask {
                        try await self.receiveUnlessDirectory(
                            InstanceFiles.path(path, name), at: InstanceFiles.path(local, name)
                        ).map { (name, $0) }
                    }
                    count += 1
                }
                for try await directory in group {
                    if let directory { directories.append(directory) }
                }
                return (count, directories)
            }
        }

        private func receiveDirectory(
            _ directory: InstanceFile, _ path: String, at local: String, depth: Int
        ) async throws {
            guard depth <= Self.depthLimit else {
                throw LXDError(.badAnswer, "The tree is deeper than \(Self.depthLimit)")
            }
            try await here(local) { () throws(SystemError) in
                do throws(SystemError) {
                    try FileCalls.makeDirectory(local, mode: 0o700)
                } catch {
                    // One that is there is taken, a link to one only where the caller named it.
                    let status = try FileCalls.status(local, followsLinks: depth == 0)
                    guard error.code == EEXIST, status.kind == .directory else { throw error }
                }
            }
            report.withLock { $0.directoryCount += 1 }
            for name in directory.entries {
                guard InstanceFiles.isName(name) else {
                    throw LXDError(
                        .badAnswer, "The server names a file that would lie elsewhere: \(name)")
                }
            }
            var rest = directory.entries[...]
            while !rest.isEmpty {
                let (count, directories) = try await receiveSome(rest, of: path, at: local)
                rest = rest.dropFirst(count)
                // Nothing else runs meanwhile: trees must not multiply what runs at once.
                for (name, directory) in directories {
                    try await receiveDirectory(
                        directory, InstanceFiles.path(path, name),
                        at: InstanceFiles.path(local, name), depth: depth + 1)
                }
            }
            let mode = (directory.mode ?? 0o755) & 0o777
            try await here(local) { () throws(SystemError) in
                let descriptor = try FileCalls.open(local, flags: O_RDONLY | O_DIRECTORY)
                defer { FileCalls.close(descriptor) }
                // Whoever pulls must be able to look at it, whatever it is in the instance.
                try FileCalls.setMode(descriptor, mode | 0o700)
            }
        }
    }
}
