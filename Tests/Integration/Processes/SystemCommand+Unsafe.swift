// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A command of the system, found in `PATH`.
///
/// Sound because every pointer is lent for the length of one call.
enum SystemCommand {
    /// Runs it to its end; answers its exit status. Blocks.
    ///
    /// - Parameter isQuiet: what it says is thrown away.
    /// - Throws: `SystemError`, `ENOENT` when there is none.
    @discardableResult
    static func run(_ words: [String], isQuiet: Bool = false) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if isQuiet {
            for descriptor in [Int32(1), 2] {
                unsafe posix_spawn_file_actions_addopen(
                    &actions, descriptor, "/dev/null", O_WRONLY, 0)
            }
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
        unsafe arguments.append(nil)
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var process: pid_t = 0
        let failed = unsafe posix_spawnp(&process, words[0], &actions, nil, arguments, environ)
        guard failed == 0 else { throw SystemError(failed, "start \(words[0])") }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 : -1
    }
}
