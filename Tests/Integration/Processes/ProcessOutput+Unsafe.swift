// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What another process writes to a pipe.
///
/// Sound because the buffer is lent for the length of one call, and the descriptor is closed
/// when nobody can read any more.
final class ProcessOutput: Sendable {
    /// Who waits longer than this, in milliseconds, learns that nothing comes.
    private static let patience: Int32 = 60_000

    /// The end that the process gets; its owner closes it.
    let writingEnd: Int32
    private let readingEnd: Int32
    private let unread = Mutex<[UInt8]>([])
    private let lane = Lane(name: "output", threads: 1)

    init() throws {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw SystemError(errno, "pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readingEnd = ends[0]
        writingEnd = ends[1]
    }

    deinit {
        FileCalls.close(readingEnd)
    }

    /// The next line without its line feed; nil at the end. Blocks.
    func nextLine() throws -> String? {
        try unread.withLock { unread in
            while true {
                if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { unread.removeSubrange(...end) }
                    return String(decoding: unread[..<end], as: UTF8.self)
                }
                let bytes = try readSome()
                guard !bytes.isEmpty else {
                    defer { unread = [] }
                    return unread.isEmpty ? nil : String(decoding: unread, as: UTF8.self)
                }
                unread += bytes
            }
        }
    }

    /// All that has not been read, until the process ends. Blocks.
    func rest() throws -> String {
        var text = ""
        while let line = try nextLine() { text += line + "\n" }
        return text
    }

    /// Waits for a line with these words in it, and drops those before it.
    func waitForLine(with words: String) async throws {
        try await lane.run { [self] in
            while let line = try nextLine() {
                if line.contains(words) { return }
            }
            throw SystemError(ESRCH, "the process ended before it wrote '\(words)'")
        }
    }

    private func readSome() throws -> ArraySlice<UInt8> {
        while true {
            var wait = pollfd(fd: readingEnd, events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&wait, 1, Self.patience)
            guard ready != 0 else { throw SystemError(ETIMEDOUT, "read what a process writes") }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = ready < 0 ? -1 : unsafe read(readingEnd, &buffer, buffer.count)
            if count >= 0 { return buffer[..<count] }
            guard errno == EINTR else { throw SystemError(errno, "read what a process writes") }
        }
    }
}
