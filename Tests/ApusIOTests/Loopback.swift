// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO

/// Runs `body` on a loop of its own.
func withLoop<T: Sendable>(
    _ body: @escaping @Sendable (EventLoop) async throws -> T
) async throws -> T {
    let group = try LoopGroup(count: 1)
    defer { group.shutDown() }
    let loop = group.loops[0]
    return try await loop.run { try await body(loop) }
}

/// Both ends of a TCP connection over loopback.
struct SocketPair {
    let near: Channel
    let far: Channel

    init(_ loop: EventLoop) throws {
        let listener = try SocketCalls.listen(.tcp(host: "127.0.0.1", port: 0), sharesPort: false)
        defer { FileCalls.close(listener) }
        let (host, port) = try SocketCalls.boundPort(listener)
        far = try Channel(
            takingOver: SocketCalls.connect(.tcp(host: host, port: port)), loop: loop)
        // The kernel has finished the handshake: the connection is there to take.
        guard let accepted = try SocketCalls.accept(listener) else {
            throw WaitError.closed
        }
        near = try Channel(takingOver: accepted.descriptor, loop: loop)
    }

    func close() {
        near.close()
        far.close()
    }
}

/// Long enough for a loaded machine; only a test that fails waits so long.
let patience = Duration.seconds(300)
