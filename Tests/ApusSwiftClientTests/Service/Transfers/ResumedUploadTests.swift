// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Testing

@Suite struct ResumedUploadTests {
    private let text = String(repeating: "resumable ", count: 1000)

    private func upload(
        _ path: String, of service: SwiftService, form: UploadOptions.LargeObject
    ) async throws -> [UploadResult] {
        var options = UploadOptions()
        options.segmentSizeBytes = 1000
        options.resumes = true
        options.largeObject = form
        let item = try UploadItem(.path(path), objectName: "big")
        var results: [UploadResult] = []
        for try await result in service.upload([item], to: "c", options: options) {
            results.append(result)
        }
        return results
    }

    private func segments(_ results: [UploadResult]) -> [SegmentUpload] {
        results.compactMap { if case .segment(let segment) = $0 { segment } else { nil } }
    }

    @Test(arguments: [
        UploadOptions.LargeObject.staticManifest, UploadOptions.LargeObject.dynamicManifest,
    ])
    func `sends only the segments that are missing or wrong`(
        form: UploadOptions.LargeObject
    ) async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(text, to: "big")
        let server = MemoryServer()
        try await server.withService({ $0.connection.retries.retries = 0 }) { service in
            server.spoil { request in
                request.method == .put && request.target.hasSuffix("/00000007")
                    ? Response(.serviceUnavailable) : nil
            }
            let first = try await upload(path, of: service, form: form)
            #expect(first.contains { !$0.value.isSuccess })
            let stored = segments(first).filter(\.isSuccess)
            #expect(!stored.isEmpty)
            server.spoil { _ in nil }

            // One of those that are there is of the right size, and of other bytes.
            let spoiled = try #require(stored.first { $0.index != 7 })
            _ = try await service.connection.putObject(
                spoiled.segmentContainer, spoiled.segmentName,
                .text(String(repeating: "x", count: 1000)))

            let second = try await upload(path, of: service, form: form)
            #expect(!second.contains { !$0.value.isSuccess })
            let parts = segments(second)
            #expect(parts.count == 10)
            let sent = Set(parts.filter { !$0.isResumed }.map(\.index))
            #expect(sent.isSuperset(of: [7, spoiled.index]))
            #expect(sent == Set(0..<10).subtracting(stored.map(\.index)).union([spoiled.index]))
            let back = try await service.connection.getObject("c", "big")
            #expect(try await back.body.collect(limitBytes: 1 << 20).text == text)
        }
    }

    @Test func `begins anew for a file that was changed`() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(text, to: "big")
        let server = MemoryServer()
        try await server.withService { service in
            _ = try await upload(path, of: service, form: .staticManifest)
            try write(
                String(text.reversed()), to: "big", in: directory.path,
                modified: FileTime(seconds: 1_000_000))
            let second = try await upload(path, of: service, form: .staticManifest)
            #expect(segments(second).allSatisfy { !$0.isResumed })
            let back = try await service.connection.getObject("c", "big")
            #expect(
                try await back.body.collect(limitBytes: 1 << 20).text == String(text.reversed()))
        }
    }
}
