// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP
public import ApusIO
import Synchronization

/// An HTTP/1.1 server: every connection is a task that keeps to one loop.
///
/// It listens once it is made, and answers while `serve()` runs.
public final class HTTPServer: Sendable {
    private struct Door {
        let descriptor: Int32
        let address: ListenAddress
        let endpoint: ServerConfiguration.Endpoint
        let shard: LoopShard
    }

    private enum Outcome { case served, stopTimePassed }

    /// Where the server listens, in the order of the endpoints; with the ports that were bound.
    public let addresses: [ListenAddress]

    private let core: ServerCore
    private let doors: Mutex<[Door]>
    private let stopping = Latch()
    private let stopTime = Mutex(Duration.zero)

    /// Starts to listen.
    ///
    /// On a TCP address every loop has a socket of its own, between which the kernel spreads
    /// connections; a Unix socket is listened on by the first loop, which hands them round.
    ///
    /// - Throws: `SystemError` naming the address that cannot be listened on.
    public init(
        _ configuration: ServerConfiguration, exchange: any HTTPExchange, loops: LoopGroup
    ) throws(SystemError) {
        let core = ServerCore(configuration, exchange: exchange, loops: loops)
        var doors: [Door] = []
        var addresses: [ListenAddress] = []
        do throws(SystemError) {
            for endpoint in configuration.endpoints {
                var address = endpoint.address
                if let descriptor = endpoint.inherited {
                    address = try SocketCalls.adopt(descriptor)
                    doors.append(
                        Door(
                            descriptor: descriptor, address: address, endpoint: endpoint,
                            shard: core.shards[0]))
                    addresses.append(address)
                    continue
                }
                if case .tcp(_, 1...) = address {
                    // Sockets that share a port do not mind another server that does, too: one
                    // that shares nothing finds out whether there is any.
                    FileCalls.close(try SocketCalls.listen(address, sharesPort: false))
                }
                for shard in core.shards {
                    let descriptor = try SocketCalls.listen(address, sharesPort: true)
                    if case .tcp(let host, 0) = address {
                        address = .tcp(host: host, port: try SocketCalls.boundPort(descriptor).1)
                    }
                    doors.append(
                        Door(
                            descriptor: descriptor, address: address, endpoint: endpoint,
                            shard: shard))
                    if case .unix = address { break }
                }
                addresses.append(address)
            }
        } catch {
            for door in doors { FileCalls.close(door.descriptor) }
            throw error
        }
        self.core = core
        self.addresses = addresses
        self.doors = Mutex(doors)
    }

    deinit {
        for door in doors.withLock({ $0 }) { FileCalls.close(door.descriptor) }
    }

    /// What clients may do, on connections that are made from now on; connections that are there
    /// go on with what they began with. The budget of buffers stays what it was at the start.
    public var limits: ServerLimits {
        get { core.limits }
        set { core.limits = newValue }
    }

    /// What the server has done so far.
    public var counts: ServerCounts {
        var counts = ServerCounts()
        for shard in core.shards { shard.counters.add(to: &counts) }
        return counts
    }

    /// Answers requests until `stop(within:)` has been called and every connection has ended, or
    /// until the task is cancelled, which ends them at once.
    ///
    /// - Throws: `SystemError` when a listening socket fails, `CancellationError`.
    public func serve() async throws {
        let doors = doors.withLock { doors in
            defer { doors = [] }
            return doors
        }
        let outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask(executorPreference: core.shards[0].loop) {
                try await self.stopping.wait()
                self.core.drain()
                let time = self.stopTime.withLock { $0 }
                try await self.core.shards[0].loop.sleep(until: .after(time))
                return .stopTimePassed
            }
            group.addTask {
                try await withThrowingDiscardingTaskGroup { doorGroup in
                    for door in doors {
                        doorGroup.addTask(executorPreference: door.shard.loop) {
                            try await self.accept(at: door)
                        }
                    }
                }
                return .served
            }
            defer { group.cancelAll() }
            return try await group.next()
        }
        if outcome == .served { try Task.checkCancellation() }
    }

    /// Takes no new connections, lets requests in flight finish, and ends `serve()`.
    ///
    /// - Parameter time: after which what is left is cut off.
    public func stop(within time: Duration) {
        stopTime.withLock { $0 = time }
        stopping.open()
    }

    private func accept(at door: Door) async throws {
        let listener = try Listener(
            takingOver: door.descriptor, address: door.address, loop: door.shard.loop)
        defer {
            listener.close()
            // The name of an inherited socket is whoever's who made it.
            if case .unix(let path, _) = door.address, door.endpoint.inherited == nil {
                SocketCalls.unlink(path)
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await self.stopping.wait()
                listener.close()
            }
            defer { group.cancelAll() }
            try await withThrowingDiscardingTaskGroup { connections in
                do {
                    while true {
                        try await self.takeNext(from: listener, at: door, into: &connections)
                    }
                } catch WaitError.closed {
                    // Stopping: the group waits for the connections that there are.
                }
            }
        }
    }

    private func takeNext(
        from listener: Listener, at door: Door,
        into connections: inout ThrowingDiscardingTaskGroup<any Error>
    ) async throws {
        let accepted: (descriptor: Int32, host: String, port: Int)
        do {
            accepted = try await listener.accept()
        } catch let error as SystemError where error.isOutOfDescriptors {
            // A connection that ends gives one back; to try at once would be to spin.
            return try await door.shard.loop.sleep(until: .after(.milliseconds(100)))
        }
        let shard = core.shard(for: door.shard)
        door.shard.counters.acceptedConnections.add(1, ordering: .relaxed)
        shard.counters.openConnections.add(1, ordering: .relaxed)
        let open = core.openConnections.add(1, ordering: .relaxed).newValue
        let core = core
        connections.addTask(executorPreference: shard.loop) {
            defer {
                core.openConnections.subtract(1, ordering: .relaxed)
                shard.counters.openConnections.subtract(1, ordering: .relaxed)
            }
            guard let channel = try? Channel(takingOver: accepted.descriptor, loop: shard.loop)
            else { return }
            let tls: TLSSession?
            do {
                tls = try door.endpoint.tls?.accept()
            } catch {
                return channel.close()
            }
            let limits = core.limits
            let stream = SocketStream(
                channel, tls: tls, sendIdleLimit: limits.idleTime,
                minimumSendRate: limits.minimumRate)
            let peer = PeerAddress(host: accepted.host, port: accepted.port)
            let connection = HTTPConnection(
                stream, peer: peer, limits: limits, core: core, shard: shard)
            await connection.run(
                requiresProxyLine: door.endpoint.requiresProxyLine,
                isOneTooMany: open > limits.connections)
        }
    }
}
