// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because signal sets are filled before they are used, and lent for one call each.

/// Signals to this process, taken one after the other by a task instead of a handler.
public final class Signals: Sendable {
    private let numbers: [Int32]
    private let lane = Lane(name: "signals", threads: 1)

    /// Takes over signals from their usual effect.
    ///
    /// To be made first of all, on the main thread, before there are others: a signal is blocked
    /// in every thread that is started later. The main function must not be asynchronous: the
    /// main thread would go into libdispatch, which unblocks all signals in it.
    public init(_ numbers: [Int32]) {
        self.numbers = numbers
        var set = Self.set(of: numbers)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for the next one. A wait that has begun goes on until there is one, whatever becomes
    /// of the task.
    public func next() async throws -> Int32 {
        try await lane.run { [numbers] in
            var set = Self.set(of: numbers)
            var number: Int32 = 0
            let failed = unsafe sigwait(&set, &number)
            guard failed == 0 else { throw SystemError(failed, "sigwait") }
            return number
        }
    }

    /// Makes a write to a closed pipe or socket an error instead of the end of the process.
    public static func ignorePipe() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    private static func set(of numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in numbers { unsafe sigaddset(&set, number) }
        return set
    }
}
