// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
package import ApusIO
package import ApusModel
import ApusStorage

/// What is known of the far ends of containers that are kept like others: rows of a reserved
/// account.
///
/// For every such container there is a record: the names of what the far end has had from here,
/// with the moments of what it has had, in the order of listings. What is in the record and not in
/// the container was deleted here. Besides, there is a note of what has come from other clusters,
/// and of what is about to be sent, until it is in the record: what is deleted before would
/// otherwise stay at the far end.
package struct SyncJournal: Sendable {
    /// An object that the far end has, or may have.
    package struct Entry: Hashable, Sendable {
        package var name: ObjectName
        /// Of its last change, as far as it has been sent.
        package var moment: Timestamp

        package init(_ name: ObjectName, _ moment: Timestamp) {
            self.name = name
            self.moment = moment
        }
    }

    private static let pageLimit = 1000
    private static let batchLimit = 100
    private static let emptyETag = "d41d8cd98f00b204e9800998ecf8427e"

    private let backend: any Backend
    private let policy: PolicyIndex
    private let clock: StoreClock

    /// - Parameter policies: the first back-end has the journal.
    init(_ policies: StoragePolicies, clock: StoreClock) {
        backend = policies.backends[0]
        policy = (policies.all.first { $0.backendNumber == 0 } ?? policies.standard).index
        self.clock = clock
    }

    // MARK: What has come

    /// Notes an object that another cluster has sent, or is about to get.
    package func note(_ address: ObjectAddress, _ moment: Timestamp) async throws {
        let container = try Self.received(address.container)
        let row = ObjectRow(
            createdAt: moment, sizeBytes: 0, etag: Self.emptyETag, contentType: "text/plain")
        let writer = try await backend.container(container).stage(sizeBytes: 0)
        do {
            try await commit(
                ObjectChange(ObjectKey(address.object), .put(row, try await writer.seal())),
                in: container)
        } catch {
            await writer.abandon()
            throw error
        }
    }

    /// What has come into a container from others, in order; none when there is no more.
    package func received(
        in address: ContainerAddress, after name: String?
    ) async throws -> [Entry] {
        do {
            let page = try await backend.container(try Self.received(address)).list(
                ListingQuery(limit: Self.pageLimit, marker: name))
            return try page.entries.compactMap { entry in
                guard case .object(let object) = entry else { return nil }
                return Entry(try ObjectName(object.name), object.modifiedAt)
            }
        } catch let error as StorageError {
            guard error.isAbsence else { throw error }
            return []
        }
    }

    /// Takes away what is in the record now, but for what has come again.
    package func forget(_ entries: [Entry], in address: ContainerAddress) async throws {
        let broker = backend.container(try Self.received(address))
        var rest = entries[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batchLimit)
            rest = rest.dropFirst(batch.count)
            guard try await !remove(Array(batch), from: broker) else { continue }
            for entry in batch { _ = try await remove([entry], from: broker) }
        }
    }

    /// Whether all of them were as they were known to be.
    private func remove(
        _ entries: [Entry], from broker: any ContainerBroker
    ) async throws -> Bool {
        do {
            _ = try await broker.commit(
                entries.map { entry in
                    ObjectChange(
                        ObjectKey(entry.name), requires: .row(modifiedAt: entry.moment),
                        .remove(at: clock.tick()))
                })
            return true
        } catch {
            if error.isAbsence { return true }
            guard case .guardFailed = error.reason else { throw error }
            return false
        }
    }

    // MARK: Records

    /// The record of a container and its far end; nil when there is none yet.
    package func record(
        of address: ContainerAddress, to target: String
    ) async throws -> SyncRecord? {
        do {
            let file = try await backend.container(try Self.records())
                .open(ObjectKey(try Self.name(address, target)))
            return SyncRecord(file: file)
        } catch let error as StorageError {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    /// Writes a record anew.
    ///
    /// - Parameter record: the one so far.
    package func writer(
        of address: ContainerAddress, to target: String, after record: SyncRecord?
    ) -> SyncRecordWriter {
        SyncRecordWriter(journal: self, address: address, target: target, record: record)
    }

    /// What the record of a container and its far end is called.
    package static func name(
        _ address: ContainerAddress, _ target: String
    ) throws -> ObjectName {
        try ObjectName(
            Hexadecimal.encode(Digest.of(Bytes("\(address)\n\(target)"), .sha256)))
    }

    /// Removes the records of containers that are not kept like others any more.
    package func removeRecords(except names: Set<ObjectName>) async throws {
        let broker = backend.container(try Self.records())
        var marker: String?
        do {
            while true {
                let page = try await broker.list(
                    ListingQuery(limit: Self.pageLimit, marker: marker))
                guard let last = page.entries.last else { return }
                marker = last.name
                for entry in page.entries {
                    let name = try ObjectName(entry.name)
                    guard !names.contains(name) else { continue }
                    _ = try await broker.commit([
                        ObjectChange(ObjectKey(name), .remove(at: clock.tick()))
                    ])
                }
            }
        } catch let error as StorageError {
            guard error.isAbsence else { throw error }
        }
    }

    // MARK: Rows

    fileprivate func stage() async throws -> any ObjectWriter {
        try await backend.container(try Self.records()).stage(sizeBytes: nil)
    }

    fileprivate func commit(
        _ body: any StagedBody, etag: String, of address: ContainerAddress, to target: String
    ) async throws {
        var row = ObjectRow(
            createdAt: clock.tick(), sizeBytes: body.sizeBytes, etag: etag,
            contentType: "application/octet-stream")
        row.metadata["x-object-meta-container"] = PercentEncoding.encode("\(address)")
        let key = ObjectKey(try Self.name(address, target))
        try await commit(ObjectChange(key, .put(row, body)), in: try Self.records())
    }

    private func commit(_ change: ObjectChange, in address: ContainerAddress) async throws {
        let broker = backend.container(address)
        do {
            _ = try await broker.commit([change])
        } catch {
            guard error.isAbsence else { throw error }
            _ = try await backend.account(address.account).create(at: clock.tick(), metadata: [:])
            _ = try await broker.create(
                ContainerRecord(createdAt: clock.tick(), defaultPolicy: policy))
            _ = try await broker.commit([change])
        }
    }

    private static func records() throws -> ContainerAddress {
        ContainerAddress(.containerSync, try ContainerName("records"))
    }

    private static func received(_ address: ContainerAddress) throws -> ContainerAddress {
        let digest = Hexadecimal.encode(Digest.of(Bytes("\(address)"), .sha256))
        return ContainerAddress(.containerSync, try ContainerName("received-\(digest)"))
    }
}

/// A record, read from its beginning; entries are those that were written.
package struct SyncRecord: Sendable {
    private let file: any ObjectFile
    private let reader: BodyReader
    private var buffer: [UInt8] = []
    private var position = 0

    init(file: any ObjectFile) {
        self.file = file
        reader = Self.reader(file, 0..<file.row.sizeBytes)
    }

    private static func reader(_ file: any ObjectFile, _ range: Range<UInt64>) -> BodyReader {
        let cursor = FileCursor(file, range) { _ in }
        return BodyReader(lengthBytes: UInt64(range.count)) { try await cursor.next() }
    }

    /// The first bytes of the record, which whoever goes on from there writes again.
    package func beginning(_ sizeBytes: UInt64) -> BodyReader {
        Self.reader(file, 0..<sizeBytes)
    }

    /// The next entry; nil after the last.
    package mutating func next() async throws -> SyncJournal.Entry? {
        guard try await fill(2) else { return nil }
        let length = Int(buffer[position]) | Int(buffer[position + 1]) << 8
        guard try await fill(10 + length) else { throw BodyError.truncated }
        var ticks: UInt64 = 0
        for index in 0..<8 {
            ticks |= UInt64(buffer[position + 2 + index]) << UInt64(8 * index)
        }
        let name = String(
            decoding: buffer[(position + 10)..<(position + 10 + length)], as: UTF8.self)
        position += 10 + length
        return SyncJournal.Entry(try ObjectName(name), Timestamp(ticks: ticks))
    }

    /// Whether so many bytes are at hand, or nothing at all is left.
    private mutating func fill(_ count: Int) async throws -> Bool {
        while buffer.count - position < count {
            guard let bytes = try await reader.next() else {
                guard buffer.count == position else { throw BodyError.truncated }
                return false
            }
            buffer.removeSubrange(..<position)
            position = 0
            buffer += bytes.array
        }
        return true
    }

    /// How an entry is written: the length of its name and its moment, then the name; numbers
    /// begin with their low byte.
    package static func encode(_ entry: SyncJournal.Entry, to bytes: inout [UInt8]) {
        let name = entry.name.text.utf8
        bytes.append(UInt8(truncatingIfNeeded: name.count))
        bytes.append(UInt8(truncatingIfNeeded: name.count >> 8))
        for index in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: entry.moment.ticks >> UInt64(8 * index)))
        }
        bytes += name
    }

    /// How many bytes an entry takes.
    package static func sizeBytes(_ entry: SyncJournal.Entry) -> UInt64 {
        UInt64(entry.name.text.utf8.count) + 10
    }
}

/// Writes a record, unless it turns out to be what it was.
package struct SyncRecordWriter: ~Copyable {
    private static let bufferLimit = 64 * 1024

    fileprivate let journal: SyncJournal
    fileprivate let address: ContainerAddress
    fileprivate let target: String
    /// The record so far, whose entries are kept.
    fileprivate let record: SyncRecord?
    /// How much of it has been kept before anything has changed, in bytes.
    private var keptBytes: UInt64 = 0
    private var writer: (any ObjectWriter)?
    private var digest = Digest(.md5)
    private var buffer: [UInt8] = []

    fileprivate init(
        journal: SyncJournal, address: ContainerAddress, target: String, record: SyncRecord?
    ) {
        self.journal = journal
        self.address = address
        self.target = target
        self.record = record
    }

    /// The next entry of the record so far stays.
    package mutating func keep(_ entry: SyncJournal.Entry) async throws {
        guard writer != nil else {
            keptBytes += SyncRecord.sizeBytes(entry)
            return
        }
        try await append(entry)
    }

    /// What comes next is new, or something has gone (nil).
    package mutating func change(to entry: SyncJournal.Entry?) async throws {
        if writer == nil {
            writer = try await journal.stage()
            if let beginning = record?.beginning(keptBytes) {
                while let bytes = try await beginning.next() { try await write(bytes) }
            }
        }
        if let entry { try await append(entry) }
    }

    /// Puts what was written in the place of the record so far.
    package mutating func commit() async throws {
        guard let writer else { return }
        try await write(Bytes(buffer))
        buffer = []
        var finished = Digest(.md5)
        swap(&finished, &digest)
        try await journal.commit(
            try await writer.seal(), etag: Hexadecimal.encode(finished.finish()), of: address,
            to: target)
    }

    /// Leaves the record as it was. Harmless after a commit.
    package func abandon() async {
        await writer?.abandon()
    }

    private mutating func append(_ entry: SyncJournal.Entry) async throws {
        SyncRecord.encode(entry, to: &buffer)
        guard buffer.count >= Self.bufferLimit else { return }
        try await write(Bytes(buffer))
        buffer = []
    }

    private mutating func write(_ bytes: Bytes) async throws {
        guard !bytes.isEmpty else { return }
        digest.update(bytes)
        try await writer?.write(bytes)
    }
}
