// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Synchronization
import Testing

/// Lets one request wait until others have been made.
final class Gate: Sendable {
    private struct State {
        var passed = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let count: Int
    private let state = Mutex(State())

    init(opensAfter count: Int) {
        self.count = count
    }

    func pass() {
        state.withLock { state in
            state.passed += 1
            guard state.passed >= count else { return nil as CheckedContinuation<Void, Never>? }
            return state.waiter.take()
        }?.resume()
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.passed >= count { return true }
                state.waiter = continuation
                return false
            }
            if isOpen { continuation.resume() }
        }
    }
}

/// What a call is told: order, its own options for one item, when to stop.
@Suite(.timeLimit(.minutes(10))) struct SwiftServiceCallTests {
    private static let names = (0..<5).map { "o\($0)" }

    private func fill(_ service: SwiftService) async throws {
        _ = try await service.connection.putContainer("c")
        for name in Self.names {
            _ = try await service.connection.putObject("c", name, .text("x"))
        }
    }

    /// The first object's last request is answered after those of all others.
    private func holdFirst(_ server: MemoryServer, _ method: Method) {
        let gate = Gate(opensAfter: Self.names.count - 1)
        server.delay { request in
            guard request.method == method else { return }
            if request.target.hasSuffix("/c/o0") {
                await gate.wait()
            } else if request.target.contains("/c/o") {
                gate.pass()
            }
        }
    }

    private func objects<R>(
        _ results: ServiceResults<R>, _ name: (R) -> String?
    ) async throws -> [String] {
        var names: [String] = []
        for try await result in results { if let name = name(result) { names.append(name) } }
        return names
    }

    @Test func `results come in the order asked for, if that is wanted`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            try await fill(service)
            let names = Self.names

            holdFirst(server, .head)
            #expect(
                try await objects(service.stat(container: "c", objects: names)) { $0.object }.last
                    == "o0")
            var stat = StatOptions()
            stat.isOrdered = true
            holdFirst(server, .head)
            #expect(
                try await objects(
                    service.stat(container: "c", objects: names, options: stat)
                ) { $0.object } == names)

            var post = PostOptions()
            post.isOrdered = true
            holdFirst(server, .post)
            #expect(
                try await objects(
                    service.post(container: "c", objects: names, options: post)
                ) { $0.object } == names)

            var copy = CopyOptions()
            copy.isOrdered = true
            holdFirst(server, .copy)
            #expect(
                try await objects(service.copy(names, from: "c", options: copy)) {
                    if case .object(let copied) = $0 { copied.object } else { nil }
                } == names)

            var upload = UploadOptions()
            upload.isOrdered = true
            let items = try names.map { try UploadItem(.bytes(Bytes("x")), objectName: $0) }
            holdFirst(server, .put)
            #expect(
                try await objects(service.upload(items, to: "c", options: upload)) {
                    if case .object(let uploaded) = $0 { uploaded.object } else { nil }
                } == names)

            var download = DownloadOptions()
            download.isOrdered = true
            download.discards = true
            holdFirst(server, .get)
            #expect(
                try await objects(
                    service.download(names, from: "c", options: download)
                ) { $0.object } == names)

            var delete = DeleteOptions()
            delete.isOrdered = true
            holdFirst(server, .delete)
            #expect(
                try await objects(service.delete(names, in: "c", options: delete)) {
                    if case .one(let deleted) = $0 { deleted.object } else { nil }
                } == names)
        }
    }

    @Test func `segments stay with their object in order`() async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 100), to: "big", in: directory)
            let server = MemoryServer()
            holdFirst(server, .put)
            try await server.withService { service in
                var options = UploadOptions()
                options.isOrdered = true
                options.segmentSizeBytes = 40
                let items = try Self.names.map {
                    try UploadItem(.path(directory + "/big"), objectName: $0)
                }
                var seen: [String] = []
                for try await result in service.upload(items, to: "c", options: options) {
                    switch result {
                    case .object(let object): seen.append(object.object)
                    case .segment(let segment): seen.append("segment of \(segment.object)")
                    default: break
                    }
                }
                #expect(
                    seen
                        == Self.names.flatMap {
                            Array(repeating: "segment of \($0)", count: 3) + [$0]
                        })
            }
        }
    }

    @Test func `other calls go on while the results of one are not read`() async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 4000), to: "big", in: directory)
            try await MemoryServer().withService {
                $0.objectUploadThreads = 1
                $0.objectDownloadThreads = 1
                $0.segmentThreads = 1
                $0.containerThreads = 1
            } _: { service in
                var options = UploadOptions()
                // More segments than results are kept for a reader.
                options.segmentSizeBytes = 40
                let items = try ["a", "b"].map {
                    try UploadItem(.path(directory + "/big"), objectName: $0)
                }
                var count = 0
                for try await result in service.upload(items, to: "c", options: options) {
                    guard case .segment = result else { continue }
                    count += 1
                    // Every pool is asked for a connection, in the middle of the other call.
                    _ = try await service.stat(container: "c")
                    if count == 1 {
                        let inner = try [UploadItem(.bytes(Bytes("x")), objectName: "inner")]
                        for try await result in service.upload(inner, to: "d") {
                            #expect(result.value.isSuccess)
                        }
                        for try await result in service.delete(["inner"], in: "d") {
                            #expect(result.value.isSuccess)
                        }
                    }
                }
                #expect(count == 200)
            }
        }
    }

    @Test func `an item's own options go before those of its call`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            try await fill(service)
            var all = PostOptions()
            all.metadata = ["colour:red", "size:1"]
            var own = PostOptions()
            own.metadata = ["colour:blue"]
            let posts = [ServiceItem("o0", options: own), ServiceItem<PostOptions>("o1")]
            for try await result in service.post(container: "c", items: posts, options: all) {
                #expect(result.isSuccess)
            }
            let first = try await service.connection.headObject("c", "o0").headers
            #expect(first["X-Object-Meta-Colour"] == "blue")
            #expect(first["X-Object-Meta-Size"] == "1")
            let second = try await service.connection.headObject("c", "o1").headers
            #expect(second["X-Object-Meta-Colour"] == "red")

            var target = CopyOptions()
            target.destination = "/left"
            var other = CopyOptions()
            other.destination = "/right/renamed"
            let copies = [
                ServiceItem<CopyOptions>("o0"), ServiceItem("o1", options: other),
                ServiceItem<CopyOptions>("o2"),
            ]
            var made: [String] = []
            for try await result in service.copy(items: copies, from: "c", options: target) {
                #expect(result.value.isSuccess)
                if case .container(let container) = result { made.append(container.container) }
            }
            #expect(made == ["left", "right"])
            _ = try await service.connection.headObject("right", "renamed")
            _ = try await service.connection.headObject("left", "o2")

            var leaving = DeleteOptions()
            leaving.leavesSegments = true
            server.forgetRequests()
            let deletions = [
                ServiceItem("o0", options: leaving), ServiceItem<DeleteOptions>("o1"),
            ]
            for try await result in service.delete(items: deletions, in: "c") {
                #expect(result.value.isSuccess)
            }
            #expect(server.requests.filter { $0.hasPrefix("HEAD") }.count == 1)
        }
    }

    @Test func `what a failed deletion has cancelled is reported as failed`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            try await fill(service)
            server.spoil {
                $0.method == .delete && $0.target.hasSuffix("o1") ? Response(.forbidden) : nil
            }
            var options = DeleteOptions()
            options.failsFast = true
            // One after the other, so that it is known what comes too late.
            options.isOrdered = true
            var kinds: [String] = []
            for name in [["o1"], ["o0", "o2"]] {
                for try await result in service.delete(name, in: "c", options: options) {
                    kinds.append(result.value.failure.map { FailureDocument($0).kind } ?? "done")
                }
            }
            #expect(kinds == ["status", "done", "done"])
            let many = ["o1"] + (10..<30).map { "o\($0)" }
            kinds = []
            options.headers = ["X-Any:thing"]  // not in bulk
            for try await result in service.delete(many, in: "c", options: options) {
                kinds.append(result.value.failure.map { FailureDocument($0).kind } ?? "done")
            }
            #expect(kinds.count == many.count)
            #expect(kinds.contains("cancelled"))
            #expect(!kinds.contains("done"))
        }
    }

    @Test(arguments: [true, false])
    func `segments of a failed upload go if that is wanted`(removes: Bool) async throws {
        try await withTemporaryDirectory { directory in
            try write(String(repeating: "x", count: 100), to: "big", in: directory)
            let server = MemoryServer()
            server.spoil { request in
                request.method == .put && request.target.hasSuffix("00000002")
                    ? Response(.forbidden) : nil
            }
            try await server.withService {
                $0.segmentThreads = 1
            } _: { service in
                var options = UploadOptions()
                options.segmentSizeBytes = 30
                options.removesSegmentsOnFailure = removes
                let item = try UploadItem(.path(directory + "/big"), objectName: "big")
                for try await _ in service.upload([item], to: "c", options: options) {}
                let left = try await service.connection.getContainer("c_segments").entries
                #expect(left.count == (removes ? 0 : 2))
            }
        }
    }

    @Test func `containers after a marker are downloaded`() async throws {
        try await MemoryServer().withService { service in
            for container in ["a", "b", "c"] {
                _ = try await service.connection.putContainer(container)
                _ = try await service.connection.putObject(container, "o", .text("x"))
            }
            var options = DownloadOptions()
            options.containerMarker = "a"
            options.discards = true
            var found: [String] = []
            for try await result in service.downloadEverything(options: options) {
                found.append(result.container)
            }
            #expect(found.sorted() == ["b", "c"])
        }
    }
}
