// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Testing

/// Where python-swiftclient goes wrong and we do not; the others are beside what they are about.
/// `Docs/Protocols/SwiftClient.md` lists them all.
@Suite(.timeLimit(.minutes(10))) struct SwiftServiceDefectTests {
    /// D-3.
    @Test(arguments: [true, false])
    func `segments go with their objects, however many are deleted at once`(
        byName: Bool
    ) async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 100), to: "big", in: directory)
            try await MemoryServer().withService {
                $0.objectDownloadThreads = 4
            } _: { service in
                let names = (0..<22).map { "o\($0)" }
                for form in [UploadOptions.LargeObject.staticManifest, .dynamicManifest] {
                    var options = UploadOptions()
                    options.segmentSizeBytes = 50
                    options.largeObject = form
                    let items = try names.map {
                        try UploadItem(.path(directory + "/big"), objectName: "\($0) \(form)")
                    }
                    for try await result in service.upload(items, to: "c", options: options) {
                        #expect(result.value.isSuccess)
                    }
                }
                for name in names {
                    _ = try await service.connection.putObject("c", name, .text("x"))
                }
                #expect(
                    try await service.connection.getContainer("c_segments").entries.count == 88)
                if byName {
                    let all = try await service.connection.getContainer("c").entries.map(\.name)
                    for try await result in service.delete(all, in: "c") {
                        #expect(result.value.isSuccess)
                    }
                    #expect(try await service.connection.getContainer("c").entries.isEmpty)
                } else {
                    for try await result in service.delete(container: "c") {
                        #expect(result.value.isSuccess)
                    }
                }
                #expect(try await service.connection.getContainer("c_segments").entries.isEmpty)
            }
        }
    }

    @Test(arguments: [UploadOptions.LargeObject.staticManifest, .dynamicManifest], ["o", "o/"])
    func `an upload keeps its segments among those it replaces`(
        form: UploadOptions.LargeObject, prefix: String
    ) async throws {
        try await MemoryServer().withService { service in
            let connection = service.connection
            for container in ["c", "c_segments"] {
                _ = try await connection.putContainer(container)
            }
            _ = try await connection.putObject("c_segments", "o/old", .text("old"))
            _ = try await connection.putObject(
                "c", "o", .empty, headers: ["X-Object-Manifest": "c_segments/\(prefix)"])
            var options = UploadOptions()
            options.segmentSizeBytes = 30
            options.largeObject = form
            let item = try UploadItem(.stream(Self.stream(10)), objectName: "o")
            for try await result in service.upload([item], to: "c", options: options) {
                #expect(result.value.isSuccess)
            }
            let object = try await connection.getObject("c", "o")
            #expect(try await object.body.collect(limitBytes: 1000).count == 100)
            let names = try await connection.getContainer("c_segments").entries.map(\.name)
            #expect(names.count == 4 && !names.contains("o/old"))
        }
    }

    @Test func `an upload keeps itself where it lies among the segments it replaces`() async throws
    {
        try await MemoryServer().withService { service in
            let connection = service.connection
            _ = try await connection.putContainer("c")
            _ = try await connection.putObject("c", "o/1", .text("old"))
            _ = try await connection.putObject(
                "c", "o/all", .empty, headers: ["X-Object-Manifest": "c/o/"])
            let item = try UploadItem(.bytes(Bytes("new")), objectName: "o/all")
            for try await result in service.upload([item], to: "c") {
                #expect(result.value.isSuccess)
            }
            #expect(try await connection.getContainer("c").entries.map(\.name) == ["o/all"])
        }
    }

    @Test func `an object that nobody can look at is not deleted without its segments`()
        async throws
    {
        let server = MemoryServer()
        try await server.withService {
            $0.objectDownloadThreads = 2
            $0.connection.retries.retries = 0
        } _: { service in
            let connection = service.connection
            for container in ["c", "s"] { _ = try await connection.putContainer(container) }
            _ = try await connection.putObject("s", "segment", .text("x"))
            let names = (0..<10).map { "o\($0)" }
            for name in names {
                _ = try await connection.putObject(
                    "c", name, .text("[{\"path\": \"/s/segment\"}]"),
                    query: ["multipart-manifest": "put"])
            }
            server.spoil { request in
                request.method == .head && request.target.contains("/c/o3?")
                    ? Response(.serviceUnavailable) : nil
            }
            var failed: [String] = []
            for try await result in service.delete(names, in: "c") {
                if case .one(let one) = result, let name = one.object, !one.isSuccess {
                    failed.append(name)
                }
            }
            #expect(failed.contains("o3"))
            #expect(try await connection.getContainer("c").entries.map(\.name).contains("o3"))
        }
    }

    /// More of them than the service has threads for files.
    @Test func `terminals that nobody types at hold up neither files nor the end`() async throws {
        let idle = try (0..<6).map { _ in try PseudoTerminal() }
        try await withTemporaryDirectory { directory in
            try write("x", to: "file", in: directory)
            try await MemoryServer().withService { service in
                var items = try idle.enumerated().map { number, idle in
                    try UploadItem(.descriptor(idle.terminal), objectName: "typed \(number)")
                }
                items.append(try UploadItem(.path(directory + "/file"), objectName: "file"))
                for try await result in service.upload(items, to: "c") {
                    guard case .object(let object) = result else { continue }
                    #expect(object.isSuccess && object.object == "file")
                    break
                }
            }
        }
    }

    @Test(arguments: [
        #"{"name": "/s/a", "bytes": 9223372036854775807, "hash": ""}"#,
        #"{"name": "/s/a", "bytes": 9, "hash": "", "range": "0-18446744073709551615"}"#,
        #"{"name": "/s/a", "bytes": 9, "hash": "", "range": "1-9999999999999999999"}"#,
    ])
    func `a manifest of impossible numbers is no file's`(part: String) async throws {
        let server = MemoryServer()
        server.spoil { request in
            guard request.target.contains("/c/o") else { return nil }
            if request.target.contains("multipart-manifest=get") {
                return Response(.ok, body: .bytes(Bytes("[\(part), \(part), \(part)]")))
            }
            return request.method == .head
                ? Response(
                    .ok, headers: ["X-Static-Large-Object": "True", "Content-Length": "10"]) : nil
        }
        try await withTemporaryDirectory { directory in
            try write("0123456789", to: "f", in: directory)
            try await server.withService { service in
                _ = try await service.connection.putContainer("c")
                _ = try await service.connection.putObject("c", "o", .text("new"))
                var options = DownloadOptions()
                options.outputFile = directory + "/f"
                options.skipsIdentical = true
                for try await result in service.download(["o"], from: "c", options: options) {
                    #expect(result.isSuccess && !result.isSkipped)
                }
                service.progress.expect(bytes: .max, items: .max)
                service.progress.expect(bytes: .max, items: .max)
            }
        }
    }

    private static func stream(_ count: Int) -> BodyReader {
        let rest = Countdown(count)
        return BodyReader(lengthBytes: nil) {
            rest.step() ? .bytes(Bytes("0123456789")) : nil
        }
    }

    /// D-6 and D-29.
    @Test func `a stream makes a dynamic large object whose segments are segments`() async throws {
        try await MemoryServer().withService { service in
            var options = UploadOptions()
            options.segmentSizeBytes = 30
            options.largeObject = .dynamicManifest
            options.metadata = ["colour:blue"]
            options.headers = ["Content-Type:text/x-mine"]
            let item = try UploadItem(.stream(Self.stream(10)), objectName: "s")
            for try await result in service.upload([item], to: "c", options: options) {
                #expect(result.value.isSuccess)
            }
            let object = try await service.connection.getObject("c", "s")
            let headers = object.reply.headers
            #expect(headers["X-Object-Manifest"]?.hasPrefix("c_segments/s/") == true)
            #expect(headers["X-Object-Meta-Colour"] == "blue")
            #expect(headers["Content-Type"] == "text/x-mine")
            #expect(try await object.body.collect(limitBytes: 1000).count == 100)
            let segments = try await service.connection.getContainer("c_segments").entries
            #expect(segments.count == 4)
            for segment in segments {
                let headers = try await service.connection.headObject("c_segments", segment.name)
                    .headers
                #expect(headers["Content-Type"] == "application/swiftclient-segment")
                #expect(headers["X-Object-Meta-Colour"] == nil)
            }
        }
    }

    /// P-8.
    @Test func `the next segment of a stream is sent while one is on its way`() async throws {
        let server = MemoryServer()
        let gate = Gate(opensAfter: 1)
        server.delay { request in
            guard request.method == .put else { return }
            if request.target.hasSuffix("/00000000") { await gate.wait() }
            if request.target.hasSuffix("/00000001") { gate.pass() }
        }
        try await server.withService { service in
            var options = UploadOptions()
            options.segmentSizeBytes = 30
            let item = try UploadItem(.stream(Self.stream(9)), objectName: "s")
            for try await result in service.upload([item], to: "c", options: options) {
                #expect(result.value.isSuccess)
            }
        }
    }

    /// D-25.
    @Test func `a listing of containers follows marker, prefix and delimiter`() async throws {
        try await MemoryServer().withService { service in
            for container in ["a", "b-1", "b-2", "c", "d"] {
                _ = try await service.connection.putContainer(container)
            }
            var options = ListOptions()
            options.marker = "a"
            options.delimiter = "-"
            var found: [String] = []
            for try await page in service.list(options: options) {
                guard case .account(let listing, _) = page else { continue }
                found += listing.entries.map(\.name)
            }
            #expect(found == ["b-", "c", "d"])
            options.delimiter = nil
            options.marker = "b-1"
            options.prefix = "b"
            found = []
            for try await page in service.list(options: options) {
                guard case .account(let listing, _) = page else { continue }
                found += listing.entries.map(\.name)
            }
            #expect(found == ["b-2"])
        }
    }

    /// D-27.
    @Test func `a body whose length nobody tells is taken as it comes`() async throws {
        try await withTemporaryDirectory { directory in
            try await withLyingServer { _, peer in
                try peer.send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                        + "ETag: 5d41402abc4b2a76b9719d911017c592\r\n\r\n"
                        + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
                return true
            } _: { service in
                var options = DownloadOptions()
                options.outputDirectory = directory
                for try await result in service.download(["o"], from: "c", options: options) {
                    #expect(result.isSuccess, "\(String(describing: result.failure))")
                    #expect(result.lengthBytes == 5)
                }
            }
            #expect(read(directory + "/o") == "hello")
        }
    }

    /// D-16: options are values, so that what one call does to them no other call sees.
    @Test func `many calls share their options and the service`() async throws {
        try await withTemporaryDirectory { directory in
            try await MemoryServer().withService { service in
                _ = try await service.connection.putContainer("c")
                for number in 0..<20 {
                    _ = try await service.connection.putObject(
                        "c", "o\(number)", .text("\(number)"))
                }
                var options = DownloadOptions()
                options.skipsIdentical = true
                let shared = options
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for call in 0..<8 {
                        group.addTask {
                            var own = shared
                            own.outputDirectory = "\(directory)/\(call)"
                            for try await result in service.download(container: "c", options: own) {
                                #expect(result.isSuccess)
                                #expect(!result.isSkipped)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                for call in 0..<8 {
                    #expect(try names(in: "\(directory)/\(call)").count == 20)
                    #expect(read("\(directory)/\(call)/o7") == "7")
                }
            }
        }
    }
}
