// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusStorage

/// A walk over the names of a table, for `ListingWalk`.
///
/// Its rows are the statement itself, standing on the row: they are read before the next step.
struct IndexCursor: ListingCursor {
    private let database: Database
    private let columns: String
    private let table: String
    /// What rows must also be (`space = 0`); empty for all.
    private let condition: String
    private let isReversed: Bool
    private var statement: Statement?

    /// - Parameter columns: the first is `name`.
    init(
        _ database: Database, selecting columns: String, from table: String,
        where condition:
            String = "", isReversed: Bool
    ) {
        self.database = database
        self.columns = columns
        self.table = table
        self.condition = condition
        self.isReversed = isReversed
    }

    mutating func seek(to place: ListingPlace) throws(StorageError) {
        let bound: String
        var values: [SQLiteValue] = []
        switch place {
        case .start: bound = ""
        case .at(let bytes):
            bound = isReversed ? "name <= ?1" : "name >= ?1"
            values = [.bytesAsText(bytes)]
        case .beyond(let bytes):
            bound = isReversed ? "name < ?1" : "name > ?1"
            values = [.bytesAsText(bytes)]
        }
        let conditions = [condition, bound].filter { !$0.isEmpty }.joined(separator: " AND ")
        statement?.reset()
        let statement = try database.statement(
            "SELECT \(columns) FROM \(table) \(conditions.isEmpty ? "" : "WHERE " + conditions)"
                + " ORDER BY name \(isReversed ? "DESC" : "ASC")")
        statement.bind(values)
        self.statement = statement
    }

    mutating func next() throws(StorageError) -> (name: String, row: Statement)? {
        guard let statement, try statement.step() else {
            // A finished statement would begin anew.
            self.statement?.reset()
            self.statement = nil
            return nil
        }
        return (statement.text(0), statement)
    }

    /// Lets go of what the walk reads.
    func close() {
        statement?.reset()
    }
}
