// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBackendConformance
import ApusFileBackend
import ApusStorage
import ApusTestSupport
import Testing

@Suite struct FileBackendConformanceTests {
    @Test(arguments: BackendConformance.checks, [true, false])
    func `conforms`(_ check: ConformanceCheck, verifiesReads: Bool) async throws {
        let directory = try TemporaryDirectory()
        let options = FileBackend.Options(verifiesReads: verifiesReads, openIndexLimit: 3)
        let open = { @Sendable () async throws -> any Backend in
            try await FileBackend.open(directory.path, options: options)
        }
        try await check.run(
            on: ConformanceSubject(objectCount: 300, reopen: { _ in try await open() }, make: open))
    }
}
