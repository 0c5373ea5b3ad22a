// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because the environment's strings are copied at once, by a program that never changes
// its environment, and because signal sets are filled before they are used.

/// What the system has given this process.
public enum ProcessFacts {
    /// The environment; the first one of variables with equal names counts.
    public static var environment: [String: String] {
        var variables: [String: String] = [:]
        guard var entry = unsafe apus_environment() else { return [:] }
        while let text = unsafe entry.pointee {
            let pair = unsafe String(cString: text)
            if let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")) {
                let name = String(pair[..<equals])
                if variables[name] == nil {
                    variables[name] = String(pair[pair.utf8.index(after: equals)...])
                }
            }
            unsafe entry += 1
        }
        return variables
    }

    /// The directory that relative paths begin at.
    package static func currentDirectory() throws(SystemError) -> String {
        // With a null pointer, getcwd(3) allocates what it takes; so do all systems we run on.
        guard let path = unsafe getcwd(nil, 0) else { throw SystemError(errno, "getcwd") }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// What the machine calls itself; nil when it has no name.
    public static var hostName: String? {
        var name = [UInt8](repeating: 0, count: 256)
        let failed = unsafe name.withUnsafeMutableBytes { buffer -> Int32 in
            guard let start = buffer.baseAddress else { return -1 }
            // One byte less: a name that is cut need not be ended.
            return unsafe gethostname(start.assumingMemoryBound(to: CChar.self), 255)
        }
        let text = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        return failed == 0 && !text.isEmpty ? text : nil
    }

    /// Where the file of the running program is; nil when the system does not tell.
    public static var executablePath: String? {
        guard let path = unsafe realpath("/proc/self/exe", nil) else { return nil }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// Runs a program's work and ends the process with the status it answers.
    ///
    /// To be called on the main thread, before there are others. The main thread waits for
    /// interrupts (SIGINT) meanwhile; it must not be left to libdispatch, which would unblock
    /// the signal in it.
    ///
    /// - Parameter onInterrupt: called on the main thread with the signal: SIGINT, SIGTERM or
    ///   SIGHUP, but for those that whoever started the program had it ignore, and for a SIGINT
    ///   that is a `ForegroundCommand`'s.
    public static func run(
        onInterrupt: (_ signal: Int32) -> Void, _ work: @escaping @Sendable () async -> Int32
    ) -> Never {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(signal) {
            unsafe sigaddset(&signals, signal)
        }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        Task { end(status: await work()) }
        var number: Int32 = 0
        while true {
            guard unsafe sigwait(&signals, &number) == 0 else { continue }
            let isOthers =
                number == SIGINT
                && ForegroundCommand.isRunning.load(ordering: .sequentiallyConsistent)
            if !isOthers { onInterrupt(number) }
        }
    }

    /// Whether whoever started the program has it ignore a signal (`nohup`). One that is blocked would
    /// come all the same, to who waits for it.
    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
        #if canImport(Glibc)
            let handler = unsafe unsafeBitCast(action.__sigaction_handler, to: Int.self)
        #else
            let handler = unsafe unsafeBitCast(action.__sigaction_u, to: Int.self)
        #endif
        return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Lets the process open as many descriptors as the system allows it, which is often far
    /// more than it begins with; for servers, once, at their start.
    ///
    /// - Returns: how many that are.
    @discardableResult
    public static func raiseDescriptorLimit() -> Int {
        Int(apus_raise_descriptor_limit())
    }

    /// Makes the allocator give large blocks back to the system as soon as they are freed.
    ///
    /// glibc otherwise learns from the first large block that is freed to keep the next ones, in
    /// as many arenas as there are threads: a tool that moves large buffers grows threefold.
    ///
    /// - Parameters:
    ///   - blockBytes: what is large.
    ///   - arenas: how many threads may allocate at a time without waiting for one another.
    public static func giveBackMemory(blockBytes: Int = 1024 * 1024, arenas: Int = 2) {
        apus_give_back_memory(blockBytes, Int32(clamping: arenas))
    }

    /// Ends the process at once, without running what is registered for its end; but a terminal
    /// that is raw is put back.
    public static func end(status: Int32) -> Never {
        apus_terminal_leave_raw()
        _exit(status)
    }

    /// Seconds since 1970 of a moment given as local time.
    ///
    /// - Returns: nil when there is no such moment.
    public static func secondsOfLocalTime(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
    ) -> Int64? {
        var parts = unsafe tm()
        unsafe parts.tm_year = Int32(clamping: year - 1900)
        unsafe parts.tm_mon = Int32(clamping: month - 1)
        unsafe parts.tm_mday = Int32(clamping: day)
        unsafe parts.tm_hour = Int32(clamping: hour)
        unsafe parts.tm_min = Int32(clamping: minute)
        unsafe parts.tm_sec = Int32(clamping: second)
        unsafe parts.tm_isdst = -1
        let seconds = unsafe mktime(&parts)
        return seconds == -1 ? nil : Int64(seconds)
    }
}
