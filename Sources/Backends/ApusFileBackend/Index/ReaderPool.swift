// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusStorage
import Synchronization

/// Connections that only read, kept for the next reader.
final class ReaderPool: Sendable {
    /// How many idle connections are kept.
    private static let idleLimit = 2

    private let path: String
    private let idle = Mutex<[Database]>([])

    init(_ path: String) {
        self.path = path
    }

    /// Lends a connection. Blocks.
    func read<Answer>(
        _ body: (Database) throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        let database: Database
        if let known = idle.withLock({ $0.popLast() }) {
            database = known
        } else {
            database = try Schema.open(path)
        }
        let answer = try body(database)
        // One that has thrown is not used again.
        idle.withLock { idle in
            if idle.count < Self.idleLimit { idle.append(database) }
        }
        return answer
    }

    /// Closes what is idle.
    func close() {
        idle.withLock { $0 = [] }
    }
}
