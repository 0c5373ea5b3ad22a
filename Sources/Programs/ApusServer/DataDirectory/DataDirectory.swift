// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder a server keeps its data in, held by one process at a time.
///
/// ```
/// DIR/lock          who holds it: a process number, under an advisory lock
/// DIR/layout.conf   which engine and back-end keep what, and the number of this layout
/// DIR/clock         a moment that no change has had yet
/// DIR/token.secret  what tokens are signed with
/// DIR/users.conf    users that `apusd user add` has made
/// DIR/credentials   the key of the user that was made with the directory
/// DIR/control       the socket where a running server takes maintenance commands
/// DIR/migration.conf  how far `apusd migrate` is
/// DIR/BACKEND/      the data of a back-end
/// ```
public final class DataDirectory: Sendable {
    /// Its path as it was given.
    public let path: String

    private let lockDescriptor: Int32

    /// Makes the folder where there is none, and takes its lock. Blocks.
    ///
    /// - Throws: `DataDirectoryError`.
    public init(_ path: String) throws(DataDirectoryError) {
        self.path = path
        do throws(SystemError) {
            try Self.makeFolders(path)
            let lock = path + "/lock"
            lockDescriptor = try FileCalls.open(lock, flags: O_RDWR | O_CREAT, mode: 0o600)
        } catch {
            throw DataDirectoryError("the data directory cannot be used: \(error)")
        }
        guard flock(lockDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            // Closed by `deinit`, which runs also when an initialiser throws with everything set.
            let holder = (try? FileCalls.read(lockDescriptor, at: 0, count: 20))?.text ?? ""
            guard code == EWOULDBLOCK else {
                throw DataDirectoryError(
                    "the data directory cannot be locked: \(SystemError(code, "flock \(path)"))")
            }
            let digits = holder.prefix { $0.isASCII && $0.isNumber }
            throw DataDirectoryError(
                "the data directory \(path) is in use by another apusd"
                    + (digits.isEmpty ? "" : " (process \(digits))"), isInUse: true)
        }
        // Only for the sentence above; the lock does not depend on it.
        _ = ftruncate(lockDescriptor, 0)
        try? FileCalls.writeAll(lockDescriptor, Bytes("\(getpid())\n"))
    }

    deinit {
        // Not left to closing: a child that is just being started may still have the descriptor.
        flock(lockDescriptor, LOCK_UN)
        FileCalls.close(lockDescriptor)
    }

    /// Where a back-end keeps its data.
    func folder(ofBackend name: String) -> String { "\(path)/\(name)" }

    /// The users that `apusd user` keeps.
    static func usersFile(in path: String) -> String { "\(path)/users.conf" }

    /// What tokens are signed with: made on first use.
    func tokenSecret() throws(DataDirectoryError) -> Bytes {
        let file = PrivateFile(path: "\(path)/token.secret")
        let stored: Bytes?
        do throws(SystemError) {
            stored = try file.read(limitBytes: 4096)
        } catch {
            throw DataDirectoryError("the token secret cannot be read: \(error)")
        }
        if let stored {
            let digits = stored.text.prefix { !$0.isWhitespace }
            guard let secret = Hexadecimal.decode(digits), secret.count >= 16 else {
                throw DataDirectoryError(
                    "\(file.path) is damaged; without it, apusd makes a new one and everybody logs "
                        + "in again")
            }
            return Bytes(secret)
        }
        var random = SystemRandomNumberGenerator()
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        do throws(SystemError) {
            try file.write(Bytes(Hexadecimal.encode(secret) + "\n"))
        } catch {
            throw DataDirectoryError("the token secret cannot be kept: \(error)")
        }
        return Bytes(secret)
    }

    /// Makes a folder and those above it that are not there.
    static func makeFolders(_ path: String) throws(SystemError) {
        do throws(SystemError) {
            try FileCalls.makeDirectory(path, mode: 0o700)
        } catch {
            if error.code == EEXIST { return }
            guard error.code == ENOENT, let slash = path.lastIndex(of: "/"),
                slash != path.startIndex
            else { throw error }
            try makeFolders(String(path[..<slash]))
            try FileCalls.makeDirectory(path, mode: 0o700)
        }
    }
}

/// Why a data directory cannot be used; the description is what the operator reads.
public struct DataDirectoryError: Error, Hashable, CustomStringConvertible {
    /// What an operator reads.
    public let description: String
    /// Whether another process has it: it is in order, but not free.
    let isInUse: Bool

    init(_ description: String, isInUse: Bool = false) {
        self.description = description
        self.isInUse = isInUse
    }
}
