// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP
import ApusIO

/// A connection whose bytes are the caller's: what a WebSocket speaks over once HTTP is done.
///
/// It was made as every connection of its client is: by the same proxy, with the same certificates
/// checked. Dropping the last reference closes it.
public final class Tunnel: Sendable {
    private let transfer: Transfer
    /// Keeps the client, and thereby its thread, as long as the connection is used.
    private let client: HTTPClient
    private var loop: CurlLoop { client.loop }

    init(_ transfer: Transfer, of client: HTTPClient) {
        self.transfer = transfer
        self.client = client
    }

    deinit {
        loop.cancel(transfer)
    }

    /// What has come; nil once the peer has ended. For one task at a time.
    ///
    /// - Throws: `TransportError`, `BodyError.truncated` when the connection broke,
    ///   `CancellationError`, after which the connection is closed.
    public func receive() async throws -> Bytes? {
        try await withTaskCancellationHandler {
            while true {
                if let (piece, kick) = try transfer.takeReceived() {
                    loop.kick(transfer, kick)
                    guard case .some(.bytes(let bytes)) = piece else { return nil }
                    return bytes
                }
                await transfer.waitForReceived()
                try Task.checkCancellation()
            }
        } onCancel: {
            loop.cancel(transfer)
        }
    }

    /// Sends bytes; returns once they are queued, and waits while enough are. Calls of several
    /// tasks are not mixed.
    ///
    /// - Throws: `TransportError` when the connection has ended, `CancellationError` when nothing of
    ///   it was sent before.
    public func send(_ bytes: Bytes) async throws {
        guard let kick = await transfer.offer(bytes) else {
            try Task.checkCancellation()
            throw TransportError(.connectionLost, "The connection has ended")
        }
        loop.kick(transfer, kick)
    }

    /// Closes the connection at once.
    public func close() {
        loop.cancel(transfer, because: TransportError(.closed, "The connection was closed"))
    }
}

extension HTTPClient {
    /// Connects to an origin, and does no more.
    ///
    /// - Throws: `TransportError`, `CancellationError`.
    public func connect(to origin: Origin) async throws -> Tunnel {
        let transfer = Transfer(
            tunnelTo: Request(.get, "/", origin: origin),
            bufferLimitBytes: configuration.bufferLimitBytes)
        try await withTaskCancellationHandler {
            loop.start(transfer)
            try await transfer.waitForHead()
        } onCancel: {
            loop.cancel(transfer)
        }
        return Tunnel(transfer, of: self)
    }
}
