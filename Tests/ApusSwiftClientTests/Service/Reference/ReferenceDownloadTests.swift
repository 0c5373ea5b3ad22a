// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Testing

/// Cases of python-swiftclient's `test_service.py` about downloads and copies.
@Suite(.timeLimit(.minutes(10))) struct ReferenceDownloadTests {
    /// An answer to `GET /c/o`, whose body is `body`, and what comes of it.
    struct Answer: Sendable {
        let headers: Headers
        var verifies = true
        var failure: String?
    }

    private static let md5 = "841a2d689ad86bd1611447453c22c6fc"
    private static let wrong = "d41d8cd98f00b204e9800998ecf8427e"

    @Test(arguments: [
        Answer(headers: ["ETag": md5]),
        Answer(headers: ["ETag": "\"\(md5)\""]),
        Answer(
            headers: ["ETag": wrong, "X-Trans-Id": "uuid"],
            failure: "md5sum != etag, \(md5) != \(wrong) (txn: uuid)"),
        Answer(headers: ["ETag": "bad etag"], failure: "md5sum != etag, \(md5) != bad etag"),
        Answer(headers: ["ETag": wrong], verifies: false),
        // The ETags of these are not the MD5 of what comes.
        Answer(headers: ["ETag": "\"\(wrong)\"", "X-Static-Large-Object": "true"]),
        Answer(headers: ["ETag": "\"\(wrong)\"", "X-Object-Manifest": "c/none"]),
        Answer(headers: ["ETag": wrong, "Content-Range": "bytes 0-3/10"]),
    ])
    func `a body is compared with its ETag where that is its MD5`(answer: Answer) async throws {
        try await withTemporaryDirectory { directory in
            let server = MemoryServer()
            server.spoil { request in
                guard request.method == .get, request.target.hasSuffix("/c/o") else { return nil }
                return Response(.ok, headers: answer.headers, body: .bytes(Bytes("body")))
            }
            try await server.withService { service in
                var options = DownloadOptions()
                options.outputDirectory = directory
                options.verifiesChecksum = answer.verifies
                for try await result in service.download(["o"], from: "c", options: options) {
                    #expect(result.isSuccess == (answer.failure == nil))
                    if let failure = answer.failure {
                        #expect("\(try #require(result.failure))".contains(failure))
                        #expect(read(directory + "/o") == nil)
                    } else {
                        #expect(result.lengthBytes == 4)
                        #expect(read(directory + "/o") == "body")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        ("1454113727.682512", false, true), ("1454113727.682512", true, false),
        ("foo", false, false), ("", false, false),
    ])
    func `a file gets the time of its object, where there is one`(
        text: String, ignores: Bool, isKept: Bool
    ) async throws {
        try await withTemporaryDirectory { directory in
            try await MemoryServer().withService { service in
                _ = try await service.connection.putContainer("c")
                _ = try await service.connection.putObject(
                    "c", "o", .text("x"), headers: ["X-Object-Meta-Mtime": text])
                var options = DownloadOptions()
                options.outputDirectory = directory
                options.ignoresModificationTime = ignores
                for try await result in service.download(["o"], from: "c", options: options) {
                    #expect(result.isSuccess)
                }
                let time = try FileCalls.status(directory + "/o").modified
                let given = FileTime(seconds: 1_454_113_727, nanoseconds: 682_512_000)
                #expect((time == given) == isKept)
            }
        }
    }

    @Test(arguments: [
        (nil, false, "pre/fix/o"), ("pre/", true, "fix/o"), ("pre", true, "fix/o"),
        ("pre/fix/", true, "o"), ("pre/fi", true, "x/o"), ("pre/", false, "pre/fix/o"),
        ("other", true, "pre/fix/o"),
    ])
    func `a file stands where directory and prefix say`(
        prefix: String?, removes: Bool, path: String
    ) async throws {
        try await withTemporaryDirectory { directory in
            try await MemoryServer().withService { service in
                _ = try await service.connection.putContainer("c")
                _ = try await service.connection.putObject("c", "pre/fix/o", .text("x"))
                var options = DownloadOptions()
                options.outputDirectory = directory
                options.prefix = prefix
                options.removesPrefix = removes
                let results = service.download(["pre/fix/o"], from: "c", options: options)
                for try await result in results {
                    #expect(result.isSuccess)
                    #expect(result.path == "\(directory)/\(path)")
                    #expect(!result.isPseudoDirectory)
                }
                #expect(read("\(directory)/\(path)") == "x")
            }
        }
    }

    @Test func `no names are no downloads`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            for try await result in service.download([], from: "c") {
                Issue.record("\(result)")
            }
        }
        #expect(server.requests.isEmpty)
    }

    /// What was found before is downloaded, and then the failure is thrown.
    @Test func `a listing that fails half-way ends a download of all`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            _ = try await service.connection.putContainer("c")
            for name in ["a", "b"] {
                _ = try await service.connection.putObject("c", name, .text(name))
            }
            server.spoil { request in
                if request.target == "/info" { return Response(.ok, body: .bytes(Bytes("{}"))) }
                return request.target.contains("marker=") ? Response(.forbidden) : nil
            }
            var options = DownloadOptions()
            options.discards = true
            var found: Set<String> = []
            let results = service.download(container: "c", options: options)
            let error = await #expect(throws: ClientError.self) {
                for try await result in results { found.insert(result.object) }
            }
            #expect(error?.reason == .status(403))
            #expect(found == ["a", "b"])
        }
    }

    @Test(arguments: [
        (nil, nil), ("/dest", "/dest/o"), ("/dest/new_obj/a", "/dest/new_obj/a"),
    ])
    func `a copy goes where its destination says`(
        destination: String?, path: String?
    ) async throws {
        try await MemoryServer().withService { service in
            _ = try await service.connection.putContainer("c")
            _ = try await service.connection.putObject(
                "c", "o", .text("x"), headers: ["X-Object-Meta-Old": "1"])
            for isFresh in [false, true] {
                var own = CopyOptions()
                own.destination = destination
                own.freshMetadata = isFresh
                own.metadata = ["new:2"]
                let items = [ServiceItem("o", options: own)]
                for try await result in service.copy(items: items, from: "c") {
                    guard case .object(let copy) = result else { continue }
                    #expect(copy.isSuccess)
                    #expect(copy.destination == path)
                    #expect(copy.freshMetadata == isFresh)
                }
                let place = (path ?? "/c/o").dropFirst().split(separator: "/", maxSplits: 1)
                let headers = try await service.connection.headObject(
                    String(place[0]), String(place[1])
                ).headers
                #expect(headers["X-Object-Meta-New"] == "2")
                #expect(headers["X-Object-Meta-Old"] == (isFresh ? nil : "1"))
            }
        }
    }
}
