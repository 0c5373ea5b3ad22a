// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBytes
import ApusIO
import ApusModel
import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

/// An archive with one container, in a directory of its own, for tests.
struct Place: Sendable {
    static let address = ContainerAddress(checked("AUTH_test"), checked("c"))
    let directory: TemporaryDirectory
    let engine: CacheEngine
    let backend: any Staging & Auditable & Reclaiming & MaintenanceStatistics
    let events: Events

    /// - Parameter change: of the options, which are: 1 MiB of cache, volumes of 4 MiB, no delay.
    init(
        _ engine: CacheEngine = .packed, in directory: TemporaryDirectory? = nil,
        _ change: (inout ArchiveOptions) -> Void = { _ in }
    ) async throws {
        self.engine = engine
        self.directory = try directory ?? TemporaryDirectory()
        var options = ArchiveOptions(cacheBytes: 1 << 20, volumeBytes: 4 << 20, delay: .zero)
        options.recalls = false
        options.retryDelay = .milliseconds(1)
        let events = Events()
        self.events = events
        options.observe = { events.add($0) }
        change(&options)
        backend = try await engine.open(self.directory.path, options)
        _ = try await backend.account(Self.address.account).create(at: moment(1), metadata: [:])
        _ = try await container.create(ContainerRecord(createdAt: moment(1)))
    }

    var container: any ContainerBroker { backend.container(Self.address) }

    func reopened(
        _ change: (inout ArchiveOptions) -> Void = { _ in }
    ) async throws -> Place {
        await backend.shutdown()
        return try await Place(engine, in: directory, change)
    }

    // MARK: Objects

    func stage(_ bytes: Bytes) async throws -> any StagedBody {
        let writer = try await container.stage(sizeBytes: UInt64(bytes.count))
        try await writer.write(bytes)
        return try await writer.seal()
    }

    func put(_ name: String, _ bytes: Bytes, at time: UInt64 = 2) async throws {
        let body = try await stage(bytes)
        _ = try await container.commit([ObjectChange(key(name), .put(row(bytes, at: time), body))])
    }

    func row(_ bytes: Bytes, at time: UInt64 = 2) -> ObjectRow {
        ObjectRow(
            createdAt: moment(time), sizeBytes: UInt64(bytes.count), etag: "e\(bytes.count)",
            contentType: "text/plain", metadata: ["x-object-meta-colour": "blü"])
    }

    /// The bytes of an object.
    func bytes(_ key: ObjectKey) async throws -> Bytes {
        let file = try await container.open(key)
        var writer = ByteWriter()
        while UInt64(writer.count) < file.row.sizeBytes {
            for piece in try await file.read(UInt64(writer.count)..<file.row.sizeBytes) {
                switch piece {
                case .bytes(let bytes): writer.append(bytes)
                case .region(let region):
                    writer.append(try await region.file.read(region.range))
                }
            }
        }
        return writer.finish()
    }

    func bytes(_ name: String) async throws -> Bytes { try await bytes(key(name)) }

    // MARK: Staging

    func residency(_ name: String) async throws -> Residency? {
        try await backend.residency(of: [key(name)], in: Self.address).first ?? nil
    }

    func evict(_ names: String...) async throws -> UInt64 {
        try await backend.evict(names.map(key), in: Self.address)
    }

    func stageIn(_ names: String..., pin: Bool = false) async throws {
        try await backend.stageIn(names.map(key), in: Self.address, pin: pin)
    }

    /// Waits until something holds: what is done in the background.
    func until(
        _ what: String, _ condition: () async throws -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for _ in 0..<20_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("not within 20 s: \(what)", sourceLocation: sourceLocation)
        throw CancellationError()
    }

    func archived(_ names: String...) async throws {
        for name in names {
            try await until("\(name) is archived") { try await residency(name)?.isArchived == true }
        }
        // The row is there before its bytes count as those that may go.
        try await until("that is all") { statistic("archive_pending_bodies") == 0 }
    }

    func resident(_ names: String...) async throws {
        for name in names {
            try await until("\(name) is there") {
                try await residency(name)?.cache == .resident
            }
        }
    }

    func statistic(_ name: String) -> Double? {
        backend.statistics.first { $0.name == name }?.value
    }

    /// Changes a byte of a volume.
    func flip(_ path: String, at offset: UInt64) throws {
        let descriptor = try FileCalls.open(path, flags: 2)
        defer { FileCalls.close(descriptor) }
        let old = try FileCalls.read(descriptor, at: offset, count: 1)
        try FileCalls.writeAll(descriptor, Bytes([old[0] ^ 1]), at: offset)
    }

    /// Writes into a volume.
    func write(_ bytes: Bytes, to path: String, at offset: UInt64) throws {
        let descriptor = try FileCalls.open(path, flags: 2)
        defer { FileCalls.close(descriptor) }
        try FileCalls.writeAll(descriptor, bytes, at: offset)
    }

    func size(_ path: String) throws -> UInt64 { try FileCalls.status(path).sizeBytes }

    // MARK: Volumes

    var volumes: [String] { get throws { try files(in: "volumes") } }

    /// The files below a directory of the archive's.
    func files(in name: String) throws -> [String] {
        var found: [String] = []
        var left = [directory.path + "/" + name]
        while let path = left.popLast() {
            let reader = try DirectoryReader(path)
            while let name = try reader.next() {
                let child = "\(path)/\(name.text)"
                if try FileCalls.status(child).kind == .directory {
                    left.append(child)
                } else {
                    found.append(child)
                }
            }
        }
        return found.sorted()
    }
}

/// What was done with volumes.
final class Events: Sendable {
    private let events = Mutex<[MediumEvent]>([])

    func add(_ event: MediumEvent) {
        events.withLock { $0.append(event) }
    }

    var all: [MediumEvent] { events.withLock { $0 } }

    /// Where was read, in order.
    var reads: [(volume: String, offset: UInt64)] {
        all.compactMap {
            if case .read(let name, let range) = $0 { (name, range.lowerBound) } else { nil }
        }
    }
}

func key(_ name: String) -> ObjectKey { ObjectKey(checked(name)) }

func moment(_ seconds: UInt64) -> Timestamp { Timestamp(ticks: seconds * Timestamp.ticksPerSecond) }

func checked(_ text: String) -> AccountName {
    do { return try AccountName(text) } catch { preconditionFailure("\(error)") }
}

func checked(_ text: String) -> ContainerName {
    do { return try ContainerName(text) } catch { preconditionFailure("\(error)") }
}

func checked(_ text: String) -> ObjectName {
    do { return try ObjectName(text) } catch { preconditionFailure("\(error)") }
}

/// Bytes that can be told from others.
func pattern(_ count: Int, seed: Int = 1) -> Bytes {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    return Bytes(
        (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        })
}
