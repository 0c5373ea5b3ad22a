// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusEncryptedBackend
import ApusIO
import ApusModel
import ApusStorage

/// One container of an engine, seen with encryption around the engine and without.
struct Place: Sendable {
    static let address = ContainerAddress(
        AccountName(literal: "AUTH_a"), ContainerName(literal: "c"))

    let engine: any Backend
    let backend: any Backend

    /// Makes the container if it is not there.
    init(_ engine: any Backend, _ keys: Keyring) async throws {
        self.engine = engine
        backend = engine.encrypted(with: keys)
        _ = try await engine.account(Self.address.account).create(at: moment(1), metadata: [:])
        _ = try await engine.container(Self.address).create(ContainerRecord(createdAt: moment(1)))
    }

    /// What clients of the store see.
    var container: any ContainerBroker { backend.container(Self.address) }
    /// What the engine has.
    var stored: any ContainerBroker { engine.container(Self.address) }

    /// The same engine with other keys.
    func with(_ keys: Keyring) async throws -> Place {
        try await Place(engine, keys)
    }

    func row(_ body: Bytes, _ metadata: Metadata = [:], at seconds: UInt64 = 2) -> ObjectRow {
        ObjectRow(
            createdAt: moment(seconds), sizeBytes: UInt64(body.count),
            etag: Hexadecimal.encode(Digest.of(body, .md5)), contentType: "text/plain",
            metadata: metadata)
    }

    func stage(
        _ body: Bytes, in container: any ContainerBroker, step: Int = 100_000
    ) async throws -> any StagedBody {
        let writer = try await container.stage(sizeBytes: UInt64(body.count))
        for start in stride(from: 0, to: body.count, by: step) {
            try await writer.write(body[start..<min(start + step, body.count)])
        }
        return try await writer.seal()
    }

    @discardableResult
    func put(
        _ name: String, _ body: Bytes, _ metadata: Metadata = [:], at seconds: UInt64 = 2
    ) async throws -> ObjectRow {
        let row = row(body, metadata, at: seconds)
        let staged = try await stage(body, in: container)
        _ = try await container.commit([ObjectChange(key(name), .put(row, staged))])
        return row
    }

    func amend(_ name: String, _ metadata: Metadata, at seconds: UInt64 = 5) async throws {
        var row = try await container.row(key(name))
        row.modifiedAt = moment(seconds)
        row.metadata = metadata
        _ = try await container.commit([ObjectChange(key(name), .amend(row))])
    }

    /// A body or a part of it.
    func read(_ name: String, _ range: Range<UInt64>? = nil) async throws -> Bytes {
        let file = try await container.open(key(name))
        var bytes = ByteWriter()
        var rest = range ?? 0..<file.row.sizeBytes
        while !rest.isEmpty {
            for piece in try await file.read(rest) {
                switch piece {
                case .bytes(let part): bytes.append(part)
                case .region(let region):
                    bytes.append(try await region.file.read(region.range))
                }
                rest = rest.lowerBound + piece.count..<rest.upperBound
            }
        }
        return bytes.finish()
    }

    /// The ETags of the listing by name.
    func listedETags() async throws -> [String: String] {
        var etags: [String: String] = [:]
        for case .object(let object) in try await container.list(ListingQuery()).entries {
            etags[object.name] = object.etag
        }
        return etags
    }
}

func moment(_ seconds: UInt64) -> Timestamp {
    Timestamp(ticks: (1_700_000_000 + seconds) * Timestamp.ticksPerSecond)
}

func key(_ name: String) -> ObjectKey {
    ObjectKey(ObjectName(literal: name))
}

// Names in tests are literals: one that is not allowed is a bug of the test.

extension AccountName {
    init(literal text: String) {
        do { try self.init(text) } catch { preconditionFailure("\(text): \(error)") }
    }
}

extension ContainerName {
    init(literal text: String) {
        do { try self.init(text) } catch { preconditionFailure("\(text): \(error)") }
    }
}

extension ObjectName {
    init(literal text: String) {
        do { try self.init(text) } catch { preconditionFailure("\(text): \(error)") }
    }
}
