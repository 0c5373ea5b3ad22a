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

    private struct Item {
        let container: String
        let row: ObjectRow
        let digest: Bytes
    }

    private let engine: Engine
    private let directory: TemporaryDirectory
    private let root: String
    private let account: AccountName
    /// By container and name.
    private var items: [String: Item] = [:]
    /// The files, by what they are for: so that the many bodies do not hide the few others.
    private var files: [[(path: String, sizeBytes: UInt64)]] = []

    init(_ engine: Engine) async throws {
        self.engine = engine
        directory = try TemporaryDirectory(inMemory: true)
        root = "\(directory.path)/whole"
        account = try AccountName("AUTH_crash")
        let lane = Lane(name: "whole", threads: 2)
        let child = try Child.start("ApusHammer", [engine.name, root, "5", "8"], lane: lane)
        let status = try await lane.run {
            _ = try child.read(untilBytes: .max)
            return child.waitForEnd()
        }
        try #require(status == 0)
        // What is there is taken from a copy: opening changes files.
        let copy = try TemporaryDirectory(inMemory: true)
        try DiskImage.copy(root, to: "\(copy.path)/store")
        let backend = try await engine.open("\(copy.path)/store")
        for (container, name) in try await Self.names(in: backend, account) {
            let broker = backend.container(
                ContainerAddress(account, try ContainerName(container)))
            let file = try await broker.open(ObjectKey(try ObjectName(name)))
            let (digest, _) = try await Self.digest(of: file)
            items["\(container)/\(name)"] = Item(
                container: container, row: file.row, digest: digest)
        }
        await backend.shutdown()
        #expect(items.count > 20)
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
        for (path, item) in items {
            let broker = backend.container(
                ContainerAddress(account, try ContainerName(item.container)))
            let name = String(path.dropFirst(item.container.utf8.count + 1))
            // Whatever it throws is an answer without bytes.
            guard let file = try? await broker.open(ObjectKey(try ObjectName(name))) else {
                continue
            }
            if file.row != item.row { problems.append("\(path) has another row") }
            guard let (digest, size) = try? await Self.digest(of: file) else { continue }
            if digest != item.digest || size != item.row.sizeBytes {
                problems.append("\(path) has other bytes")
            }
        }
        // What is listed beyond that cannot be read either.
        for (container, name) in (try? await Self.names(in: backend, account)) ?? []
        where items["\(container)/\(name)"] == nil {
            let broker = backend.container(
                ContainerAddress(account, try ContainerName(container)))
            if let name = try? ObjectName(name), (try? await broker.open(ObjectKey(name))) != nil {
                problems.append("\(container)/\(name) was never stored")
            }
        }
        await backend.shutdown()
        return problems
    }

    private static func names(
        in backend: any Backend, _ account: AccountName
    ) async throws -> [(container: String, name: String)] {
        var names: [(String, String)] = []
        for entry in try await backend.account(account).list(ListingQuery()).entries {
            guard case .container(let listed) = entry, let name = try? ContainerName(listed.name)
            else { continue }
            let broker = backend.container(ContainerAddress(account, name))
            guard let page = try? await broker.list(ListingQuery()) else { continue }
            for case .object(let object) in page.entries {
                names.append((listed.name, object.name))
            }
        }
        return names
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
