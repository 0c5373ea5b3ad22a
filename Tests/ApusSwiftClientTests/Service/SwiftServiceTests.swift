// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftClient
import Synchronization
import Testing

/// Answers true so many times.
final class Countdown: Sendable {
    private let rest: Mutex<Int>

    init(_ count: Int) {
        rest = Mutex(count)
    }

    func step() -> Bool {
        rest.withLock { rest in
            rest -= 1
            return rest >= 0
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct SwiftServiceTests {
    private func fill(_ service: SwiftService, _ count: Int) async throws {
        _ = try await service.connection.putContainer("c")
        for number in 0..<count {
            _ = try await service.connection.putObject("c", "o\(number)", .text("x"))
        }
    }

    @Test func `says that a container is missing`() async throws {
        try await MemoryServer().withService { service in
            let error = await #expect(throws: ServiceError.self) {
                try await service.stat(container: "nope")
            }
            #expect(error?.message == "Container 'nope' not found")
            #expect(error?.transactionID != nil)
        }
    }

    @Test func `tells about many objects, missing ones included`() async throws {
        try await MemoryServer().withService { service in
            try await fill(service, 3)
            var found: [String: Bool] = [:]
            for try await result in service.stat(container: "c", objects: ["o0", "o2", "no"]) {
                found[result.object ?? ""] = result.isSuccess
            }
            #expect(found == ["o0": true, "o2": true, "no": false])
        }
    }

    @Test func `makes a container that is posted to`() async throws {
        try await MemoryServer().withService { service in
            var options = PostOptions()
            options.metadata = ["colour:Blue"]
            options.readACL = ".r:*"
            _ = try await service.post(container: "new", options: options)
            let stat = try await service.stat(container: "new")
            let labels = Dictionary(
                stat.items().map { ($0.label, $0.value) }, uniquingKeysWith: { $1 })
            #expect(labels["Meta Colour"] == "Blue")
            #expect(labels["Read ACL"] == ".r:*")
        }
    }

    @Test func `refuses metadata without a colon`() async throws {
        try await MemoryServer().withService { service in
            var options = PostOptions()
            options.metadata = ["nocolon"]
            let chosen = options
            let error = await #expect(throws: ServiceError.self) {
                try await service.post(container: "c", options: chosen)
            }
            #expect(error?.message.hasPrefix("Metadata parameter nocolon must") == true)
        }
    }

    @Test func `copies into a container that it makes`() async throws {
        try await MemoryServer().withService { service in
            try await fill(service, 2)
            var options = CopyOptions()
            options.destination = "/other"
            var lines: [String] = []
            for try await result in service.copy(["o0", "o1"], from: "c", options: options) {
                #expect(result.value.isSuccess)
                lines.append(result.value.action)
            }
            #expect(lines == ["create_container", "copy_object", "copy_object"])
            _ = try await service.connection.headObject("other", "o1")
        }
    }

    @Test(arguments: [
        ("x", "destination must be in format /cont[/obj]"),
        ("/", "destination can not end in a slash"),
        ("/x/", "Combination of multiple objects and destination including object is invalid"),
        ("/x/y", "Combination of multiple objects and destination including object is invalid"),
    ])
    func `refuses a destination that cannot be`(text: String, message: String) async throws {
        try await MemoryServer().withService { service in
            var options = CopyOptions()
            options.destination = text
            let chosen = options
            let error = await #expect(throws: ServiceError.self) {
                for try await _ in service.copy(["a", "b"], from: "c", options: chosen) {}
            }
            #expect(error?.message == message)
        }
    }

    @Test func `deletes a container with all that is in it`() async throws {
        try await MemoryServer().withService { service in
            try await fill(service, 30)
            var kinds: [String: Int] = [:]
            for try await result in service.delete(container: "c") {
                #expect(result.value.isSuccess)
                kinds[result.value.action, default: 0] += 1
            }
            #expect(kinds["delete_container"] == 1)
            await #expect(throws: ServiceError.self) { try await service.stat(container: "c") }
        }
    }

    @Test func `keeps the container when a prefix is deleted`() async throws {
        try await MemoryServer().withService { service in
            try await fill(service, 12)
            var options = DeleteOptions()
            options.prefix = "o1"
            for try await result in service.delete(container: "c", options: options) {
                #expect(result.value.isSuccess)
            }
            let stat = try await service.stat(container: "c")
            #expect(stat.reply?.headers["X-Container-Object-Count"] == "9")
        }
    }

    @Test func `reports each object that cannot be deleted`() async throws {
        try await MemoryServer().withService { service in
            try await fill(service, 1)
            var failed: [String] = []
            for try await result in service.delete(["o0", "nope"], in: "c") {
                if case .one(let deletion) = result, !deletion.isSuccess {
                    failed.append(deletion.object ?? "")
                }
            }
            #expect(failed == ["nope"])
        }
    }

    @Test func `asks for one token however many calls begin at once`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            let items = try (0..<20).map {
                try UploadItem(.bytes(Bytes("x")), objectName: "o\($0)")
            }
            for try await result in service.upload(items, to: "c") {
                #expect(result.value.isSuccess)
            }
            #expect(server.requests.count { $0.contains("/auth/v1.0") } == 1)
        }
    }

    @Test func `ends though a listing was left early`() async throws {
        try await MemoryServer().withService { service in
            try await fill(service, 5)
            for _ in 0..<3 {
                for try await _ in service.list(container: "c") { break }
            }
        }
    }

    @Test func `ends though a server repeats the same page for ever`() async throws {
        let server = MemoryServer()
        server.spoil { request in
            // Nor does it tell how long a page may be.
            if request.target == "/info" { return Response(.notFound) }
            guard request.method == .get, request.target.contains("format=json") else {
                return nil
            }
            return Response(.ok, body: .bytes(Bytes(#"[{"name": "again", "bytes": 1}]"#)))
        }
        try await server.withService { service in
            for container in [nil, "c"] {
                var pages = 0
                for try await _ in service.list(container: container) { pages += 1 }
                #expect(pages == 2)
            }
        }
    }

    @Test func `starts nothing before it is asked for a result`() async throws {
        let server = MemoryServer()
        try await server.withService { service in
            let results = service.delete(["a"], in: "c")
            #expect(server.requests.isEmpty)
            for try await _ in results {}
            #expect(!server.requests.isEmpty)
        }
    }

    @Test func `runs no further ahead than its reader needs`() async throws {
        let server = MemoryServer()
        try await server.withService {
            $0.objectDownloadThreads = 2
        } _: { service in
            var results = service.stat(
                container: "c", objects: (0..<500).map { "o\($0)" }
            ).makeAsyncIterator()
            _ = try await results.next()
            // What waits for the reader, what is under way, and the one that was read.
            #expect(server.requests.count < 32 + 2 + 2 + 10)
        }
    }

    @Test func `stops its work when the task that reads is cancelled`() async throws {
        try await MemoryServer().withService { service in
            try await fill(service, 3)
            let reader = Task {
                for try await _ in service.stat(
                    container: "c", objects: (0..<100_000).map { "o\($0)" })
                {}
            }
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
        }
    }
}
