// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusObjectStore

/// Goes through the names of a container, of its record, and of what has come into it from
/// elsewhere, each of them once and in order.
struct NameMerge {
    /// What is known of a name.
    struct Name {
        /// The object as it is here; nil when it is not.
        var here: SyncJournal.Entry?
        /// What the far end has had of it from here.
        var recorded: SyncJournal.Entry?
        /// What has come from another cluster, which may be the far end.
        var received: SyncJournal.Entry?
    }

    let record: SyncRecord?
    private var recorded: NamePages
    private var received: NamePages
    private var listing: NamePages

    init(record: SyncRecord?, received: NamePages, listing: NamePages) {
        self.record = record
        self.received = received
        self.listing = listing
        recorded = NamePages(record)
    }

    mutating func next() async throws -> Name? {
        let heads = [
            try await listing.peek(), try await recorded.peek(), try await received.peek(),
        ]
        guard let first = heads.compactMap({ $0?.name }).min() else { return nil }
        var name = Name()
        if heads[0]?.name == first { name.here = try await listing.take() }
        if heads[1]?.name == first { name.recorded = try await recorded.take() }
        if heads[2]?.name == first { name.received = try await received.take() }
        return name
    }
}

/// Names in order, some at a time.
struct NamePages {
    /// Where they come from.
    private enum Source {
        /// The names after one.
        case pages((String?) async throws -> [SyncJournal.Entry])
        case record(SyncRecord)
        case nothing
    }

    private var source: Source
    private var waiting: ArraySlice<SyncJournal.Entry> = []
    private var last: String?

    init(_ page: @escaping (String?) async throws -> [SyncJournal.Entry]) {
        source = .pages(page)
    }

    init(_ record: SyncRecord?) {
        source = record.map(Source.record) ?? .nothing
    }

    /// The next name, which stays; nil after the last.
    mutating func peek() async throws -> SyncJournal.Entry? {
        if let first = waiting.first { return first }
        switch source {
        case .nothing: return nil
        case .pages(let page): waiting = try await page(last)[...]
        case .record(var record):
            let entry = try await record.next()
            source = .record(record)
            waiting = entry.map { [$0] } ?? []
        }
        if waiting.isEmpty { source = .nothing }
        last = waiting.last?.name.text
        return waiting.first
    }

    /// The next name.
    mutating func take() async throws -> SyncJournal.Entry? {
        let first = try await peek()
        waiting = waiting.dropFirst()
        return first
    }
}
