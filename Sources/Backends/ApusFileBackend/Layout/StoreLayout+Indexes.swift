// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

/// Where the indexes lie (`Docs/OnDisk/FileBackend.md`).
extension StoreLayout {
    var accounts: String { "\(root)/accounts" }
    /// Containers of deleted accounts, until their bodies are gone.
    var doomed: String { "\(root)/doomed" }

    func account(_ name: AccountName) -> String {
        "\(accounts)/\(Self.fileName(name.text, limit: 200))"
    }

    static func index(ofAccountIn directory: String) -> String { "\(directory)/account.db" }
    static func containers(ofAccountIn directory: String) -> String { "\(directory)/containers" }

    /// Removes a database with what SQLite keeps beside it.
    static func removeDatabase(_ path: String) throws(StorageError) {
        // The database goes last: without it nobody looks at the others.
        for suffix in ["-wal", "-shm", "-journal", ""] { try removeFile(path + suffix) }
    }
}
