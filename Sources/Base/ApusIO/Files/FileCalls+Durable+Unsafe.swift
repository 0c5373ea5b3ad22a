// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because every pointer is lent for the length of one call.

/// What it takes to make files survive power loss. All block.
extension FileCalls {
    /// pwrite(2) until everything is written.
    public static func writeAll(
        _ descriptor: Int32, _ bytes: Bytes, at offset: UInt64
    ) throws(SystemError) {
        try unsafe bytes.withUnsafeBytes { buffer throws(SystemError) in
            var done = 0
            while done < buffer.count {
                let put = unsafe pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                    off_t(offset) + off_t(done))
                if put < 0 {
                    if errno == EINTR { continue }
                    throw SystemError(errno, "write")
                }
                done += put
            }
        }
    }

    /// fdatasync(2): the bytes of a file, and what is needed to find them.
    public static func syncData(_ descriptor: Int32) throws(SystemError) {
        _ = try SystemError.check(apus_sync_data(descriptor), "fdatasync")
    }

    /// fsync(2) of a directory: names made or removed in it. rename(2), open(2) and unlink(2) are
    /// not durable without.
    public static func syncDirectory(_ path: String) throws(SystemError) {
        let descriptor = try open(path, flags: O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        _ = try SystemError.check(apus_sync(descriptor), "fsync \(path)")
    }

    /// syncfs(2): all of a file system, in about the time of one file.
    ///
    /// - Returns: false where the system has no such call.
    public static func syncFilesystem(_ descriptor: Int32) throws(SystemError) -> Bool {
        let result = apus_sync_filesystem(descriptor)
        if result == -ENOSYS { return false }
        _ = try SystemError.check(result, "syncfs")
        return true
    }

    /// Starts writing a range to the device, so that a later sync has less to wait for.
    public static func startWriteback(_ descriptor: Int32, _ range: Range<UInt64>) {
        _ = apus_start_writeback(descriptor, range.lowerBound, UInt64(range.count))
    }

    /// Tells the system that a range was read once and need not stay in its cache. A hint: what
    /// it comes to is not told.
    public static func forgetCached(_ descriptor: Int32, _ range: Range<UInt64>) {
        #if canImport(Glibc)
            _ = posix_fadvise(
                descriptor, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_DONTNEED)
        #endif
    }

    /// flock(2), exclusively and without waiting; held until the descriptor is closed.
    ///
    /// - Returns: false when another open file has the lock.
    public static func lock(_ descriptor: Int32) throws(SystemError) -> Bool {
        let result = apus_lock_file(descriptor)
        if result == -EWOULDBLOCK { return false }
        _ = try SystemError.check(result, "flock")
        return true
    }

    /// How many bytes a user without privileges may still write there.
    public static func freeBytes(_ descriptor: Int32) throws(SystemError) -> UInt64 {
        UInt64(try SystemError.check(apus_free_bytes(descriptor), "fstatvfs"))
    }

    /// How many bytes its file system has room for in all.
    public static func capacityBytes(_ descriptor: Int32) throws(SystemError) -> UInt64 {
        UInt64(try SystemError.check(apus_capacity_bytes(descriptor), "fstatvfs"))
    }

    /// posix_fallocate(3): takes space for the first bytes of a file.
    public static func allocate(
        _ descriptor: Int32, _ sizeBytes: UInt64
    ) throws(SystemError) {
        _ = try SystemError.check(apus_allocate(descriptor, sizeBytes), "fallocate")
    }

    /// fallocate(2) that leaves the size as it is: takes space for the first bytes of a file, where
    /// the file system can.
    public static func reserve(
        _ descriptor: Int32, _ sizeBytes: UInt64
    ) throws(SystemError) {
        _ = try SystemError.check(apus_reserve(descriptor, sizeBytes), "fallocate")
    }

    /// rmdir(2).
    public static func removeDirectory(_ path: String) throws(SystemError) {
        guard unsafe rmdir(path) == 0 else { throw SystemError(errno, "rmdir \(path)") }
    }

    /// Whether a file can be made in a directory, and has room for a byte: throws on a full and on
    /// a read-only file system too, also on one that has made itself read-only, which access(2)
    /// does not tell.
    public static func checkWritable(_ directory: String) throws(SystemError) {
        _ = try unsafe SystemError.check(apus_check_writable(directory), "write to \(directory)")
    }
}
