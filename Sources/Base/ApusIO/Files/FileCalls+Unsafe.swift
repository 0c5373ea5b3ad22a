// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file system calls, each blocking, each throwing `SystemError`.
///
/// Sound because every pointer is lent for the length of one call.
public enum FileCalls {
    /// open(2), with O_CLOEXEC.
    public static func open(
        _ path: String, flags: Int32, mode: UInt32 = 0o600
    ) throws(SystemError) -> Int32 {
        try SystemError.check(unsafe apus_open(path, flags, mode_t(mode)), "open \(path)")
    }

    /// close(2); its error is not actionable once data has been synced.
    public static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    /// dup2(2) with FD_CLOEXEC: what `descriptor` stands for is closed, and it stands for what
    /// `other` does, in one step for whoever uses it meanwhile.
    package static func redirect(
        _ descriptor: Int32, to other: Int32
    ) throws(SystemError) {
        while dup2(other, descriptor) < 0 {
            guard errno == EINTR else { throw SystemError(errno, "dup2") }
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// pread(2) until `count` bytes or the end of the file.
    public static func read(
        _ descriptor: Int32, at offset: UInt64, count: Int
    ) throws(SystemError) -> Bytes {
        try unsafe Bytes(capacity: count) { buffer throws(SystemError) in
            var done = 0
            while done < count {
                let got = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: done), count - done,
                    off_t(offset) + off_t(done))
                if got < 0 {
                    if errno == EINTR { continue }
                    throw SystemError(errno, "read")
                }
                if got == 0 { break }
                done += got
            }
            return done
        }
    }

    /// preadv2(2) with RWF_NOWAIT: `count` bytes when the page cache has them all, nil when not
    /// or where the file system cannot tell. Never waits for the disk.
    static func readCached(_ descriptor: Int32, at offset: UInt64, count: Int) -> Bytes? {
        let bytes = unsafe Bytes(capacity: count) { buffer in
            var done = 0
            while done < count, let base = buffer.baseAddress {
                let got = unsafe Int(
                    apus_read_cached(
                        descriptor, base + done, count - done, offset + UInt64(done)))
                if got <= 0 { break }
                done += got
            }
            return done
        }
        return bytes.count == count ? bytes : nil
    }
}
