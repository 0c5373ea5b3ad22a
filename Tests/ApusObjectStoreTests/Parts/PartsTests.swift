// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@Suite struct PartsTests {
    let store: ObjectStore
    let owner: Caller
    let box: ContainerAddress
    let object: ObjectAddress

    init() throws {
        let account = try AccountName("a")
        owner = Caller(Principal(user: "u", ownedAccounts: [account]))
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        store = ObjectStore(
            policies: StoragePolicies(MemoryBackend()), versioning: versioning,
            clock: StoreClock { Timestamp(ticks: 5) },
            compute: Lane(name: "compute", threads: 1))
        box = ContainerAddress(account, try ContainerName("box"))
        object = ObjectAddress(box, try ObjectName("film"))
    }

    private func makeBox(versions: Bool) async throws {
        let isNew = try await store.create(
            box, policy: nil, metadata: [:], versions: versions ? true : nil, for: owner)
        #expect(isNew)
    }

    private func putPart(
        _ number: UInt32, _ text: String, replaces: Bool = true, claims: BodyClaims = BodyClaims()
    ) async throws -> PartInfo {
        var request = PutRequest(
            object, contentType: "video/x", metadata: ["x-object-meta-a": "\(number)"],
            sizeBytes: UInt64(text.utf8.count))
        request.claims = claims
        return try await store.putPart(
            PartAddress(object, upload: 7, number: number), request,
            body: BodyReader(Bytes(text)), replaces: replaces, for: owner)
    }

    private func text() async throws -> String {
        try await store.open(object, for: owner).body().collect(limitBytes: 100).text
    }

    @Test(arguments: [false, true])
    func `assembles what came in any order`(versions: Bool) async throws {
        try await makeBox(versions: versions)
        var claims = BodyClaims(recorded: .crc32c)
        for (number, text) in [(2, "last"), (0, "first"), (1, "after")] {
            claims.expected = [.sha256: BodyChecksum.sha256.of(Bytes(text))]
            _ = try await putPart(UInt32(number), text, claims: claims)
        }
        #expect(try await store.objects(of: box, ListingQuery(), for: owner).page.entries.isEmpty)
        let parts = try await store.parts(of: object, upload: 7, 0..<9, for: owner)
        #expect(parts.map(\.sizeBytes) == [5, 5, 4])
        #expect(parts[1].metadata["x-object-meta-a"] == "1")
        var request = PutRequest(object, contentType: "video/x", mustBeNew: true)
        request.blobs = BlobLayout(versionID: "v", lengths: .uniform(5))
        let outcome = try await store.assemble(request, upload: 7, [0, 1, 2], for: owner)
        #expect(outcome.etag.hasSuffix("-3"))
        #expect(try await text() == "firstafterlast")
        let layout = try #require(BlobLayout(try await store.info(object, for: owner).row))
        #expect(layout.versionID == "v")
        #expect(layout.ranges(of: 14) == [0..<5, 5..<10, 10..<14])
        #expect(
            layout.checksums
                == ["first", "after", "last"].map { BodyChecksum.crc32c.of(Bytes($0)) })
        #expect(try await store.parts(of: object, upload: 7, 0..<3, for: owner).isEmpty)
        _ = try await putPart(0, "again")
        await #expect(throws: StoreError.self) {
            try await store.assemble(request, upload: 7, [0], for: owner)
        }
        try await store.dropParts(of: object, upload: 7, 0..<3000, for: owner)
        #expect(try await store.parts(of: object, upload: 7, 0..<1, for: owner).isEmpty)
        #expect(try await text() == "firstafterlast")
    }

    @Test func `what was put together of parts can be copied`() async throws {
        try await makeBox(versions: false)
        for (number, text) in [(0, "first"), (1, "last")] {
            _ = try await putPart(UInt32(number), text)
        }
        let request = PutRequest(object, contentType: "video/x")
        _ = try await store.assemble(request, upload: 7, [0, 1], for: owner)
        let copy = ObjectAddress(box, try ObjectName("copy"))
        let prepared = try await store.prepare(
            CopyRequest(
                from: object, to: PutRequest(copy, contentType: ""), setsContentType: false,
                startsFresh: false
            ) { _ in nil }, for: owner)
        let outcome = try await store.copy(prepared)
        #expect(outcome.put.etag == Hexadecimal.encode(Digest.of(Bytes("firstlast"), .md5)))
        let body = try await store.open(copy, for: owner).body()
        #expect(try await body.collect(limitBytes: 100).text == "firstlast")
    }

    @Test func `keeps nothing of a part that is not what was announced`() async throws {
        try await makeBox(versions: false)
        await #expect(throws: StoreError.self) {
            try await putPart(0, "x", claims: BodyClaims(expected: [.crc32: [1, 2, 3, 4]]))
        }
        await #expect(throws: StoreError.self) {
            try await putPart(0, "x", claims: BodyClaims(expected: [.md5: [1]]))
        }
        #expect(try await store.parts(of: object, upload: 7, 0..<1, for: owner).isEmpty)
        _ = try await putPart(0, "one")
        await #expect(throws: StoreError.self) { try await putPart(0, "two", replaces: false) }
        await #expect(throws: StoreError.self) {
            let request = PutRequest(object, contentType: "")
            return try await store.assemble(request, upload: 7, [0, 1], for: owner)
        }
        let guest = Caller(Principal(user: "guest"))
        await #expect(throws: StoreError.self) {
            try await store.parts(of: object, upload: 7, 0..<1, for: guest)
        }
    }

    @Test(arguments: [
        (BlobLayout.Lengths.uniform(5), [UInt64(0), 5, 6, 14]), (.uniform(.max), [0, 14]),
        (.uniform(0), [0, 14]), (.each([14]), [14]), (.each([6, 8]), [14]),
    ])
    func `tells objects of one blob`(lengths: BlobLayout.Lengths, sizes: [UInt64]) {
        let layout = BlobLayout(versionID: "v", lengths: lengths)
        for size in sizes {
            #expect(layout.isOneBlob(of: size) == (layout.ranges(of: size).count == 1))
        }
    }

    @Test func `computes the checksums of the standards`() {
        let digits = Bytes("123456789")
        #expect(BodyChecksum.crc32.of(digits) == [0xCB, 0xF4, 0x39, 0x26])
        #expect(BodyChecksum.crc32c.of(digits) == [0xE3, 0x06, 0x92, 0x83])
        #expect(
            Base64.encode(BodyChecksum.md5.of(digits), isPadded: true) == "JfnnlDI7RTiF9RgfG2JNCw=="
        )
    }
}
