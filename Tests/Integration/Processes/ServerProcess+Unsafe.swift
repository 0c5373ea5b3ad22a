// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A real `apusd`, in a process of its own, that a test may kill.
///
/// Sound because every array of C strings lives as long as the call it is passed to, and the
/// process is waited for exactly once.
final class ServerProcess {
    /// Where it accepts connections, as it said itself.
    let address: String
    private let process: pid_t
    private var isRunning = true

    /// Starts `apusd` with these arguments and waits for the line with its address.
    init(_ arguments: [String]) throws {
        let program = try Self.program()
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw SystemError(errno, "pipe") }
        defer { FileCalls.close(ends[0]) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        unsafe posix_spawn_file_actions_addclose(&actions, ends[0])

        let words = unsafe ([program] + arguments).map { unsafe strdup($0) }
        defer { unsafe words.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let failed = unsafe posix_spawn(&child, program, &actions, nil, words + [nil], environ)
        FileCalls.close(ends[1])
        guard failed == 0 else { throw SystemError(failed, "start \(program)") }
        process = child
        do {
            address = try Self.readAddress(ends[0])
        } catch {
            kill(child, SIGKILL)
            _ = waitpid(child, nil, 0)
            throw error
        }
    }

    deinit {
        stop(with: SIGKILL)
    }

    /// Sends a signal and waits for the end; answers the exit status as `waitpid` has it.
    @discardableResult
    func stop(with signal: Int32) -> Int32 {
        guard isRunning else { return 0 }
        isRunning = false
        kill(process, signal)
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// Sends a signal and goes on.
    func signal(_ signal: Int32) {
        kill(process, signal)
    }

    /// The program that this build made, beside the test bundle.
    private static func program() throws -> String {
        let bundle =
            CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        let folder = bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return folder.joined(separator: "/") + "/apusd"
    }

    private static func readAddress(_ descriptor: Int32) throws -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(descriptor, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") {
                let words = String(decoding: line, as: UTF8.self).split(separator: " ")
                if let address = words.first(where: { $0.hasPrefix("http") }) {
                    return String(address.prefix { $0 != "," })
                }
                line = []
            } else {
                line.append(byte)
            }
        }
        throw SystemError(ESRCH, "apusd ended before it named an address")
    }
}
