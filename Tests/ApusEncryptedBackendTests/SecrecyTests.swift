// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusEncryptedBackend
import ApusIO
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

/// What lies on the disk.
@Suite struct SecrecyTests {
    /// What is looked for: contents that no file may have.
    private struct Secrets {
        let small = Bytes(String(repeating: "small body, plainly. ", count: 40))
        let large = Bytes(String(repeating: "large body, plainly. ", count: 60_000))

        var traces: [(what: String, bytes: [UInt8])] {
            var traces: [(String, [UInt8])] = [
                ("the small body", Array("small body, plainly.".utf8)),
                ("the large body", Array("large body, plainly.".utf8)),
                ("a value of metadata", Array("plain-value".utf8)),
                ("a later value", Array("amended-value".utf8)),
                ("what only the store sees", Array("plain-system".utf8)),
                ("what listings show", Array("plain-extra".utf8)),
            ]
            for body in [small, large] {
                let digest = Digest.of(body, .md5)
                traces.append(("an ETag", Array(Hexadecimal.encode(digest).utf8)))
                traces.append(("a digest", digest))
            }
            return traces
        }
    }

    /// Fills a directory; answers which traces are found in its files.
    private func tracesLeft(_ engine: Engine, _ keys: Keyring) async throws -> Set<String> {
        let directory = try TemporaryDirectory()
        let secrets = Secrets()
        let place = try await Place(try await engine.open(directory.path), keys)
        for (name, body) in [("small", secrets.small), ("large", secrets.large)] {
            var row = place.row(body, ["x-object-meta-a": "plain-value"])
            row.system = ["sysmeta.a": "plain-system"]
            row.listing = ["slo_etag": "plain-extra"]
            let staged = try await place.stage(body, in: place.container)
            _ = try await place.container.commit([ObjectChange(key(name), .put(row, staged))])
            row.modifiedAt = moment(7)
            row.metadata = ["x-object-meta-a": "amended-value"]
            let version = ObjectKey(ObjectName(literal: name), in: .versions(moment(2)))
            _ = try await place.container.commit([
                ObjectChange(key(name), .amend(row)),
                ObjectChange(version, .move(from: key(name))),
            ])
            #expect(try await place.container.row(version) == row)
            _ = try await place.put(name, body, ["x-object-meta-a": "plain-value"], at: 9)
            #expect(try await place.read(name) == body)
        }
        await place.backend.shutdown()
        var found: Set<String> = []
        for file in try Self.files(in: directory.path) {
            let bytes = try Self.contents(file)
            for trace in secrets.traces where bytes.contains(Bytes(trace.bytes)) {
                found.insert(trace.what)
            }
        }
        return found
    }

    @Test(arguments: Engine.durable)
    func `leaves nothing readable of bodies, metadata and ETags`(_ engine: Engine) async throws {
        #expect(try await tracesLeft(engine, try .of([(nil, 1)])) == [])
    }

    @Test(arguments: Engine.durable)
    func `is what keeps it from being read`(_ engine: Engine) async throws {
        let found = try await tracesLeft(engine, Keyring())
        #expect(
            found.isSuperset(of: ["the large body", "a value of metadata", "a digest"])
                || found.isSuperset(of: ["the large body", "a value of metadata", "an ETag"]))
    }

    @Test(arguments: Engine.allCases)
    func `encrypts the same body otherwise each time`(_ engine: Engine) async throws {
        let directory = try TemporaryDirectory()
        let place = try await Place(try await engine.open(directory.path), try .of([(nil, 1)]))
        let body = Bytes([UInt8](repeating: 0, count: 64))
        var stored: Set<Bytes> = []
        var etags: Set<String> = []
        for name in ["a", "b", "a"] {
            try await place.put(name, body)
            let raw = try await Place(place.engine, Keyring()).stored.open(key(name))
            guard case .bytes(let bytes) = try await raw.read(0..<64).first else { continue }
            stored.insert(bytes)
            etags.insert(raw.row.etag)
        }
        #expect(stored.count == 3)
        #expect(etags.count == 3)
        #expect(Set(try await place.listedETags().values).count == 1)
        await place.backend.shutdown()
    }

    @Test func `tells nobody a root secret`() throws {
        let secret = try #require(RootSecret(id: "blue", Bytes([UInt8](repeating: 65, count: 40))))
        var dumped = ""
        dump(secret, to: &dumped)
        dump(try Keyring([secret], active: "blue"), to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(text.contains("blue"))
            #expect(!text.contains("65") && !text.contains("AAAA"))
        }
    }

    private static func files(in directory: String) throws -> [String] {
        var files: [String] = []
        let reader = try DirectoryReader(directory)
        while let entry = try reader.next() {
            let path = "\(directory)/\(entry.text)"
            if try FileCalls.status(path).kind == .directory {
                files += try Self.files(in: path)
            } else {
                files.append(path)
            }
        }
        return files
    }

    private static func contents(_ path: String) throws -> Bytes {
        let descriptor = try FileCalls.open(path, flags: 0)
        defer { FileCalls.close(descriptor) }
        let size = Int(try FileCalls.status(path).sizeBytes)
        return try FileCalls.read(descriptor, at: 0, count: size)
    }
}
