// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBackendConformance
import ApusEncryptedBackend
import ApusStorage
import ApusTestSupport
import Testing

@Suite struct EncryptedBackendConformanceTests {
    @Test(arguments: BackendConformance.checks, Engine.allCases)
    func `conforms, encrypting`(_ check: ConformanceCheck, _ engine: Engine) async throws {
        try await run(check, engine, try .of([(nil, 1)]))
    }

    @Test(arguments: BackendConformance.checks)
    func `conforms without keys`(_ check: ConformanceCheck) async throws {
        try await run(check, .memory, Keyring())
    }

    private func run(
        _ check: ConformanceCheck, _ engine: Engine, _ keys: Keyring
    ) async throws {
        let directory = try TemporaryDirectory()
        let open = { @Sendable () async throws -> any Backend in
            try await engine.open(directory.path).encrypted(with: keys)
        }
        let subject =
            engine == .memory
            ? ConformanceSubject(objectCount: 200, make: open)
            : ConformanceSubject(
                objectCount: 200, reopen: { _ in try await open() }, make: open)
        try await check.run(on: subject)
    }
}
