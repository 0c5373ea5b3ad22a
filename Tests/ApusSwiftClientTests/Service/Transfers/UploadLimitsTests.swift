// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(10))) struct UploadLimitsTests {
    /// A server that takes little: bodies of 100 bytes, ten segments of at least 20.
    private func smallServer(slo: Bool = true) -> MemoryServer {
        let server = MemoryServer()
        let limits =
            slo ? #", "slo": {"max_manifest_segments": 10, "min_segment_size": 20}"# : ""
        server.spoil { request in
            guard request.target == "/info" else { return nil }
            return Response(
                .ok, body: .bytes(Bytes(#"{"swift": {"max_file_size": 100}\#(limits)}"#)))
        }
        return server
    }

    private func upload(
        _ item: UploadItem, of service: SwiftService, segment: UInt64
    ) async throws -> (object: ObjectUpload?, segments: Int) {
        var options = UploadOptions()
        options.segmentSizeBytes = segment
        var found: (ObjectUpload?, Int) = (nil, 0)
        for try await result in service.upload([item], to: "c", options: options) {
            if case .object(let object) = result { found.0 = object }
            if case .segment = result { found.1 += 1 }
        }
        return found
    }

    @Test(arguments: [
        (50, 40, 2), (50, 10, 3), (500, 30, 10), (1000, 300, 10), (90, 200, 0),
    ])
    func `chooses the nearest segment size that the server takes`(
        size: Int, asked: Int, segments: Int
    ) async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: size), to: "f", in: directory)
            try await smallServer().withService { service in
                let item = try UploadItem(.path(directory + "/f"), objectName: "f")
                let found = try await upload(item, of: service, segment: UInt64(asked))
                #expect(found.object?.isSuccess == true, "\(String(describing: found.object))")
                #expect(found.segments == segments)
                let download = try await service.connection.getObject("c", "f")
                #expect(try await download.body.collect(limitBytes: 5000).count == size)
            }
        }
    }

    @Test func `says beforehand that a file is too large`() async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 1001), to: "f", in: directory)
            let server = smallServer()
            try await server.withService { service in
                let item = try UploadItem(.path(directory + "/f"), objectName: "f")
                let found = try await upload(item, of: service, segment: 50)
                let failure = try #require(found.object?.failure)
                #expect("\(failure)".contains("at most 10 segments of 100 bytes"))
                #expect(!server.requests.contains { $0.hasPrefix("PUT /v1/AUTH_test/c_segments/") })
            }
        }
    }

    @Test func `names alone list any number of segments`() async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 1001), to: "f", in: directory)
            try await smallServer(slo: false).withService { service in
                let item = try UploadItem(.path(directory + "/f"), objectName: "f")
                let found = try await upload(item, of: service, segment: 50)
                #expect(found.object?.isSuccess == true)
                #expect(found.segments == 21)
            }
        }
    }

    @Test func `a stream is ended where its manifest would be`() async throws {
        try await smallServer().withService { service in
            let rest = Countdown(1000)
            let reader = BodyReader(lengthBytes: nil) {
                rest.step() ? .bytes(Bytes("0123456789")) : nil
            }
            let item = try UploadItem(.stream(reader), objectName: "s")
            let found = try await upload(item, of: service, segment: 50)
            #expect("\(try #require(found.object?.failure))".contains("10 segments of 50 bytes"))
            let entries = try await service.connection.getContainer("c").entries
            #expect(entries.isEmpty)
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct UploadSourceTests {
    private struct PipeError: Error {}

    private static let old = FileTime(seconds: 1_000_000_000)

    private func upload(
        _ item: UploadItem, of service: SwiftService,
        _ change: (inout UploadOptions) -> Void = { _ in }
    ) async throws -> ObjectUpload {
        var options = UploadOptions()
        change(&options)
        var found: ObjectUpload?
        for try await result in service.upload([item], to: "c", options: options) {
            if case .object(let object) = result { found = object }
        }
        return try #require(found)
    }

    /// Content and time of change of every kind of source.
    @Test func `every source has its content and its time`() async throws {
        try await withTemporaryDirectory { directory in
            try write("0123456789", to: "f", in: directory, modified: Self.old)
            try FileCalls.makeDirectory(directory + "/d")
            let folder = try FileCalls.open(directory + "/d", flags: O_RDONLY)
            try FileCalls.setTimes(folder, Self.old)
            FileCalls.close(folder)
            let file = try FileCalls.open(directory + "/f", flags: O_RDONLY)
            // Read through once already, up to its middle.
            lseek(file, 5, SEEK_SET)
            let sources: [(UploadItem.Source, String, Bool)] = [
                (.path(directory + "/f"), "0123456789", false),
                (.path(directory + "/d"), "", false), (.descriptor(file), "56789", true),
                (.bytes(Bytes("abc")), "abc", true), (.bytes(Bytes()), "", true),
                (.stream(BodyReader(Bytes("str"))), "str", true), (.directoryMarker, "", true),
            ]
            try await MemoryServer().withService { service in
                let before = FileTime.now.seconds - 1
                for (position, (source, content, isNow)) in sources.enumerated() {
                    let item = try UploadItem(source, objectName: "o\(position)")
                    let result = try await upload(item, of: service)
                    #expect(result.isSuccess, "\(source) \(String(describing: result.failure))")
                    let download = try await service.connection.getObject("c", "o\(position)")
                    #expect(try await download.body.collect(limitBytes: 100).text == content)
                    let time = try #require(download.reply.headers["X-Object-Meta-Mtime"])
                    if isNow {
                        #expect(try #require(Double(time)) >= Double(before), "\(source)")
                    } else {
                        #expect(time == "1000000000.000000", "\(source)")
                    }
                }
            }
            FileCalls.close(file)
        }
    }

    @Test func `an open file may be closed by its owner, and goes in segments`() async throws {
        try await withTemporaryDirectory { directory in
            let text = String(repeating: "0123456789", count: 100)
            try write(text, to: "f", in: directory)
            let file = try FileCalls.open(directory + "/f", flags: O_RDONLY)
            let item = try UploadItem(.descriptor(file), objectName: "o")
            FileCalls.close(file)
            try await MemoryServer().withService { service in
                let result = try await upload(item, of: service) { $0.segmentSizeBytes = 300 }
                #expect(result.segments.count == 4)
                let download = try await service.connection.getObject("c", "o")
                #expect(try await download.body.collect(limitBytes: 5000).text == text)
                let missing = try UploadItem(.descriptor(-1), objectName: "o")
                #expect(try await upload(missing, of: service).isSuccess == false)
            }
        }
    }

    @Test func `an item's own options go before those of its call`() async throws {
        try await MemoryServer().withService { service in
            var own = UploadOptions()
            own.metadata = ["colour:blue"]
            let items = [
                try UploadItem(.bytes(Bytes("x")), objectName: "a", options: own),
                try UploadItem(.bytes(Bytes("x")), objectName: "b"),
            ]
            var all = UploadOptions()
            all.metadata = ["colour:red"]
            for try await result in service.upload(items, to: "c", options: all) {
                #expect(result.value.isSuccess)
            }
            for (name, colour) in [("a", "blue"), ("b", "red")] {
                let headers = try await service.connection.headObject("c", name).headers
                #expect(headers["X-Object-Meta-Colour"] == colour)
            }
        }
    }

    private struct Endless: AsyncSequence, Sendable {
        let made: Countdown

        func makeAsyncIterator() -> Iterator { Iterator(made: made) }

        struct Iterator: AsyncIteratorProtocol {
            let made: Countdown

            mutating func next() async throws -> UploadItem? {
                guard made.step() else { throw PipeError() }
                return try UploadItem(.bytes(Bytes("x")), objectName: "o")
            }
        }
    }

    @Test func `items are made when there is a task for them`() async throws {
        try await MemoryServer().withService {
            $0.objectUploadThreads = 2
        } _: { service in
            // What makes items would throw if it were asked for many more than are read.
            var count = 0
            for try await result in service.upload(from: Endless(made: Countdown(60)), to: "c") {
                #expect(result.value.isSuccess)
                count += 1
                if count == 10 { break }
            }
            await #expect(throws: PipeError.self) {
                for try await _ in service.upload(from: Endless(made: Countdown(5)), to: "c") {}
            }
        }
    }

    @Test func `still removes the segments of what it replaces`() async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 100), to: "big", in: directory)
            try await MemoryServer().withService { service in
                let big = try UploadItem(.path(directory + "/big"), objectName: "o")
                _ = try await upload(big, of: service) { $0.segmentSizeBytes = 30 }
                let small = try UploadItem(.bytes(Bytes("x")), objectName: "o")
                #expect(try await upload(small, of: service).isSuccess)
                let left = try await service.connection.getContainer("c_segments").entries
                #expect(left.isEmpty)
            }
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct ServiceListingTests {
    @Test func `asks for no page after one that is not full`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            for container in ["c", "d"] {
                _ = try await service.connection.putContainer(container)
                _ = try await service.connection.putObject(container, "o", .text("x"))
            }
            _ = try await service.capabilities()
            server.forgetRequests()
            for container in ["c", "d"] {
                for try await _ in service.list(container: container) {}
            }
            for try await _ in service.list() {}
            #expect(server.requests.count == 3)
        }
    }

    @Test(arguments: [404, 503])
    func `goes on to the empty page where the server tells no limit`(code: Int) async throws {
        let server = MemoryServer()
        server.spoil { $0.target == "/info" ? Response(Status(code)) : nil }
        try await server.withService { service in
            _ = try await service.connection.putContainer("c")
            _ = try await service.connection.putObject("c", "o", .text("x"))
            server.forgetRequests()
            for _ in 0..<2 { for try await _ in service.list(container: "c") {} }
            #expect(server.requests.count { $0.contains("/c?") } == 4)
            #expect(server.requests.count { $0 == "GET /info" } == 1)
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct ManifestRangeTests {
    /// An SLO whose manifest takes parts of a segment.
    @Test func `compares parts of segments with a file`() async throws {
        try await withTemporaryDirectory { directory in
            try await MemoryServer().withService { service in
                let connection = service.connection
                _ = try await connection.putContainer("c")
                _ = try await connection.putContainer("s")
                _ = try await connection.putObject("s", "one", .text("0123456789"))
                _ = try await connection.putObject("s", "two", .text("abcdef"))
                let manifest = """
                    [{"path": "/s/one", "range": "2-5"}, {"path": "/s/two"},
                    {"path": "/s/one", "range": "0-9"}]
                    """
                _ = try await connection.putObject(
                    "c", "o", .text(manifest), query: ["multipart-manifest": "put"])
                for (text, isSame) in [
                    ("2345abcdef0123456789", true), ("2346abcdef0123456789", false),
                    ("2345abcdef", false),
                ] {
                    try write(text, to: "o", in: directory)
                    var options = DownloadOptions()
                    options.outputDirectory = directory
                    options.skipsIdentical = true
                    for try await result in service.download(["o"], from: "c", options: options) {
                        #expect(result.isSuccess)
                        #expect(result.isSkipped == isSame, "\(text)")
                    }
                    #expect(read(directory + "/o") == "2345abcdef0123456789")
                }
            }
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct ProgressTests {
    @Test func `snapshots end with the service, and the last one has everything`() async throws {
        let server = MemoryServer()
        var watcher: Task<[TransferProgress.Snapshot], Never>?
        try await server.withService { service in
            let snapshots = service.progress.snapshots(
                every: .milliseconds(1), clock: ImpatientClock())
            watcher = Task {
                var seen: [TransferProgress.Snapshot] = []
                for await snapshot in snapshots {
                    if seen.last != snapshot { seen.append(snapshot) }
                    await Task.yield()
                }
                return seen
            }
            let items = try (0..<10).map {
                try UploadItem(.bytes(Bytes("0123456789")), objectName: "o\($0)")
            }
            for try await _ in service.upload(items, to: "c") {}
        }
        let seen = await watcher?.value ?? []
        #expect(seen.last?.isFinished == true)
        #expect(seen.last?.bytesDone == 100)
        #expect(seen.last?.itemsDone == 10)
        #expect(seen.dropLast().allSatisfy { !$0.isFinished })
    }
}
