// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusIO
import ApusModel
import ApusObjectStore
import ApusXML
import Synchronization

/// What DS3's administration keeps: users and groups, access control lists, data policies and
/// where they place data, registrations for notifications and such.
///
/// Records lie in the reserved account `.ds3`, one container for each type. All are held in
/// memory, so that asking never waits; a change is durable before it is seen.
final class Catalogue: Sendable {
    /// The most records of one type.
    static let limit = 10_000
    /// The most registrations for notifications of one type that a user has who is no
    /// administrator: others need room too.
    static let userLimit = 100
    /// The longest text that a record keeps.
    static let textLimitBytes = 1024
    /// The types there are records of.
    static let types =
        [
            "SpectraUser", "Group", "GroupMember", "BucketAcl", "DataPolicyAcl", "DataPolicy",
            "DataPersistenceRule", "StorageDomain", "StorageDomainMember", "PoolPartition", "Pool",
            "TapeLibrary", "TapePartition", "TapeDrive", "Tape", "TapeDensityDirective", "Node",
            "CacheFilesystem", "DataPathBackend",
        ] + NotificationKind.all.map(\.type)

    let settings: CatalogueSettings
    let clock: StoreClock
    private let store: RecordStore
    private let current = Mutex(Records())
    private let turn = Turn()
    /// Whether a change broke off, so that what is in the store has to be looked at again.
    private let isUncertain = Mutex(false)

    /// Reads what there is, and makes what must be there.
    init(_ settings: CatalogueSettings, _ store: ObjectStore) async throws {
        self.settings = settings
        self.store = RecordStore(store, in: .ds3)
        clock = store.clock
        try await load()
        try await establish()
    }

    /// The records as they are now.
    var records: Records { current.withLock { $0 } }

    /// The moment, as documents have it.
    var now: String { DS3.Time(clock.now()).description }

    /// Changes records: one change at a time sees the records as the one before left them.
    ///
    /// - Throws: what `change` throws, and nothing has changed then; what the store throws.
    @discardableResult
    func change<Answer>(_ change: (inout RecordChange) throws -> Answer) async throws -> Answer {
        try await turn.take {
            if isUncertain.withLock({ $0 }) { try await load() }
            var edit = RecordChange(records)
            let answer = try change(&edit)
            for step in edit.steps {
                isUncertain.withLock { $0 = true }
                switch step {
                case .put(let record):
                    try await store.put(
                        try ObjectName(record.id), in: try ContainerName(record.type),
                        record.element.encoded)
                    current.withLock { $0.put(record) }
                case .remove(let type, let id):
                    try await store.remove(try ObjectName(id), in: try ContainerName(type))
                    current.withLock { $0.remove(type, id) }
                }
                isUncertain.withLock { $0 = false }
            }
            return answer
        }
    }

    private func load() async throws {
        var records = Records()
        for type in Self.types {
            let container = try ContainerName(type)
            var marker: String?
            while true {
                var query = ListingQuery()
                query.marker = marker ?? ""
                let page = try await store.list(container, query)
                guard let last = page.last else { break }
                marker = last.name.text
                for entry in page {
                    guard let (_, document) = try await store.get(entry.name, in: container) else {
                        continue
                    }
                    records.put(Record(type, try XMLElement(parsing: document)))
                }
            }
        }
        current.withLock { $0 = records }
        isUncertain.withLock { $0 = false }
    }
}

/// A change of records that is being made up.
struct RecordChange {
    enum Step {
        case put(Record)
        case remove(type: String, id: String)
    }

    /// As they will be.
    private(set) var records: Records
    private(set) var steps: [Step] = []

    init(_ records: Records) {
        self.records = records
    }

    mutating func put(_ record: Record) {
        guard records[record.type, record.id] != record else { return }
        records.put(record)
        steps.append(.put(record))
    }

    mutating func remove(_ record: Record) {
        records.remove(record.type, record.id)
        steps.append(.remove(type: record.type, id: record.id))
    }
}
