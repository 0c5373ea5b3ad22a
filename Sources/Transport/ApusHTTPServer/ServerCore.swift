// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusIO
import Synchronization

/// What all connections of a server share.
final class ServerCore: Sendable {
    let configuration: ServerConfiguration
    let exchange: any HTTPExchange
    let bodyBudget: ByteBudget
    let shards: [LoopShard]
    let openConnections = Atomic(0)
    private let draining = Atomic(false)
    private let currentLimits: Mutex<ServerLimits>

    /// What holds for connections that are made now.
    var limits: ServerLimits {
        get { currentLimits.withLock { $0 } }
        set { currentLimits.withLock { $0 = newValue } }
    }

    /// Whether connections end after the request they are at.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    init(_ configuration: ServerConfiguration, exchange: any HTTPExchange, loops: LoopGroup) {
        self.configuration = configuration
        currentLimits = Mutex(configuration.limits)
        self.exchange = exchange
        bodyBudget = ByteBudget(totalBytes: configuration.limits.bodyBufferBytes)
        shards = loops.loops.map { LoopShard($0) }
    }

    /// Ends what is idle and lets nothing become so.
    func drain() {
        draining.store(true, ordering: .relaxed)
        for shard in shards { shard.loop.perform { shard.closeIdle() } }
    }

    /// The loop for a new connection that `shard` has accepted.
    ///
    /// The kernel spreads connections by a hash of their addresses, which is uneven when they
    /// are few: one clearly less busy gets it.
    func shard(for shard: LoopShard) -> LoopShard {
        let own = shard.counters.openConnections.load(ordering: .relaxed)
        var best = shard
        var least = own - 1
        for other in shards {
            let count = other.counters.openConnections.load(ordering: .relaxed)
            if count < least {
                best = other
                least = count
            }
        }
        return best
    }
}

/// What the connections of one loop share.
final class LoopShard: Sendable {
    /// What only code on the loop's thread uses.
    final class Local {
        var connections: [ObjectIdentifier: HTTPConnection] = [:]
        private var dateSecond: Int64 = 0
        private var dateText = ""

        /// The value of `Date`, made anew when the second has changed.
        func date() -> String {
            let second = SystemFacts.secondsSince1970
            if second != dateSecond {
                dateSecond = second
                dateText = HTTPDate.text(secondsSince1970: second)
            }
            return dateText
        }
    }

    let loop: EventLoop
    let counters = LoopCounters()
    private let bound: LoopBound<Local>

    var local: Local { bound.value }

    init(_ loop: EventLoop) {
        self.loop = loop
        bound = LoopBound(Local(), loop: loop)
    }

    func closeIdle() {
        for connection in local.connections.values { connection.closeIfIdle() }
    }
}
