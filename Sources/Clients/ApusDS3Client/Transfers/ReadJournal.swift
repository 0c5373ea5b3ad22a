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
/// A line is added before the file gets its name, and says which file that is: it counts when that one
/// has the name. One that a crash has cut short does not count.
final class ReadJournal: Sendable {
    private static let head = "apus-ds3-read 2\n"
    /// Larger ones are not ours.
    private static let limitBytes: UInt64 = 512 * 1024 * 1024

    private let path: String
    private let descriptor: Int32
    private let isOpen = Mutex(true)
    /// What an earlier run was about to finish: object, and version or range, as `line(of:)` has
    /// them, and the number of the file.
    private let done: [String: UInt64]

    private init(path: String, descriptor: Int32, done: [String: UInt64]) {
        self.path = path
        self.descriptor = descriptor
        self.done = done
    }

    deinit {
        close()
    }

    /// What tells items of one transfer apart.
    private static func line(of item: ReadItem) -> String {
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
                var done: [String: UInt64] = [:]
                if size > 0, size <= limitBytes {
                    let text = try FileCalls.read(descriptor, at: 0, count: Int(size)).text
                    done = files(in: text)
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

    private static func files(in text: String) -> [String: UInt64] {
        guard let rest = text.dropping(prefix: head) else { return [:] }
        var files: [String: UInt64] = [:]
        // What stands behind the last end of line is cut short.
        for line in rest.parts(separatedBy: "\n").dropLast() {
            let words = line.parts(separatedBy: " ", maxSplits: 2)
            guard words.count == 3, words[0] == "done", let inode = UInt64(words[1]) else {
                continue
            }
            files[String(words[2])] = inode
        }
        return files
    }

    /// Whether an earlier run has finished an object, on the calling thread.
    ///
    /// - Parameter path: where its file is.
    func has(_ item: ReadItem, at path: String) -> Bool {
        guard let inode = done[Self.line(of: item)],
            let status = try? FileCalls.status(path, followsLinks: false)
        else { return false }
        return status.kind == .directory ? inode == 0 : inode == status.inode
    }

    /// Remembers that an object is about to have its file, on the calling thread.
    ///
    /// - Parameter inode: the file's number; nil for a directory.
    func mark(_ item: ReadItem, inode: UInt64?) throws {
        try FileCalls.writeAll(descriptor, Bytes("done \(inode ?? 0) \(Self.line(of: item))\n"))
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
