// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

@testable import ApusPackedBackend

@Suite(.timeLimit(.minutes(10))) struct WriteFailureTests {
    /// Has the store behave as after a failed write.
    private func fail(_ backend: PackedBackend) throws {
        backend.store.turnReadOnly(
            try backend.store.readable(), StorageError(.unavailable, "a test's failure"), [])
    }

    @Test func `the index is opened again, and what was read goes on being read`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("before", in: backend)
        let old = try await backend.container(fixture.address).open(try fixture.key("before"))
        try fail(backend)
        #expect(try await fixture.isWhole("before", in: backend))
        // A write finds the index opened again, or has it opened.
        try await fixture.put("after", in: backend)
        #expect(try await old.read(0..<2_000).count == 1)
        #expect(try await fixture.names(in: backend) == ["after", "before"])
        #expect(backend.statistics.first { $0.name == "reopenings_total" }?.value == 1)
        await backend.shutdown()
        // This process holds the directory for as long as it lives; the next one is not kept out.
        let next = try fixture.killed()
        let again = try await next.open()
        #expect(try await next.names(in: again) == ["after", "before"])
        await again.shutdown()
    }

    @Test func `a device that fails again and again is given up, with a word on why`() async throws
    {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("before", in: backend)
        for _ in 0..<PackedStore.reopeningLimit {
            try fail(backend)
            try await backend.store.requireWriting()
        }
        try fail(backend)
        let error = await #expect(throws: StorageError.self) {
            try await fixture.put("after", in: backend)
        }
        #expect(error?.detail.contains("until the server is started again") == true)
        #expect(error?.detail.contains("a test's failure") == true)
        await #expect(throws: StorageError.self) { try await backend.checkHealth() }
        #expect(try await fixture.isWhole("before", in: backend))
        await backend.shutdown()
        let next = try fixture.killed()
        let again = try await next.open()
        #expect(try await next.isWhole("before", in: again))
        try await next.put("after", in: again)
        await again.shutdown()
    }
}
