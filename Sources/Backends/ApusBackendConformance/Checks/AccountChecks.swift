// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// Accounts: life, metadata, containers listed, totals.
enum AccountChecks {
    static let all: [ConformanceCheck] = [
        ConformanceCheck("answers notFound for an account that never was") { subject in
            let backend = try await subject.make()
            let account = backend.account(.checked("AUTH_nobody"))
            try await expectFailure(.notFound, "stat") { _ = try await account.stat(.current) }
            try await expectFailure(.notFound, "list") {
                _ = try await account.list(ListingQuery())
            }
            try await expectFailure(.notFound, "update") {
                try await account.update([:], at: moment(1))
            }
            try await expectFailure(.notFound, "delete") { try await account.delete(at: moment(1)) }
            let container = backend.container(.checked("AUTH_nobody", "c"))
            try await expectFailure(.notFound, "create of a container") {
                _ = try await container.create(ContainerRecord(createdAt: moment(1)))
            }
            await backend.shutdown()
        },
        ConformanceCheck("says whether an account is new") { subject in
            let backend = try await subject.make()
            let account = backend.account(.checked("AUTH_ä/b%c".replacing("/", with: "-")))
            try expect(try await account.create(at: moment(1), metadata: ["a": "1"]), "not new")
            try expect(!(try await account.create(at: moment(2), metadata: ["b": "2"])), "new")
            let stat = try await account.stat(.current)
            try expectEqual(stat.createdAt, moment(1), "creation")
            try expectEqual(stat.metadata, ["a": "1", "b": "2"], "metadata")
            try expectEqual(stat.containerCount, 0, "containers")
            try expectEqual(stat.totals, Totals(), "totals")
            await backend.shutdown()
        },
        .inContainer("merges account metadata by moment") { bench in
            try await bench.account.update(["a": "1", "b": "1", "c": "1"], at: moment(3))
            try await bench.account.update(["a": "2", "b": nil, "c": ""], at: moment(4))
            try await bench.account.update(["a": "old", "b": "old", "d": "1"], at: moment(2))
            let metadata = try await bench.account.stat(.current).metadata
            try expectEqual(metadata, ["a": "2", "d": "1"], "metadata")
        },
        .inContainer("lists containers with their totals and policies") { bench in
            _ = try await bench.sibling("another").create(
                ContainerRecord(createdAt: moment(5), policy: PolicyIndex(1)))
            try await bench.put("object", "12345")
            let page = try await bench.account.list(ListingQuery())
            try expectEqual(page.entries.map(\.name), ["another", "bench"], "containers")
            guard case .container(let other) = page.entries[0],
                case .container(let own) = page.entries[1]
            else { throw ConformanceFailure("sub-directories", #fileID, #line) }
            try expectEqual(other.policy, PolicyIndex(1), "policy")
            try expectEqual(other.modifiedAt, moment(5), "moment")
            try expectEqual(own.totals, Totals(objectCount: 1, bytesUsed: 5), "totals")
        },
        .inContainer("counts an account as the sum of its containers, per policy") { bench in
            var generator = RepeatableGenerator(seed: 7)
            var wanted: [PolicyIndex: AccountStat.PolicyStat] = [:]
            for number in 0..<6 {
                let policy = PolicyIndex(UInt32(number % 3))
                let container = bench.sibling("c\(number)")
                _ = try await container.create(
                    ContainerRecord(createdAt: moment(1), policy: policy))
                for _ in 0..<12 {
                    let name = "o\(UInt64.random(in: 0..<6, using: &generator))"
                    if Bool.random(using: &generator) {
                        let text = String(
                            repeating: "x", count: Int.random(in: 0..<90, using: &generator))
                        let change = try await bench.change(key(name), text)
                        _ = try await container.commit([change])
                    } else {
                        _ = try await container.commit([
                            ObjectChange(key(name), .remove(at: moment(9)))
                        ])
                    }
                }
                if number == 5 {
                    for entry in try await container.list(ListingQuery()).entries {
                        _ = try await container.commit([
                            ObjectChange(key(entry.name), .remove(at: moment(9)))
                        ])
                    }
                    try await container.delete(at: moment(10))
                    continue
                }
                let totals = try await container.stat(.current).totals
                wanted[policy, default: AccountStat.PolicyStat()].containerCount += 1
                wanted[policy, default: AccountStat.PolicyStat()].totals =
                    wanted[policy, default: AccountStat.PolicyStat()].totals + totals
            }
            wanted[PolicyIndex(0), default: AccountStat.PolicyStat()].containerCount += 1
            let stat = try await bench.account.stat(.current)
            try expectEqual(stat.policies.filter { $0.value.containerCount > 0 }, wanted, "sums")
            try expectEqual(stat.containerCount, 6, "containers")
        },
        .inContainer("deletes an account with all in it") { bench in
            try await bench.put("object", "text")
            try await bench.account.delete(at: moment(5))
            try await expectFailure(.deleted, "stat") { _ = try await bench.account.stat(.current) }
            try await expectFailure(.deleted, "list") {
                _ = try await bench.account.list(ListingQuery())
            }
            try await expectFailure(.deleted, "delete again") {
                try await bench.account.delete(at: moment(6))
            }
            try await expectFailure(.notFound, "container") {
                _ = try await bench.container.stat(.current)
            }
            try await expectFailure(.notFound, "object") {
                _ = try await bench.container.row(key("object"))
            }
            try await expectFailure(.notFound, "commit") { try await bench.put("late") }
            try await expectFailure(.deleted, "create of a container") {
                _ = try await bench.container.create(ContainerRecord(createdAt: moment(6)))
            }
        },
        .inContainer("brings a deleted account back empty") { bench in
            try await bench.account.update(["a": "1"], at: moment(2))
            try await bench.put("object", "text")
            try await bench.account.delete(at: moment(5))
            try expect(
                try await bench.account.create(at: moment(6), metadata: ["b": "2"]), "not new")
            let stat = try await bench.account.stat(.current)
            try expectEqual(stat.createdAt, moment(6), "creation")
            try expectEqual(stat.metadata, ["b": "2"], "metadata")
            try expectEqual(stat.containerCount, 0, "containers")
            try expectEqual(try await bench.account.list(ListingQuery()).entries.count, 0, "page")
            try expect(
                try await bench.container.create(ContainerRecord(createdAt: moment(7))), "not new")
            try expectEqual(try await bench.names(), [], "objects")
        },
    ]
}
