// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftClient
import Testing

/// Cases of python-swiftclient's `test_service.py` about names, errors and deletions.
@Suite(.timeLimit(.minutes(10))) struct ReferenceDeleteTests {
    private func fill(_ service: SwiftService, _ count: Int) async throws -> [String] {
        let names = (0..<count).map { "o\($0)" }
        _ = try await service.connection.putContainer("c")
        for name in names { _ = try await service.connection.putObject("c", name, .text("x")) }
        return names
    }

    @Test(arguments: ["delete", "post", "copy"])
    func `an empty name is refused before anything is done`(call: String) async throws {
        let server = MemoryServer()
        try await server.withService { service in
            _ = try await fill(service, 1)
            server.forgetRequests()
            let error = await #expect(throws: ServiceError.self) {
                switch call {
                case "delete": for try await _ in service.delete(["o0", ""], in: "c") {}
                case "post":
                    for try await _ in service.post(container: "c", objects: ["o0", ""]) {}
                default: for try await _ in service.copy(["o0", ""], from: "c") {}
                }
            }
            #expect(error?.message == "Object names must be specified as non-empty strings")
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: [
        (ServiceError("5"), "'5'"),
        (
            ServiceError("5", container: "con", object: "obj", segment: 7),
            "'5' container:con object:obj segment:7"
        ),
        (ServiceError("it's"), "\"it's\""),
    ])
    func `an error says what it was about`(error: ServiceError, text: String) {
        #expect("\(error)" == text)
        #expect(error.transactionID == nil)
    }

    @Test func `an error knows the transaction beneath it, and does not print it`() {
        let cause = ClientError(.status(500), "boom", headers: ["X-Trans-Id": "some-id"])
        let error = ServiceError("5", container: "con", cause: cause)
        #expect(error.transactionID == "some-id")
        #expect("\(error)" == "'5' container:con")
    }

    /// Twenty names: in bulk when they are more than twice the tasks that delete.
    @Test(arguments: [(2, 10_000, 2), (2, 4, 5), (9, 10_000, 7), (10, 10_000, 0), (11, 10_000, 0)])
    func `many names are deleted in bulk, few one by one`(
        threads: Int, limit: Int, requests: Int
    ) async throws {
        let server = MemoryServer()
        server.spoil { request in
            guard request.target == "/info" else { return nil }
            let document = "{\"bulk_delete\": {\"max_deletes_per_request\": \(limit)}}"
            return Response(.ok, body: .bytes(Bytes(document)))
        }
        try await server.withService {
            $0.objectDownloadThreads = threads
        } _: { service in
            let names = try await fill(service, 20)
            var options = DeleteOptions()
            options.leavesSegments = true
            var deleted: [String] = []
            for try await result in service.delete(names, in: "c", options: options) {
                #expect(result.value.isSuccess)
                switch result {
                case .bulk(let bulk): deleted += bulk.objects
                case .one(let one): deleted.append(try #require(one.object))
                }
            }
            #expect(Set(deleted) == Set(names))
            #expect(deleted.count == names.count)
            #expect(server.requests.count { $0 == "POST /v1/AUTH_test?bulk-delete" } == requests)
            #expect(
                server.requests.count { $0.hasPrefix("DELETE ") } == (requests == 0 ? 20 : 0))
        }
    }

    @Test func `items with options of their own are deleted one by one`() async throws {
        let server = MemoryServer()
        try await server.withService {
            $0.objectDownloadThreads = 2
        } _: { service in
            let names = try await fill(service, 20)
            var own = DeleteOptions()
            own.leavesSegments = true
            own.headers = ["X-Own: 1"]
            let items = names.map { ServiceItem($0, options: own) }
            for try await result in service.delete(items: items, in: "c") {
                #expect(result.value.action == "delete_object")
                #expect(result.value.isSuccess)
            }
            #expect(server.requests.count { $0.hasPrefix("DELETE ") } == 20)
            #expect(!server.requests.contains { $0.hasPrefix("POST ") })
        }
    }

    /// A segment that is gone is as good as deleted; one that cannot be deleted is told.
    @Test(arguments: [(404, true), (403, false)])
    func `segments of a dynamic object have results of their own`(
        code: Int, isSuccess: Bool
    ) async throws {
        let server = MemoryServer()
        try await server.withService { service in
            let connection = service.connection
            _ = try await connection.putContainer("c")
            for name in ["s/1", "s/2"] { _ = try await connection.putObject("c", name, .text("x")) }
            _ = try await connection.putObject(
                "c", "o", .empty, headers: ["X-Object-Manifest": "c/s/"])
            server.spoil { request in
                request.method == .delete && request.target.hasSuffix("/s/2")
                    ? Response(Status(code)) : nil
            }
            var results: [String: Bool] = [:]
            for try await result in service.delete(["o"], in: "c") {
                guard case .one(let one) = result else { continue }
                results["\(one.action) \(one.object ?? "")"] = one.isSuccess
                if one.action == "delete_object" { #expect(one.hasDeletedSegments) }
            }
            #expect(
                results == [
                    "delete_object o": true, "delete_segment s/1": true,
                    "delete_segment s/2": isSuccess,
                ])
        }
    }

    @Test func `a container that cannot be deleted is told`() async throws {
        let server = MemoryServer()
        server.spoil { request in
            request.method == .delete && request.target.hasSuffix("/c")
                ? Response(.forbidden, headers: ["X-Trans-Id": "tx1"]) : nil
        }
        try await server.withService { service in
            _ = try await fill(service, 1)
            var last: DeleteResult?
            for try await result in service.delete(container: "c") { last = result }
            let result = try #require(last)
            #expect(result.value.action == "delete_container")
            #expect(!result.value.isSuccess)
            #expect(result.value.document.members?["object"] == .null)
            #expect(result.value.document.members?["transaction_id"] == "tx1")
        }
    }

    /// Its row in the listing is that of any object: only a look at the object itself tells.
    @Test(arguments: [false, true])
    func `a dynamic manifest with bytes of its own is found when every object is looked at`(
        looksAtEach: Bool
    ) async throws {
        try await MemoryServer().withService {
            $0.objectDownloadThreads = 2
        } _: { service in
            let connection = service.connection
            _ = try await fill(service, 20)
            _ = try await connection.putContainer("s")
            _ = try await connection.putObject("s", "d/1", .text("d"))
            _ = try await connection.putObject(
                "c", "dynamic", .text("bytes"), headers: ["X-Object-Manifest": "s/d/"])
            var options = DeleteOptions()
            options.looksAtEachObject = looksAtEach
            for try await result in service.delete(container: "c", options: options) {
                #expect(result.value.isSuccess, "\(result)")
            }
            #expect(try await connection.getContainer("s").entries.isEmpty == looksAtEach)
        }
    }
}
