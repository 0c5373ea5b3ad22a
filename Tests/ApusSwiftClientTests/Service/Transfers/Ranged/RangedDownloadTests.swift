// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Synchronization
import Testing

@Suite struct RangedDownloadTests {
    /// The forms that a large object can have on the server.
    enum Form: CaseIterable, Sendable {
        case plain
        case staticManifest
        case dynamicManifest
    }

    private static let length = 2_000_000
    private static let text = (0..<length / 8).map { "\($0 + 10_000_000)" }.joined()

    private func store(_ form: Form, _ text: String = text, in service: SwiftService) async throws {
        var options = UploadOptions()
        if form != .plain {
            options.segmentSizeBytes = 300_000
            options.largeObject =
                form == .staticManifest ? .staticManifest : .dynamicManifest
        }
        let directory = try TemporaryDirectory()
        let path = try directory.write(text, to: "big")
        let item = try UploadItem(.path(path), objectName: "big")
        for try await result in service.upload([item], to: "c", options: options) {
            #expect(result.value.isSuccess)
        }
    }

    private func download(
        to path: String, of service: SwiftService, resumes: Bool = false
    ) async throws -> ObjectDownloadResult {
        var options = DownloadOptions()
        options.outputFile = path
        options.rangedFromBytes = 500_000
        options.rangeBytes = 200_000
        options.resumes = resumes
        var results = service.download(["big"], from: "c", options: options).makeAsyncIterator()
        return try #require(try await results.next())
    }

    private static func isRange(_ request: Request) -> Bool {
        request.method == .get && request.headers["Range"] != nil
    }

    @Test(arguments: Form.allCases)
    func `puts an object together from ranges`(form: Form) async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService { service in
            try await store(form, in: service)
            server.forgetRequests()
            let result = try await download(to: directory.path + "/f", of: service)
            #expect(result.failure == nil)
            #expect(result.lengthBytes == UInt64(Self.length))
            #expect(read(directory.path + "/f") == Self.text)
            #expect(try names(in: directory.path) == ["f"])
            let requests = server.requests.filter { $0 == "GET /v1/AUTH_test/c/big" }
            #expect(requests.count == (form == .plain ? 10 : 7))
        }
    }

    @Test(arguments: Form.allCases, [false, true])
    func `refuses bytes that are not the object's`(form: Form, resumes: Bool) async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService { service in
            try await store(form, in: service)
            server.change { request, response in
                guard Self.isRange(request), let range = request.headers["Range"],
                    range.hasPrefix("bytes=600000-")
                else { return }
                let length = response.reader.lengthBytes ?? 0
                response = Response(
                    response.status, headers: response.headers,
                    body: .bytes(Bytes(String(repeating: "x", count: Int(length)))))
            }
            let result = try await download(
                to: directory.path + "/f", of: service, resumes: resumes)
            let failure = try #require(result.failure)
            #expect("\(failure)".contains("md5sum != etag"))
            #expect(try names(in: directory.path) == [])
        }
    }

    @Test(arguments: Form.allCases)
    func `goes on where it ended, and asks for nothing twice`(form: Form) async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService({ $0.connection.retries.retries = 0 }) { service in
            try await store(form, in: service)
            server.spoil { request in
                guard Self.isRange(request), let range = request.headers["Range"] else {
                    return nil
                }
                return range.hasPrefix("bytes=1200000-") ? Response(.serviceUnavailable) : nil
            }
            let first = try await download(to: directory.path + "/f", of: service, resumes: true)
            #expect(first.failure != nil)
            #expect(try names(in: directory.path) == [".f.apus-journal", ".f.apus-part"])

            let asked = Mutex<[String]>([])
            server.spoil { request in
                if Self.isRange(request), let range = request.headers["Range"] {
                    asked.withLock { $0.append(range) }
                }
                return nil
            }
            let second = try await download(to: directory.path + "/f", of: service, resumes: true)
            #expect(second.failure == nil)
            #expect(read(directory.path + "/f") == Self.text)
            #expect(try names(in: directory.path) == ["f"])
            let ranges = asked.withLock { $0 }
            #expect(ranges.contains { $0.hasPrefix("bytes=1200000-") })
            #expect(ranges.count < (form == .plain ? 9 : 6))
            #expect(second.lengthBytes < UInt64(Self.length))
        }
    }

    @Test(arguments: Form.allCases)
    func `trusts nothing that is left`(form: Form) async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService({ $0.connection.retries.retries = 0 }) { service in
            try await store(form, in: service)
            server.spoil { request in
                let range = request.headers["Range"] ?? ""
                return range.hasPrefix("bytes=1200000-") ? Response(.serviceUnavailable) : nil
            }
            _ = try await download(to: directory.path + "/f", of: service, resumes: true)
            // The journal says that the first range is there; it is, but not as it came.
            let partial = directory.path + "/.f.apus-part"
            let file = try FileCalls.open(partial, flags: openForWriting)
            try FileCalls.writeAll(file, Bytes("spoiled"), at: 1_000)
            FileCalls.close(file)
            server.spoil { _ in nil }
            let second = try await download(to: directory.path + "/f", of: service, resumes: true)
            #expect(second.failure == nil)
            #expect(read(directory.path + "/f") == Self.text)
            #expect(try names(in: directory.path) == ["f"])
        }
    }

    @Test func `begins anew when the object is another one`() async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService({ $0.connection.retries.retries = 0 }) { service in
            try await store(.plain, in: service)
            server.spoil { request in
                let range = request.headers["Range"] ?? ""
                return range.hasPrefix("bytes=1200000-") ? Response(.serviceUnavailable) : nil
            }
            _ = try await download(to: directory.path + "/f", of: service, resumes: true)
            server.spoil { _ in nil }
            let other = String(Self.text.reversed())
            try await store(.plain, other, in: service)
            let second = try await download(to: directory.path + "/f", of: service, resumes: true)
            #expect(second.failure == nil)
            #expect(second.lengthBytes == UInt64(Self.length))
            #expect(read(directory.path + "/f") == other)
        }
    }

    @Test func `goes on in the middle of a range whose body broke`() async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService { service in
            try await store(.plain, in: service)
            let broken = Atomic(0)
            server.change { request, response in
                guard Self.isRange(request), request.headers["Range"] == "bytes=400000-599999",
                    broken.add(1, ordering: .relaxed).newValue == 1
                else { return }
                let body = response.reader
                let sent = Atomic(false)
                response = Response(
                    response.status, headers: response.headers,
                    body: .stream(
                        BodyReader(lengthBytes: body.lengthBytes) {
                            guard !sent.exchange(true, ordering: .relaxed) else {
                                throw BodyError.truncated
                            }
                            return try await body.next().map { .bytes($0[0..<100]) }
                        }))
            }
            let result = try await download(to: directory.path + "/f", of: service)
            #expect(result.failure == nil)
            #expect(broken.load(ordering: .relaxed) == 1)
            #expect(read(directory.path + "/f") == Self.text)
        }
    }

    @Test func `refuses an answer that is not the range asked for`() async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService { service in
            try await store(.plain, in: service)
            server.change { request, response in
                guard Self.isRange(request) else { return }
                response.headers["Content-Range"] = "bytes 0-199999/2000000"
            }
            let result = try await download(to: directory.path + "/f", of: service)
            #expect((result.failure as? ClientError)?.reason == .badResponse)
            #expect(try names(in: directory.path) == [])
        }
    }

    @Test func `keeps an older file until the new one is whole`() async throws {
        let directory = try TemporaryDirectory()
        let server = MemoryServer()
        try await server.withService({ $0.connection.retries.retries = 0 }) { service in
            try await store(.plain, in: service)
            try directory.write("old", to: "f")
            server.spoil { Self.isRange($0) ? Response(.serviceUnavailable) : nil }
            let result = try await download(to: directory.path + "/f", of: service)
            #expect(result.failure != nil)
            #expect(read(directory.path + "/f") == "old")
            #expect(try names(in: directory.path) == ["f"])
        }
    }
}
