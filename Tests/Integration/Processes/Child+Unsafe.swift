// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program of this package, started with its standard output in a pipe.
///
/// Sound because every pointer is lent for one call and the argument strings are freed after it.
struct Child {
    let process: pid_t
    /// Its standard output.
    let output: OpenFile

    /// Starts a program that was built beside the tests, with more in its environment.
    static func start(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], lane: Lane
    ) throws -> Child {
        #if canImport(Glibc)
            let tests = unsafe realpath("/proc/self/exe", nil)
        #else
            let tests = unsafe realpath(CommandLine.arguments[0], nil)
        #endif
        guard let tests = unsafe tests else { throw SystemError(errno, "realpath") }
        defer { unsafe free(tests) }
        let directory = Self.directory(
            of: unsafe String(cString: tests), holding: program, arguments: CommandLine.arguments)
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw SystemError(errno, "pipe") }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        unsafe posix_spawn_file_actions_addclose(&actions, ends[0])
        unsafe posix_spawn_file_actions_addclose(&actions, ends[1])
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let path = "\(directory)/\(program)"
        var texts: [UnsafeMutablePointer<CChar>?] = unsafe []
        for text in [path] + arguments { unsafe texts.append(strdup(text)) }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        var variables: [UnsafeMutablePointer<CChar>?] = unsafe []
        for (name, value) in ProcessFacts.environment.merging(environment, uniquingKeysWith: { $1 })
        {
            unsafe variables.append(strdup("\(name)=\(value)"))
        }
        unsafe variables.append(nil)
        defer { unsafe variables.forEach { unsafe free($0) } }
        // What runs the tests in the background may have them ignored.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var process: pid_t = 0
        let failed = unsafe posix_spawn(&process, path, &actions, &attributes, texts, variables)
        FileCalls.close(ends[1])
        guard failed == 0 else {
            FileCalls.close(ends[0])
            throw SystemError(failed, "spawn \(path)")
        }
        return Child(process: process, output: OpenFile(takingOver: ends[0], lane: lane))
    }

    /// What it writes, until it has written so much or has ended. Blocks.
    func read(untilBytes limit: Int) throws -> String {
        var text: [UInt8] = []
        while text.count < limit {
            let more = try FileCalls.readSome(output.descriptor, limitBytes: 4_096)
            if more.isEmpty { break }
            text += more.array
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `kill -9`, and waits for the end. Blocks.
    func kill() {
        #if canImport(Glibc)
            _ = Glibc.kill(process, SIGKILL)
        #else
            _ = Darwin.kill(process, SIGKILL)
        #endif
        waitForEnd()
    }

    /// Waits until it ends by itself; answers the status as `waitpid` has it. Blocks.
    @discardableResult
    func waitForEnd() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// The test runner may be the package's own binary or a helper of the toolchain that was
    /// given its path.
    private static func directory(
        of runner: String, holding program: String, arguments: [String]
    ) -> String {
        for path in [runner] + arguments {
            var directory = path
            while let slash = directory.lastIndex(of: "/"), slash != directory.startIndex {
                directory = String(directory[..<slash])
                if (try? FileCalls.status("\(directory)/\(program)")) != nil { return directory }
            }
        }
        return "."
    }
}
