// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// The laws while many commits are under way.
enum ConcurrencyChecks {
    static let all: [ConformanceCheck] = [
        .inContainer("keeps the laws under concurrent commits") { bench in
            try await withThrowingTaskGroup { group in
                for worker in 0..<16 {
                    group.addTask { try await work(worker, bench) }
                }
                try await group.waitForAll()
            }
            try await bench.expectCountersEqualListing()
            let totals = try await bench.container.stat(.current).totals
            try expectEqual(try await bench.account.stat(.current).totals, totals, "account")
        },
        .inContainer("lets one of many win that all require absence") { bench in
            for round in 0..<5 {
                let winners = try await withThrowingTaskGroup { group in
                    for worker in 0..<12 {
                        group.addTask { () -> String? in
                            do {
                                try await bench.put(
                                    "r\(round)", "worker \(worker)", requires: .absent)
                                return "worker \(worker)"
                            } catch let error as StorageError
                                where error.reason == .guardFailed(change: 0)
                            {
                                return nil
                            }
                        }
                    }
                    return try await group.reduce(into: [String]()) { list, winner in
                        if let winner { list.append(winner) }
                    }
                }
                try expectEqual(winners.count, 1, "winners")
                try expectEqual(try await bench.text("r\(round)"), winners.first, "body")
            }
        },
        .inContainer("loses no update that compares before it swaps") { bench in
            try await bench.put("count", "0", at: moment(0))
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask { for _ in 0..<5 { try await increment(bench) } }
                }
                try await group.waitForAll()
            }
            try expectEqual(try await bench.text("count"), "40", "count")
        },
        .inContainer("decides between a put and the deletion of the container") { bench in
            for round in 0..<40 {
                let name = "race\(round)"
                let container = bench.sibling(name)
                _ = try await container.create(ContainerRecord(createdAt: moment(1)))
                let change = try await bench.change(key("object"), "text")
                async let put = succeeds { _ = try await container.commit([change]) }
                async let deleted = succeeds { try await container.delete(at: moment(3)) }
                let outcome = (try await put, try await deleted)
                try expect(outcome.0 != outcome.1, "put and delete: \(outcome)")
                let listed = try await bench.account.list(ListingQuery(prefix: name)).entries
                try expectEqual(listed.contains { $0.name == name }, outcome.0, "in the account")
                if outcome.0 {
                    try expectEqual(
                        try await read(try await container.open(key("object"))).text, "text",
                        "body")
                }
            }
        },
        .inContainer("creates a container once, however many ask") { bench in
            for round in 0..<10 {
                let container = bench.sibling("once\(round)")
                let made = try await withThrowingTaskGroup { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await container.create(ContainerRecord(createdAt: moment(1)))
                        }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                try expectEqual(made, 1, "creations")
            }
            try expectEqual(try await bench.account.stat(.current).containerCount, 11, "count")
        },
        .inContainer("reads whole objects while they are overwritten") { bench in
            try await bench.put("a", String(repeating: "0", count: 100_000))
            try await withThrowingTaskGroup { group in
                for worker in 1...4 {
                    group.addTask {
                        for round in 0..<10 {
                            let digit = String((worker * 10 + round) % 10)
                            let count = 100_000 + worker * 1_000 + round
                            try await bench.put("a", String(repeating: digit, count: count))
                        }
                    }
                    group.addTask {
                        for _ in 0..<20 {
                            let file = try await bench.container.open(key("a"))
                            let bytes = try await read(file)
                            try expectEqual(UInt64(bytes.count), file.row.sizeBytes, "size")
                            let array = bytes.array
                            try expect(array.allSatisfy { $0 == array[0] }, "two bodies in one")
                        }
                    }
                }
                try await group.waitForAll()
            }
        },
        .inContainer("holds many objects") { bench in
            let count = bench.objectCount
            try await withThrowingTaskGroup { group in
                for worker in 0..<20 {
                    group.addTask {
                        for number in stride(from: worker, to: count, by: 20) {
                            try await bench.put("object \(number)", "\(number)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let wanted = (0..<count).map { "object \($0)" }.sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            try expectEqual(try await bench.names(pageLimit: 97), wanted, "names")
            try expectEqual(
                try await bench.container.stat(.current).totals.objectCount, UInt64(count), "count")
            try expectEqual(
                try await bench.text("object \(count / 2)"), "\(count / 2)", "an object")
            try await bench.expectCountersEqualListing()
        },
    ]

    /// Puts, overwrites, removes and checks laws 1 and 2 for its own objects after each commit.
    private static func work(_ worker: Int, _ bench: Bench) async throws {
        var generator = RepeatableGenerator(seed: UInt64(worker))
        var own: [String: String] = [:]
        for step in 0..<15 {
            let name = "w\(worker)/\(Int.random(in: 0..<4, using: &generator))"
            if Int.random(in: 0..<3, using: &generator) == 0 {
                let removed = try await bench.remove(name)
                try expectEqual(removed != nil, own[name] != nil, "removal of \(name)")
                own[name] = nil
            } else {
                let text = String(
                    repeating: "\(step)", count: Int.random(in: 0..<200, using: &generator))
                try await bench.put(name, text)
                own[name] = text
            }
            try expectEqual(try await bench.text(name), own[name], "\(name)")
            let page = try await bench.container.list(ListingQuery(prefix: "w\(worker)/"))
            try expectEqual(page.entries.map(\.name), own.keys.sorted(), "listing")
        }
    }

    private static func increment(_ bench: Bench) async throws {
        while true {
            let file = try await bench.container.open(key("count"))
            guard let count = UInt64(try await read(file).text) else {
                throw ConformanceFailure("not a number", #fileID, #line)
            }
            do {
                try await bench.put(
                    "count", "\(count + 1)", at: moment(count + 1),
                    requires: .row(modifiedAt: file.row.modifiedAt))
                return
            } catch let error as StorageError where error.reason == .guardFailed(change: 0) {
                continue
            }
        }
    }

    /// Whether it succeeds; the refusals of a race count as not.
    private static func succeeds(
        _ body: @Sendable () async throws -> Void
    ) async throws -> Bool {
        do {
            try await body()
            return true
        } catch let error as StorageError
            where error.reason == .notFound || error.reason == .notEmpty
        {
            return false
        }
    }
}
