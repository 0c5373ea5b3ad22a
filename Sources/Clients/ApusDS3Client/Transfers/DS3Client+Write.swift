// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusFiles
import ApusIO

extension DS3Client {
    /// Sends objects to a bucket, by jobs.
    ///
    /// Memory does not grow with their sizes. What the server has in its cache is not sent again.
    ///
    /// - Parameters:
    ///   - items: files or bytes, and what they will be called.
    ///   - bucket: its name; it must be there.
    ///   - progress: tells how far it is.
    /// - Returns: what was done; with `.goOn` also what failed.
    /// - Throws: `TransferStopped` when the transfer ended early, `CancellationError`.
    @discardableResult
    public func write(
        _ items: [WriteItem], to bucket: String, options: TransferOptions = TransferOptions(),
        progress: TransferProgress? = nil
    ) async throws -> TransferReport {
        var rest = items.makeIterator()
        return try await transfer(bucket, options, progress) { log in
            try await WriteTransfer(client: self, bucket: bucket, log: log).run { rest.next() }
        }
    }

    /// Sends all files below a directory to a bucket, each called as its path below the directory.
    ///
    /// Symbolic links are left out, and so is what is neither file nor directory. Empty directories
    /// become folders. Names are changed by `removedPrefix` and `addedPrefix`.
    ///
    /// - Throws: as `write(_:to:)`.
    @discardableResult
    public func writeDirectory(
        _ directory: String, to bucket: String, options: TransferOptions = TransferOptions(),
        progress: TransferProgress? = nil
    ) async throws -> TransferReport {
        var root = directory
        while root.utf8.count > 1, root.utf8.last == UInt8(ascii: "/") { root.removeLast() }
        let walk = TreeWalk(root, lane: transport.files, links: .nothing)
        func name(_ path: String) -> String {
            let below = path.dropping(prefix: root == "/" ? "/" : root + "/") ?? path[...]
            return options.renamed(String(below))
        }
        return try await transfer(bucket, options, progress) { log in
            try await WriteTransfer(client: self, bucket: bucket, log: log).run {
                while let entry = try await walk.next() {
                    switch entry {
                    case .file(let path): return .found(path, as: name(path))
                    case .emptyDirectory(let path):
                        if path != root { return .folder(name(path)) }
                    case .unreadable(let error):
                        try log.failed(error.path, DS3Error(error))
                    }
                }
                return nil
            }
        }
    }

    /// Runs a transfer and tells of it in one way, however it ends.
    func transfer(
        _ bucket: String, _ options: TransferOptions, _ progress: TransferProgress?,
        _ work: (TransferLog) async throws -> Void
    ) async throws -> TransferReport {
        let log = TransferLog(bucket: bucket, options: options, progress: progress)
        defer { progress?.finish() }
        do {
            try await work(log)
            return log.current
        } catch let stopped as TransferStopped {
            try Task.checkCancellation()
            throw TransferStopped(report: log.current, cause: stopped.cause, name: stopped.name)
        } catch {
            try Task.checkCancellation()
            guard let failure = DS3Error(anything: error) else { throw error }
            throw TransferStopped(report: log.current, cause: failure, name: nil)
        }
    }
}
