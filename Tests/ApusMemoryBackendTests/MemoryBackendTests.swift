// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBackendConformance
import ApusMemoryBackend
import Testing

@Suite struct MemoryBackendTests {
    @Test(arguments: BackendConformance.checks)
    func `conforms`(_ check: ConformanceCheck) async throws {
        try await check.run(on: ConformanceSubject { MemoryBackend() })
    }
}
