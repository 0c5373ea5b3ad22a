// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusFiles
import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which objects of a transfer have their files, for when it is taken up again: a hidden file in the
/// target directory, named after the first job, with a line for each.
///
/// A line is added after the file has its name, so at worst a file is fetched twice. One that a crash
/// has cut short does not count.
final class ReadJournal: Sendable {
    private static let head = "apus-ds3-read 1\n"
    /// Larger ones are not ours.
    private static let limitBytes: UInt64 = 512 * 1024 * 1024

    private let path: String
    private let descriptor: Int32
    private let isOpen = Mutex(true)
    /// What an earlier run has finished: object, and version or range, as `line(of:)` has them.
    let done: Set<String>

    private init(path: String, descriptor: Int32, done: Set<String>) {
        self.path = path
        self.descriptor = descriptor
        self.done = done
    }

    deinit {
        close()
    }

    /// What tells items of one transfer apart.
    static func line(of item: ReadItem) -> String {
        var words = [PercentEncoding.encode(item.name)]
        if item.versionID != nil || item.range != nil || item.file != nil {
            words.append(PercentEncoding.encode(item.versionID ?? "", keeping: "-"))
            words.append(item.range.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "")
            words.append(PercentEncoding.encode(item.file ?? ""))
        }
        return words.joined(separator: " ")
    }

    /// Opens the journal of a transfer on the calling thread; an empty one where there is none.
    ///
    /// - Throws: `DS3Error`, also when another process is at it.
    static func open(in directory: TargetDirectory, jobID: String) throws -> ReadJournal {
        guard !jobID.isEmpty, jobID.utf8.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "/") })
        else { throw DS3Error(.badAnswer, "The id of the job is none") }
        try directory.make(directory.path)
        let path = DownloadPath.join(directory.path, ".apus-ds3-\(jobID)")
        do {
            let descriptor = try FileCalls.open(
                path, flags: O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, mode: 0o600)
            do {
                guard try FileCalls.lock(descriptor) else {
                    throw DS3Error(.local, "Another process is reading the same job")
                }
                let size = try FileCalls.status(of: descriptor).sizeBytes
                var done: Set<String> = []
                if size > 0, size <= limitBytes {
                    let text = try FileCalls.read(descriptor, at: 0, count: Int(size)).text
                    done = names(in: text)
                }
                if done.isEmpty {
                    try FileCalls.truncate(descriptor, 0)
                    try FileCalls.writeAll(descriptor, Bytes(head))
                }
                return ReadJournal(path: path, descriptor: descriptor, done: done)
            } catch {
                FileCalls.close(descriptor)
                throw error
            }
        } catch let error as SystemError {
            throw DS3Error(error, at: path)
        }
    }

    static func names(in text: String) -> Set<String> {
        guard let rest = text.dropping(prefix: head) else { return [] }
        // What stands behind the last end of line is cut short.
        let lines = rest.parts(separatedBy: "\n").dropLast()
        return Set(lines.compactMap { $0.dropping(prefix: "done ").map { String($0) } })
    }

    /// Remembers that an object has its file, on the calling thread.
    func mark(_ item: ReadItem) throws {
        try FileCalls.writeAll(descriptor, Bytes("done \(Self.line(of: item))\n"))
    }

    /// Forgets everything: the transfer is done.
    func remove() {
        try? FileCalls.remove(path)
        close()
    }

    private func close() {
        let mustClose = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if mustClose { FileCalls.close(descriptor) }
    }
}
