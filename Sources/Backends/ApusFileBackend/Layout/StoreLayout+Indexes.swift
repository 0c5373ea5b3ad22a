// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
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
    /// Says that the account's index was set aside, and why.
    static func quarantineMark(ofAccountIn directory: String) -> String {
        "\(directory)/quarantined.txt"
    }
    static func containers(ofAccountIn directory: String) -> String { "\(directory)/containers" }

    /// The account whose directory this is; nil when the name was too long to be in it.
    static func account(ofDirectory name: String) -> AccountName? {
        guard !name.contains("~"), let text = PercentEncoding.decode(name) else { return nil }
        return try? AccountName(text)
    }

    /// Sets a database aside, under its own name, with a text beside it. Blocks.
    func quarantine(database path: String, note: String) throws(StorageError) -> String {
        try Self.makeDirectory(quarantined)
        let name = path.split(separator: "/").suffix(3).filter { $0 != "containers" }
            .joined(separator: "~")
        var target = "\(quarantined)/\(name)"
        while Self.exists(target + ".txt") { target += "+" }
        let final = target
        try Self.replaceFile(final + ".txt", with: note)
        try calling { () throws(SystemError) in
            // The database goes first: without its log it must not be taken for the whole of it.
            for suffix in ["", "-wal", "-shm"] where Self.exists(path + suffix) {
                try FileCalls.move(path + suffix, to: final + suffix)
            }
            let parent = path.split(separator: "/").dropLast().joined(separator: "/")
            try FileCalls.syncDirectory((path.hasPrefix("/") ? "/" : "./") + parent)
            try FileCalls.syncDirectory(quarantined)
        }
        return final
    }

    /// The newest of what was set aside under a name; nil when there is nothing.
    func latestQuarantined(_ name: String) -> String? {
        var path = "\(quarantined)/\(name)"
        guard Self.exists(path) else { return nil }
        while Self.exists(path + "+") { path += "+" }
        return path
    }

    /// Removes a database with what SQLite keeps beside it.
    static func removeDatabase(_ path: String) throws(StorageError) {
        // The database goes last: without it nobody looks at the others.
        for suffix in ["-wal", "-shm", "-journal", ""] { try removeFile(path + suffix) }
    }
}
