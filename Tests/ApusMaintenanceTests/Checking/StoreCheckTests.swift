// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@testable import ApusMaintenance

@Suite struct StoreCheckTests {
    private func check(
        _ fixture: StoreFixture, repairs: Bool = false
    ) async throws -> StoreCheck.Report {
        var options = StoreCheck.Options()
        options.repairs = repairs
        let check = StoreCheck(try #require(fixture.auditable), options) {
            fixture.store.clock.now()
        }
        return try await check.run()
    }

    @Test(arguments: StoreFixture.Engine.allCases)
    func `looks at versions in their hidden container`(
        engine: StoreFixture.Engine
    ) async throws {
        try await withStore(engine) { fixture in
            let ids = try await fixture.putVersions(of: "o")
            let clean = try await check(fixture)
            #expect(clean.findings == [])
            // Two versions and the marker of the deletion.
            #expect(clean.objects == 3)
            // The account, the container, and the one of its versions.
            #expect(clean.indexes == 3)

            // A row that says something else of its bytes.
            let hidden = ContainerAddress(
                fixture.account, try ContainerName("\0versions\0c"))
            let broker = fixture.backend.container(hidden)
            var query = ListingQuery()
            query.showsReserved = true
            for entry in try await broker.list(query).entries {
                let key = ObjectKey(try ObjectName(entry.name))
                var row = try await broker.row(key)
                guard try await row.etag == fixture.etag(of: "o", ids[0]) else { continue }
                row.etag = "0123456789abcdef0123456789abcdef"
                _ = try await broker.commit([ObjectChange(key, .amend(row))])
            }
            let found = try await check(fixture)
            #expect(found.findings.map(\.kind) == ["object"])
            #expect(found.findings.first?.address.contains("versions") == true)
            #expect(found.findings.first?.repair == nil)
            let repaired = try await check(fixture, repairs: true)
            #expect(repaired.findings.map(\.repair) == ["set aside"])

            #expect(try await check(fixture).findings == [])
            #expect(try await fixture.text("o", ids[1], in: fixture.store) == "second")
            let error = await #expect(throws: StoreError.self) {
                _ = try await fixture.text("o", ids[0], in: fixture.store)
            }
            guard case .notFound = error else {
                Issue.record("the version answers \(String(describing: error))")
                return
            }
        }
    }
}
