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

#if os(Linux)
    /// Whether this process may mount file systems.
    private let mayMount: Bool = {
        let path = "/tmp/apus-full-probe-\(getpid())"
        guard unsafe mkdir(path, 0o700) == 0 else { return false }
        defer { unsafe rmdir(path) }
        guard unsafe mount("tmpfs", path, "tmpfs", 0, nil) == 0 else { return false }
        return unsafe umount2(path, Int32(MNT_DETACH)) == 0
    }()
#endif

/// Files that cannot be sent or written.
///
/// Sound because strings given to system calls are lent for the length of the call.
@Suite(.timeLimit(.minutes(10))) struct BadFileTests {
    private func upload(
        _ items: [UploadItem], of service: SwiftService,
        _ change: (inout UploadOptions) -> Void = { _ in }
    ) async throws -> [String: FailureDocument?] {
        var options = UploadOptions()
        change(&options)
        var found: [String: FailureDocument?] = [:]
        for try await result in service.upload(items, to: "c", options: options) {
            guard case .object(let object) = result else { continue }
            found[object.object] = .some(object.failure.map { FailureDocument($0) })
        }
        return found
    }

    @Test func `what cannot be read is told, the rest is sent`() async throws {
        try await withTemporaryDirectory { directory in
            try write("1", to: "t/good", in: directory)
            try makeLink(to: "loop", at: directory + "/t/loop")
            try makeLink(to: "nowhere", at: directory + "/t/broken")
            #expect(unsafe mkfifo(directory + "/t/pipe", 0o600) == 0)
            // A name in Latin-1.
            let foreign: [CChar] = Array((directory + "/t/").utf8CString.dropLast()) + [-4, 0]
            let file = unsafe foreign.withUnsafeBufferPointer { name in
                unsafe name.baseAddress.map { unsafe creat($0, 0o600) } ?? -1
            }
            try #require(file >= 0)
            close(file)
            try await MemoryServer().withService { service in
                let item = try UploadItem(.tree(directory + "/t"), objectName: "t")
                let found = try await upload([item], of: service)
                #expect(found.count == 5)
                #expect(found["t/good"].map { $0 == nil } == true)
                for (name, part) in [
                    ("t/loop", "Too many levels"), ("t/broken", "No such file"),
                    ("t/pipe", "not found"), ("t/\u{FFFD}", "not UTF-8"),
                ] {
                    let failure = try #require(found[name] ?? nil, "\(name) \(found.keys)")
                    #expect(failure.kind == "file")
                    #expect(failure.message.contains(part), "\(failure.message)")
                }
            }
        }
    }

    @Test func `files that vanish on the way are told`() async throws {
        try await withTemporaryDirectory { directory in
            // More than are opened ahead.
            let files = (100..<200).map { "t/\($0)" }
            for file in files { try write("1", to: file, in: directory) }
            let server = MemoryServer()
            server.delay { request in
                guard request.target.contains("/c/t/") else { return }
                for file in files { try? FileCalls.remove("\(directory)/\(file)") }
            }
            try await server.withService {
                $0.objectUploadThreads = 1
            } _: { service in
                let item = try UploadItem(.tree(directory + "/t"), objectName: "t")
                let found = try await upload([item], of: service)
                let failures = found.values.compactMap { $0 }
                #expect(found.count == files.count)
                #expect((1..<files.count).contains(failures.count))
                #expect(
                    failures.allSatisfy { $0.message.contains("No such file or directory") })
            }
        }
    }

    @Test(arguments: [nil, 500_000] as [UInt64?])
    func `a file that shrinks while it is sent makes no object`(segment: UInt64?) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/f"
            try write(String(repeating: "x", count: 2_000_000), to: "f", in: directory)
            let server = MemoryServer()
            server.delay { request in
                if request.method == .put, request.target.contains("/f") {
                    _ = unsafe truncate(path, 700_000)
                }
            }
            try await server.withService {
                $0.segmentThreads = 1
            } _: { service in
                let item = try UploadItem(.path(path), objectName: "f")
                let found = try await upload([item], of: service) { $0.segmentSizeBytes = segment }
                let failure = try #require(found["f"] ?? nil)
                if segment == nil { #expect(failure.message.contains("changed while it was")) }
                let entries = try await service.connection.getContainer("c").entries
                #expect(entries.isEmpty)
            }
        }
    }

    /// P-9: reading a terabyte would outlast the time limit.
    @Test func `a file of another size is not read to be compared`() async throws {
        try await withTemporaryDirectory { directory in
            try write("", to: "o", in: directory)
            let path = directory + "/o"
            try #require(unsafe truncate(path, 1 << 40) == 0)
            try await MemoryServer().withService { service in
                _ = try await service.connection.putContainer("c")
                _ = try await service.connection.putObject("c", "o", .text("small"))
                var options = DownloadOptions()
                options.outputDirectory = directory
                options.skipsIdentical = true
                for try await result in service.download(["o"], from: "c", options: options) {
                    #expect(result.isSuccess)
                    #expect(!result.isSkipped)
                }
            }
            #expect(read(path) == "small")
        }
    }

    #if os(Linux)
        @Test(.enabled(if: mayMount, "mounting a tmpfs takes privileges"))
        func `a full disk keeps the old file and nothing else`() async throws {
            try await withTemporaryDirectory { directory in
                let disk = directory + "/disk"
                try FileCalls.makeDirectory(disk)
                try #require(
                    unsafe mount("tmpfs", disk, "tmpfs", 0, "size=1m") == 0)
                defer { unsafe umount2(disk, Int32(MNT_DETACH)) }
                try write("old", to: "o", in: disk)
                try await MemoryServer().withService { service in
                    _ = try await service.connection.putContainer("c")
                    for name in ["o", "new"] {
                        _ = try await service.connection.putObject(
                            "c", name, .text(String(repeating: "x", count: 2_000_000)))
                    }
                    for threshold in [nil, 1000] as [UInt64?] {
                        var options = DownloadOptions()
                        options.outputDirectory = disk
                        options.rangedFromBytes = threshold
                        for try await result in service.download(
                            container: "c", options: options)
                        {
                            let failure = FailureDocument(try #require(result.failure))
                            #expect(failure.message.contains("No space left on device"))
                        }
                        #expect(try names(in: disk) == ["o"])
                        #expect(read(disk + "/o") == "old")
                    }
                }
            }
        }
    #endif
}
