// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusStorage

/// A container to work in, with short words for what checks do again and again.
struct Bench: Sendable {
    let backend: any Backend
    let account: any AccountBroker
    let container: any ContainerBroker
    let objectCount: Int

    static let accountName = "AUTH_conformance"
    static let containerName = "bench"

    /// Creates the account and the container.
    init(_ backend: any Backend, objectCount: Int) async throws {
        self.init(over: backend, objectCount: objectCount)
        _ = try await account.create(at: moment(1), metadata: [:])
        _ = try await container.create(ContainerRecord(createdAt: moment(1)))
    }

    private init(over backend: any Backend, objectCount: Int) {
        self.backend = backend
        self.objectCount = objectCount
        account = backend.account(.checked(Self.accountName))
        container = backend.container(.checked(Self.accountName, Self.containerName))
    }

    /// The same account and container, in a back-end that has them already.
    func reopened(as backend: any Backend) -> Bench {
        Bench(over: backend, objectCount: objectCount)
    }

    func sibling(_ name: String) -> any ContainerBroker {
        backend.container(.checked(Self.accountName, name))
    }

    /// Stages a body.
    func stage(_ bytes: Bytes) async throws -> any StagedBody {
        let writer = try await container.stage(sizeBytes: UInt64(bytes.count))
        try await writer.write(bytes)
        return try await writer.seal()
    }

    /// Stages a text and makes the change that puts it.
    func change(
        _ key: ObjectKey, _ text: String, at time: Timestamp = moment(2),
        requires condition: ObjectChange.Guard = .always
    ) async throws -> ObjectChange {
        let body = try await stage(Bytes(text))
        return ObjectChange(
            key, requires: condition, .put(.sample(text, at: time), body))
    }

    @discardableResult
    func put(
        _ name: String, _ text: String = "", at time: Timestamp = moment(2),
        requires condition: ObjectChange.Guard = .always
    ) async throws -> ObjectRow? {
        try await commit(change(key(name), text, at: time, requires: condition))
    }

    @discardableResult
    func commit(_ changes: ObjectChange...) async throws -> ObjectRow? {
        let replaced = try await container.commit(changes)
        try expectEqual(replaced.count, changes.count, "answers of a commit")
        return replaced.first ?? nil
    }

    @discardableResult
    func remove(_ name: String, at time: Timestamp = moment(9)) async throws -> ObjectRow? {
        try await commit(ObjectChange(key(name), .remove(at: time)))
    }

    /// What stands at a key, read to its end; nil when there is no row.
    func text(_ key: ObjectKey) async throws -> String? {
        do {
            let file = try await container.open(key)
            return try await read(file).text
        } catch let error as StorageError where error.reason == .notFound {
            return nil
        }
    }

    func text(_ name: String) async throws -> String? {
        try await text(key(name))
    }

    /// All names, page by page.
    func names(pageLimit: Int = 10_000) async throws -> [String] {
        var names: [String] = []
        while true {
            let query = ListingQuery(limit: pageLimit, marker: names.last)
            let page = try await container.list(query).entries.map(\.name)
            names += page
            if page.count < pageLimit { return names }
        }
    }

    /// Law 3, for this container and its account.
    func expectCountersEqualListing(file: String = #fileID, line: Int = #line) async throws {
        var sum = Totals()
        for entry in try await container.list(ListingQuery(limit: 1_000_000)).entries {
            guard case .object(let object) = entry else { continue }
            sum = sum + Totals(objectCount: 1, bytesUsed: object.sizeBytes)
        }
        let totals = try await container.stat(.current).totals
        try expectEqual(totals, sum, "counters of the container", file: file, line: line)
    }
}

/// Reads a whole body through an open object, checking what each answer must be.
func read(_ file: any ObjectFile, _ range: Range<UInt64>? = nil) async throws -> Bytes {
    var bytes = ByteWriter()
    var rest = range ?? 0..<file.row.sizeBytes
    while !rest.isEmpty {
        let pieces = try await file.read(rest)
        try expect(pieces.contains { $0.count > 0 }, "a read of \(rest) answered nothing")
        for piece in pieces {
            try expect(piece.count <= UInt64(rest.count), "a read went beyond \(rest)")
            switch piece {
            case .bytes(let part): bytes.append(part)
            case .region(let region): bytes.append(try await region.file.read(region.range))
            }
            rest = rest.lowerBound + piece.count..<rest.upperBound
        }
    }
    return bytes.finish()
}

/// A moment some seconds after an arbitrary one.
func moment(_ seconds: UInt64) -> Timestamp {
    Timestamp(ticks: (1_700_000_000 + seconds) * Timestamp.ticksPerSecond)
}

/// The key of a current object.
func key(_ name: String) -> ObjectKey {
    ObjectKey(.checked(name))
}

extension ObjectRow {
    /// A row for a body of a text.
    static func sample(_ text: String, at time: Timestamp) -> ObjectRow {
        ObjectRow(
            createdAt: time, sizeBytes: UInt64(text.utf8.count), etag: "etag-\(text.utf8.count)",
            contentType: "text/plain", metadata: ["x-object-meta-length": "\(text.utf8.count)"])
    }
}

// Names in checks are literals: one that is not allowed is a bug of the suite.

extension AccountName {
    static func checked(_ text: String) -> AccountName {
        do { return try AccountName(text) } catch { preconditionFailure("\(text): \(error)") }
    }
}

extension ObjectName {
    static func checked(_ text: String) -> ObjectName {
        do { return try ObjectName(text) } catch { preconditionFailure("\(text): \(error)") }
    }
}

extension ContainerAddress {
    static func checked(_ account: String, _ container: String) -> ContainerAddress {
        do {
            return ContainerAddress(.checked(account), try ContainerName(container))
        } catch {
            preconditionFailure("\(container): \(error)")
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64, by Sebastiano Vigna).
struct RepeatableGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
