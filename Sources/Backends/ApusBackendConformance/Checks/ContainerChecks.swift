// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// Containers: life, policy, metadata.
enum ContainerChecks {
    static let all: [ConformanceCheck] = [
        .inContainer("answers notFound for a container that is not there") { bench in
            let nowhere = bench.sibling("nowhere")
            try await expectFailure(.notFound, "stat") { _ = try await nowhere.stat(.current) }
            try await expectFailure(.notFound, "list") {
                _ = try await nowhere.list(ListingQuery())
            }
            try await expectFailure(.notFound, "update") {
                try await nowhere.update(["a": "1"], at: moment(2))
            }
            try await expectFailure(.notFound, "delete") { try await nowhere.delete(at: moment(2)) }
            try await expectFailure(.notFound, "row") { _ = try await nowhere.row(key("o")) }
            try await expectFailure(.notFound, "open") { _ = try await nowhere.open(key("o")) }
            try await expectFailure(.notFound, "commit") {
                _ = try await nowhere.commit([try await bench.change(key("o"), "text")])
            }
        },
        .inContainer("says whether a container is new, and keeps its policy") { bench in
            let container = bench.sibling("gold")
            let record = ContainerRecord(
                createdAt: moment(2), policy: PolicyIndex(3), metadata: ["a": "1"])
            try expect(try await container.create(record), "not new")
            var again = ContainerRecord(
                createdAt: moment(4), defaultPolicy: PolicyIndex(7), metadata: ["b": "2"])
            try expect(!(try await container.create(again)), "new")
            again.policy = PolicyIndex(4)
            again.metadata = ["c": "3"]
            let other = again
            try await expectFailure(.conflict, "another policy") {
                _ = try await container.create(other)
            }
            let stat = try await container.stat(.current)
            try expectEqual(stat.policy, PolicyIndex(3), "policy")
            try expectEqual(stat.metadata, ["a": "1", "b": "2"], "metadata")
            try expectEqual(stat.createdAt, moment(2), "creation")
            try expectEqual(stat.modifiedAt, moment(4), "modification")
        },
        .inContainer("takes the store's default policy when none is asked for") { bench in
            let container = bench.sibling("default")
            _ = try await container.create(
                ContainerRecord(createdAt: moment(2), defaultPolicy: PolicyIndex(5)))
            try expectEqual(try await container.stat(.current).policy, PolicyIndex(5), "policy")
        },
        .inContainer("merges container metadata by moment") { bench in
            try await bench.container.update(["a": "1", "b": "1", "ü": "ß"], at: moment(3))
            try await bench.container.update(["a": "2", "b": nil], at: moment(4))
            try await bench.container.update(["a": "old", "b": "old"], at: moment(2))
            let stat = try await bench.container.stat(.current)
            try expectEqual(stat.metadata, ["a": "2", "ü": "ß"], "metadata")
            try expectEqual(stat.modifiedAt, moment(4), "modification")
        },
        .inContainer("keeps a container that has objects or versions") { bench in
            try await bench.put("object")
            try await expectFailure(.notEmpty, "with an object") {
                try await bench.container.delete(at: moment(3))
            }
            let version = ObjectKey(.checked("object"), in: .versions(moment(2)))
            try await bench.commit(ObjectChange(version, .move(from: key("object"))))
            try await expectFailure(.notEmpty, "with a version") {
                try await bench.container.delete(at: moment(3))
            }
            try await bench.commit(ObjectChange(version, .remove(at: moment(4))))
            try await bench.container.delete(at: moment(5))
        },
        .inContainer("deletes an empty container, parts and all, and brings it back empty") {
            bench in
            let part = ObjectKey(.checked("object"), in: .parts(upload: 1, number: 1))
            try await bench.commit(bench.change(part, "part"))
            try await bench.container.update(["a": "1"], at: moment(2))
            try await bench.container.delete(at: moment(3))
            try await expectFailure(.notFound, "stat") {
                _ = try await bench.container.stat(.current)
            }
            try expectEqual(try await bench.account.list(ListingQuery()).entries.count, 0, "page")
            try expectEqual(try await bench.account.stat(.current).containerCount, 0, "count")
            try expect(
                try await bench.container.create(ContainerRecord(createdAt: moment(6))), "not new")
            let stat = try await bench.container.stat(.current)
            try expectEqual(stat.metadata, [:], "metadata")
            try expectEqual(stat.createdAt, moment(6), "creation")
            try await expectFailure(.notFound, "part") { _ = try await bench.container.row(part) }
        },
        .inContainer("keeps names that differ in case, dots and escapes apart") { bench in
            let names =
                ["A", "a", ".", "..", "a.b", "a b", "%41", "日本", "e\u{301}", "é", "~"]
                + [String(repeating: "n", count: 256), String(repeating: "日", count: 85)]
            for name in names {
                let container = bench.sibling(name)
                try expect(
                    try await container.create(ContainerRecord(createdAt: moment(2))), "\(name) old"
                )
                let change = try await bench.change(key("object"), name)
                _ = try await container.commit([change])
            }
            for name in names {
                let file = try await bench.sibling(name).open(key("object"))
                try expectEqual(try await read(file).text, name, "object in \(name)")
            }
            let listed = try await bench.account.list(ListingQuery()).entries.map(\.name)
            try expectEqual(
                listed.map { Array($0.utf8) },
                (names + ["bench"]).map { Array($0.utf8) }.sorted {
                    $0.lexicographicallyPrecedes($1)
                }, "containers")
        },
    ]
}
