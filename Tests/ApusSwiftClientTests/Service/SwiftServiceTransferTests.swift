// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct SwiftServiceTransferTests {
    private func upload(
        _ items: [UploadItem], to container: String = "c", of service: SwiftService,
        _ change: (inout UploadOptions) -> Void = { _ in }
    ) async throws -> [UploadResult] {
        var options = UploadOptions()
        change(&options)
        var results: [UploadResult] = []
        for try await result in service.upload(items, to: container, options: options) {
            results.append(result)
        }
        return results
    }

    private func objects(_ results: [UploadResult]) -> [ObjectUpload] {
        results.compactMap { if case .object(let upload) = $0 { upload } else { nil } }
    }

    private func listing(_ container: String, of service: SwiftService) async throws -> [String] {
        var names: [String] = []
        for try await page in service.list(container: container) {
            if case .container(let listing) = page { names += listing.entries.map(\.name) }
        }
        return names
    }

    @Test func `moves a tree there and back with its times`() async throws {
        try await withTemporaryDirectory { directory in
            let time = FileTime(seconds: 1_672_628_645, nanoseconds: 123_456_000)
            try write("hello", to: "d/a.txt", in: directory, modified: time)
            try write("", to: "d/sub/zero", in: directory)
            try write(
                String(repeating: "0123456789", count: 100_000), to: "d/sub/large", in: directory)
            try FileCalls.makeDirectory(directory + "/d/empty")
            try await MemoryServer().withService { service in
                let item = try UploadItem(.tree(directory + "/d"), objectName: "t")
                let results = try await upload([item], of: service)
                #expect(objects(results).allSatisfy { $0.isSuccess })
                #expect(
                    try await listing("c", of: service)
                        == ["t/a.txt", "t/empty", "t/sub/large", "t/sub/zero"])
                var options = DownloadOptions()
                options.outputDirectory = directory + "/back"
                for try await result in service.download(container: "c", options: options) {
                    #expect(result.isSuccess, "\(result)")
                }
                #expect(read(directory + "/back/t/a.txt") == "hello")
                #expect(read(directory + "/back/t/sub/zero")?.isEmpty == true)
                #expect(
                    read(directory + "/back/t/sub/large") == read(directory + "/d/sub/large"))
                let status = try FileCalls.status(directory + "/back/t/a.txt")
                #expect(status.modified == time)
                let marker = try FileCalls.status(directory + "/back/t/empty")
                #expect(marker.kind == .directory)
                #expect(try names(in: directory + "/back/t") == ["a.txt", "empty", "sub"])
            }
        }
    }

    @Test func `goes on after a file that is not there`() async throws {
        try await withTemporaryDirectory { directory in
            try write("x", to: "here", in: directory)
            try await MemoryServer().withService { service in
                let results = try await upload(
                    [
                        UploadItem(.path(directory + "/gone")),
                        UploadItem(.path(directory + "/here"), objectName: "here"),
                    ], of: service)
                let failed = objects(results).filter { !$0.isSuccess }
                #expect(failed.map(\.path) == [directory + "/gone"])
                #expect(
                    "\(try #require(failed.first?.failure))"
                        == "[Errno 2] No such file or directory: '\(directory)/gone'")
                #expect(try await listing("c", of: service) == ["here"])
            }
        }
    }

    @Test func `leaves out what has not changed`() async throws {
        try await withTemporaryDirectory { directory in
            try write("same", to: "f", in: directory)
            try await MemoryServer().withService { service in
                let item = try UploadItem(.path(directory + "/f"), objectName: "f")
                _ = try await upload([item], of: service)
                let changed = try await upload([item], of: service) { $0.changed = true }
                #expect(objects(changed).map(\.outcome) == [.skippedChanged])
                let identical = try await upload([item], of: service) { $0.skipsIdentical = true }
                #expect(objects(identical).map(\.outcome) == [.skippedIdentical])
                try write("diff", to: "f", in: directory, modified: FileTime(seconds: 1))
                let again = try await upload([item], of: service) { $0.skipsIdentical = true }
                #expect(objects(again).map(\.outcome) == [.uploaded])
            }
        }
    }

    @Test func `looks for no old segments in a container it has just made`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            let item = try UploadItem(.bytes(Bytes("x")), objectName: "o")
            _ = try await upload([item], of: service)
            #expect(!server.requests.contains { $0.hasPrefix("HEAD ") })
            server.forgetRequests()
            _ = try await upload([item], of: service)
            #expect(server.requests.contains("HEAD /v1/AUTH_test/c/o"))
        }
    }

    @Test(arguments: [
        UploadOptions.LargeObject.staticManifest, UploadOptions.LargeObject.dynamicManifest,
    ])
    func `sends a large file in segments and removes those it replaces`(
        form: UploadOptions.LargeObject
    ) async throws {
        try await withTemporaryDirectory { directory in
            let text = String(repeating: "segmented ", count: 1000)
            try write(text, to: "big", in: directory)
            try await MemoryServer().withService { service in
                let item = try UploadItem(.path(directory + "/big"), objectName: "big")
                let results = try await upload([item], of: service) {
                    $0.segmentSizeBytes = 3000
                    $0.largeObject = form
                }
                #expect(results.allSatisfy { $0.value.isSuccess })
                #expect(objects(results).first?.isLargeObject == true)
                let first = try await listing("c_segments", of: service)
                #expect(first.count == 4)
                #expect(first[3].hasSuffix("/10000/3000/00000003"))
                #expect(first[0].hasPrefix(form == .staticManifest ? "big/slo/" : "big/1"))

                let whole = try await service.connection.getObject("c", "big")
                #expect(try await whole.body.collect(limitBytes: 20_000).text == text)

                _ = try await upload([item], of: service) {
                    $0.segmentSizeBytes = 6000
                    $0.largeObject = form
                }
                let second = try await listing("c_segments", of: service)
                #expect(second.count == 2)
                #expect(Set(first).isDisjoint(with: second))

                for try await result in service.delete(["big"], in: "c") {
                    #expect(result.value.isSuccess)
                }
                #expect(try await listing("c_segments", of: service).isEmpty)
            }
        }
    }

    @Test func `writes no manifest when a segment fails`() async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 100), to: "big", in: directory)
            let server = MemoryServer()
            server.spoil { request in
                request.method == .put && request.target.hasSuffix("00000002")
                    ? Response(Status(403)) : nil
            }
            try await server.withService { service in
                let item = try UploadItem(.path(directory + "/big"), objectName: "big")
                let results = try await upload([item], of: service) {
                    $0.segmentSizeBytes = 30
                    $0.largeObject = .staticManifest
                }
                #expect(
                    "\(try #require(objects(results).first?.failure))"
                        == "Aborting manifest creation because not all segments could be "
                        + "uploaded. c/big")
                #expect(try await listing("c", of: service).isEmpty)
            }
        }
    }

    /// A stream of `count` pieces of ten bytes.
    private func stream(_ count: Int) -> BodyReader {
        let rest = Countdown(count)
        return BodyReader(lengthBytes: nil) {
            rest.step() ? .bytes(Bytes("0123456789")) : nil
        }
    }

    @Test(arguments: [(0, 0), (2, 0), (3, 1), (10, 4)])
    func `sends a short stream whole and a long one in segments`(
        count: Int, segments: Int
    ) async throws {
        try await MemoryServer().withService { service in
            let item = try UploadItem(.stream(stream(count)), objectName: "s")
            let results = try await upload([item], of: service) { $0.segmentSizeBytes = 30 }
            #expect(results.allSatisfy { $0.value.isSuccess })
            let sent = results.filter { $0.value.action == "upload_segment" }
            #expect(sent.count == segments)
            let object = try await service.connection.getObject("c", "s")
            let body = try await object.body.collect(limitBytes: 1000)
            #expect(body.count == count * 10)
        }
    }

    @Test func `sends a segment of a stream again after a failure`() async throws {
        let server = MemoryServer()
        let failures = Countdown(1)
        server.spoil { request in
            request.method == .put && request.target.hasSuffix("00000001") && failures.step()
                ? Response(Status(503)) : nil
        }
        try await server.withService { service in
            let item = try UploadItem(.stream(stream(10)), objectName: "s")
            let results = try await upload([item], of: service) { $0.segmentSizeBytes = 30 }
            #expect(results.allSatisfy { $0.value.isSuccess })
            let object = try await service.connection.getObject("c", "s")
            #expect(try await object.body.collect(limitBytes: 1000).count == 100)
        }
    }

    @Test func `reports what a failure has cancelled as failed`() async throws {
        let server = MemoryServer()
        server.spoil {
            $0.method == .put && $0.target.contains("/c/") ? Response(Status(403)) : nil
        }
        try await server.withService {
            $0.objectUploadThreads = 1
        } _: { service in
            let items = try (0..<5).map {
                try UploadItem(.bytes(Bytes("x")), objectName: "o\($0)")
            }
            let results = objects(try await upload(items, of: service) { $0.failsFast = true })
            #expect(results.count == 5)
            #expect(results.allSatisfy { !$0.isSuccess })
            #expect(results.count { $0.outcome == .cancelled } == 4)
        }
    }

    @Test func `notices an object that does not arrive as it was sent`() async throws {
        try await withTemporaryDirectory { directory in
            try write("hello", to: "f", in: directory)
            let server = MemoryServer()
            server.change { request, response in
                if request.method == .put { response.headers["ETag"] = "0123" }
            }
            try await server.withService { service in
                let item = try UploadItem(.path(directory + "/f"), objectName: "f")
                let results = objects(try await upload([item], of: service))
                #expect("\(try #require(results.first?.failure))".contains("md5 mismatch"))
                let ignoring = objects(
                    try await upload([item], of: service) { $0.verifiesChecksum = false })
                #expect(ignoring.first?.isSuccess == true)
            }
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct SwiftServiceDownloadTests {
    private func withObject(
        _ name: String, _ text: String = "hello",
        _ body: (MemoryServer, SwiftService, String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let server = MemoryServer()
            try await server.withService { service in
                _ = try await service.connection.putContainer("c")
                _ = try await service.connection.putObject("c", name, .text(text))
                try await body(server, service, directory)
            }
        }
    }

    private func download(
        _ name: String, of service: SwiftService, _ change: (inout DownloadOptions) -> Void
    ) async throws -> ObjectDownloadResult {
        var options = DownloadOptions()
        change(&options)
        var results = service.download([name], from: "c", options: options).makeAsyncIterator()
        return try #require(try await results.next())
    }

    @Test(arguments: ["../out", "a/../../out", "..", "x/.."])
    func `refuses a name that leads out of the target`(name: String) async throws {
        try await withObject(name) { _, service, directory in
            let result = try await download(name, of: service) {
                $0.outputDirectory = directory + "/in"
            }
            #expect(result.failure is LocalFileError)
            #expect(try names(in: directory).isEmpty)
        }
    }

    @Test func `refuses to follow a link that stands in the way`() async throws {
        try await withObject("link/f") { _, service, directory in
            try FileCalls.makeDirectory(directory + "/in")
            try FileCalls.makeDirectory(directory + "/out")
            try makeLink(to: directory + "/out", at: directory + "/in/link")
            let result = try await download("link/f", of: service) {
                $0.outputDirectory = directory + "/in"
            }
            #expect(result.failure is LocalFileError)
            #expect(try names(in: directory + "/out").isEmpty)
            let allowed = try await download("link/f", of: service) {
                $0.outputDirectory = directory + "/in"
                $0.allowsUnsafePaths = true
            }
            #expect(allowed.isSuccess)
            #expect(read(directory + "/out/f") == "hello")
        }
    }

    @Test(arguments: [5, 1_000_000])
    func `leaves no file of an object that is not what its ETag says`(count: Int) async throws {
        try await withObject("o", String(repeating: "x", count: count)) {
            server, service, directory in
            server.change { request, response in
                if request.method == .get { response.headers["ETag"] = "0123" }
            }
            let result = try await download("o", of: service) { $0.outputDirectory = directory }
            #expect("\(try #require(result.failure))".contains("md5sum != etag"))
            #expect(try names(in: directory).isEmpty)
        }
    }

    @Test func `keeps the old file when the new one is cut short`() async throws {
        try await withObject("o", String(repeating: "x", count: 1_000_000)) {
            server, service, directory in
            try write("old", to: "o", in: directory)
            server.change { request, response in
                guard request.method == .get else { return }
                let rest = Countdown(3)
                response.body = .stream(
                    BodyReader(lengthBytes: 1_000_000) {
                        guard rest.step() else { throw BodyError.truncated }
                        return .bytes(Bytes(String(repeating: "x", count: 1000)))
                    })
            }
            let result = try await download("o", of: service) { $0.outputDirectory = directory }
            #expect(!result.isSuccess)
            #expect(read(directory + "/o") == "old")
            #expect(try names(in: directory) == ["o"])
        }
    }

    @Test func `leaves out a file that is there already`() async throws {
        try await withObject("o") { server, service, directory in
            try write("hello", to: "o", in: directory)
            server.forgetRequests()
            let same = try await download("o", of: service) {
                $0.outputDirectory = directory
                $0.skipsIdentical = true
            }
            #expect(same.isSkipped && same.isSuccess)
            try write("other", to: "o", in: directory)
            let other = try await download("o", of: service) {
                $0.outputDirectory = directory
                $0.skipsIdentical = true
            }
            #expect(!other.isSkipped && other.isSuccess)
            #expect(read(directory + "/o") == "hello")
        }
    }

    @Test func `takes a prefix off only where it is`() async throws {
        try await withObject("pre/fix/o") { _, service, directory in
            var options = DownloadOptions()
            options.prefix = "pre/"
            options.removesPrefix = true
            options.outputDirectory = directory
            for try await result in service.download(container: "c", options: options) {
                #expect(result.isSuccess)
            }
            #expect(read(directory + "/fix/o") == "hello")
        }
    }

    @Test func `hands over the bytes, verified, when asked to`() async throws {
        try await withObject("o") { _, service, _ in
            let result = try await download("o", of: service) { $0.outputFile = "-" }
            let contents = try #require(result.contents)
            #expect(try await contents.collect(limitBytes: 10).text == "hello")
        }
    }
}
