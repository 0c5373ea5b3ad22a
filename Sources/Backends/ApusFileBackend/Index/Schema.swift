// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The tables, for `sqlite3` and people too.
enum Schema {
    /// Of an account: itself, and its containers. That a container exists is decided here.
    static let account = """
        CREATE TABLE account (
            name TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT);
        CREATE TABLE metadata (
            name TEXT PRIMARY KEY, value TEXT, changed_at TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE containers (
            name TEXT PRIMARY KEY, file TEXT NOT NULL, modified_at TEXT NOT NULL,
            policy INTEGER NOT NULL, object_count INTEGER NOT NULL DEFAULT 0,
            bytes_used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        """ + tombstones

    /// Of an account: containers that were deleted, until that is long ago.
    static let tombstones = """

        CREATE TABLE IF NOT EXISTS tombstones (
            name TEXT PRIMARY KEY, created_at TEXT NOT NULL, deleted_at TEXT NOT NULL,
            policy INTEGER NOT NULL) WITHOUT ROWID;
        """

    /// Of a container. A row of `objects` with space 0 is an object, 1 an older version
    /// (major and minor: its moment), 2 a part of an upload (major: upload, minor: number).
    static let container = """
        CREATE TABLE container (
            account TEXT NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL,
            modified_at TEXT NOT NULL, policy INTEGER NOT NULL,
            object_count INTEGER NOT NULL DEFAULT 0, bytes_used INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE metadata (
            name TEXT PRIMARY KEY, value TEXT, changed_at TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE objects (
            space INTEGER NOT NULL, name TEXT NOT NULL, major INTEGER NOT NULL,
            minor INTEGER NOT NULL, bodies TEXT NOT NULL, created_at TEXT NOT NULL,
            modified_at TEXT, size INTEGER NOT NULL, etag TEXT NOT NULL,
            content_type TEXT NOT NULL, metadata TEXT, system TEXT, listing TEXT,
            expires_at INTEGER, checksum INTEGER NOT NULL, PRIMARY KEY (space, name, major, minor)) WITHOUT ROWID;
        CREATE TABLE doomed (body TEXT PRIMARY KEY) WITHOUT ROWID;
        """

    /// Opens an index. Blocks.
    static func open(_ path: String) throws(StorageError) -> Database {
        let database = try Database(path)
        try database.execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -1024;
            PRAGMA temp_store = MEMORY;
            """)
        return database
    }

    /// Makes an index, durable with its name once it returns. Blocks.
    static func create(
        _ path: String, _ tables: String, fill: (Database) throws(StorageError) -> Void
    ) throws(StorageError) {
        let temporary = path + ".new"
        try StoreLayout.removeDatabase(temporary)
        do throws(StorageError) {
            try write(temporary, tables, fill: fill)
        } catch {
            try? StoreLayout.removeDatabase(temporary)
            throw error
        }
        try calling { () throws(SystemError) in
            let descriptor = try FileCalls.open(temporary, flags: O_RDWR)
            defer { FileCalls.close(descriptor) }
            try FileCalls.syncData(descriptor)
            try FileCalls.move(temporary, to: path)
            let parent = path.split(separator: "/").dropLast().joined(separator: "/")
            try FileCalls.syncDirectory((path.hasPrefix("/") ? "/" : "./") + parent)
        }
    }

    private static func write(
        _ path: String, _ tables: String, fill: (Database) throws(StorageError) -> Void
    ) throws(StorageError) {
        // Nobody reads it before it is whole: one sync at the end instead of many.
        let database = try Database(path, creating: true)
        try database.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; BEGIN")
        try database.execute(tables)
        try fill(database)
        try database.execute("COMMIT; PRAGMA journal_mode = WAL")
    }

    /// Reads the metadata of an account or container.
    static func readMetadata(_ database: Database) throws(StorageError) -> TimedMetadata {
        var entries: [String: TimedMetadata.Entry] = [:]
        let statement = try database.statement("SELECT name, value, changed_at FROM metadata")
        while try statement.step() {
            entries[statement.text(0)] = TimedMetadata.Entry(
                statement.isNull(1) ? nil : statement.text(1),
                at: try RowFields.moment(statement.text(2)))
        }
        return TimedMetadata(entries)
    }

    /// Writes what has changed of the metadata of an account or container.
    static func writeMetadata(
        _ new: TimedMetadata, over old: TimedMetadata, _ database: Database
    ) throws(StorageError) {
        for name in old.entries.keys where new.entries[name] == nil {
            try database.run("DELETE FROM metadata WHERE name = ?1", .text(name))
        }
        for (name, entry) in new.entries where old.entries[name] != entry {
            try database.run(
                "INSERT OR REPLACE INTO metadata VALUES (?1, ?2, ?3)", .text(name),
                entry.value.map { .text($0) } ?? .null, .text(entry.changedAt.description))
        }
    }
}
