// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whoever has started this process as a service: what it hands over, and how it is told.
///
/// Sound because strings are lent for the length of one call.
///
/// Source: systemd, `sd_listen_fds(3)`, `sd_notify(3)`, `sd_watchdog_enabled(3)`; the protocol is
/// environment variables, inherited descriptors and a datagram.
public struct ServiceManager: Sendable {
    /// A socket that is listened on already.
    public struct Socket: Hashable, Sendable {
        public let descriptor: Int32
        /// `FileDescriptorName=` of its unit; empty when it has none.
        public let name: String

        /// Takes over an open descriptor and the name it was handed over by.
        public init(descriptor: Int32, name: String = "") {
            self.descriptor = descriptor
            self.name = name
        }
    }

    /// Sockets that were handed over, in order.
    public let sockets: [Socket]
    /// How often it wants to hear that all is well; nil when it does not.
    public let watchdogInterval: Duration?
    private let address: String?

    /// Reads what the environment says.
    ///
    /// - Parameter process: what is for another process is not for this one; nil for the one that
    ///   runs.
    public init(
        environment: [String: String] = ProcessFacts.environment, process: Int32? = nil
    ) {
        let process = process ?? getpid()
        address = environment["NOTIFY_SOCKET"].flatMap {
            $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil
        }
        let isOurs = environment["LISTEN_PID"] == String(process)
        let count = isOurs ? environment["LISTEN_FDS"].flatMap { Int32($0) } ?? 0 : 0
        let names = (environment["LISTEN_FDNAMES"] ?? "")
            .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        sockets = (0..<max(0, min(count, 1024))).map { index in
            let name = Int(index) < names.count ? names[Int(index)] : ""
            // Standard input, output and error come before them.
            return Socket(descriptor: 3 + index, name: name == "unknown" ? "" : name)
        }
        let watched = environment["WATCHDOG_PID"] ?? String(process)
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogInterval =
            watched == String(process) && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// What can be told.
    public enum News: Hashable, Sendable {
        /// It is up, with a sentence about it.
        case ready(String)
        /// It reads its configuration again; `ready` follows.
        case reloading
        case stopping
        /// It is alive.
        case alive

        var text: String {
            switch self {
            case .ready(let status): "READY=1\nSTATUS=\(status)"
            case .reloading:
                "RELOADING=1\nMONOTONIC_USEC=\(ServiceManager.monotonicMicroseconds)"
            case .stopping: "STOPPING=1"
            case .alive: "WATCHDOG=1"
            }
        }
    }

    /// Tells something, if somebody wants to know. One datagram, which never blocks for long; what
    /// becomes of it nobody learns.
    public func tell(_ news: News) {
        guard let address else { return }
        let text = news.text
        _ = unsafe apus_send_datagram(address, text, text.utf8.count)
    }

    private static var monotonicMicroseconds: Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
