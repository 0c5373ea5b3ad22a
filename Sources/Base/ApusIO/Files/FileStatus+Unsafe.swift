// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because every pointer is lent for the length of one call, and structures are filled by
// the call before they are read.

/// What stat(2) tells of a file.
public struct FileStatus: Hashable, Sendable {
    /// What kind of file it is.
    public enum Kind: Hashable, Sendable {
        case regular
        case directory
        case symbolicLink
        /// A pipe, socket or device.
        case other
    }

    /// What kind of file it is.
    public let kind: Kind
    /// The length of a regular file.
    public let sizeBytes: UInt64
    /// When its contents last changed.
    public let modified: FileTime
    /// Who may do what with it: the lowest twelve bits of its mode.
    public let permissions: UInt32
    /// The number of the device, or of the mounted file system, that the file is on.
    public let device: UInt64
    /// The number of the file on that device.
    public let inode: UInt64
}

/// A moment as file systems keep it.
public struct FileTime: Hashable, Sendable {
    /// Since 1970-01-01 00:00 UTC, rounded down.
    public let seconds: Int64
    /// 0 to 999,999,999.
    public let nanoseconds: Int64

    /// Makes a moment.
    public init(seconds: Int64, nanoseconds: Int64 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The wall clock.
    public static var now: FileTime {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return FileTime(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}

extension FileCalls {
    /// stat(2), or lstat(2) when links are not to be followed.
    public static func status(
        _ path: String, followsLinks: Bool = true
    ) throws(SystemError) -> FileStatus {
        var record = stat()
        let failed =
            followsLinks
            ? unsafe stat(path, &record) : unsafe lstat(path, &record)
        guard failed == 0 else { throw SystemError(errno, "stat \(path)") }
        return FileStatus(record)
    }

    /// access(2): whether this user may write to what is at a path, or connect to the socket there.
    public static func mayWrite(_ path: String) -> Bool {
        unsafe access(path, W_OK) == 0
    }

    /// What is there, links followed; nil when nothing is, or it cannot be looked at.
    package static func kind(_ path: String) -> FileStatus.Kind? {
        var record = stat()
        guard unsafe stat(path, &record) == 0 else { return nil }
        return FileStatus(record).kind
    }

    /// readlink(2), of at most 4,095 bytes.
    package static func linkTarget(_ path: String) throws(SystemError) -> String {
        let bytes = try unsafe Bytes(capacity: 4096) { buffer throws(SystemError) in
            guard let base = buffer.baseAddress else { return 0 }
            let count = unsafe readlink(path, base.assumingMemoryBound(to: CChar.self), 4095)
            guard count >= 0 else { throw SystemError(errno, "readlink \(path)") }
            return count
        }
        return bytes.text
    }

    /// fstat(2).
    public static func status(of descriptor: Int32) throws(SystemError) -> FileStatus {
        var record = stat()
        guard unsafe fstat(descriptor, &record) == 0 else { throw SystemError(errno, "fstat") }
        return FileStatus(record)
    }

    /// read(2) once, for pipes and terminals; no bytes at the end.
    public static func readSome(
        _ descriptor: Int32, limitBytes: Int
    ) throws(SystemError) -> Bytes {
        try unsafe Bytes(capacity: limitBytes) { buffer throws(SystemError) in
            while true {
                let got = unsafe readOnce(descriptor, buffer.baseAddress, limitBytes)
                if got >= 0 { return got }
                if errno != EINTR { throw SystemError(errno, "read") }
            }
        }
    }

    /// write(2) once; how many bytes were taken.
    package static func writeSome(_ descriptor: Int32, _ bytes: Bytes) throws(SystemError) -> Int {
        try unsafe bytes.withUnsafeBytes { buffer throws(SystemError) in
            while true {
                let put = unsafe write(descriptor, buffer.baseAddress, buffer.count)
                if put >= 0 { return put }
                if errno != EINTR { throw SystemError(errno, "write") }
            }
        }
    }

    /// write(2) until everything is written.
    public static func writeAll(_ descriptor: Int32, _ bytes: Bytes) throws(SystemError) {
        try unsafe bytes.withUnsafeBytes { buffer throws(SystemError) in
            var done = 0
            while done < buffer.count {
                let put = unsafe write(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if put < 0 {
                    if errno == EINTR { continue }
                    throw SystemError(errno, "write")
                }
                done += put
            }
        }
    }

    /// mkdir(2).
    public static func makeDirectory(
        _ path: String, mode: UInt32 = 0o777
    ) throws(SystemError) {
        guard unsafe mkdir(path, mode_t(mode)) == 0 else {
            throw SystemError(errno, "mkdir \(path)")
        }
    }

    /// rename(2): replaces what is at `target` in one step.
    public static func move(_ source: String, to target: String) throws(SystemError) {
        guard unsafe rename(source, target) == 0 else {
            throw SystemError(errno, "rename \(target)")
        }
    }

    /// link(2): another name for a file, where nothing has that name.
    package static func link(_ source: String, to target: String) throws(SystemError) {
        guard unsafe makeLink(source, target) == 0 else {
            throw SystemError(errno, "link \(target)")
        }
    }

    /// unlink(2).
    public static func remove(_ path: String) throws(SystemError) {
        guard unsafe unlink(path) == 0 else { throw SystemError(errno, "unlink \(path)") }
    }

    /// symlink(2): a link, where nothing has that name.
    package static func makeSymlink(
        _ path: String, to target: String
    ) throws(SystemError) {
        guard unsafe symlink(target, path) == 0 else {
            throw SystemError(errno, "symlink \(path)")
        }
    }

    /// fchmod(2).
    package static func setMode(_ descriptor: Int32, _ mode: UInt32) throws(SystemError) {
        guard fchmod(descriptor, mode_t(mode)) == 0 else { throw SystemError(errno, "fchmod") }
    }

    /// ftruncate(2): makes a file so long, by cutting it or with zeros.
    public static func truncate(
        _ descriptor: Int32, _ sizeBytes: UInt64
    ) throws(SystemError) {
        guard ftruncate(descriptor, off_t(sizeBytes)) == 0 else {
            throw SystemError(errno, "ftruncate")
        }
    }

    /// futimens(2) with one moment for both times.
    public static func setTimes(_ descriptor: Int32, _ time: FileTime) throws(SystemError) {
        let moment = timespec(
            tv_sec: time_t(time.seconds), tv_nsec: Int(time.nanoseconds))
        let times = [moment, moment]
        guard unsafe futimens(descriptor, times) == 0 else {
            throw SystemError(errno, "futimens")
        }
    }
}

/// link(2), likewise hidden.
@unsafe
private func makeLink(_ source: String, _ target: String) -> Int32 {
    unsafe link(source, target)
}

/// read(2), which a method of the same name hides inside `FileCalls`.
@unsafe
private func readOnce(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
    unsafe read(descriptor, buffer, count)
}

extension FileStatus {
    fileprivate init(_ record: stat) {
        switch record.st_mode & mode_t(S_IFMT) {
        case mode_t(S_IFREG): kind = .regular
        case mode_t(S_IFDIR): kind = .directory
        case mode_t(S_IFLNK): kind = .symbolicLink
        default: kind = .other
        }
        sizeBytes = UInt64(max(0, record.st_size))
        device = UInt64(truncatingIfNeeded: record.st_dev)
        inode = UInt64(truncatingIfNeeded: record.st_ino)
        permissions = UInt32(record.st_mode & 0o7777)
        #if canImport(Glibc)
            let time = record.st_mtim
        #else
            let time = record.st_mtimespec
        #endif
        modified = FileTime(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
