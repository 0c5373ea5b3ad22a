// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization
import Testing

/// Bodies on their way in: cancelled, failing, overwritten while they are read.
@Suite(.timeLimit(.minutes(10))) struct BodyIntakeTests {
    let store: ObjectStore
    let owner: Caller
    let address: ObjectAddress

    init() async throws {
        let account = try AccountName("a")
        owner = Caller(Principal(user: "u", ownedAccounts: [account]))
        let container = ContainerAddress(account, try ContainerName("c"))
        address = ObjectAddress(container, try ObjectName("o"))
        let time = Mutex<UInt64>(0)
        store = ObjectStore(
            policies: StoragePolicies(MemoryBackend()),
            clock: StoreClock {
                Timestamp(
                    ticks: time.withLock { time in
                        time += 1
                        return time
                    })
            }, compute: Lane(name: "compute", threads: 2))
        _ = try await store.create(container, policy: nil, metadata: [:], for: owner)
    }

    private var request: PutRequest { PutRequest(address, contentType: "x") }

    @Test func `leaves nothing of a cancelled body`() async throws {
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let (silence, silent) = AsyncStream.makeStream(of: Void.self)
        let request = request
        let task = Task { [store, owner] in
            try await store.put(
                request,
                body: BodyReader(lengthBytes: nil) {
                    signal.yield()
                    for await _ in silence {}  // ends when the task is cancelled
                    try Task.checkCancellation()
                    return nil
                }, for: owner)
        }
        for await _ in started { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        silent.finish()
        await #expect(throws: StoreError.self) { try await store.info(address, for: owner) }
    }

    @Test(arguments: [(1000, 700), (262_144, 9), (100_001, 37)])
    func `digests a body of many slices in their order`(
        pieceBytes: Int, pieceCount: Int
    ) async throws {
        var pieces: [Bytes] = []
        var whole = ByteWriter()
        var digest = Digest(.md5)
        for number in 0..<pieceCount {
            let piece = Bytes(
                [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: pieceBytes))
            pieces.append(piece)
            whole.append(piece)
            digest.update(piece)
        }
        let etag = Hexadecimal.encode(digest.finish())
        let expected = whole.finish()
        let outcome = try await store.put(request, body: body(of: pieces), for: owner)
        #expect(outcome.etag == etag)
        let opened = try await store.open(address, for: owner)
        #expect(try await opened.body().collect(limitBytes: 1 << 23) == expected)
    }

    @Test func `leaves nothing of a body cut short after many slices`() async throws {
        let piece = Bytes([UInt8](repeating: 7, count: 200_000))
        let cut = body(of: Array(repeating: piece, count: 20), failure: BodyError.truncated)
        await #expect(throws: BodyError.truncated) {
            try await store.put(request, body: cut, for: owner)
        }
        await #expect(throws: StoreError.self) { try await store.info(address, for: owner) }
    }

    private func body(of pieces: [Bytes], failure: BodyError? = nil) -> BodyReader {
        let rest = Mutex(pieces[...])
        return BodyReader(lengthBytes: nil) {
            if let piece = rest.withLock({ $0.popFirst() }) { return .bytes(piece) }
            if let failure { throw failure }
            return nil
        }
    }

    @Test func `reads to the end what was opened before it was replaced`() async throws {
        let old = Bytes([UInt8](repeating: 1, count: 700_000))
        _ = try await store.put(request, body: BodyReader(old), for: owner)
        let opened = try await store.open(address, for: owner)
        _ = try await store.put(request, body: BodyReader(Bytes("new")), for: owner)
        try await store.delete(address, for: owner)
        #expect(try await opened.body().collect(limitBytes: 1 << 20) == old)
    }

    @Test func `lets exactly one of many in when the object must be new`() async throws {
        var request = request
        request.mustBeNew = true
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                group.addTask { [store, owner, request] in
                    let body = BodyReader(Bytes("body \(number)"))
                    return (try? await store.put(request, body: body, for: owner)) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
    }

    @Test func `makes every metadata change among many`() async throws {
        _ = try await store.put(request, body: .empty, for: owner)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask { [store, owner, address] in
                    let post = PostRequest(
                        address, metadata: ["x-object-meta-n": String(number)])
                    return (try? await store.post(post, for: owner)) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes == Array(repeating: true, count: 8))
        let info = try await store.info(address, for: owner)
        #expect(info.row.metadata["x-object-meta-n"] != nil)
        #expect(info.row.etag == "d41d8cd98f00b204e9800998ecf8427e")
    }
}
