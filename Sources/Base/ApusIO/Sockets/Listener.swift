// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A listening socket on one loop.
package final class Listener: Sendable {
    /// Where it is bound.
    package let address: ListenAddress
    private let channel: Channel

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
            do throws(SystemError) {
                if let accepted = try SocketCalls.accept(channel.descriptor) { return accepted }
                channel.setNotReadable()
            } catch {
                guard error.isOfThePeer else { throw error }
            }
        }
    }

    /// Stops listening; connections that nobody has taken are refused.
    package func close() {
        channel.close()
    }
}
