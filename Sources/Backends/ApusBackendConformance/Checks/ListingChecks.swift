// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// Listings: a table of cases, and random ones against a model.
enum ListingChecks {
    /// One query and the page it must give.
    private struct Case {
        let query: ListingQuery
        let page: [String]

        init(_ query: ListingQuery, _ page: [String]) {
            self.query = query
            self.page = page
        }
    }

    private static let names = [
        "a", "b/", "b/1", "b/2/x", "b/2/y", "b0", "c--e", "c--f", "c-g", "c//d", "z/1", "é/1", "日",
    ]

    private static let cases: [Case] = [
        Case(ListingQuery(), names),
        Case(ListingQuery(limit: 0), []),
        Case(ListingQuery(limit: 2), ["a", "b/"]),
        Case(ListingQuery(limit: 2, marker: "b/"), ["b/1", "b/2/x"]),
        Case(ListingQuery(marker: "c-", endMarker: "c-g"), ["c--e", "c--f"]),
        Case(ListingQuery(marker: "zz"), ["é/1", "日"]),
        Case(ListingQuery(marker: "日"), []),
        Case(ListingQuery(marker: "b", endMarker: "b"), []),
        Case(ListingQuery(marker: "c", endMarker: "b"), []),
        Case(ListingQuery(marker: "", endMarker: ""), names),
        Case(ListingQuery(prefix: "b/"), ["b/", "b/1", "b/2/x", "b/2/y"]),
        Case(ListingQuery(marker: "a", prefix: "b/2"), ["b/2/x", "b/2/y"]),
        Case(ListingQuery(marker: "c", prefix: "b/"), []),
        Case(ListingQuery(endMarker: "zzz", prefix: "b/2"), ["b/2/x", "b/2/y"]),
        Case(
            ListingQuery(delimiter: "/"),
            [
                "a", "sub-directory b/", "b0", "c--e", "c--f", "c-g", "sub-directory c/",
                "sub-directory z/", "sub-directory é/", "日",
            ]),
        Case(
            ListingQuery(prefix: "b/", delimiter: "/"), ["b/", "b/1", "sub-directory b/2/"]),
        Case(ListingQuery(prefix: "b", delimiter: "/"), ["sub-directory b/", "b0"]),
        Case(
            ListingQuery(prefix: "c", delimiter: "--"),
            ["sub-directory c--", "c-g", "c//d"]),
        Case(ListingQuery(prefix: "c", delimiter: ""), ["c--e", "c--f", "c-g", "c//d"]),
        Case(ListingQuery(limit: 2, delimiter: "/"), ["a", "sub-directory b/"]),
        Case(
            ListingQuery(limit: 3, marker: "b/", delimiter: "/"),
            ["b0", "c--e", "c--f"]),
        Case(
            ListingQuery(limit: 2, marker: "b/1", delimiter: "/"), ["sub-directory b/", "b0"]),
        Case(
            ListingQuery(endMarker: "b/2", delimiter: "/"), ["a", "sub-directory b/"]),
        Case(ListingQuery(path: ""), ["a", "b/", "b0", "c--e", "c--f", "c-g", "日"]),
        Case(ListingQuery(path: "b"), ["b/1"]),
        Case(ListingQuery(path: "b/"), ["b/1"]),
        Case(ListingQuery(path: "b//"), ["b/1"]),
        Case(ListingQuery(path: "b/2"), ["b/2/x", "b/2/y"]),
        Case(ListingQuery(path: "nothing"), []),
        Case(ListingQuery(isReversed: true), names.reversed()),
        Case(ListingQuery(limit: 2, marker: "z/1", isReversed: true), ["c//d", "c-g"]),
        Case(ListingQuery(marker: "c-g", endMarker: "c--e", isReversed: true), ["c--f"]),
        Case(
            ListingQuery(prefix: "b/2/", isReversed: true), ["b/2/y", "b/2/x"]),
        Case(ListingQuery(marker: "b/2/y", prefix: "b/2/", isReversed: true), ["b/2/x"]),
        Case(ListingQuery(marker: "z", prefix: "b/2/", isReversed: true), ["b/2/y", "b/2/x"]),
        Case(
            ListingQuery(prefix: "b", delimiter: "/", isReversed: true),
            ["b0", "sub-directory b/"]),
        Case(
            ListingQuery(limit: 3, marker: "c--e", delimiter: "/", isReversed: true),
            ["b0", "sub-directory b/", "a"]),
        Case(
            ListingQuery(marker: "b0", endMarker: "b/", delimiter: "/", isReversed: true), []),
        Case(
            ListingQuery(path: "", isReversed: true), ["日", "c-g", "c--f", "c--e", "b0", "b/", "a"]),
    ]

    static let all: [ConformanceCheck] = [
        .inContainer("lists objects as asked") { bench in
            for name in names.shuffled() { try await bench.put(name) }
            for expected in cases {
                let page = try await bench.container.list(expected.query)
                try expectEqual(
                    page.entries.map(\.modelText), expected.page, "\(expected.query)")
                try expectEqual(
                    ListingModel(names: names).page(expected.query), expected.page, "the model")
            }
        },
        .inContainer("lists containers as asked") { bench in
            let names = ["a", "a-1", "a-2", "a.", "b", "b--x", "b--y", "é", "日"]
            for name in names {
                _ = try await bench.sibling(name).create(ContainerRecord(createdAt: moment(2)))
            }
            let model = ListingModel(names: names + ["bench"])
            for query in [
                ListingQuery(), ListingQuery(limit: 3, marker: "a-1"),
                ListingQuery(prefix: "a", delimiter: "-"), ListingQuery(delimiter: "--"),
                ListingQuery(endMarker: "b", isReversed: true),
                ListingQuery(limit: 2, marker: "b--", delimiter: "--", isReversed: true),
            ] {
                let page = try await bench.account.list(query)
                try expectEqual(page.entries.map(\.modelText), model.page(query), "\(query)")
            }
        },
        .inContainer("orders and compares names by their bytes of UTF-8") { bench in
            // Swift's own order of texts has the first two equal, and U+FF5E before U+1F600 as
            // UTF-8 does but UTF-16 does not.
            let names = [
                "e\u{301}", "é", "\u{FF5E}", "\u{1F600}", "Z", "a", "\u{7F}", "~", "a\u{301}",
            ]
            for name in names { try await bench.put(name, name) }
            let bytes = names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
            try expectEqual(try await bench.names().map { Array($0.utf8) }, bytes, "order")
            try expectEqual(
                try await bench.names(pageLimit: 2).map { Array($0.utf8) }, bytes, "pages")
            for name in names {
                let found = try await bench.text(name).map { Array($0.utf8) }
                try expectEqual(found, Array(name.utf8), "body of \(name)")
            }
            let rolled = try await bench.container.list(ListingQuery(delimiter: "\u{301}"))
            let model = ListingModel(names: names).page(ListingQuery(delimiter: "\u{301}"))
            try expectEqual(rolled.entries.map(\.modelText), model, "a combining delimiter")
        },
        .inContainer("hides reserved names unless they are asked for") { bench in
            let names = ["\u{0}versions\u{0}a", "\u{0}z/1", "a", "b/1"]
            for name in names { try await bench.put(name, name) }
            try expectEqual(try await bench.text(names[0]), names[0], "a reserved object")
            for isReversed in [false, true] {
                for delimiter in [nil, "/"] {
                    for showsReserved in [false, true] {
                        let query = ListingQuery(
                            delimiter: delimiter, isReversed: isReversed,
                            showsReserved: showsReserved)
                        let page = try await bench.container.list(query)
                        try expectEqual(
                            page.entries.map(\.modelText), ListingModel(names: names).page(query),
                            "\(query)")
                    }
                }
            }
        },
        .inContainer("gives the pages of an exhaustive model for random queries") { bench in
            var generator = RepeatableGenerator(seed: 2_024)
            var names: Set<[UInt8]> = []
            while names.count < 120 {
                names.insert(Array(randomText(1...6, &generator).utf8))
            }
            let texts = names.map { String(decoding: $0, as: UTF8.self) }
            try await withThrowingTaskGroup { group in
                for text in texts { group.addTask { _ = try await bench.put(text) } }
                try await group.waitForAll()
            }
            let model = ListingModel(names: texts)
            for _ in 0..<2_000 {
                let query = randomQuery(&generator)
                let page = try await bench.container.list(query)
                try expectEqual(page.entries.map(\.modelText), model.page(query), "\(query)")
            }
        },
        .inContainer("goes through everything page by page, both ways") { bench in
            var generator = RepeatableGenerator(seed: 5)
            var texts: Set<String> = []
            while texts.count < 60 { texts.insert(randomText(1...5, &generator)) }
            for text in texts { try await bench.put(text) }
            for isReversed in [false, true] {
                for delimiter in [nil, "/", "--"] {
                    var query = ListingQuery(delimiter: delimiter, isReversed: isReversed)
                    let whole = try await bench.container.list(query).entries.map(\.name)
                    query.limit = 3
                    var paged: [String] = []
                    while true {
                        let page = try await bench.container.list(query).entries.map(\.name)
                        paged += page
                        guard let last = page.last else { break }
                        query.marker = last
                        try expect(paged.count <= whole.count, "pages repeat entries: \(query)")
                    }
                    try expectEqual(
                        paged.map { Array($0.utf8) }, whole.map { Array($0.utf8) }, "\(query)")
                }
            }
        },
    ]

    private static let alphabet = ["a", "b", "/", "-", "0", "é", "e\u{301}", "日", "."]

    private static func randomText(
        _ count: ClosedRange<Int>, _ generator: inout RepeatableGenerator
    ) -> String {
        var text = ""
        for _ in 0..<Int.random(in: count, using: &generator) {
            text += alphabet.randomElement(using: &generator) ?? "a"
        }
        return text
    }

    private static func randomQuery(_ generator: inout RepeatableGenerator) -> ListingQuery {
        var query = ListingQuery()
        func sometimes(_ generator: inout RepeatableGenerator) -> Bool {
            Int.random(in: 0..<3, using: &generator) == 0
        }
        if sometimes(&generator) { query.marker = randomText(0...4, &generator) }
        if sometimes(&generator) { query.endMarker = randomText(0...4, &generator) }
        if sometimes(&generator) { query.prefix = randomText(0...3, &generator) }
        if Bool.random(using: &generator) {
            query.delimiter = ["/", "-", "--", "é", "a/", "\u{301}"].randomElement(
                using: &generator)
        }
        if Int.random(in: 0..<5, using: &generator) == 0 {
            query.path = randomText(0...3, &generator)
            query.prefix = ""
            query.delimiter = nil
        }
        query.isReversed = Bool.random(using: &generator)
        query.limit = [1, 2, 5, 10_000].randomElement(using: &generator) ?? 1
        return query
    }
}
