// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusStorage
import CSQLite

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connection to one SQLite database.
///
/// Sound because the connection and its statements are only reachable through this value, which
/// finalises them before it closes the connection, once, in `deinit`. It is used by one thread at
/// a time, which is its owner's business (a job queue or a pool): hence `@unchecked Sendable`.
@safe final class Database: @unchecked Sendable {
    private let connection: OpaquePointer
    private var statements: [String: Statement] = [:]
    private let path: String

    /// Opens a database, made when it is not there and `creating`.
    init(_ path: String, creating: Bool = false) throws(StorageError) {
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (creating ? SQLITE_OPEN_CREATE : 0)
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard let made = unsafe opened, code == SQLITE_OK else {
            let failure = unsafe Self.error(code, opened, path, "open")
            unsafe sqlite3_close_v2(opened)
            throw failure
        }
        unsafe connection = made
        self.path = path
        unsafe sqlite3_extended_result_codes(made, 1)
        unsafe sqlite3_busy_timeout(made, 30_000)
    }

    deinit {
        for statement in statements.values { statement.close() }
        unsafe sqlite3_close_v2(connection)
    }

    /// Runs statements that answer nothing.
    func execute(_ text: String) throws(StorageError) {
        let code = unsafe sqlite3_exec(connection, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code, text) }
    }

    /// A statement ready to be bound and stepped: prepared once, reset each time.
    func statement(_ text: String) throws(StorageError) -> Statement {
        if let known = statements[text] {
            known.reset()
            return known
        }
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let made = unsafe prepared else { throw failure(code, text) }
        let statement = unsafe Statement(made, of: self, text)
        statements[text] = statement
        return statement
    }

    /// Runs a statement with these values that answers no row.
    func run(_ text: String, _ values: SQLiteValue...) throws(StorageError) {
        let statement = try statement(text)
        statement.bind(values)
        _ = try statement.step()
        statement.reset()
    }

    /// Does work whose statements end with `.cancelled` soon after the flag is raised, also
    /// within a single step of one.
    ///
    /// Sound because SQLite calls the handler only while a statement of this connection runs, on
    /// the thread that runs it, and it is taken away before the flag may be gone.
    func stopping<Answer>(
        on flag: StopFlag, _ work: () throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        // Instructions of SQLite's machine: about a tenth of a millisecond.
        let interval: Int32 = 10_000
        unsafe sqlite3_progress_handler(
            connection, interval,
            { context in
                guard let context = unsafe context else { return 0 }
                let flag = unsafe Unmanaged<StopFlag>.fromOpaque(context).takeUnretainedValue()
                return flag.isUp ? 1 : 0
            }, Unmanaged.passUnretained(flag).toOpaque())
        defer {
            unsafe sqlite3_progress_handler(connection, 0, nil, nil)
            withExtendedLifetime(flag) {}
        }
        return try work()
    }

    /// Makes what is read durable: a commit of a process that was killed may have been written and
    /// not yet synced. Nobody else may have it open.
    func makeDurable() throws(StorageError) {
        let statement = try statement("PRAGMA wal_checkpoint(TRUNCATE)")
        defer { statement.reset() }
        guard try statement.step(), statement.integer(0) == 0 else {
            throw StorageError(.unavailable, "\(path): another process has it open")
        }
    }

    /// Whether a transaction was begun and neither committed nor rolled back, by SQLite either.
    var isInTransaction: Bool {
        unsafe sqlite3_get_autocommit(connection) == 0
    }

    /// What SQLite says of a failure, as a back-end says it.
    fileprivate func failure(_ code: Int32, _ operation: String) -> StorageError {
        unsafe Self.error(code, connection, path, operation)
    }

    /// - Parameter connection: nil when there was no memory for one.
    @unsafe
    private static func error(
        _ code: Int32, _ connection: OpaquePointer?, _ path: String, _ operation: String
    ) -> StorageError {
        let text = unsafe connection.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? ""
        let system = unsafe connection.map { unsafe sqlite3_system_errno($0) } ?? 0
        let reason: StorageError.Reason =
            switch code & 0xFF {
            case SQLITE_FULL, SQLITE_READONLY: .insufficientStorage(neededBytes: 0)
            // Those beneath which a system call has failed.
            case SQLITE_IOERR, SQLITE_CANTOPEN: reason(of: system, path)
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_BUSY, SQLITE_LOCKED: .lockTimeout
            // Only a `StopFlag` interrupts.
            case SQLITE_INTERRUPT: .cancelled
            default: .unavailable
            }
        return StorageError(
            reason, "\(path): SQLite error \(code), \(system): \(text) (\(operation))")
    }

    /// What a failure of the system means. SQLite has not kept every number: whether nothing at
    /// all can be written is asked again.
    private static func reason(of system: Int32, _ path: String) -> StorageError.Reason {
        let known = StorageError(SystemError(system, path)).reason
        guard known == .unavailable else { return known }
        do {
            // Its directory: whoever opened and closed the file would lose SQLite's locks.
            try FileCalls.checkWritable(
                path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })
            return known
        } catch {
            let isTelling = [EROFS, ENOSPC, EDQUOT].contains(error.code)
            return isTelling ? StorageError(error).reason : known
        }
    }
}

/// What can be bound to a statement.
enum SQLiteValue {
    case null
    case integer(Int64)
    case text(String)
    /// Bytes compared as a text, which need not be UTF-8: a bound between names.
    case bytesAsText([UInt8])
}

/// A prepared statement.
///
/// Sound because its database finalises it before closing, and because what columns answer is
/// copied before the next step. One thread at a time, as the database.
@safe final class Statement {
    private let statement: OpaquePointer
    private unowned let database: Database
    private let text: String

    @unsafe
    fileprivate init(_ statement: OpaquePointer, of database: Database, _ text: String) {
        unsafe self.statement = statement
        self.database = database
        self.text = text
    }

    fileprivate func close() {
        unsafe sqlite3_finalize(statement)
    }

    /// Ends the walk over its rows and lets go of what it reads.
    func reset() {
        unsafe sqlite3_reset(statement)
    }

    /// Binds values to `?1`, `?2` and so on.
    func bind(_ values: [SQLiteValue]) {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            switch value {
            case .null: unsafe sqlite3_bind_null(statement, position)
            case .integer(let number): unsafe sqlite3_bind_int64(statement, position, number)
            case .text(var text):
                text.withUTF8 { unsafe bind($0, at: position) }
            case .bytesAsText(let bytes):
                unsafe bytes.withUnsafeBufferPointer { unsafe bind($0, at: position) }
            }
        }
    }

    private func bind(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int32) {
        // SQLITE_TRANSIENT, a cast macro that is not imported: SQLite copies the bytes at once.
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        if let base = bytes.baseAddress {
            unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { base in
                _ = unsafe sqlite3_bind_text(
                    statement, position, base, Int32(bytes.count), transient)
            }
        } else {
            unsafe sqlite3_bind_text(statement, position, "", 0, transient)
        }
    }

    /// Whether there is a row to read now.
    func step() throws(StorageError) -> Bool {
        switch unsafe sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let failure = database.failure(code, text)
            reset()
            throw failure
        }
    }

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(statement, column)
    }

    /// The text of a column; empty for NULL.
    func text(_ column: Int32) -> String {
        guard let start = unsafe sqlite3_column_text(statement, column) else { return "" }
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
