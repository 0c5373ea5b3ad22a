// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// A container whose objects are sealed before the engine has them.
struct EncryptedContainerBroker: WrappingContainerBroker {
    let inner: any ContainerBroker
    let address: ContainerAddress
    let keys: Keyring

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        try await opened(key).row
    }

    /// The row at a key, and what its body is encrypted with.
    func opened(_ key: ObjectKey) async throws(StorageError) -> (row: ObjectRow, spans: [BodySpan])
    {
        try SealedRow.open(try await inner.row(key), at: key, in: address, with: keys)
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        let file = try await inner.open(key, caching: caching)
        guard SealedRow.isSealed(file.row) else { return file }
        let opened = try SealedRow.open(file.row, at: key, in: address, with: keys)
        return DecryptedFile(row: opened.row, inner: file, spans: opened.spans)
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        let writer = try await inner.stage(sizeBytes: sizeBytes)
        return keys.encrypts ? EncryptingWriter(writer) : writer
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        var page = try await inner.list(query)
        SealedListing.open(&page, in: address, with: keys)
        return page
    }
}
