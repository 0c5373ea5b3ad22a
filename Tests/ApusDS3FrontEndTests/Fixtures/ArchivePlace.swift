// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import ApusMemoryBackend
import ApusObjectStore
import ApusStorage
import ApusTestSupport
import Testing

/// Volumes in a directory of their own, behind a cache in memory.
struct ArchivePlace: Sendable {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A front-end whose buckets go there.
    func appliance(
        configure: (inout DS3FrontEndSettings) -> Void = { _ in }
    ) async throws -> TestAppliance {
        let options = ArchiveOptions(cacheBytes: 1 << 20, volumeBytes: 4 << 20, delay: .zero)
        let backend = try await ArchiveBackend.open(
            MemoryBackend(), in: directory.path, options: options)
        return try await TestAppliance(backend, configure: configure)
    }

    func shutDown(_ appliance: TestAppliance) async {
        for backend in appliance.store.policies.backends { await backend.shutdown() }
    }
}

extension TestAppliance {
    /// Waits until so many objects lie on a volume, which is written in the background.
    @discardableResult
    func waitForTape(ofObjects count: Int = 1) async throws -> DS3.Tape {
        for _ in 0..<20_000 {
            for tape in try await send(.get, "/_rest_/tape").list(DS3.Tape.self) {
                let blobs = try await send(
                    .get, "/_rest_/tape/\(tape.id)?operation=get_physical_placement")
                if Int(blobs.headers["Total-Result-Count"] ?? "") ?? 0 >= count {
                    return try await send(.get, "/_rest_/tape/\(tape.id)").document(DS3.Tape.self)
                }
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("nothing was written within 20 s")
        throw CancellationError()
    }
}
