// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusFaultEngines
import ApusIO
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

/// A bit is flipped anywhere in the files of a store: an object is served as it was stored, or
/// not at all, and nothing crashes.
///
/// `APUS_FLIPS` is the number of bits, one at a time.
@Suite struct FlippedBitTests {
    @Test(arguments: Engine.all)
    func `wrong bytes are never served`(_ engine: Engine) async throws {
        let store = try await WholeStore(engine)
        var tally = Tally("flipped bit", engine)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<FaultCounts.flips {
            let flip = try store.flip(&generator)
            let problems = try await store.problems(after: flip)
            #expect(problems == [], "\(flip)")
            tally.count(survived: problems.isEmpty)
        }
        tally.report()
    }
}

/// A store that was closed in order, and everything in it.
private final class WholeStore {
    struct Flip: CustomStringConvertible {
        let file: String
        let byte: UInt64
        let bit: Int

        var description: String { "bit \(bit) of byte \(byte) of \(file)" }
    }

    /// An object, or an older version of one.
    private struct Place: Hashable, CustomStringConvertible {
        let container: String
        let key: ObjectKey

        var description: String { "\(container)/\(key.name) in \(key.space)" }
    }

    private struct Item {
        let row: ObjectRow
        let digest: Bytes
    }

    private let engine: Engine
    private let directory: TemporaryDirectory
    private let root: String
    private let account: AccountName
    private var items: [Place: Item] = [:]
    /// The files, by what they are for: so that the many bodies do not hide the few others.
    private var files: [[(path: String, sizeBytes: UInt64)]] = []

    init(_ engine: Engine) async throws {
        self.engine = engine
        directory = try TemporaryDirectory(inMemory: true)
        root = "\(directory.path)/whole"
        account = try AccountName("AUTH_crash")
        let lane = Lane(name: "whole", threads: 2)
        let child = try Child.start("ApusHammer", [engine.name, root, "5", "16"], lane: lane)
        let status = try await lane.run {
            _ = try child.read(untilBytes: .max)
            return child.waitForEnd()
        }
        try #require(status == 0)
        // What is there is taken from a copy: opening changes files.
        let copy = try TemporaryDirectory(inMemory: true)
        try DiskImage.copy(root, to: "\(copy.path)/store")
        let backend = try await engine.open("\(copy.path)/store")
        let listed = try await Self.listed(in: backend, account)
        let versions = try await Self.versions(in: backend)
        for place in listed + versions {
            let broker = backend.container(
                ContainerAddress(account, try ContainerName(place.container)))
            let file = try await broker.open(place.key)
            let (digest, _) = try await Self.digest(of: file)
            items[place] = Item(row: file.row, digest: digest)
        }
        await backend.shutdown()
        #expect(items.count > 20)
        #expect(versions.count > 2)
        var kinds: [String: [(path: String, sizeBytes: UInt64)]] = [:]
        for path in try DiskImage.files(below: root) {
            let size = try FileCalls.status("\(root)/\(path)").sizeBytes
            if size > 0 { kinds[DiskModel.pattern(path), default: []].append((path, size)) }
        }
        files = kinds.sorted { $0.key < $1.key }.map(\.value)
    }

    /// A place to flip a bit.
    func flip(_ random: inout some RandomNumberGenerator) throws -> Flip {
        let kind = try #require(files.randomElement(using: &random))
        let file = try #require(kind.randomElement(using: &random))
        return Flip(
            file: file.path, byte: UInt64.random(in: 0..<file.sizeBytes, using: &random),
            bit: Int.random(in: 0..<8, using: &random))
    }

    /// Opens a copy with a flipped bit and reads everything.
    ///
    /// - Returns: a sentence for each thing that is served and is not what was stored.
    func problems(after flip: Flip) async throws -> [String] {
        let image = try TemporaryDirectory(inMemory: true)
        let copy = "\(image.path)/store"
        try DiskImage.copy(root, to: copy)
        let file = try FileCalls.open("\(copy)/\(flip.file)", flags: 2)
        let byte = try FileCalls.read(file, at: flip.byte, count: 1)[0]
        try FileCalls.writeAll(file, Bytes([byte ^ (1 << flip.bit)]), at: flip.byte)
        FileCalls.close(file)

        let backend: any Backend
        do {
            backend = try await engine.open(copy)
        } catch let error as StorageError {
            return error.detail.isEmpty ? ["it does not say why it does not open"] : []
        }
        var problems: [String] = []
        for (place, item) in items {
            let broker = backend.container(
                ContainerAddress(account, try ContainerName(place.container)))
            // Whatever it throws is an answer without bytes.
            guard let file = try? await broker.open(place.key) else { continue }
            if file.row != item.row { problems.append("\(place) has another row") }
            guard let (digest, size) = try? await Self.digest(of: file) else { continue }
            if digest != item.digest || size != item.row.sizeBytes {
                problems.append("\(place) has other bytes")
            }
        }
        // What is listed beyond that cannot be read either.
        let listed = (try? await Self.listed(in: backend, account)) ?? []
        for place in listed where items[place] == nil {
            let broker = backend.container(
                ContainerAddress(account, try ContainerName(place.container)))
            if (try? await broker.open(place.key)) != nil {
                problems.append("\(place) was never stored")
            }
        }
        await backend.shutdown()
        return problems
    }

    private static func listed(
        in backend: any Backend, _ account: AccountName
    ) async throws -> [Place] {
        var places: [Place] = []
        for entry in try await backend.account(account).list(ListingQuery()).entries {
            guard case .container(let listed) = entry, let name = try? ContainerName(listed.name)
            else { continue }
            let broker = backend.container(ContainerAddress(account, name))
            guard let page = try? await broker.list(ListingQuery()) else { continue }
            for case .object(let object) in page.entries {
                guard let name = try? ObjectName(object.name) else { continue }
                places.append(Place(container: listed.name, key: ObjectKey(name)))
            }
        }
        return places
    }

    private static func versions(in backend: any Backend) async throws -> [Place] {
        guard let backend = backend as? any Auditable else { return [] }
        var places: [Place] = []
        var position: AuditPosition?
        repeat {
            let page = try await backend.objects(.all, after: position, limit: 100)
            for location in page.elements where location.key.space != .current {
                places.append(
                    Place(container: location.container.container.text, key: location.key))
            }
            position = page.next
        } while position != nil
        return places
    }

    private static func digest(
        of file: any ObjectFile
    ) async throws -> (digest: Bytes, sizeBytes: UInt64) {
        var digest = Digest(.md5)
        var position: UInt64 = 0
        while position < file.row.sizeBytes {
            let pieces = try await file.read(position..<file.row.sizeBytes)
            if pieces.isEmpty { break }
            for piece in pieces {
                switch piece {
                case .bytes(let bytes): digest.update(bytes)
                case .region(let region):
                    digest.update(try await region.file.read(region.range))
                }
                position += piece.count
            }
        }
        return (Bytes(digest.finish()), position)
    }
}
