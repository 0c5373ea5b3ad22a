// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
package import ApusIO
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
package final class DownloadFile: Sendable {
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
    package static func create(_ path: String) throws -> DownloadFile {
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
    package func write(_ bytes: Bytes) throws(SystemError) {
        do {
            try FileCalls.writeAll(descriptor, bytes)
        } catch {
            throw error.about(path)
        }
    }

    /// Gives the file its time and its name, on the calling thread.
    ///
    /// - Parameters:
    ///   - modified: when it was last changed; nil for now.
    ///   - mode: its permissions; nil for those it was made with.
    ///   - isDurable: whether its bytes survive a loss of power before it has its name.
    package func finish(
        modified: FileTime?, mode: UInt32? = nil, isDurable: Bool = false
    ) throws {
        if let mode, !isDirect { try FileCalls.setMode(descriptor, mode) }
        if let modified, !isDirect { try FileCalls.setTimes(descriptor, modified) }
        if isDurable, !isDirect { try FileCalls.syncData(descriptor) }
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
    package func discard() {
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
    package static func newName() -> String {
        let number = count.add(1, ordering: .relaxed).newValue
        return ".apus-\(run)-\(String(number, radix: 36))"
    }

    package static func add(_ path: String) {
        _ = paths.withLock { $0.insert(path) }
    }

    package static func forget(_ path: String) {
        _ = paths.withLock { $0.remove(path) }
    }

    /// Whether a file is one of them.
    package static func holds(_ path: String) -> Bool {
        paths.withLock { $0.contains(path) }
    }

    /// Removes them all; for the moment before the process ends.
    public static func removeAll() {
        for path in paths.withLock({ $0 }) { try? FileCalls.remove(path) }
    }
}
