// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a server has done since it started, and has open now.
public struct ServerCounts: Hashable, Sendable {
    /// Connections open now.
    public var openConnections = 0
    /// Connections taken.
    public var acceptedConnections = 0
    /// Connections turned away because there were too many.
    public var refusedConnections = 0
    /// Requests being answered now.
    public var activeRequests = 0
    /// Requests answered, by the first digit of the status: `[1]` is unused, `[2]` is 2xx.
    public var responses = [Int](repeating: 0, count: 6)
    /// Bytes of request bodies.
    public var bytesIn: UInt64 = 0
    /// Bytes of response bodies.
    public var bytesOut: UInt64 = 0
}

/// The counters of one loop, so that loops do not share cache lines.
final class LoopCounters: Sendable {
    let acceptedConnections = Atomic(0)
    let refusedConnections = Atomic(0)
    let openConnections = Atomic(0)
    let activeRequests = Atomic(0)
    let informational = Atomic(0)
    let successful = Atomic(0)
    let redirected = Atomic(0)
    let clientErrors = Atomic(0)
    let serverErrors = Atomic(0)
    let bytesIn = Atomic<UInt64>(0)
    let bytesOut = Atomic<UInt64>(0)

    func countResponse(_ code: Int, bytesIn: UInt64, bytesOut: UInt64) {
        switch code {
        case 200..<300: successful.add(1, ordering: .relaxed)
        case 300..<400: redirected.add(1, ordering: .relaxed)
        case 400..<500: clientErrors.add(1, ordering: .relaxed)
        case 500..<600: serverErrors.add(1, ordering: .relaxed)
        default: informational.add(1, ordering: .relaxed)
        }
        if bytesIn > 0 { self.bytesIn.add(bytesIn, ordering: .relaxed) }
        if bytesOut > 0 { self.bytesOut.add(bytesOut, ordering: .relaxed) }
    }

    func add(to counts: inout ServerCounts) {
        counts.openConnections += openConnections.load(ordering: .relaxed)
        counts.acceptedConnections += acceptedConnections.load(ordering: .relaxed)
        counts.refusedConnections += refusedConnections.load(ordering: .relaxed)
        counts.activeRequests += activeRequests.load(ordering: .relaxed)
        let classes = [
            informational.load(ordering: .relaxed), successful.load(ordering: .relaxed),
            redirected.load(ordering: .relaxed), clientErrors.load(ordering: .relaxed),
            serverErrors.load(ordering: .relaxed),
        ]
        for (index, count) in classes.enumerated() { counts.responses[index + 1] += count }
        counts.bytesIn += bytesIn.load(ordering: .relaxed)
        counts.bytesOut += bytesOut.load(ordering: .relaxed)
    }
}
