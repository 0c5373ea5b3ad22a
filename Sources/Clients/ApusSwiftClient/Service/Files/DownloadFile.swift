// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that appears under its name only when it is whole.
///
/// The bytes go to a file beside it, which takes the name at the end, in one step. What is not
/// finished is removed, also when the program is interrupted (`PartialFiles.removeAll()`).
final class DownloadFile: Sendable {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private let isOpen = Mutex(true)
    /// Written to in place: a device or pipe, which cannot be replaced.
    private let isDirect: Bool

    private init(path: String, temporary: String, descriptor: Int32, isDirect: Bool) {
        self.path = path
        self.temporary = temporary
        self.descriptor = descriptor
        self.isDirect = isDirect
    }

    /// Opens a file on the calling thread, which may block.
    static func create(_ path: String) throws -> DownloadFile {
        if FileCalls.kind(path) == .other {
            let descriptor = try FileCalls.open(path, flags: O_WRONLY)
            return DownloadFile(
                path: path, temporary: "", descriptor: descriptor, isDirect: true)
        }
        let directory = DownloadPath.parent(of: path)
        while true {
            let temporary = DownloadPath.join(directory, PartialFiles.newName())
            PartialFiles.add(temporary)
            do {
                let descriptor = try FileCalls.open(
                    temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
                return DownloadFile(
                    path: path, temporary: temporary, descriptor: descriptor, isDirect: false)
            } catch {
                PartialFiles.forget(temporary)
                if error.code != EEXIST { throw error.about(path) }
            }
        }
    }

    /// Adds bytes, on the calling thread.
    func write(_ bytes: Bytes) throws(SystemError) {
        do {
            try FileCalls.writeAll(descriptor, bytes)
        } catch {
            throw error.about(path)
        }
    }

    /// Gives the file its time and its name, on the calling thread.
    func finish(modified: FileTime?) throws {
        if let modified, !isDirect { try FileCalls.setTimes(descriptor, modified) }
        close()
        guard !isDirect else { return }
        do {
            try FileCalls.move(temporary, to: path)
        } catch {
            discard()
            throw error
        }
        PartialFiles.forget(temporary)
    }

    /// Removes what was written, on the calling thread.
    func discard() {
        close()
        guard !isDirect else { return }
        try? FileCalls.remove(temporary)
        PartialFiles.forget(temporary)
    }

    private func close() {
        let mustClose = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if mustClose { FileCalls.close(descriptor) }
    }
}

/// The files that are being written in this process, for a program that is about to end early.
public enum PartialFiles {
    private static let paths = Mutex<Set<String>>([])
    /// What the names of this run have in common, and how many there were.
    private static let run = String(UInt64.random(in: 0 ... .max), radix: 36)
    private static let count = Atomic<UInt64>(0)

    /// A hidden name that no other file is likely to bear.
    static func newName() -> String {
        let number = count.add(1, ordering: .relaxed).newValue
        return ".apus-\(run)-\(String(number, radix: 36))"
    }

    static func add(_ path: String) {
        _ = paths.withLock { $0.insert(path) }
    }

    static func forget(_ path: String) {
        _ = paths.withLock { $0.remove(path) }
    }

    /// Removes them all; for the moment before the process ends.
    public static func removeAll() {
        for path in paths.withLock({ $0 }) { try? FileCalls.remove(path) }
    }
}

extension SystemError {
    /// The same error, about a path that its caller knows.
    func about(_ path: String) -> SystemError {
        SystemError(code, path)
    }
}
