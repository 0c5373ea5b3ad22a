// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBackendConformance
import ApusFileBackend
import ApusMemoryBackend
import ApusPackedBackend
import ApusStorage
import ApusTestSupport
import Testing

/// What caches are tried.
enum CacheEngine: String, CaseIterable, Sendable, CustomStringConvertible {
    case memory
    case file
    case packed

    var description: String { rawValue }

    /// Opens an archive in a directory; what the last one has left there is there again, but for
    /// what was in memory.
    func open(
        _ directory: String, _ options: ArchiveOptions
    ) async throws -> any Staging & Auditable & Reclaiming & MaintenanceStatistics {
        switch self {
        case .memory:
            try await ArchiveBackend.open(MemoryBackend(), in: directory, options: options)
        case .file:
            try await ArchiveBackend.open(
                try await FileBackend.open(directory + "/cache"), in: directory, options: options)
        case .packed:
            try await ArchiveBackend.open(
                try await PackedBackend.open(directory + "/cache"), in: directory,
                options: options)
        }
    }
}

@Suite struct ArchiveBackendConformanceTests {
    /// While volumes are written as fast as bodies come.
    @Test(arguments: BackendConformance.checks, CacheEngine.allCases)
    func `conforms`(_ check: ConformanceCheck, _ engine: CacheEngine) async throws {
        let directory = try TemporaryDirectory()
        let open = { @Sendable () async throws -> any Backend in
            try await engine.open(
                directory.path,
                ArchiveOptions(cacheBytes: 1 << 30, volumeBytes: 4 << 20, delay: .zero))
        }
        let subject =
            engine == .memory
            ? ConformanceSubject(objectCount: 200, make: open)
            : ConformanceSubject(objectCount: 200, reopen: { _ in try await open() }, make: open)
        await #expect(throws: Never.self) { try await check.run(on: subject) }
    }
}
