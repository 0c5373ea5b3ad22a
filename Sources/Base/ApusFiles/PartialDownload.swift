// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusDigest
package import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is written at many places at once, and takes its name when it is whole.
///
/// One that may be resumed lies under a hidden name made from its own, `.NAME.apus-part`, beside a
/// journal, `.NAME.apus-journal`: which object it is of, and which ranges are there. The journal is
/// a line for each range, added after the range was written; a line that a crash has cut short
/// does not count. What it says is believed only until the digests are compared.
package final class PartialDownload: Sendable {
    /// What the parts of a file must have in common: parts of two versions make no file.
    package struct Identity: Hashable, Sendable {
        package let object: String
        package let etag: String
        package let lengthBytes: UInt64

        /// - Parameters:
        ///   - object: where it is, as a path.
        ///   - etag: what tells its versions apart.
        package init(object: String, etag: String, lengthBytes: UInt64) {
            self.object = object
            self.etag = etag
            self.lengthBytes = lengthBytes
        }

        fileprivate var lines: String {
            "apus-download 1\nobject \(PercentEncoding.encode(object))\n"
                + "etag \(PercentEncoding.encode(etag))\nsize \(lengthBytes)\n"
        }
    }

    /// Journals larger than this are not ours.
    private static let journalLimitBytes = 4 * 1024 * 1024

    private let path: String
    private let temporary: String
    private let journalPath: String?
    private let file: Int32
    private let journal: Int32
    private let identity: Identity
    private let isOpen = Mutex(true)
    /// Ranges that a run before this one left.
    package let found: Set<Range<UInt64>>

    private init(
        path: String, temporary: String, journalPath: String?, file: Int32, journal: Int32,
        identity: Identity, found: Set<Range<UInt64>>
    ) {
        self.path = path
        self.temporary = temporary
        self.journalPath = journalPath
        self.file = file
        self.journal = journal
        self.identity = identity
        self.found = found
    }

    deinit {
        close()
    }

    /// Opens a file on the calling thread, which may block.
    ///
    /// - Parameters:
    ///   - resumes: whether it stays when the work is not finished, and goes on where a run before
    ///     ended.
    ///   - takesOver: whether one that does not stay lies where one that does would: what a killed
    ///     run has left then vanishes with the next.
    /// - Throws: `SystemError`, or `LocalFileError.busy` when another process is at it.
    package static func open(
        _ path: String, _ identity: Identity, resumes: Bool, takesOver: Bool = false
    ) throws -> PartialDownload {
        let directory = DownloadPath.parent(of: path)
        guard resumes else {
            if takesOver { return try takeOver(path, identity) }
            let temporary = DownloadPath.join(
                directory, ".apus-" + String(UInt64.random(in: 0 ... .max), radix: 36))
            PartialFiles.add(temporary)
            do {
                let file = try FileCalls.open(
                    temporary, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o666)
                // Room is not reserved: a file system in memory takes as long for it as for writing,
                // and nothing could come meanwhile.
                return PartialDownload(
                    path: path, temporary: temporary, journalPath: nil, file: file, journal: -1,
                    identity: identity, found: [])
            } catch {
                PartialFiles.forget(temporary)
                throw error.about(path)
            }
        }
        let (temporary, journalPath) = hiddenPaths(path)
        let file: Int32
        let journal: Int32
        do {
            file = try FileCalls.open(
                temporary, flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o666)
        } catch { throw error.about(path) }
        do {
            try claim(file, at: temporary, for: path)
            journal = try FileCalls.open(
                journalPath, flags: O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, mode: 0o666)
        } catch {
            FileCalls.close(file)
            throw error
        }
        let found: Set<Range<UInt64>>
        do {
            found = try ranges(in: journal, of: identity, file: file)
        } catch {
            FileCalls.close(journal)
            FileCalls.close(file)
            throw error
        }
        let partial = PartialDownload(
            path: path, temporary: temporary, journalPath: journalPath, file: file,
            journal: journal, identity: identity, found: found)
        if partial.found.isEmpty { try partial.startAnew() }
        return partial
    }

    private static func takeOver(_ path: String, _ identity: Identity) throws -> PartialDownload {
        let temporary = hiddenPaths(path).temporary
        let file: Int32
        do {
            file = try FileCalls.open(
                temporary, flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o666)
        } catch { throw error.about(path) }
        do {
            try claim(file, at: temporary, for: path)
            try FileCalls.truncate(file, 0)
        } catch {
            FileCalls.close(file)
            throw error
        }
        PartialFiles.add(temporary)
        return PartialDownload(
            path: path, temporary: temporary, journalPath: nil, file: file, journal: -1,
            identity: identity, found: [])
    }

    /// Locks an open file that lies under a hidden name, on the calling thread.
    ///
    /// Between opening and locking, who had it before may have given it its own name: then it is
    /// whole and nobody's to write to.
    ///
    /// - Throws: `SystemError`, or `LocalFileError.busy` when another process is at it.
    package static func claim(_ file: Int32, at temporary: String, for path: String) throws {
        guard try FileCalls.lock(file) else { throw LocalFileError.busy(path: path) }
        let own = try FileCalls.status(of: file)
        let named = try? FileCalls.status(temporary, followsLinks: false)
        guard named?.inode == own.inode, named?.device == own.device else {
            throw LocalFileError.busy(path: path)
        }
    }

    /// Where the bytes and the journal of a file lie until it is whole.
    private static func hiddenPaths(_ path: String) -> (temporary: String, journal: String) {
        let directory = DownloadPath.parent(of: path)
        var name = path.parts(separatedBy: "/", keepsEmpty: false).last.map { String($0) } ?? path
        // Hidden names are longer than names; a file system takes 255 bytes.
        if name.utf8.count > 200 { name = Hexadecimal.encode(Digest.of(Bytes(name), .md5)) }
        return (
            DownloadPath.join(directory, ".\(name).apus-part"),
            DownloadPath.join(directory, ".\(name).apus-journal")
        )
    }

    /// The ranges that a journal tells of; none where it is of another object or of none.
    private static func ranges(
        in journal: Int32, of identity: Identity, file: Int32
    ) throws -> Set<Range<UInt64>> {
        let size = try FileCalls.status(of: journal).sizeBytes
        guard size > 0, size <= UInt64(journalLimitBytes) else { return [] }
        let text = try FileCalls.read(journal, at: 0, count: Int(size)).text
        let length = min(identity.lengthBytes, try FileCalls.status(of: file).sizeBytes)
        return ranges(in: text, of: identity, lengthBytes: length)
    }

    /// - Parameter lengthBytes: ranges beyond this are not there, whatever the journal says.
    package static func ranges(
        in text: String, of identity: Identity, lengthBytes: UInt64
    ) -> Set<Range<UInt64>> {
        guard text.hasPrefix(identity.lines) else { return [] }
        var found: Set<Range<UInt64>> = []
        let rest = text.dropFirst(identity.lines.count)
        var lines = rest.split(separator: "\n", omittingEmptySubsequences: false)
        // What stands behind the last end of line is cut short.
        if !lines.isEmpty { lines.removeLast() }
        for line in lines {
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == "done", let start = UInt64(words[1]),
                let end = UInt64(words[2]), start < end, end <= lengthBytes
            else { continue }
            found.insert(start..<end)
        }
        return found
    }

    /// Forgets all that is there.
    package func startAnew() throws {
        guard journalPath != nil else { return }
        try FileCalls.truncate(journal, 0)
        try FileCalls.truncate(file, 0)
        try FileCalls.writeAll(journal, Bytes(identity.lines))
        // Early is better than late to learn that there is no room; other file systems may not
        // be able to tell.
        do throws(SystemError) {
            try FileCalls.reserve(file, identity.lengthBytes)
        } catch {
            if error.code == ENOSPC { throw error.about(path) }
        }
    }

    /// Writes bytes at a place, on the calling thread.
    package func write(_ bytes: Bytes, at offset: UInt64) throws {
        do {
            try FileCalls.writeAll(file, bytes, at: offset)
        } catch {
            throw error.about(path)
        }
    }

    /// Reads bytes that were written, on the calling thread.
    package func read(_ range: Range<UInt64>) throws -> Bytes {
        try FileCalls.read(file, at: range.lowerBound, count: range.count)
    }

    /// Whether an earlier run left something of a file.
    package static func isThere(_ path: String) -> Bool {
        FileCalls.kind(hiddenPaths(path).journal) == .regular
    }

    /// Remembers that a range is there, on the calling thread.
    ///
    /// - Parameter isDurable: whether its bytes are on the disk before it is said so.
    package func mark(_ range: Range<UInt64>, isDurable: Bool = false) throws {
        guard journalPath != nil else { return }
        if isDurable { try FileCalls.syncData(file) }
        try FileCalls.writeAll(journal, Bytes("done \(range.lowerBound) \(range.upperBound)\n"))
    }

    /// The number that the file has on its device, before and after it has its name.
    package var inode: UInt64 {
        get throws { try FileCalls.status(of: file).inode }
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
        if let mode { try FileCalls.setMode(file, mode) }
        if let modified { try FileCalls.setTimes(file, modified) }
        if isDurable { try FileCalls.syncData(file) }
        do {
            try FileCalls.move(temporary, to: path)
        } catch {
            discard()
            throw error
        }
        PartialFiles.forget(temporary)
        if let journalPath { try? FileCalls.remove(journalPath) }
        close()
    }

    /// Ends without a whole file: keeps what is there if it may be resumed, else removes it.
    package func giveUp() {
        if journalPath == nil { discard() } else { close() }
    }

    /// Removes what was written, on the calling thread.
    package func discard() {
        try? FileCalls.remove(temporary)
        if let journalPath { try? FileCalls.remove(journalPath) }
        PartialFiles.forget(temporary)
        close()
    }

    private func close() {
        let mustClose = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard mustClose else { return }
        FileCalls.close(file)
        if journal >= 0 { FileCalls.close(journal) }
    }
}
