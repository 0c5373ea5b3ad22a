// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Testing

/// What transfers of many small objects ask the server, and what they need not ask.
@Suite(.timeLimit(.minutes(10))) struct RequestCountTests {
    private func upload(
        _ directory: String, of service: SwiftService, _ options: UploadOptions = UploadOptions()
    ) async throws {
        let tree = try UploadItem(.tree(directory), objectName: "t")
        for try await result in service.upload([tree], to: "c", options: options) {
            #expect(result.value.isSuccess, "\(result)")
        }
    }

    private func count(_ method: String, in server: MemoryServer) -> Int {
        server.requests.count { $0.hasPrefix(method + " ") && $0.contains("/c/") }
    }

    @Test func `what is new in a container is not looked at first`() async throws {
        try await withTemporaryDirectory { directory in
            for number in 0..<60 { try write("\(number)", to: "new/\(number)", in: directory) }
            let server = MemoryServer()
            try await server.withService { service in
                _ = try await service.connection.putContainer("c")
                try await upload(directory + "/new", of: service)
            }
            #expect(count("HEAD", in: server) == 0)
            #expect(count("PUT", in: server) == 60)
        }
    }

    @Test func `what is there is looked at, and its segments go`() async throws {
        try await withTemporaryDirectory { directory in
            for number in 0..<60 { try write("\(number)", to: "tree/\(number)", in: directory) }
            try write(String(repeating: "x", count: 100), to: "tree/large", in: directory)
            let server = MemoryServer()
            try await server.withService {
                $0.objectUploadThreads = 1
            } _: { service in
                var options = UploadOptions()
                options.segmentSizeBytes = 50
                try await upload(directory + "/tree", of: service, options)
                #expect(try await service.connection.getContainer("c_segments").entries.count == 2)
                try write("small", to: "tree/large", in: directory)
                server.forgetRequests()
                try await upload(directory + "/tree", of: service)
                #expect(try await service.connection.getContainer("c_segments").entries.isEmpty)
                let large = try await service.connection.getObject("c", "t/large")
                #expect(try await large.body.collect(limitBytes: 100).text == "small")
            }
            // The first guess was wrong and there was no second one.
            #expect(count("HEAD", in: server) == 61)
            #expect(count("PUT", in: server) == 62)
        }
    }

    @Test func `a server that says no version is always asked first`() async throws {
        try await withTemporaryDirectory { directory in
            try write("1", to: "new/1", in: directory)
            let server = MemoryServer()
            server.spoil { request in
                request.target == "/info"
                    ? Response(.ok, body: .bytes(Bytes("{\"swift\": {}}"))) : nil
            }
            try await server.withService { service in
                _ = try await service.connection.putContainer("c")
                try await upload(directory + "/new", of: service)
            }
            #expect(count("HEAD", in: server) == 1)
        }
    }

    @Test func `only what may be a manifest is looked at before it is deleted`() async throws {
        try await withTemporaryDirectory { directory in
            for number in 0..<60 { try write("\(number)", to: "tree/\(number)", in: directory) }
            try write(String(repeating: "x", count: 100), to: "tree/static", in: directory)
            let server = MemoryServer()
            try await server.withService { service in
                var options = UploadOptions()
                options.segmentSizeBytes = 50
                try await upload(directory + "/tree", of: service, options)
                let connection = service.connection
                _ = try await connection.putObject("c_segments", "d/1", .text("d"))
                _ = try await connection.putObject(
                    "c", "dynamic", .empty, headers: ["X-Object-Manifest": "c_segments/d/"])
                server.forgetRequests()
                for try await result in service.delete(container: "c") {
                    #expect(result.value.isSuccess, "\(result)")
                }
                #expect(try await connection.getContainer("c_segments").entries.isEmpty)
            }
            // Both manifests, once to find out what they are and once to delete them.
            #expect(count("HEAD", in: server) <= 4)
        }
    }
}
