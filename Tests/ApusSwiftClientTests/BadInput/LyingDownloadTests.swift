// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Synchronization
import Testing

/// Downloads from servers that lie: what fails leaves no file, and says why.
@Suite(.timeLimit(.minutes(10))) struct LyingDownloadTests {
    /// MD5 of `hello`.
    private static let md5 = "5d41402abc4b2a76b9719d911017c592"

    private static let lies: [(String, String, String)] = [
        ("fewer bytes than announced", "200 OK\r\nContent-Length: 10\r\n\r\nhello", "transport"),
        (
            "an end within a chunk",
            "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhello", "transport"
        ),
        (
            "no last chunk",
            "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "transport"
        ),
        (
            "another ETag", "200 OK\r\nContent-Length: 5\r\nETag: \(md5)\r\n\r\nhallo", "service"
        ),
        ("no response", "", "transport"),
        ("no number for a status", "abc def\r\n\r\n", "transport"),
        ("a field without a colon", "200 OK\r\nnonsense\r\nContent-Length: 5\r\n\r\nhello", ""),
        ("a length that is none", "200 OK\r\nContent-Length: five\r\n\r\nhello", ""),
        ("two lengths", "200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", ""),
        (
            "a byte of zero in a field",
            "200 OK\r\nX-A: a\u{0}b\r\nContent-Length: 10\r\n\r\nhello", ""
        ),
        (
            "a redirect to itself", "302 Found\r\nLocation: /v1/A/c/o\r\nContent-Length: 0\r\n\r\n",
            "status"
        ),
        ("a redirect to nowhere", "301 Moved\r\nContent-Length: 0\r\n\r\n", "status"),
        (
            "a redirect to another protocol",
            "302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", "status"
        ),
    ]

    @Test(arguments: lies)
    func `leaves nothing of what cannot be believed`(
        what: String, answer: String, kind: String
    ) async throws {
        try await withTemporaryDirectory { directory in
            let requests = Atomic(0)
            try await withLyingServer { asked, peer in
                requests.add(1, ordering: .relaxed)
                guard !answer.isEmpty else { return false }
                try peer.send("HTTP/1.1 " + answer)
                return answer.hasPrefix("302")
            } _: { service in
                var options = DownloadOptions()
                options.outputDirectory = directory + "/d"
                for try await result in service.download(["o"], from: "c", options: options) {
                    let failure = try #require(result.failure, "\(what)")
                    let document = FailureDocument(failure)
                    if !kind.isEmpty { #expect(document.kind == kind, "\(what): \(failure)") }
                    #expect(!document.message.isEmpty)
                    #expect(!document.message.contains("\n"))
                }
            }
            #expect((try? names(in: directory + "/d")) ?? [] == [])
            #expect(requests.load(ordering: .relaxed) < 10)
        }
    }

    @Test func `header fields without end are refused`() async throws {
        try await withLyingServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\n")
            let field = "X-\(String(repeating: "a", count: 1000)): b\r\n"
            for _ in 0..<1_000_000 { try peer.send(field) }
            return false
        } _: { service in
            let error = await #expect(throws: ClientError.self) {
                try await service.connection.headObject("c", "o")
            }
            #expect(error?.reason == .transport)
        }
    }

    @Test func `a peer that stops is not waited for without end`() async throws {
        try await withTemporaryDirectory { directory in
            try await withLyingServer {
                $1.idleTimeout = .milliseconds(300)
            } answer: { _, peer in
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
                peer.waitForEnd()
                return false
            } _: { service in
                var options = DownloadOptions()
                options.outputDirectory = directory
                for try await result in service.download(["o"], from: "c", options: options) {
                    #expect(FailureDocument(try #require(result.failure)).kind == "transport")
                }
            }
            #expect(try names(in: directory) == [])
        }
    }

    @Test func `a token that expires half-way is replaced and the rest fetched`() async throws {
        try await withTemporaryDirectory { directory in
            let heads = Mutex<[String]>([])
            try await withLyingServer {
                options, _ in
                options.connection.retries.retries = 3
            } answer: { asked, peer in
                let range = asked.field("range")
                let token = asked.field("x-auth-token") ?? ""
                heads.withLock { $0.append("\(token) \(range ?? "all")") }
                if range == nil {
                    try peer.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \(Self.md5)\r\n\r\nhel")
                    return false
                }
                if token == "stale" {
                    try peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
                } else {
                    try peer.send(
                        "HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\nETag: \(Self.md5)\r\n"
                            + "Content-Range: bytes 3-4/5\r\n\r\nlo")
                }
                return true
            } _: { service in
                var options = DownloadOptions()
                options.outputDirectory = directory
                for try await result in service.download(["o"], from: "c", options: options) {
                    #expect(result.isSuccess, "\(String(describing: result.failure))")
                    #expect(result.attempts == 3)
                }
            }
            #expect(read(directory + "/o") == "hello")
            #expect(
                heads.withLock { $0 } == ["stale all", "stale bytes=3-", "fresh bytes=3-"])
        }
    }

    @Test func `a token that expires between segments is replaced`() async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 100), to: "big", in: directory)
            let log = Mutex<[String]>([])
            try await withLyingServer {
                options, _ in
                options.segmentThreads = 1
            } answer: { asked, peer in
                let length = asked.field("content-length").flatMap { Int($0) } ?? 0
                let body = try peer.read(length)
                let token = asked.field("x-auth-token") ?? ""
                let end = asked.target.suffix(8)
                log.withLock { $0.append("\(asked.method) \(end) \(token)") }
                guard asked.method == "PUT" else {
                    try peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                    return true
                }
                let isLate = end == "00000001" && token == "stale"
                let etag = Hexadecimal.encode(Digest.of(Bytes(body), .md5))
                try peer.send(
                    "HTTP/1.1 \(isLate ? "401 Unauthorized" : "201 Created")\r\n"
                        + "Content-Length: 0\r\nETag: \(etag)\r\n\r\n")
                return true
            } _: { service in
                var options = UploadOptions()
                options.segmentSizeBytes = 40
                options.largeObject = .staticManifest
                let item = try UploadItem(.path(directory + "/big"), objectName: "o")
                for try await result in service.upload([item], to: "c", options: options) {
                    #expect(result.value.isSuccess, "\(result)")
                }
            }
            let segments = log.withLock { $0 }.filter { $0.contains("0000000") }
            #expect(
                segments == [
                    "PUT 00000000 stale", "PUT 00000001 stale", "PUT 00000001 fresh",
                    "PUT 00000002 fresh",
                ])
        }
    }

    @Test func `a call that is left leaves nothing behind`() async throws {
        try await withTemporaryDirectory { directory in
            let half = String(repeating: "x", count: 500_000)
            let open = Atomic(0)
            try await withLyingServer { asked, peer in
                if asked.target.hasSuffix("/o0") {
                    try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
                    return true
                }
                // The others have begun, and will never end by themselves.
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + half)
                open.add(1, ordering: .relaxed)
                peer.waitForEnd()
                open.subtract(1, ordering: .relaxed)
                return false
            } _: { service in
                var options = DownloadOptions()
                options.outputDirectory = directory
                for try await _ in service.download(
                    (0..<5).map { "o\($0)" }, from: "c", options: options)
                {
                    // Until the others are on their way.
                    while open.load(ordering: .relaxed) < 4 { await Task.yield() }
                    break
                }
            }
            #expect(try names(in: directory) == ["o0"])
            while open.load(ordering: .relaxed) > 0 { await Task.yield() }
        }
    }

    @Test func `a full device keeps nothing`() async throws {
        // Writing to this device answers ENOSPC.
        guard (try? FileCalls.status("/dev/full")) != nil else { return }
        try await withLyingServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
            return true
        } _: { service in
            var options = DownloadOptions()
            options.outputFile = "/dev/full"
            for try await result in service.download(["o"], from: "c", options: options) {
                let failure = FailureDocument(try #require(result.failure))
                #expect(failure.message.contains("No space left on device"))
                #expect(failure.message.contains("/dev/full"))
            }
        }
    }
}

/// Listings and documents from servers that lie.
@Suite(.timeLimit(.minutes(10))) struct LyingListingTests {
    private static func page(_ peer: Conversation, _ json: String) throws {
        try peer.send(
            "HTTP/1.1 200 OK\r\nContent-Length: \(json.utf8.count)\r\n\r\n" + json)
    }

    @Test(arguments: [
        "[{\"name\": \"a\"", "{}", "[1]", "[{\"name\": 1}]", "<html>", "[{\"name\": \"\\ud800\"}]",
        "[{\"name\": \"a\", \"bytes\": -1}]", "[] []",
    ])
    func `says that an answer is no listing`(json: String) async throws {
        try await withLyingServer { _, peer in
            try Self.page(peer, json)
            return true
        } _: { service in
            let error = await #expect(throws: ClientError.self) {
                for try await _ in service.list(container: "c") {}
            }
            #expect(error?.reason == .badResponse)
        }
    }

    @Test func `a listing without end can be left`() async throws {
        let number = Atomic(0)
        try await withLyingServer { _, peer in
            let next = number.add(1, ordering: .relaxed).newValue
            try Self.page(peer, "[{\"name\": \"\(next)\", \"bytes\": 0}]")
            return true
        } _: { service in
            var pages = 0
            for try await _ in service.list(container: "c") {
                pages += 1
                if pages == 50 { break }
            }
        }
        // The service has ended although the listing has not; nor was it read far ahead.
        #expect(number.load(ordering: .relaxed) < 60)
    }

    @Test func `a document that does not end is refused`() async throws {
        try await withLyingServer {
            options, _ in
            options.connection.documentLimitBytes = 1_000_000
        } answer: { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "1000\r\n" + String(repeating: " ", count: 0x1000) + "\r\n"
            while true { try peer.send(chunk) }
        } _: { service in
            let error = await #expect(throws: ClientError.self) {
                for try await _ in service.list(container: "c") {}
            }
            #expect(error?.reason == .badResponse)
        }
    }
}
