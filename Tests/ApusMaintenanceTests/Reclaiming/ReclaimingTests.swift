// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusMaintenance
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@Suite struct ReclaimingTests {
    @Test func `keeps tombstones until they are old`() async throws {
        try await withStore(.memory) { fixture in
            try await fixture.backend.account(fixture.account)
                .delete(at: fixture.store.clock.tick())
            fixture.advance(seconds: 100)
            func reclaim() async throws -> [String: UInt64] {
                try await fixture.runOnce {
                    Reclaimer(fixture.store, age: .seconds(150), clock: $0)
                }
            }
            #expect(try await reclaim() == [:])
            await #expect(throws: StoreError.self) {
                try await fixture.store.account(fixture.account, for: fixture.owner)
            }
            fixture.advance(seconds: 51)
            #expect(try await reclaim() == ["tombstones": 1])
            let view = try await fixture.store.account(fixture.account, for: fixture.owner)
            #expect(view.stat == nil, "as if it had never been")
        }
    }
}
