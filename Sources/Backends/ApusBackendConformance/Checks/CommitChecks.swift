// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// Commits: effects, guards, all or nothing.
enum CommitChecks {
    static let all: [ConformanceCheck] = effects + guards

    private static let effects: [ConformanceCheck] = [
        .inContainer("shows what was committed in object, listing and counters") { bench in
            let row = ObjectRow(
                createdAt: moment(3), modifiedAt: moment(4), sizeBytes: 5, etag: "e",
                contentType: "text/plain; charset=\"ü\"", metadata: ["x-object-meta-ä": "ö\n"],
                system: ["sysmeta.manifest": "yes"], listing: ["slo_etag": "\"x\""],
                expiresAt: 1_800_000_000)
            let body = try await bench.stage(Bytes("hello"))
            let replaced = try await bench.commit(ObjectChange(key("a"), .put(row, body)))
            try expectEqual(replaced, nil, "replaced row")
            try expectEqual(try await bench.container.row(key("a")), row, "row")
            let file = try await bench.container.open(key("a"))
            try expectEqual(file.row, row, "row of the open object")
            try expectEqual(try await read(file).text, "hello", "body")
            let page = try await bench.container.list(ListingQuery())
            guard page.entries.count == 1, case .object(let listed) = page.entries[0] else {
                throw ConformanceFailure("listing \(page)", #fileID, #line)
            }
            try expectEqual(listed.name, "a", "name")
            try expectEqual(listed.modifiedAt, moment(4), "moment")
            try expectEqual(listed.sizeBytes, 5, "size")
            try expectEqual(listed.etag, "e", "etag")
            try expectEqual(listed.contentType, row.contentType, "type")
            try expectEqual(listed.extras, row.listing, "extras")
            try expectEqual(
                try await bench.container.stat(.current).totals,
                Totals(objectCount: 1, bytesUsed: 5), "totals")
        },
        .inContainer("replaces an object and answers the row it replaced") { bench in
            try await bench.put("a", "first", at: moment(2))
            let replaced = try await bench.put("a", "second!", at: moment(3))
            try expectEqual(replaced, .sample("first", at: moment(2)), "replaced row")
            try expectEqual(try await bench.text("a"), "second!", "body")
            try expectEqual(
                try await bench.container.stat(.current).totals,
                Totals(objectCount: 1, bytesUsed: 7), "totals")
        },
        .inContainer("removes an object, and does not mind one that is not there") { bench in
            try await bench.put("a", "first")
            let removed = try await bench.remove("a")
            try expectEqual(removed, .sample("first", at: moment(2)), "removed row")
            try expectEqual(try await bench.remove("a"), nil, "nothing removed")
            try expectEqual(try await bench.text("a"), nil, "body")
            try expectEqual(try await bench.names(), [], "listing")
            try expectEqual(try await bench.container.stat(.current).totals, Totals(), "totals")
        },
        .inContainer("amends a row and leaves its body") { bench in
            try await bench.put("a", "text")
            var row = ObjectRow.sample("text", at: moment(2))
            row.modifiedAt = moment(5)
            row.metadata = ["x-object-meta-new": "yes"]
            let replaced = try await bench.commit(ObjectChange(key("a"), .amend(row)))
            try expectEqual(replaced, .sample("text", at: moment(2)), "replaced row")
            try expectEqual(try await bench.container.row(key("a")), row, "row")
            try expectEqual(try await bench.text("a"), "text", "body")
            try await bench.expectCountersEqualListing()
            let missing = ObjectChange(key("missing"), .amend(row))
            try await expectFailure(.guardFailed(change: 0), "amending nothing") {
                try await bench.commit(missing)
            }
        },
        .inContainer("moves a version aside and puts a new one in one commit") { bench in
            try await bench.put("a", "old", at: moment(2))
            let version = ObjectKey(.checked("a"), in: .versions(moment(2)))
            let replaced = try await bench.container.commit([
                ObjectChange(version, .move(from: key("a"))),
                try await bench.change(key("a"), "new", at: moment(3), requires: .absent),
            ])
            try expectEqual(replaced, [nil, nil], "replaced rows")
            try expectEqual(try await bench.text("a"), "new", "current")
            try expectEqual(try await bench.text(version), "old", "version")
            try expectEqual(try await bench.names(), ["a"], "listing")
            try expectEqual(
                try await bench.container.stat(.current).totals,
                Totals(objectCount: 1, bytesUsed: 3), "totals")
            let back = try await bench.commit(ObjectChange(key("a"), .move(from: version)))
            try expectEqual(back, .sample("new", at: moment(3)), "replaced by the move")
            try expectEqual(try await bench.text("a"), "old", "moved back")
            try expectEqual(try await bench.text(version), nil, "version")
            try await bench.expectCountersEqualListing()
            try await expectFailure(.guardFailed(change: 0), "moving nothing") {
                try await bench.commit(ObjectChange(key("b"), .move(from: version)))
            }
        },
        .inContainer("assembles parts in the order given") { bench in
            let parts = [3, 1, 2].map {
                ObjectKey(.checked("a"), in: .parts(upload: 9, number: $0))
            }
            let texts = ["one", String(repeating: "2", count: 100_000), ""]
            for (part, text) in zip(parts, texts) {
                try await bench.commit(try await bench.change(part, text))
            }
            try expectEqual(try await bench.names(), [], "parts are not listed")
            let whole = texts.joined()
            try await bench.commit(
                ObjectChange(
                    key("a"), .assemble(.sample(whole, at: moment(4)), from: parts)))
            try expectEqual(try await bench.text("a"), whole, "body")
            let file = try await bench.container.open(key("a"))
            try expectEqual(try await read(file, 1..<5).text, "ne22", "a range over two parts")
            for part in parts { try expectEqual(try await bench.text(part), nil, "part") }
            try await bench.expectCountersEqualListing()
            let row = ObjectRow.sample("", at: moment(5))
            try await expectFailure(.guardFailed(change: 0), "assembling nothing") {
                try await bench.commit(ObjectChange(key("b"), .assemble(row, from: parts)))
            }
            try await bench.put("tail", "end")
            let larger = ObjectRow.sample(whole + "end", at: moment(6))
            try await bench.commit(
                ObjectChange(key("b"), .assemble(larger, from: [key("a"), key("tail")])))
            try expectEqual(try await bench.text("b"), whole + "end", "assembled twice")
            try expectEqual(try await bench.names(), ["b"], "listing")
            try await bench.expectCountersEqualListing()
            try await bench.remove("b")
            try expectEqual(try await bench.text("b"), nil, "removed")
        },
        .inContainer("assembles over an object that is one of the parts") { bench in
            try await bench.put("a", "1")
            try await bench.put("b", "2")
            try await bench.commit(
                ObjectChange(
                    key("a"),
                    .assemble(.sample("12", at: moment(3)), from: [key("a"), key("b")])))
            try expectEqual(try await bench.text("a"), "12", "body")
            try expectEqual(try await bench.names(), ["a"], "listing")
            try await bench.expectCountersEqualListing()
            try await expectFailure(.guardFailed(change: 0), "one part twice") {
                try await bench.commit(
                    ObjectChange(
                        key("c"),
                        .assemble(.sample("1212", at: moment(4)), from: [key("a"), key("a")])))
            }
            try expectEqual(try await bench.text("a"), "12", "the part")
        },
        .inContainer("moves an object onto itself without losing it") { bench in
            try await bench.put("a", "text")
            try await bench.commit(ObjectChange(key("a"), .move(from: key("a"))))
            try expectEqual(try await bench.text("a"), "text", "body")
            try await bench.expectCountersEqualListing()
        },
        .inContainer("accepts a commit of nothing") { bench in
            try expectEqual(try await bench.container.commit([]).count, 0, "answers")
        },
    ]

    private static let guards: [ConformanceCheck] = [
        .inContainer("does nothing of a commit whose guard fails") { bench in
            try await bench.put("a", "old a")
            try await bench.put("b", "old b")
            let body = try await bench.stage(Bytes("new a"))
            let changes = [
                ObjectChange(key("a"), .put(.sample("new a", at: moment(3)), body)),
                ObjectChange(key("b"), .remove(at: moment(3))),
                try await bench.change(key("c"), "new c"),
                ObjectChange(key("a"), requires: .absent, .remove(at: moment(4))),
                try await bench.change(key("d"), "new d"),
            ]
            try await expectFailure(.guardFailed(change: 3), "commit") {
                _ = try await bench.container.commit(changes)
            }
            try expectEqual(try await bench.names(), ["a", "b"], "listing")
            try expectEqual(try await bench.text("a"), "old a", "body")
            try expectEqual(try await bench.text("b"), "old b", "body")
            try await bench.expectCountersEqualListing()
            try await bench.commit(
                ObjectChange(key("a"), .put(.sample("new a", at: moment(3)), body)))
            try expectEqual(try await bench.text("a"), "new a", "the staged body, committed later")
        },
        .inContainer("judges absent") { bench in
            try await bench.put("a", "first", requires: .absent)
            try await expectFailure(.guardFailed(change: 0), "put over an object") {
                try await bench.put("a", "second", requires: .absent)
            }
            try expectEqual(try await bench.text("a"), "first", "body")
        },
        .inContainer("judges the moment of the row") { bench in
            try await expectFailure(.guardFailed(change: 0), "no row") {
                try await bench.put("a", "text", requires: .row(modifiedAt: moment(2)))
            }
            try await bench.put("a", "first", at: moment(2))
            try await expectFailure(.guardFailed(change: 0), "another row") {
                try await bench.put("a", "second", requires: .row(modifiedAt: moment(1)))
            }
            try await bench.put("a", "third", at: moment(3), requires: .row(modifiedAt: moment(2)))
            try expectEqual(try await bench.text("a"), "third", "body")
        },
        .inContainer("judges what is newer than stored") { bench in
            try await bench.put("a", "first", at: moment(5), requires: .newerThanStored)
            for time in [moment(4), moment(5)] {
                try await expectFailure(.guardFailed(change: 0), "put at \(time)") {
                    try await bench.put("a", "second", at: time, requires: .newerThanStored)
                }
                try await expectFailure(.guardFailed(change: 0), "removal at \(time)") {
                    try await bench.commit(
                        ObjectChange(
                            key("a"), requires: .newerThanStored, .remove(at: time)))
                }
                try await expectFailure(.guardFailed(change: 0), "amendment at \(time)") {
                    try await bench.commit(
                        ObjectChange(
                            key("a"), requires: .newerThanStored,
                            .amend(.sample("first", at: time))))
                }
            }
            var amended = ObjectRow.sample("first", at: moment(5))
            amended.modifiedAt = moment(8)
            try await bench.commit(
                ObjectChange(key("a"), requires: .newerThanStored, .amend(amended)))
            try await bench.put("a", "third", at: moment(6), requires: .newerThanStored)
            try expectEqual(try await bench.text("a"), "third", "body")
            try await bench.commit(
                ObjectChange(key("a"), requires: .newerThanStored, .remove(at: moment(7))))
            try expectEqual(try await bench.text("a"), nil, "body")
        },
        .inContainer("tells offsets of one moment apart") { bench in
            let first = Timestamp(ticks: moment(5).ticks, offset: 1)
            let second = Timestamp(ticks: moment(5).ticks, offset: 0xFFFF_FFFF_FFFF_FFFF)
            try await bench.put("a", "first", at: first)
            try expectEqual(try await bench.container.row(key("a")).createdAt, first, "moment")
            try await bench.put("a", "second", at: second, requires: .newerThanStored)
            try expectEqual(try await bench.container.row(key("a")).createdAt, second, "moment")
            let oldVersion = ObjectKey(.checked("a"), in: .versions(first))
            let version = ObjectKey(.checked("a"), in: .versions(second))
            try await bench.commit(
                ObjectChange(version, .move(from: key("a"))),
                try await bench.change(oldVersion, "first"))
            try expectEqual(try await bench.text(oldVersion), "first", "version")
            try expectEqual(try await bench.text(version), "second", "version")
        },
        .inContainer("judges each change after those before it") { bench in
            let changes = [
                try await bench.change(key("a"), "one", at: moment(2), requires: .absent),
                try await bench.change(
                    key("a"), "two", at: moment(3), requires: .row(modifiedAt: moment(2))),
                ObjectChange(
                    key("a"), requires: .row(modifiedAt: moment(3)), .remove(at: moment(4))),
                try await bench.change(key("a"), "three", at: moment(5), requires: .absent),
            ]
            let replaced = try await bench.container.commit(changes)
            try expectEqual(
                replaced,
                [nil, .sample("one", at: moment(2)), .sample("two", at: moment(3)), nil],
                "replaced rows")
            try expectEqual(try await bench.text("a"), "three", "body")
            try await bench.expectCountersEqualListing()
        },
    ]
}
