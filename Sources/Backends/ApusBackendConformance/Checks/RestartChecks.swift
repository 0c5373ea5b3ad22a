// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// What a back-end that keeps things has kept after it was shut down and opened again.
enum RestartChecks {
    static let all: [ConformanceCheck] = [
        afterRestart("keeps objects, listings, metadata and counters over a restart") { bench in
            try await bench.account.update(["a": "1"], at: moment(2))
            try await bench.container.update(["b": "2", "gone": "1"], at: moment(3))
            try await bench.container.update(["gone": nil], at: moment(5))
            try await bench.put("small", "text")
            let large = BodyChecks.pattern(700_000, seed: 1)
            let body = try await bench.stage(large)
            let row = ObjectRow.sample("", at: moment(2)).sized(700_000)
            try await bench.commit(ObjectChange(key("large"), .put(row, body)))
            try await bench.put("removed")
            try await bench.remove("removed")
            let version = ObjectKey(.checked("small"), in: .versions(moment(2)))
            try await bench.commit(try await bench.change(version, "old"))
            _ = try await bench.sibling("gold").create(
                ContainerRecord(createdAt: moment(4), policy: PolicyIndex(2)))
        } then: { bench in
            let account = try await bench.account.stat(.current)
            try expectEqual(account.metadata, ["a": "1"], "account metadata")
            try expectEqual(account.containerCount, 2, "containers")
            try expectEqual(
                account.totals, Totals(objectCount: 2, bytesUsed: 700_004), "account totals")
            try expectEqual(account.policies[PolicyIndex(2)]?.containerCount, 1, "policy")
            try await bench.container.update(["gone": "older"], at: moment(4))
            let stat = try await bench.container.stat(.current)
            try expectEqual(stat.metadata, ["b": "2"], "container metadata")
            try expectEqual(try await bench.names(), ["large", "small"], "listing")
            try expectEqual(try await bench.text("small"), "text", "small body")
            let version = ObjectKey(.checked("small"), in: .versions(moment(2)))
            try expectEqual(try await bench.text(version), "old", "version")
            let file = try await bench.container.open(key("large"))
            try expect(
                try await read(file) == BodyChecks.pattern(700_000, seed: 1), "large body")
            try await bench.expectCountersEqualListing()
            try await bench.put("new", "after")
            try expectEqual(try await bench.text("new"), "after", "a new object")
            try await bench.expectCountersEqualListing()
        },
        afterRestart("keeps deletions over a restart") { bench in
            _ = try await bench.sibling("gone").create(ContainerRecord(createdAt: moment(1)))
            try await bench.sibling("gone").delete(at: moment(2))
            let other = bench.backend.account(.checked("AUTH_gone"))
            _ = try await other.create(at: moment(1), metadata: [:])
            let container = bench.backend.container(.checked("AUTH_gone", "c"))
            _ = try await container.create(ContainerRecord(createdAt: moment(1)))
            _ = try await container.commit([try await bench.change(key("o"), "text")])
            try await other.delete(at: moment(3))
        } then: { bench in
            try await expectFailure(.notFound, "container") {
                _ = try await bench.sibling("gone").stat(.current)
            }
            let other = bench.backend.account(.checked("AUTH_gone"))
            try await expectFailure(.deleted, "account") { _ = try await other.stat(.current) }
            let container = bench.backend.container(.checked("AUTH_gone", "c"))
            try await expectFailure(.notFound, "its container") {
                _ = try await container.stat(.current)
            }
            try expectEqual(try await bench.account.stat(.current).containerCount, 1, "containers")
        },
    ]

    private static func afterRestart(
        _ name: String, _ before: @escaping @Sendable (Bench) async throws -> Void,
        then after: @escaping @Sendable (Bench) async throws -> Void
    ) -> ConformanceCheck {
        ConformanceCheck(name) { subject in
            guard let reopen = subject.reopen else { return }
            let first = try await subject.make()
            let bench = try await Bench(first, objectCount: subject.objectCount)
            try await before(bench)
            await first.shutdown()
            let second = try await reopen(first)
            try await after(bench.reopened(as: second))
            await second.shutdown()
        }
    }
}
