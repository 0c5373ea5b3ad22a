// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Synchronization
import Testing

/// Cases of python-swiftclient's `test_service.py` about uploads.
@Suite(.timeLimit(.minutes(10))) struct ReferenceUploadTests {
    private func upload(
        _ item: UploadItem, to container: String = "c", of service: SwiftService,
        _ change: (inout UploadOptions) -> Void = { _ in }
    ) async throws -> ObjectUpload {
        var options = UploadOptions()
        change(&options)
        var found: ObjectUpload?
        for try await result in service.upload([item], to: container, options: options) {
            if case .object(let upload) = result { found = upload }
        }
        return try #require(found)
    }

    @Test(arguments: [
        ("./nowhere/o", "c", "nowhere/o"), (".\\nowhere-o", "c", "nowhere-o"),
        ("/nowhere/o", "c", "nowhere/o"), ("nowhere/o", "c", "nowhere/o"),
        ("/nowhere/o", "c/pseudo/dir", "pseudo/dir/nowhere/o"),
        ("nowhere/o", "c/pseudo/dir", "pseudo/dir/nowhere/o"),
    ])
    func `a path gives its object a name`(
        path: String, container: String, name: String
    ) async throws {
        try await MemoryServer().withService { service in
            // There is no such file: the name is made all the same.
            let result = try await upload(try UploadItem(.path(path)), to: container, of: service)
            #expect(result.object == name)
            #expect(result.path == path)
        }
    }

    @Test func `what has no path needs a name`() throws {
        for source in [
            UploadItem.Source.bytes(Bytes("x")), .directoryMarker, .descriptor(0),
            .stream(BodyReader(lengthBytes: 0) { nil }),
        ] {
            #expect(throws: ServiceError.self) { try UploadItem(source) }
            #expect(throws: ServiceError.self) { try UploadItem(source, objectName: "") }
        }
        #expect(throws: ServiceError.self) { try UploadItem(.path("f"), objectName: "") }
    }

    struct Marker: Sendable {
        let type: String?
        var body = ""
        var time = "1.234000"
        let isKept: Bool
    }

    @Test(arguments: [
        Marker(type: "application/directory", isKept: true),
        Marker(type: "application/directory; charset=x", isKept: true),
        Marker(type: "text/directory", isKept: true),
        Marker(type: "text/plain", isKept: false),
        Marker(type: "application/directory", body: "x", isKept: false),
        Marker(type: "application/directory", time: "2.000000", isKept: false),
        Marker(type: nil, isKept: false),
    ])
    func `a marker is left alone when it is what it should be`(old: Marker) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/d"
            try FileCalls.makeDirectory(path)
            let open = try FileCalls.open(path, flags: 0)
            try FileCalls.setTimes(open, FileTime(seconds: 1, nanoseconds: 234_000_000))
            FileCalls.close(open)
            let server = MemoryServer()
            try await server.withService { service in
                let connection = service.connection
                _ = try await connection.putContainer("c")
                if let type = old.type {
                    _ = try await connection.putObject(
                        "c", "m", .text(old.body), contentType: type,
                        headers: ["X-Object-Meta-Mtime": old.time])
                }
                server.forgetRequests()
                let result = try await upload(
                    try UploadItem(.path(path), objectName: "m"), of: service
                ) {
                    $0.changed = true
                    $0.leavesSegments = true
                }
                #expect(result.action == "create_dir_marker")
                #expect(result.isSuccess)
                #expect(result.headers["X-Object-Meta-Mtime"] == "1.234000")
                #expect(server.requests.contains("PUT /v1/AUTH_test/c/m") != old.isKept)
                let now = try await connection.headObject("c", "m").headers
                #expect(now["Content-Type"] == (old.isKept ? old.type : "application/directory"))
            }
        }
    }

    @Test(arguments: [
        UploadOptions.LargeObject.staticManifest, UploadOptions.LargeObject.dynamicManifest,
    ])
    func `a large object may have any name`(form: UploadOptions.LargeObject) async throws {
        try await withTemporaryDirectory { directory in
            let name = "テスト/dummy.dat"
            let text = String(repeating: "a", count: 30)
            try write(
                text, to: "f", in: directory,
                modified: FileTime(seconds: 1_600_000_000, nanoseconds: 5_000))
            let server = MemoryServer()
            let sent = Mutex<[String: String]>([:])
            server.spoil { request in
                if request.method == .put, let manifest = request.headers["X-Object-Manifest"] {
                    sent.withLock { $0["manifest"] = manifest }
                }
                return nil
            }
            try await server.withService { service in
                let result = try await upload(
                    try UploadItem(.path(directory + "/f"), objectName: name), of: service
                ) {
                    $0.segmentSizeBytes = 10
                    $0.largeObject = form
                }
                #expect(result.isSuccess)
                #expect(result.isLargeObject)
                let slo = form == .staticManifest ? "/slo" : ""
                let rows = try await service.connection.getContainer("c_segments").entries
                #expect(
                    rows.map(\.name)
                        == (0..<3).map { "\(name)\(slo)/1600000000.000005/30/10/0000000\($0)" })
                for case .object(let row) in rows {
                    #expect(row.contentType == "application/swiftclient-segment")
                }
                let whole = try await service.connection.getObject("c", name)
                #expect(try await whole.body.collect(limitBytes: 100).text == text)
                let manifest = sent.withLock { $0["manifest"] }
                #expect(
                    manifest
                        == (form == .staticManifest
                            ? nil
                            : "c_segments/%E3%83%86%E3%82%B9%E3%83%88/dummy.dat/"
                                + "1600000000.000005/30/10/"))
            }
        }
    }

    @Test(arguments: [true, false])
    func `a segment that does not arrive as it was sent makes no object`(
        verifies: Bool
    ) async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "a", count: 30), to: "f", in: directory)
            let server = MemoryServer()
            server.change { request, response in
                if request.method == .put, request.target.hasSuffix("/00000001") {
                    response.headers["ETag"] = "0123"
                }
            }
            try await server.withService { service in
                let result = try await upload(
                    try UploadItem(.path(directory + "/f"), objectName: "o"), of: service
                ) {
                    $0.segmentSizeBytes = 10
                    $0.largeObject = .dynamicManifest
                    $0.verifiesChecksum = verifies
                }
                #expect(result.isSuccess == !verifies)
                let names = try await service.connection.getContainer("c").entries.map(\.name)
                #expect(names == (verifies ? [] : ["o"]))
            }
        }
    }

    /// The segments belong to the object that the link leads to.
    @Test func `what replaces a symbolic link leaves the segments of its target`() async throws {
        try await MemoryServer().withService { service in
            let connection = service.connection
            for container in ["c", "s"] { _ = try await connection.putContainer(container) }
            _ = try await connection.putObject("s", "1", .text("x"))
            _ = try await connection.putObject(
                "s", "manifest", .text("[{\"path\": \"/s/1\"}]"),
                query: ["multipart-manifest": "put"])
            _ = try await connection.putObject(
                "c", "o", .empty, headers: ["X-Symlink-Target": "s/manifest"])
            let item = try UploadItem(.bytes(Bytes("new")), objectName: "o")
            #expect(try await upload(item, of: service).isSuccess)
            #expect(
                try await connection.getContainer("s").entries.map(\.name) == ["1", "manifest"])
            let object = try await connection.getObject("c", "o")
            #expect(try await object.body.collect(limitBytes: 10).text == "new")
        }
    }

    /// Streams of so many bytes in segments of 1024, and how many segments come of them: those
    /// that fit in one are objects without any, and none is empty.
    @Test(arguments: [(0, 0), (1023, 0), (1024, 1), (1025, 2), (2047, 2), (2048, 2), (2049, 3)])
    func `a stream is cut where segments are full`(count: Int, segments: Int) async throws {
        try await MemoryServer().withService { service in
            let bytes = Bytes([UInt8](repeating: 65, count: count))
            let rest = Countdown(1)
            let stream = BodyReader(lengthBytes: nil) { rest.step() ? .bytes(bytes) : nil }
            var sizes: [UInt64] = []
            var options = UploadOptions()
            options.segmentSizeBytes = 1024
            let item = try UploadItem(.stream(stream), objectName: "streamed")
            for try await result in service.upload([item], to: "c", options: options) {
                #expect(result.value.isSuccess)
                switch result {
                case .segment(let segment):
                    #expect(segment.segmentContainer == "c_segments")
                    #expect(segment.segmentName.hasPrefix("streamed/"))
                    sizes.append(segment.sizeBytes)
                case .object(let upload):
                    #expect(upload.path == nil)
                    #expect(upload.isLargeObject == (segments > 0))
                default: break
                }
            }
            #expect(sizes.count == segments)
            #expect(sizes.allSatisfy { $0 > 0 && $0 <= 1024 })
            let object = try await service.connection.getObject("c", "streamed")
            #expect(try await object.body.collect(limitBytes: 4096) == bytes)
        }
    }
}

/// Cases of `test_service.py` about files that are there already.
@Suite(.timeLimit(.minutes(10))) struct ReferenceIdenticalTests {
    enum Form: String, CaseIterable, Sendable {
        case plain, dynamic, nested
    }

    /// `c/o`: thirty times "a", as one object or as large ones are.
    private func make(_ form: Form, _ connection: Connection) async throws {
        let ten = String(repeating: "a", count: 10)
        for container in ["c", "s"] { _ = try await connection.putContainer(container) }
        for name in ["p/1", "p/2", "p/3"] {
            _ = try await connection.putObject("s", name, .text(ten))
        }
        switch form {
        case .plain: _ = try await connection.putObject("c", "o", .text(ten + ten + ten))
        case .dynamic:
            _ = try await connection.putObject(
                "c", "o", .empty, headers: ["X-Object-Manifest": "s/p"])
        case .nested:
            let manifest: Query = ["multipart-manifest": "put"]
            _ = try await connection.putObject(
                "s", "sub", .text("[{\"path\": \"/s/p/1\"}, {\"path\": \"/s/p/2\"}]"),
                query: manifest)
            _ = try await connection.putObject(
                "c", "o", .text("[{\"path\": \"/s/sub\"}, {\"path\": \"/s/p/3\"}]"),
                query: manifest)
        }
    }

    private static let files = [
        (String(repeating: "a", count: 30), true), (String(repeating: "a", count: 29), false),
        (String(repeating: "a", count: 30) + "b", false),
        (String(repeating: "a", count: 29) + "b", false),
    ]

    @Test(arguments: Form.allCases)
    func `a file is sent when it is not what is there`(form: Form) async throws {
        try await withTemporaryDirectory { directory in
            for (text, isSame) in Self.files {
                try write(text, to: "f", in: directory)
                try await MemoryServer().withService { service in
                    try await make(form, service.connection)
                    var options = UploadOptions()
                    options.skipsIdentical = true
                    options.segmentSizeBytes = form == .plain ? nil : 10
                    let item = try UploadItem(.path(directory + "/f"), objectName: "o")
                    for try await result in service.upload([item], to: "c", options: options) {
                        guard case .object(let upload) = result else { continue }
                        #expect(upload.isSuccess)
                        #expect(
                            upload.outcome == (isSame ? .skippedIdentical : .uploaded), "\(text)")
                    }
                    let object = try await service.connection.getObject("c", "o")
                    #expect(try await object.body.collect(limitBytes: 100).text == text)
                }
            }
        }
    }

    @Test(arguments: Form.allCases)
    func `an object is fetched when it is not what is there`(form: Form) async throws {
        try await withTemporaryDirectory { directory in
            try await MemoryServer().withService { service in
                try await make(form, service.connection)
                for (text, isSame) in Self.files {
                    try write(text, to: "f", in: directory)
                    var options = DownloadOptions()
                    options.skipsIdentical = true
                    options.outputFile = directory + "/f"
                    for try await result in service.download(["o"], from: "c", options: options) {
                        #expect(result.isSuccess)
                        #expect(result.isSkipped == isSame, "\(text)")
                    }
                    #expect(read(directory + "/f") == Self.files[0].0)
                }
            }
        }
    }
}
