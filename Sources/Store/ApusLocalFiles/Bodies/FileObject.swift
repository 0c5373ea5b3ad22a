// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusDigest
package import ApusIO
package import ApusModel
package import ApusStorage
import Synchronization

/// An object opened for reading: its row, and its body's open files.
package final class FileObject: ObjectFile, HeldObject {
    /// Up to this size a body is read and verified when it is opened.
    private static let eagerLimitBytes: UInt64 = 64 * 1024
    /// Checksums are read by the page: those of 64 MiB.
    private static let checksumsPerPage: UInt64 = 1_024

    /// One body of the object.
    private struct Part: Sendable {
        let id: BodyID
        let file: OpenFile
        let sizeBytes: UInt64
        /// Where it begins in the object.
        let start: UInt64
    }

    private struct ChecksumPage {
        var part: Int
        var number: UInt64
        var bytes: Bytes
    }

    /// Where an object stands, for logs.
    package struct Place: Sendable, CustomStringConvertible {
        let container: ContainerAddress
        let key: ObjectKey

        package init(container: ContainerAddress, key: ObjectKey) {
            self.container = container
            self.key = key
        }

        package var description: String { "\(container)/\(key.name)" }
    }

    package let row: ObjectRow
    private let place: Place
    private let isReadOnce: Bool
    private let verifies: Bool
    private let store: BodyStore
    private let parts: [Part]
    private let sizeBytes: UInt64
    private let page = Mutex<ChecksumPage?>(nil)
    /// The whole of a small body.
    private let content: Bytes?

    /// Opens the bodies of a row; nil when one is gone: the row has changed meanwhile. Blocks.
    ///
    /// - Parameters:
    ///   - isReadOnce: whether the system may forget what was read.
    ///   - verifies: whether blocks are compared with their checksums; nil for the store's way.
    package init?(
        _ row: ObjectRow, _ bodies: BodyList, at place: Place, store: BodyStore,
        isReadOnce: Bool = false, verifies: Bool? = nil
    ) throws(StorageError) {
        self.row = row
        self.place = place
        self.isReadOnce = isReadOnce
        self.verifies = verifies ?? store.verifiesReads
        self.store = store
        var parts: [Part] = []
        var start: UInt64 = 0
        for part in bodies.parts {
            guard let file = try store.openForReading(part.id) else { return nil }
            if verifies == true, isReadOnce {
                // An audit is about what is on the device.
                FileCalls.forgetCached(
                    file.descriptor, 0..<BodyFormat.copyOffset(part.sizeBytes))
            }
            parts.append(Part(id: part.id, file: file, sizeBytes: part.sizeBytes, start: start))
            start += part.sizeBytes
        }
        sizeBytes = start
        if self.verifies, parts.count == 1, start <= Self.eagerLimitBytes {
            content = try Self.readSmall(parts[0])
            self.parts = []
        } else {
            content = nil
            self.parts = parts
        }
    }

    package var description: String { place.description }

    /// Bytes of memory that the open object holds, apart from its row.
    package var heldBytes: Int { content?.count ?? 0 }
    /// Descriptors that it keeps open.
    package var heldDescriptors: Int { parts.count }

    package func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
        let range = range.clamped(to: 0..<sizeBytes)
        guard !range.isEmpty else { return [] }
        if let content { return [.bytes(content[Int(range.lowerBound)..<Int(range.upperBound)])] }
        let index = partIndex(at: range.lowerBound)
        let part = parts[index]
        let first = range.lowerBound - part.start
        let end = min(range.upperBound - part.start, part.sizeBytes)
        guard verifies else {
            return [.region(FileRegion(part.file, first..<end))]
        }
        if let region = try verifiedInMemory(first..<end, of: index) { return [.region(region)] }
        return [.bytes(try await verifiedBytes(first..<end, of: index))]
    }

    /// The next bytes of a range, as `read` but always verified and always in memory.
    package func readIntoMemory(_ range: Range<UInt64>) async throws(StorageError) -> Bytes {
        let range = range.clamped(to: 0..<sizeBytes)
        guard !range.isEmpty else { return Bytes() }
        if let content { return content[Int(range.lowerBound)..<Int(range.upperBound)] }
        let index = partIndex(at: range.lowerBound)
        let part = parts[index]
        let end = min(range.upperBound - part.start, part.sizeBytes)
        return try await verifiedBytes(range.lowerBound - part.start..<end, of: index)
    }

    private func verifiedBytes(
        _ range: Range<UInt64>, of index: Int
    ) async throws(StorageError) -> Bytes {
        try await store.lanes.reading.working { [self] () throws(StorageError) in
            try readVerified(range, of: index)
        }
    }

    /// The part that has a byte; empty parts have none.
    private func partIndex(at offset: UInt64) -> Int {
        var low = 0
        var high = parts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if parts[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The blocks to read for the first bytes of a range: from the start of its first block.
    private func blocks(for range: Range<UInt64>, of part: Part) -> Range<UInt64> {
        let block = BodyFormat.blockBytes
        let start = range.lowerBound / block * block
        let wantedEnd = (range.upperBound + block - 1) / block * block
        return start..<min(wantedEnd, start + store.steps.readBytes, part.sizeBytes)
    }

    /// The first bytes of a range as a part of the file, when its blocks are in memory and match
    /// their checksums; nil when the disk would have to be waited for. Does not block: what the
    /// page cache gave to the check is what `sendfile` sends a moment later.
    private func verifiedInMemory(
        _ range: Range<UInt64>, of index: Int
    ) throws(StorageError) -> FileRegion? {
        let part = parts[index]
        let blocks = self.blocks(for: range, of: part)
        var number = blocks.lowerBound / BodyFormat.blockBytes
        let last = (blocks.upperBound - 1) / BodyFormat.blockBytes
        guard hasChecksums(ofBlock: number, of: index), hasChecksums(ofBlock: last, of: index)
        else { return nil }
        let isCached = try part.file.readCached(
            blocks, pieceBytes: Int(BodyFormat.blockBytes)
        ) { bytes throws(StorageError) in
            guard CRC32C.of(bytes) == (try checksum(of: number, of: index)) else {
                throw Self.corrupt(part.id, "checksum of block \(number)")
            }
            number += 1
        }
        let end = min(range.upperBound, blocks.upperBound)
        return isCached ? FileRegion(part.file, range.lowerBound..<end) : nil
    }

    /// The first bytes of a range, from blocks that match their checksums. Blocks.
    private func readVerified(
        _ range: Range<UInt64>, of index: Int
    ) throws(StorageError) -> Bytes {
        let part = parts[index]
        let block = BodyFormat.blockBytes
        let blocks = self.blocks(for: range, of: part)
        let (start, end) = (blocks.lowerBound, blocks.upperBound)
        let firstBlock = start / block
        let bytes = try calling { () throws(SystemError) in try part.file.readNow(blocks) }
        guard bytes.count == blocks.count else { throw Self.corrupt(part.id, "too short") }
        if isReadOnce { FileCalls.forgetCached(part.file.descriptor, start..<end) }
        for (offset, blockStart) in stride(from: 0, to: bytes.count, by: Int(block)).enumerated() {
            let wanted = try checksum(of: firstBlock + UInt64(offset), of: index)
            let blockEnd = min(blockStart + Int(block), bytes.count)
            guard CRC32C.of(bytes[blockStart..<blockEnd]) == wanted else {
                throw Self.corrupt(part.id, "checksum of block \(firstBlock + UInt64(offset))")
            }
        }
        let last = min(range.upperBound, end)
        return bytes[Int(range.lowerBound - start)..<Int(last - start)]
    }

    /// Whether the checksum of a block needs no reading.
    private func hasChecksums(ofBlock block: UInt64, of index: Int) -> Bool {
        page.withLock { $0?.part == index && $0?.number == block / Self.checksumsPerPage }
    }

    private func checksum(of block: UInt64, of index: Int) throws(StorageError) -> UInt32 {
        let part = parts[index]
        let number = block / Self.checksumsPerPage
        return try page.withLock { page throws(StorageError) in
            let known: Bytes
            if let page, page.part == index, page.number == number {
                known = page.bytes
            } else {
                let start =
                    part.sizeBytes
                    + number * Self.checksumsPerPage * BodyFormat.checksumBytes
                let end = min(
                    start + Self.checksumsPerPage * BodyFormat.checksumBytes,
                    BodyFormat.copyOffset(part.sizeBytes))
                known = try calling { () throws(SystemError) in
                    try part.file.readNow(start..<end)
                }
                page = ChecksumPage(part: index, number: number, bytes: known)
            }
            let place = Int(block % Self.checksumsPerPage)
            guard known.count >= (place + 1) * Int(BodyFormat.checksumBytes) else {
                throw Self.corrupt(part.id, "no checksum of block \(block)")
            }
            return BodyFormat.checksum(known, at: place)
        }
    }

    /// A body of at most one block, with its checksum in the same read. Blocks.
    private static func readSmall(_ part: Part) throws(StorageError) -> Bytes {
        let end = BodyFormat.copyOffset(part.sizeBytes)
        let bytes = try calling { () throws(SystemError) in try part.file.readNow(0..<end) }
        guard bytes.count == Int(end) else { throw corrupt(part.id, "too short") }
        guard part.sizeBytes > 0 else { return Bytes() }
        let content = bytes[0..<Int(part.sizeBytes)]
        let checksum = BodyFormat.checksum(bytes[Int(part.sizeBytes)..<bytes.count], at: 0)
        guard CRC32C.of(content) == checksum else { throw corrupt(part.id, "checksum") }
        return content
    }

    private static func corrupt(_ id: BodyID, _ what: String) -> StorageError {
        StorageError(.corrupt, "body \(id): \(what)")
    }
}
