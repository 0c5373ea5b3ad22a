// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusMemoryBackend
import ApusStorage
import ApusTestSupport
import Testing

/// An archive whose cache has room for a thousand bytes.
func smallArchive(in directory: TemporaryDirectory) async throws -> any Staging {
    try await ArchiveBackend.open(
        MemoryBackend(), in: directory.path,
        options: ArchiveOptions(
            cacheBytes: 1000, volumeBytes: 1 << 20, delay: .zero, recalls: false,
            highWatermarkPercent: 100, lowWatermarkPercent: 90))
}

/// Asks again and again whether something that others do has come about.
func until(_ what: String, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<5000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("not within 10 s: \(what)")
    throw CancellationError()
}
