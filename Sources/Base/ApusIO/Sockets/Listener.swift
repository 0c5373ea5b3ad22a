// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A listening socket on one loop.
package final class Listener: Sendable {
    /// Where it is bound.
    package let address: ListenAddress
    private static let acceptedPerTurn = 32
    private let channel: Channel
    private let accepted = Atomic(0)

    /// Takes over a listening descriptor, on the loop's thread.
    package init(
        takingOver descriptor: Int32, address: ListenAddress, loop: EventLoop
    ) throws(SystemError) {
        self.address = address
        channel = try Channel(takingOver: descriptor, loop: loop)
    }

    /// Waits for the next connection and takes it.
    ///
    /// - Throws: `SystemError` (of which those about the connection itself are passed over),
    ///   `WaitError.closed` once closed, `CancellationError`.
    package func accept() async throws -> (descriptor: Int32, host: String, port: Int) {
        while true {
            try await channel.waitReadable(until: .never)
            let next: (descriptor: Int32, host: String, port: Int)?
            do throws(SystemError) {
                next = try SocketCalls.accept(channel.descriptor)
            } catch {
                guard error.isOfThePeer else { throw error }
                continue
            }
            guard let next else {
                channel.setNotReadable()
                continue
            }
            // However many stand in line, those that are inside have their turn too.
            let count = accepted.add(1, ordering: .relaxed).newValue
            if count.isMultiple(of: Self.acceptedPerTurn) { await channel.loop.yield() }
            return next
        }
    }

    /// Stops listening; connections that nobody has taken are refused.
    package func close() {
        channel.close()
    }
}
