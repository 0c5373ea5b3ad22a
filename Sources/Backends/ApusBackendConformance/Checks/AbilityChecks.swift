// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusStorage
import Synchronization

/// What only some engines can do: an engine without an ability passes its checks at once.
enum AbilityChecks {
    static let all: [ConformanceCheck] = [
        auditing("meets every index and object once, in pages, from where it stopped") {
            bench, engine in
            try await fill(bench)
            var indexes: [String] = []
            var position: AuditPosition?
            repeat {
                // A position is kept as a text between two processes.
                let kept = position.map { AuditPosition($0.text) }
                let page = try await engine.indexes(after: kept, limit: 2)
                try expect(page.elements.count <= 2, "a page of \(page.elements.count)")
                indexes += page.elements.map(\.description)
                position = page.next
            } while position != nil
            let base = "/\(Bench.accountName)"
            try expectEqual(
                indexes.sorted(),
                ["/AUTH_other", base, "\(base)/bench", "\(base)/ä b"].sorted(), "indexes")
            try expect(
                indexes.firstIndex(of: base) ?? 9 < indexes.firstIndex(of: base + "/bench") ?? 0,
                "an account after its container")
            var objects: [String] = []
            repeat {
                let kept = position.map { AuditPosition($0.text) }
                let page = try await engine.objects(.all, after: kept, limit: 3)
                try expect(page.elements.count <= 3, "a page of \(page.elements.count)")
                objects += page.elements.map { "\($0) \($0.key.space)" }
                position = page.next
            } while position != nil
            try expectEqual(objects.count, 9, "objects: \(objects)")
            try expectEqual(Set(objects).count, 9, "different objects")
        },
        auditing("finds what has expired") { bench, engine in
            try await fill(bench)
            for (name, expiry) in [("x1", 100), ("x2", 200), ("x3", 300)] {
                let body = try await bench.stage(Bytes(name))
                var row = ObjectRow.sample(name, at: moment(2))
                row.expiresAt = UInt64(expiry)
                try await bench.commit(ObjectChange(key(name), .put(row, body)))
            }
            var found: [ObjectLocation] = []
            var position: AuditPosition?
            repeat {
                let page = try await engine.objects(.expired(by: 200), after: position, limit: 1)
                found += page.elements
                position = page.next
            } while position != nil
            try expectEqual(found.map(\.key.name.text), ["x1", "x2"], "expired")
            try expectEqual(found.map(\.expiresAt), [100, 200], "moments")
        },
        auditing("verifies objects, and tells those that are gone") { bench, engine in
            let bytes = BodyChecks.pattern(300_000, seed: 8)
            let body = try await bench.stage(bytes)
            let row = ObjectRow.sample("", at: moment(2)).sized(300_000)
            try await bench.commit(ObjectChange(key("large"), .put(row, body)))
            try await bench.put("small", "12345")
            for (location, wanted) in zip(
                try await engine.objects(.all, after: nil, limit: 10).elements,
                [bytes, Bytes("12345")])
            {
                let seen = Mutex(ByteWriter())
                let verdict = try await engine.verify(location) { piece in
                    seen.withLock { $0.append(piece) }
                }
                try expectEqual(verdict, .intact, "\(location)")
                try expect(seen.withLock { $0.finish() } == wanted, "bytes of \(location)")
                try expectEqual(location.sizeBytes, UInt64(wanted.count), "size")
            }
            let page = try await engine.objects(.all, after: nil, limit: 10)
            try await bench.put("small", "123456", at: moment(5))
            try await bench.remove("large")
            for location in page.elements {
                let verdict = try await engine.verify(location) { _ in }
                try expectEqual(verdict, .gone, "\(location)")
                try expect(
                    !(try await engine.quarantine(location, reason: "late")), "\(location) taken")
            }
            try expectEqual(try await bench.text("small"), "123456", "the newer one")
        },
        auditing("takes a quarantined object out, counters included") { bench, engine in
            try await bench.put("good", "1")
            try await bench.put("bad", "12345")
            let page = try await engine.objects(.all, after: nil, limit: 10)
            for location in page.elements where location.key.name.text == "bad" {
                try expect(try await engine.quarantine(location, reason: "a test"), "not taken")
            }
            try expectEqual(try await bench.text("bad"), nil, "it is still read")
            try expectEqual(try await bench.names(), ["good"], "listing")
            try await bench.expectCountersEqualListing()
            try expectEqual(
                try await bench.account.stat(.current).totals,
                Totals(objectCount: 1, bytesUsed: 1), "totals of the account")
            try await bench.put("bad", "anew", at: moment(6))
            try expectEqual(try await bench.text("bad"), "anew", "a new one of its name")
        },
        auditing("finds indexes whole") { bench, engine in
            try await fill(bench)
            for index in try await engine.indexes(after: nil, limit: 100).elements {
                try expectEqual(try await engine.verify(index), .intact, "\(index)")
            }
            let nowhere = ContainerAddress.checked(Bench.accountName, "nowhere")
            try expectEqual(try await engine.verify(.container(nowhere)), .gone, "nowhere")
            try expectEqual(
                try await engine.verify(.account(.checked("AUTH_nobody"))), .gone, "nobody")
        },
        auditing("serves nothing of a quarantined container until it is rebuilt") {
            bench, engine in
            try await fill(bench)
            try await bench.container.update(["a": "1"], at: moment(3))
            try await bench.remove("o1")
            let before = try await bench.container.list(ListingQuery())
            let address = ContainerAddress.checked(Bench.accountName, Bench.containerName)
            try await engine.quarantine(.container(address), reason: "a test")
            try await expectFailure(.unavailable, "stat") {
                _ = try await bench.container.stat(.current)
            }
            try await expectFailure(.unavailable, "list") {
                _ = try await bench.container.list(ListingQuery())
            }
            try await expectFailure(.unavailable, "open") {
                _ = try await bench.container.open(key("o2"))
            }
            try await expectFailure(.unavailable, "put") { try await bench.put("late") }
            try await expectFailure(.unavailable, "create") {
                _ = try await bench.container.create(ContainerRecord(createdAt: moment(9)))
            }
            let report = try await engine.rebuild(.container(address))
            try expectEqual(report.unreadable, 0, "unreadable bodies")
            try expectEqual(report.restored, 6, "rows")
            try expectEqual(
                try await bench.container.list(ListingQuery()).entries.map(\.name),
                before.entries.map(\.name), "listing")
            try expectEqual(try await bench.text("o2"), "text 2", "body")
            let stat = try await bench.container.stat(.current)
            try expectEqual(stat.metadata, ["a": "1"], "metadata")
            try await bench.expectCountersEqualListing()
            let sibling = try await bench.sibling("ä b").stat(.current).totals
            try expectEqual(
                try await bench.account.stat(.current).totals, stat.totals + sibling,
                "totals of the account")
            try await bench.put("after", "rebuilding", at: moment(9))
            try expectEqual(try await bench.text("after"), "rebuilding", "a new object")
            try expectEqual(
                try await engine.verify(.container(address)), .intact, "the new index")
        },
        auditing("serves nothing of a quarantined account until it is rebuilt") {
            bench, engine in
            try await fill(bench)
            try await bench.account.update(["a": "1"], at: moment(3))
            let totals = try await bench.account.stat(.current).totals
            let index = IndexAddress.account(.checked(Bench.accountName))
            try await engine.quarantine(index, reason: "a test")
            try await expectFailure(.unavailable, "stat") {
                _ = try await bench.account.stat(.current)
            }
            try await expectFailure(.unavailable, "create") {
                _ = try await bench.account.create(at: moment(9), metadata: [:])
            }
            try await expectFailure(.unavailable, "object") {
                _ = try await bench.container.open(key("o1"))
            }
            let report = try await engine.rebuild(index)
            try expectEqual(report, RebuildReport(restored: 2), "containers")
            let stat = try await bench.account.stat(.current)
            try expectEqual(stat.totals, totals, "totals")
            try expectEqual(stat.metadata, ["a": "1"], "metadata")
            try expectEqual(
                try await bench.account.list(ListingQuery()).entries.map(\.name),
                ["bench", "ä b"], "containers")
            try expectEqual(try await bench.text("o2"), "text 2", "an object")
            try expectEqual(try await engine.verify(index), .intact, "the new index")
        },
        .inContainer("forgets tombstones that are old, and no others") { bench in
            guard let engine = bench.backend as? any Reclaiming else { return }
            for (name, deletedAt) in [("old", 10), ("young", 30)] {
                let container = bench.sibling(name)
                _ = try await container.create(ContainerRecord(createdAt: moment(2)))
                try await container.delete(at: moment(UInt64(deletedAt)))
                let account = bench.backend.account(.checked("AUTH_" + name))
                _ = try await account.create(at: moment(2), metadata: [:])
                let inside = bench.backend.container(.checked("AUTH_" + name, "c"))
                _ = try await inside.create(ContainerRecord(createdAt: moment(2)))
                _ = try await inside.commit([try await bench.change(key("o"), "text")])
                try await account.delete(at: moment(UInt64(deletedAt)))
            }
            try await reapAll(engine)
            var tombstones: UInt64 = 0
            for _ in 0..<100 {
                let report = try await engine.reclaim(olderThan: moment(20), limit: 1)
                tombstones += report.tombstones
                if report.isFinished { break }
            }
            try expectEqual(tombstones, 2, "tombstones")
            try expect(!(try await bench.sibling("old").isDeleted()), "the old container")
            try expect(try await bench.sibling("young").isDeleted(), "the young container")
            let old = bench.backend.account(.checked("AUTH_old"))
            try await expectFailure(.notFound, "the old account") {
                _ = try await old.stat(.current)
            }
            let young = bench.backend.account(.checked("AUTH_young"))
            try await expectFailure(.deleted, "the young account") {
                _ = try await young.stat(.current)
            }
            try expect(try await old.create(at: moment(40), metadata: [:]), "not new")
            try expectEqual(try await old.stat(.current).containerCount, 0, "containers")
        },
        .inContainer("backs up into items of unique names and stated sizes") { bench in
            guard let engine = bench.backend as? any BackupSource else { return }
            try await fill(bench)
            let sink = CountingSink()
            let report = try await engine.backUp(into: sink)
            let seen = sink.state.withLock { $0 }
            try expectEqual(seen.problems, [], "problems")
            try expectEqual(report.items, UInt64(seen.names.count), "items")
            try expectEqual(report.sizeBytes, seen.sizeBytes, "bytes")
            try expect(report.items > 0, "an empty backup")
            try await bench.put("after", "the backup")
            try expectEqual(try await bench.text("after"), "the backup", "a later object")
        },
        .inContainer("tells the same numbers in the same order") { bench in
            guard let engine = bench.backend as? any MaintenanceStatistics else { return }
            let first = engine.statistics
            try await bench.put("o", "text")
            let second = engine.statistics
            try expectEqual(second.map(\.name), first.map(\.name), "names")
            for number in second {
                try expect(
                    number.name.utf8.allSatisfy {
                        $0 == UInt8(ascii: "_")
                            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    }, "the name \(number.name)")
                try expect(number.kind == .gauge || number.value >= 0, "\(number.name) below 0")
            }
        },
    ]

    private static func auditing(
        _ name: String, _ body: @escaping @Sendable (Bench, any Auditable) async throws -> Void
    ) -> ConformanceCheck {
        .inContainer(name) { bench in
            guard let engine = bench.backend as? any Auditable else { return }
            try await body(bench, engine)
        }
    }

    /// Two accounts, two containers, nine objects; 7 of them in the bench's container.
    private static func fill(_ bench: Bench) async throws {
        for number in 1...5 { try await bench.put("o\(number)", "text \(number)") }
        let version = ObjectKey(.checked("o1"), in: .versions(moment(1)))
        try await bench.commit(try await bench.change(version, "old"))
        let part = ObjectKey(.checked("p/1"), in: .parts(upload: 7, number: 2))
        try await bench.commit(try await bench.change(part, "part"))
        let sibling = bench.sibling("ä b")
        _ = try await sibling.create(ContainerRecord(createdAt: moment(2)))
        for name in ["a", "o1"] {
            _ = try await sibling.commit([try await bench.change(key(name), "other")])
        }
        let other = bench.backend.account(.checked("AUTH_other"))
        _ = try await other.create(at: moment(1), metadata: [:])
        let deleted = bench.backend.account(.checked("AUTH_deleted"))
        _ = try await deleted.create(at: moment(1), metadata: [:])
        try await deleted.delete(at: moment(2))
    }

    private static func reapAll(_ engine: any Reclaiming) async throws {
        for account in try await engine.deletedAccounts(after: nil, limit: 100).elements {
            for _ in 0..<100 {
                if try await engine.reap(account.name, limit: 1).isFinished { break }
            }
        }
        try expectEqual(
            try await engine.deletedAccounts(after: nil, limit: 100).elements.map(\.name.text), [],
            "accounts that hold space after they were reaped")
    }
}

/// Keeps of a backup what there was of it.
private final class CountingSink: BackupSink {
    struct State: Sendable {
        var names: Set<String> = []
        var sizeBytes: UInt64 = 0
        var leftBytes: UInt64?
        var problems: [String] = []
    }

    let state = Mutex(State())

    func begin(_ name: String, sizeBytes: UInt64) async throws {
        state.withLock { state in
            if state.leftBytes != nil { state.problems.append("\(name) inside another") }
            if !state.names.insert(name).inserted { state.problems.append("\(name) twice") }
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            if parts.contains(where: { ["", ".", ".."].contains($0) }) {
                state.problems.append("the name \(name)")
            }
            state.leftBytes = sizeBytes
            state.sizeBytes += sizeBytes
        }
    }

    func write(_ piece: BodyPiece) async throws {
        state.withLock { state in
            guard let left = state.leftBytes, left >= piece.count else {
                state.problems.append("more bytes than were told")
                return
            }
            state.leftBytes = left - piece.count
        }
    }

    func end() async throws {
        state.withLock { state in
            if state.leftBytes != 0 { state.problems.append("fewer bytes than were told") }
            state.leftBytes = nil
        }
    }
}
