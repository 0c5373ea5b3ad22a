// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftClient
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct ResultDocumentTests {
    private static let common: Set<String> = [
        "action", "success", "container", "object", "attempts", "transaction_id",
        "response_dict", "error", "error_timestamp",
    ]

    /// What each action tells beside what all tell; python-swiftclient's names.
    private static let own: [String: Set<String>] = [
        "stat_account": ["items", "headers"], "stat_container": ["items", "headers"],
        "stat_object": ["items", "headers"], "post_account": ["headers"],
        "post_container": ["headers"], "post_object": ["headers"],
        "list_account_part": ["prefix", "marker", "listing"],
        "list_container_part": ["prefix", "marker", "version_marker", "listing"],
        "download_object": [
            "path", "pseudodir", "status", "start_time", "auth_end_time", "headers_receipt",
            "finish_time", "read_length",
        ],
        "create_container": ["headers"],
        "create_dir_marker": ["path", "status", "large_object", "headers", "segment_results"],
        "upload_object": ["path", "status", "large_object", "headers", "segment_results"],
        "upload_segment": [
            "for_container", "for_object", "segment_index", "segment_size", "segment_location",
            "segment_etag", "log_line", "resumed",
        ],
        "delete_object": ["dlo_segments_deleted"], "delete_segment": [],
        "delete_container": [], "bulk_delete": ["objects", "result"],
        "copy_object": ["destination", "headers", "fresh_metadata"],
        "capabilities": ["capabilities", "url", "timestamp"],
    ]

    /// Does everything a service can do, and lists the results.
    private func everything(
        _ service: SwiftService, _ directory: String
    ) async throws -> [any ServiceResult] {
        var found: [any ServiceResult] = [
            CapabilitiesResult(try await service.capabilities())
        ]
        try write(String(repeating: "0123456789", count: 10), to: "f", in: directory)
        let items = try [
            UploadItem(.path(directory + "/f"), objectName: "large"),
            UploadItem(.directoryMarker, objectName: "marker"),
        ]
        var upload = UploadOptions()
        upload.segmentSizeBytes = 40
        upload.largeObject = .dynamicManifest
        for try await result in service.upload(items, to: "c", options: upload) {
            found.append(result.value)
        }
        for try await result in service.copy(["marker"], from: "c") { found.append(result.value) }
        found.append(try await service.stat())
        found.append(try await service.stat(container: "c"))
        found.append(try await service.stat(container: "c", object: "large"))
        found.append(try await service.post())
        found.append(try await service.post(container: "c"))
        found.append(try await service.post(container: "c", object: "marker"))
        for try await page in service.list() { found.append(page) }
        for try await page in service.list(container: "c") { found.append(page) }
        var download = DownloadOptions()
        download.outputDirectory = directory + "/d"
        for try await result in service.download(container: "c", options: download) {
            found.append(result)
        }
        for try await result in service.delete(container: "c") { found.append(result.value) }
        _ = try await service.connection.putContainer("many")
        for number in 0..<5 {
            _ = try await service.connection.putObject("many", "o\(number)", .text("x"))
        }
        for try await result in service.delete(container: "many") { found.append(result.value) }
        return found
    }

    @Test func `every action has a document of one shape`() async throws {
        try await withTemporaryDirectory { directory in
            try await MemoryServer().withService {
                $0.objectDownloadThreads = 2
            } _: { service in
                let results = try await everything(service, directory)
                #expect(Set(results.map(\.action)) == Set(Self.own.keys))
                for result in results {
                    let document = try JSONValue(parsing: result.documentBytes)
                    let members = try #require(document.members)
                    let expected = Self.common.union(try #require(Self.own[result.action]))
                    #expect(Set(members.keys) == expected, "\(result.action)")
                    #expect(members["success"] == true, "\(document)")
                    #expect(members["error"] == .null)
                    #expect(members["transaction_id"]?.text?.hasPrefix("tx") == true, "\(document)")
                    let response = members["response_dict"]?.members ?? [:]
                    #expect(response["response_dicts"]?.elements?.count == result.attempts)
                }
            }
        }
    }

    @Test func `a failure tells the same, and why`() async throws {
        let server = MemoryServer()
        try await server.withService {
            $0.connection.retries.retries = 1
        } _: { service in
            let failures = Countdown(1)
            server.spoil {
                guard $0.target.contains("/c/o") else { return nil }
                return failures.step()
                    ? Response(Status(503))
                    : Response(
                        .forbidden, headers: ["X-Trans-Id": "tx9"], body: .bytes(Bytes("no")))
            }
            for try await result in service.delete(["o"], in: "c") {
                let members = try #require(result.value.document.members)
                #expect(members["success"] == false)
                #expect(members["attempts"] == 2)
                #expect(members["transaction_id"] == "tx9")
                #expect(members["object"] == "o")
                let error = try #require(members["error"]?.members)
                #expect(error["kind"] == "status")
                #expect(error["status"] == 403)
                #expect(error["body"] == "no")
                guard case .number(let time)? = members["error_timestamp"] else {
                    Issue.record("no time")
                    continue
                }
                #expect(time > 1_600_000_000)
                let tries = members["response_dict"]?.members?["response_dicts"]?.elements ?? []
                #expect(tries.map { $0.members?["status"] } == [503, 403])
            }
        }
    }

    @Test func `what fails before a request has no attempts and no transaction`() async throws {
        try await MemoryServer().withService { service in
            let item = try UploadItem(.path("/does/not/exist"))
            for try await result in service.upload([item], to: "c") {
                guard case .object(let upload) = result else { continue }
                let members = try #require(upload.document.members)
                #expect(members["attempts"] == 0)
                #expect(members["transaction_id"] == .null)
                #expect(members["response_dict"] == .null)
                #expect(members["status"] == "failed")
                #expect(members["error"]?.members?["kind"] == "file")
            }
        }
    }
}
