// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

/// All records as they are at a moment: a value, so that whoever reads holds nobody up.
struct Records: Sendable {
    private var kinds: [String: [String: Record]] = [:]
    /// Users by their access key: every request asks.
    private var users: [String: String] = [:]

    /// The records of a type, in the order that the contract lists them.
    func all(_ type: String) -> [Record] {
        kinds[type].map { RecordOrder(type).sorted(Array($0.values)) } ?? []
    }

    func count(_ type: String) -> Int { kinds[type]?.count ?? 0 }

    /// Those of a type that hold something, in no order.
    func filter(_ type: String, _ condition: (Record) -> Bool) -> [Record] {
        kinds[type]?.values.filter(condition) ?? []
    }

    func first(_ type: String, where condition: (Record) -> Bool) -> Record? {
        kinds[type]?.values.first(where: condition)
    }

    subscript(type: String, id: String) -> Record? { kinds[type]?[id] }

    /// The record of an id, or else of a name.
    func find(_ type: String, _ word: String) -> Record? {
        guard let records = kinds[type] else { return nil }
        if let record = records[word.lowercased()] { return record }
        return records.values.first { $0.name == word }
    }

    func user(accessKey: String) -> Record? {
        users[accessKey].flatMap { kinds["SpectraUser"]?[$0] }
    }

    mutating func put(_ record: Record) {
        forget(record.type, record.id)
        kinds[record.type, default: [:]][record.id] = record
        if record.type == "SpectraUser", let key = record["AuthId"] { users[key] = record.id }
    }

    mutating func remove(_ type: String, _ id: String) {
        forget(type, id)
        kinds[type]?[id] = nil
    }

    private mutating func forget(_ type: String, _ id: String) {
        guard type == "SpectraUser", let key = kinds[type]?[id]?["AuthId"] else { return }
        users[key] = nil
    }
}

/// The order in which the contract lists a type: by its sort keys, and by id where those are equal.
struct RecordOrder {
    private let keys: [(field: String, isNumber: Bool, isDescending: Bool)]

    init(_ type: String) {
        let fields = DS3.Schema.known(type)?.fields ?? []
        keys =
            fields.compactMap { field in
                field.sortKey.flatMap { Int($0) }.map { place in
                    // A key that counts from the end stands behind a minus sign alone: dates.
                    (field, abs(place), field.sortKey?.utf8.first == UInt8(ascii: "-"))
                }
            }
            .sorted { $0.1 < $1.1 }
            .map { ($0.0.name, ["I", "L"].contains($0.0.type), $0.2) }
    }

    /// By one field, ascending.
    init(by field: String) {
        keys = [(field, false, false)]
    }

    func sorted(_ records: [Record]) -> [Record] {
        records
            .map { (record: $0, keys: values(of: $0)) }
            .sorted { precedes($0.keys, $1.keys) }
            .map(\.record)
    }

    private func values(of record: Record) -> [String] {
        keys.map { record[$0.field] ?? "" } + [record.id]
    }

    private func precedes(_ left: [String], _ right: [String]) -> Bool {
        for (place, pair) in zip(left, right).enumerated() where pair.0 != pair.1 {
            guard place < keys.count else { return pair.0 < pair.1 }
            let isLess =
                keys[place].isNumber
                ? (Int64(pair.0) ?? 0) < (Int64(pair.1) ?? 0)
                : pair.0.utf8.lexicographicallyPrecedes(pair.1.utf8)
            return isLess != keys[place].isDescending
        }
        return false
    }
}
