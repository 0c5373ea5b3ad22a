// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusIO
import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A terminal that no person sits at.
///
/// Sound because every pointer is lent for one call, and the strings are freed after it.
package final class PseudoTerminal: Sendable {
    /// Where a program works.
    package let terminal: Int32
    /// The other end: what is written here is typed, what is read was shown.
    package let controller: Int32
    /// What the controller has, as it comes.
    package let shown: DescriptorReader

    package init() throws {
        var (first, second): (Int32, Int32) = (-1, -1)
        _ = try SystemError.check(unsafe apus_terminal_open_pair(&first, &second), "openpt")
        (controller, terminal) = (first, second)
        shown = try DescriptorReader(first)
    }

    deinit {
        close(terminal)
        close(controller)
    }

    package var echoes: Bool { apus_terminal_echoes(controller) == 1 }

    package func setSize(rows: Int, columns: Int) {
        apus_terminal_set_size(controller, Int32(rows), Int32(columns))
    }

    package func type(_ text: String) throws {
        try FileCalls.writeAll(controller, Bytes(text))
    }

    /// What is shown, up to and including a text.
    package func read(through text: String) async throws -> String {
        var all = ""
        while !all.contains(text), let bytes = try await shown.next() { all += bytes.text }
        return all
    }

    /// Starts a shell with job control whose terminal this is.
    package func startShell(_ script: String) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        for descriptor in Int32(0)...2 {
            unsafe posix_spawn_file_actions_adddup2(&actions, terminal, descriptor)
        }
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var texts: [UnsafeMutablePointer<CChar>?] = unsafe []
        for text in ["setsid", "-c", "/bin/sh", "-m", "-c", script] {
            unsafe texts.append(strdup(text))
        }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        var process: pid_t = 0
        let failed = unsafe posix_spawnp(&process, "setsid", &actions, nil, texts, environ)
        guard failed == 0 else { throw SystemError(failed, "spawn setsid") }
        return process
    }

    package static func waitForEnd(_ process: Int32) {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// The path of the program that the tests start.
    package static var probe: String {
        for path in [ProcessFacts.executablePath ?? ""] + CommandLine.arguments {
            var directory = path
            while let slash = directory.lastIndex(of: "/"), slash != directory.startIndex {
                directory = String(directory[..<slash])
                let probe = directory + "/ApusTerminalProbe"
                if (try? FileCalls.status(probe)) != nil { return probe }
            }
        }
        return "./ApusTerminalProbe"
    }
}
