// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because every pointer is lent for one call, and what is allocated is freed behind it.

/// A program that a person works with on this one's terminal, while this one waits: an editor.
public enum ForegroundCommand {
    /// Whether there is one, and SIGINT is its business.
    static let isRunning = Atomic(false)

    /// Runs a command of the shell's. Blocks until it has ended.
    ///
    /// SIGINT that comes meanwhile is not told to who called `ProcessFacts.run`.
    ///
    /// - Parameters:
    ///   - command: for `sh -c`, with the arguments as `$1` and so on.
    /// - Returns: its status as shells tell it: 128 more than the signal that ended it.
    /// - Throws: `SystemError` when it could not be started.
    public static func run(_ command: String, _ arguments: [String] = []) throws(SystemError)
        -> Int32
    {
        isRunning.store(true, ordering: .sequentiallyConsistent)
        defer { isRunning.store(false, ordering: .sequentiallyConsistent) }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // Threads of ours hold signals back that a program wants to get.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        var ignored = sigset_t()
        unsafe sigemptyset(&ignored)
        unsafe sigaddset(&ignored, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &ignored)
        unsafe posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var texts: [UnsafeMutablePointer<CChar>?] = unsafe []
        for text in ["sh", "-c", command, "sh"] + arguments { unsafe texts.append(strdup(text)) }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        var process: pid_t = 0
        let failed = unsafe posix_spawn(&process, "/bin/sh", nil, &attributes, texts, environ)
        guard failed == 0 else { throw SystemError(failed, "run '\(command)'") }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw SystemError(errno, "waitpid") }
        }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
}
