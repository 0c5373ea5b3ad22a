// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBackendConformance
import ApusMemoryBackend
import ApusStorage
import Testing

@testable import MirrorBackend

@Suite struct MirrorBackendTests {
    @Test(arguments: BackendConformance.checks)
    func `conforms`(_ check: ConformanceCheck) async throws {
        try await check.run(
            on: ConformanceSubject(objectCount: 200) {
                MirrorBackend(MemoryBackend(), MemoryBackend())
            })
    }
}
