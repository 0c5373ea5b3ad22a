// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBackendConformance
import ApusPackedBackend
import ApusStorage
import ApusTestSupport
import Testing

@Suite struct PackedBackendConformanceTests {
    @Test(arguments: BackendConformance.checks, [true, false])
    func `conforms`(_ check: ConformanceCheck, verifiesReads: Bool) async throws {
        let directory = try TemporaryDirectory()
        // Both ways of keeping a body are met at the sizes that the checks use.
        let options = PackedBackend.Options(
            verifiesReads: verifiesReads, smallBodyLimitBytes: verifiesReads ? 32 * 1024 : 50)
        let open = { @Sendable () async throws -> any Backend in
            try await PackedBackend.open(directory.path, options: options)
        }
        try await check.run(
            on: ConformanceSubject(objectCount: 300, reopen: { _ in try await open() }, make: open))
    }
}
