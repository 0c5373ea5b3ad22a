// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Synchronization
import Testing

/// Every call against the real front-end.
@Suite(.timeLimit(.minutes(10))) struct ConnectionTests {
    let cluster: MemoryCluster
    let connection: Connection

    init() throws {
        cluster = try MemoryCluster()
        connection = try cluster.connect()
    }

    @Test func `logs in and finds the account`() async throws {
        let credentials = try await connection.authenticate()
        #expect(credentials.storageURL.description == "http://cluster:8080/v1/AUTH_test")
        #expect(!credentials.token.isEmpty)
        _ = try await connection.putContainer("c")
        #expect(try await connection.headAccount().headers["X-Account-Container-Count"] == "1")
    }

    @Test func `a wrong key is refused`() async throws {
        let connection = try cluster.connect("test:tester", "wrong")
        let error = await #expect(throws: ClientError.self) { try await connection.headAccount() }
        #expect(error?.reason == .status(401))
        #expect(error?.message == "Auth GET failed")
    }

    @Test(arguments: ["o", "a b/ü?#%41&=+", "..", "../w/f", "./x/..", "日本/😀", "//a//", "trailing/"])
    func `an object comes back under every name`(name: String) async throws {
        _ = try await connection.putContainer("c")
        let put = try await connection.putObject(
            "c", name, .text("hello"), contentType: "text/plain",
            headers: ["X-Object-Meta-Größe": "100%41 ü"])
        #expect(put.status.code == 201)
        #expect(put.etag == "5d41402abc4b2a76b9719d911017c592")
        #expect(put.transactionID?.hasPrefix("tx") == true)

        let head = try await connection.headObject("c", name)
        #expect(head.headers["Content-Type"] == "text/plain")
        #expect(head.headers["X-Object-Meta-Größe"] == "100%41 ü")
        let download = try await connection.getObject("c", name)
        #expect(try await download.body.collect(limitBytes: 100).text == "hello")

        let listing = try await connection.getContainer("c")
        #expect(listing.entries.map(\.name) == [name])
        _ = try await connection.deleteObject("c", name)
        let error = await #expect(throws: ClientError.self) {
            try await connection.headObject("c", name)
        }
        #expect(error?.reason == .status(404))
    }

    @Test func `containers are made, changed, listed and deleted`() async throws {
        #expect(try await connection.putContainer("one").status.code == 201)
        #expect(try await connection.putContainer("one").status.code == 202)
        _ = try await connection.putContainer("two", headers: ["X-Container-Meta-A": "b"])
        _ = try await connection.postContainer("two", headers: ["X-Container-Read": ".r:*"])
        let head = try await connection.headContainer("two")
        #expect(head.headers["X-Container-Meta-A"] == "b")
        #expect(head.headers["X-Container-Read"] == ".r:*")

        _ = try await connection.putObject("two", "o", .text("12345"))
        let account = try await connection.getAccount()
        let rows = account.entries.compactMap { entry in
            if case .container(let row) = entry { row } else { nil }
        }
        #expect(rows.map(\.name) == ["one", "two"])
        #expect(rows.map(\.count) == [0, 1])
        #expect(rows.map(\.bytes) == [0, 5])

        let error = await #expect(throws: ClientError.self) {
            try await connection.deleteContainer("two")
        }
        #expect(error?.reason == .status(409))
        _ = try await connection.deleteContainer("one")
        let marker = ListingOptions(marker: "one")
        #expect(try await connection.getAccount(marker).entries.map(\.name) == ["two"])
    }

    @Test func `listings follow prefix, delimiter and marker`() async throws {
        _ = try await connection.putContainer("c")
        for name in ["a", "d/1", "d/2", "e/1", "f"] {
            _ = try await connection.putObject("c", name, .empty)
        }
        func names(_ options: ListingOptions) async throws -> [String] {
            try await connection.getContainer("c", options).entries.map(\.name)
        }
        #expect(try await names(ListingOptions(delimiter: "/")) == ["a", "d/", "e/", "f"])
        #expect(try await names(ListingOptions(prefix: "d/")) == ["d/1", "d/2"])
        #expect(try await names(ListingOptions(marker: "d/1", limit: 2)) == ["d/2", "e/1"])
        #expect(try await names(ListingOptions(endMarker: "d/2")) == ["a", "d/1"])
        #expect(try await names(ListingOptions(isReversed: true)).first == "f")
    }

    @Test func `metadata of objects and the account changes`() async throws {
        _ = try await connection.postAccount(headers: ["X-Account-Meta-Quota": "5"])
        #expect(try await connection.headAccount().headers["X-Account-Meta-Quota"] == "5")
        _ = try await connection.putContainer("c")
        _ = try await connection.putObject("c", "o", .empty, headers: ["X-Object-Meta-A": "1"])
        _ = try await connection.postObject("c", "o", headers: ["X-Object-Meta-B": "2"])
        let head = try await connection.headObject("c", "o")
        #expect(head.headers["X-Object-Meta-A"] == nil)
        #expect(head.headers["X-Object-Meta-B"] == "2")
    }

    @Test func `copies with and without the old metadata`() async throws {
        _ = try await connection.putContainer("c")
        _ = try await connection.putContainer("dé")
        _ = try await connection.putObject(
            "c", "o", .text("body"), headers: ["X-Object-Meta-A": "1"])
        _ = try await connection.copyObject("c", "o", to: "/dé/../x")
        _ = try await connection.copyObject(
            "c", "o", to: "/dé/fresh", freshMetadata: true, headers: ["X-Object-Meta-B": "2"])
        #expect(try await connection.headObject("dé", "../x").headers["X-Object-Meta-A"] == "1")
        let fresh = try await connection.headObject("dé", "fresh")
        #expect(fresh.headers["X-Object-Meta-A"] == nil)
        #expect(fresh.headers["X-Object-Meta-B"] == "2")
        let copy = try await connection.getObject("dé", "fresh")
        #expect(try await copy.body.collect(limitBytes: 100).text == "body")
    }

    @Test func `a static large object is made, read whole and in part, and deleted`() async throws {
        _ = try await connection.putContainer("c")
        _ = try await connection.putContainer("segments")
        var manifest: [String] = []
        for (number, text) in ["first ", "second"].enumerated() {
            let name = "o/\(number)"
            let etag = try #require(
                try await connection.putObject("segments", name, .text(text)).etag)
            manifest.append(
                "{\"path\": \"/segments/\(name)\", \"etag\": \"\(etag)\", "
                    + "\"size_bytes\": \(text.utf8.count)}")
        }
        _ = try await connection.putObject(
            "c", "big", .text("[\(manifest.joined(separator: ","))]"),
            query: ["multipart-manifest": "put"])
        let whole = try await connection.getObject("c", "big")
        #expect(whole.reply.headers["X-Static-Large-Object"]?.lowercased() == "true")
        #expect(try await whole.body.collect(limitBytes: 100).text == "first second")
        let part = try await connection.getObject("c", "big", headers: ["Range": "bytes=4-8"])
        #expect(try await part.body.collect(limitBytes: 100).text == "t sec")
        _ = try await connection.deleteObject("c", "big", query: ["multipart-manifest": "delete"])
        #expect(try await connection.getContainer("segments").entries.isEmpty)
    }

    @Test func `a wrong ETag is refused`() async throws {
        _ = try await connection.putContainer("c")
        let error = await #expect(throws: ClientError.self) {
            try await connection.putObject(
                "c", "o", .text("x"), etag: "00000000000000000000000000000000")
        }
        #expect(error?.reason == .status(422))
    }

    @Test func `part of an object can be had`() async throws {
        _ = try await connection.putContainer("c")
        _ = try await connection.putObject("c", "o", .text("0123456789"))
        let part = try await connection.getObject("c", "o", headers: ["Range": "bytes=2-4"])
        #expect(part.reply.status.code == 206)
        #expect(try await part.body.collect(limitBytes: 100).text == "234")
    }

    @Test func `a body of unknown length is stored`() async throws {
        _ = try await connection.putContainer("c")
        let pieces = ["one ", "two ", "three"].map { Bytes($0) }
        let put = try await connection.putObject(
            "c", "o",
            .replayable(lengthBytes: nil) {
                let rest = Pieces(pieces)
                return BodyReader(lengthBytes: nil) { rest.next().map(BodyPiece.bytes) }
            })
        #expect(put.status.code == 201)
        let download = try await connection.getObject("c", "o")
        #expect(try await download.body.collect(limitBytes: 100).text == "one two three")
    }

    @Test func `a token that expired is replaced`() async throws {
        let credentials = try await connection.authenticate()
        let stale = AuthSession(
            V1Auth(
                url: try ServiceURL("http://cluster:8080/auth/v1.0"), user: "test:tester",
                key: "testing"),
            storageURL: credentials.storageURL, token: "AUTH_tkgone")
        let reply = try await Connection(
            stale, over: connection.exchange, settings: connection.settings
        ).headAccount()
        #expect(reply.attempts.first?.status == .unauthorized)
        #expect(reply.attempts.count == 2)
        #expect(stale.current?.token == credentials.token)
    }

    @Test func `the server tells what it can`() async throws {
        let capabilities = try await connection.capabilities()
        #expect(capabilities.has("swift"))
        #expect(capabilities.option("max_object_name_length", of: "swift") == .integer(1024))
    }

    @Test func `who has no rights is told so, with the transaction's name`() async throws {
        let other = try cluster.connect("test:tester3", "testing3")
        let error = await #expect(throws: ClientError.self) { try await other.getAccount() }
        #expect(error?.reason == .status(403))
        let text = try #require(error?.description)
        #expect(
            text.hasPrefix(
                "Account GET failed: http://cluster:8080/v1/AUTH_test?format=json 403 Forbidden"))
        #expect(text.contains("(txn: tx"))
    }
}

/// Pieces taken one after another.
private final class Pieces: Sendable {
    private let rest: Mutex<[Bytes]>

    init(_ pieces: [Bytes]) {
        rest = Mutex(pieces)
    }

    func next() -> Bytes? {
        rest.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
