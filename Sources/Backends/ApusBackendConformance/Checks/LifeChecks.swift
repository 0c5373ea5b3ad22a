// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// What accounts and containers tell of their life, and how they and open objects describe
/// themselves.
enum LifeChecks {
    static let all: [ConformanceCheck] = [
        ConformanceCheck("tells whether an account is there, was deleted, or never was") {
            subject in
            let backend = try await subject.make()
            let account = backend.account(.checked("AUTH_life"))
            try expect(!(try await account.exists()), "exists before its creation")
            try expect(!(try await account.isDeleted()), "deleted before its creation")
            try await expectFailure(.notFound, "info") { _ = try await account.info(.current) }
            try await expectFailure(.notFound, "isEmpty") { _ = try await account.isEmpty() }
            _ = try await account.create(at: moment(1), metadata: [:])
            try expect(try await account.exists(), "is not there after its creation")
            try expect(!(try await account.isDeleted()), "deleted while it is there")
            try expect(try await account.isEmpty(), "not empty at first")
            let container = backend.container(.checked("AUTH_life", "c"))
            _ = try await container.create(ContainerRecord(createdAt: moment(2)))
            try expect(!(try await account.isEmpty()), "empty with a container")
            try expectEqual(try await account.info(.current).containerCount, 1, "containers")
            try await account.delete(at: moment(5))
            try expect(!(try await account.exists()), "exists after its deletion")
            try expect(try await account.isDeleted(), "not deleted after its deletion")
            try expect(try await account.isDeleted(asOf: moment(5)), "not deleted as of then")
            try expect(!(try await account.isDeleted(asOf: moment(4))), "deleted before it was")
            try expectEqual(try await account.info(.current).deletedAt, moment(5), "moment")
            try expect(!(try await container.exists()), "its container exists")
            _ = try await account.create(at: moment(6), metadata: [:])
            try expect(!(try await account.isDeleted(asOf: moment(9))), "deleted when back")
            try expectEqual(try await account.info(.current).createdAt, moment(6), "creation")
            await backend.shutdown()
        },
        .inContainer("tells whether a container is there, was deleted, or never was") { bench in
            let container = bench.sibling("life")
            try expect(!(try await container.exists()), "exists before its creation")
            try expect(!(try await container.isDeleted()), "deleted before its creation")
            try await expectFailure(.notFound, "info") { _ = try await container.info(.current) }
            let record = ContainerRecord(createdAt: moment(2), policy: PolicyIndex(3))
            _ = try await container.create(record)
            try expect(try await container.exists(), "is not there after its creation")
            try expect(try await container.isEmpty(), "not empty at first")
            let change = try await bench.change(key("o"), "12345")
            _ = try await container.commit([change])
            let info = try await container.info(.current)
            try expect(!info.isEmpty, "empty with an object")
            try expectEqual(info.totals, Totals(objectCount: 1, bytesUsed: 5), "totals")
            try expectEqual(info.policy, PolicyIndex(3), "policy")
            try expectEqual(info.createdAt, moment(2), "creation")
            let version = ObjectKey(.checked("o"), in: .versions(moment(2)))
            _ = try await container.commit([ObjectChange(version, .move(from: key("o")))])
            try expect(!(try await container.isEmpty()), "empty with a version")
            _ = try await container.commit([ObjectChange(version, .remove(at: moment(3)))])
            try expect(try await container.isEmpty(), "not empty without objects")
            try await container.delete(at: moment(5))
            try expect(!(try await container.exists()), "exists after its deletion")
            try expect(try await container.isDeleted(), "not deleted after its deletion")
            try expect(try await container.isDeleted(asOf: moment(5)), "not deleted as of then")
            try expect(!(try await container.isDeleted(asOf: moment(4))), "deleted too early")
            try expectEqual(try await container.info(.current).policy, PolicyIndex(3), "old one")
            _ = try await container.create(ContainerRecord(createdAt: moment(6)))
            try expect(!(try await container.isDeleted(asOf: moment(9))), "deleted when back")
            try expectEqual(try await container.info(.current).createdAt, moment(6), "creation")
        },
        .inContainer("refuses to create twice what must be new, and changes nothing") { bench in
            let again = AccountRecord(
                createdAt: moment(7), metadata: ["a": "1"], mustBeNew: true)
            try await expectFailure(.alreadyExists, "account") {
                _ = try await bench.account.create(again)
            }
            try expectEqual(try await bench.account.stat(.current).metadata, [:], "metadata")
            let record = ContainerRecord(
                createdAt: moment(7), metadata: ["a": "1"], mustBeNew: true)
            try await expectFailure(.alreadyExists, "container") {
                _ = try await bench.container.create(record)
            }
            let stat = try await bench.container.stat(.current)
            try expectEqual(stat.metadata, [:], "metadata")
            try expectEqual(stat.modifiedAt, moment(1), "modification")
            try await bench.container.delete(at: moment(8))
            try expect(try await bench.container.create(record), "not new after its deletion")
            let other = bench.backend.account(.checked("AUTH_other"))
            try expect(try await other.create(again), "not new")
        },
        .inContainer("lets only one of many make what must be new") { bench in
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let record = ContainerRecord(
                            createdAt: moment(UInt64(number + 2)), mustBeNew: true)
                        do {
                            return try await bench.sibling("race").create(record)
                        } catch let error as StorageError where error.reason == .alreadyExists {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try expectEqual(made, 1, "how many made it")
        },
        .inContainer("describes brokers and open objects by their names") { bench in
            try await bench.put("log/me", "text")
            try expectEqual("\(bench.account)", "/\(Bench.accountName)", "account")
            let place = "/\(Bench.accountName)/\(Bench.containerName)"
            try expectEqual("\(bench.container)", place, "container")
            for _ in 0..<2 {
                let file = try await bench.container.open(key("log/me"))
                try expectEqual("\(file)", place + "/log/me", "object")
            }
        },
        .inContainer("answers what may be stale no worse than empty-handed") { bench in
            try await bench.put("object", "12345")
            _ = try await bench.account.stat(.mayBeStale)
            _ = try await bench.account.info(.mayBeStale)
            let stat = try await bench.container.stat(.mayBeStale)
            try expectEqual(stat.policy, PolicyIndex(0), "policy")
            let info = try await bench.container.info(.mayBeStale)
            try expectEqual(info.deletedAt, nil, "deletion")
        },
        .inContainer("reads the same whatever is said of caching") { bench in
            let bytes = BodyChecks.pattern(300_000, seed: 5)
            let body = try await bench.stage(bytes)
            let row = ObjectRow.sample("", at: moment(2)).sized(300_000)
            try await bench.commit(ObjectChange(key("a"), .put(row, body)))
            try await bench.put("b", "small")
            for hint in [CacheHint.drop, .keep, .automatic, .drop] {
                let file = try await bench.container.open(key("a"), caching: hint)
                try expect(try await read(file) == bytes, "body with \(hint)")
                let small = try await bench.container.open(key("b"), caching: hint)
                try expectEqual(try await read(small).text, "small", "small body")
            }
        },
        .inContainer("gives back what readers hold that are dropped before the end") { bench in
            let bytes = BodyChecks.pattern(400_000, seed: 6)
            let body = try await bench.stage(bytes)
            let row = ObjectRow.sample("", at: moment(2)).sized(400_000)
            try await bench.commit(ObjectChange(key("a"), .put(row, body)))
            // More than a process may have open at once, by the usual limit.
            for number in 0..<1_500 {
                let file = try await bench.container.open(key("a"), caching: .drop)
                if number % 3 == 0 { _ = try await file.read(0..<10) }
            }
            try expect(
                try await read(try await bench.container.open(key("a"))) == bytes, "body")
        },
    ]
}
