// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix
import Synchronization

/// A terminal in raw mode: every key comes as it is typed and none makes a signal, until it is
/// restored or the value goes.
///
/// The terminal is restored on every other way out too: by SIGINT, SIGTERM, SIGHUP and SIGQUIT
/// that come from elsewhere (where the program has no handler of its own), by SIGTSTP, after which
/// SIGCONT makes it raw again, when the program crashes, by exit(3) and by `ProcessFacts.end`. Only
/// SIGKILL and SIGSTOP leave it raw. One terminal of a process is raw at a time.
public final class RawTerminal: Sendable {
    /// False once it was restored: another may have made it raw again by the time this one goes.
    private let isRaw: Atomic<Bool>

    /// Makes a terminal raw.
    ///
    /// - Throws: `SystemError`, with `ENOTTY` for what is no terminal, `EBUSY` when one is raw.
    public init(_ descriptor: Int32) throws(SystemError) {
        isRaw = Atomic(false)
        _ = try SystemError.check(apus_terminal_enter_raw(descriptor), "make the terminal raw")
        isRaw.store(true, ordering: .sequentiallyConsistent)
    }

    deinit {
        restore()
    }

    /// Puts the terminal back as it was. Once is enough.
    public func restore() {
        if isRaw.exchange(false, ordering: .sequentiallyConsistent) { apus_terminal_leave_raw() }
    }
}
