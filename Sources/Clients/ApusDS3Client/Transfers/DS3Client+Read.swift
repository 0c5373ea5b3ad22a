// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

extension DS3Client {
    /// Fetches objects, or ranges of them, into files below a directory.
    ///
    /// Memory does not grow with their sizes. A file has its name when all of it is there and is
    /// what its checksums say; names that lead out of the directory are refused. What is not
    /// finished stays under hidden names, to be resumed.
    ///
    /// - Parameters:
    ///   - items: objects, and what their files will be called.
    ///   - bucket: its name.
    ///   - directory: where the files go; it is made where there is none.
    ///   - progress: tells how far it is.
    /// - Returns: what was done; with `.goOn` also what failed.
    /// - Throws: `TransferStopped` when the transfer ended early, `CancellationError`.
    @discardableResult
    public func read(
        _ items: [ReadItem], from bucket: String, into directory: String,
        options: TransferOptions = TransferOptions(), progress: TransferProgress? = nil
    ) async throws -> TransferReport {
        var rest = items.makeIterator()
        return try await transfer(bucket, options, progress) { log in
            try await ReadTransfer(
                client: self, bucket: bucket, directory: directory, log: log
            ).run { rest.next() }
        }
    }

    /// Fetches everything in a bucket into files below a directory.
    ///
    /// - Parameter prefix: only objects whose names begin with it.
    /// - Throws: as `read(_:from:into:)`.
    @discardableResult
    public func readBucket(
        _ bucket: String, prefix: String? = nil, into directory: String,
        options: TransferOptions = TransferOptions(), progress: TransferProgress? = nil
    ) async throws -> TransferReport {
        var objects = objects(in: bucket, prefix: prefix).makeAsyncIterator()
        return try await transfer(bucket, options, progress) { log in
            try await ReadTransfer(
                client: self, bucket: bucket, directory: directory, log: log
            ).run {
                try await objects.next().map { object in
                    var item = ReadItem(object.key)
                    item.sizeBytes = object.size
                    return item
                }
            }
        }
    }
}
