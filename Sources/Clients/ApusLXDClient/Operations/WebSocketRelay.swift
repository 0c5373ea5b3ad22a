// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusLXDAPI

/// Joins the WebSockets of two operations of two servers that do not reach each other.
struct WebSocketRelay: Sendable {
    private let source: RunningOperation
    private let target: RunningOperation
    /// What the WebSockets are called on both sides.
    private let names: [String]

    /// - Throws: `LXDError` when the target waits for one that the source does not have.
    init(from source: RunningOperation, to target: RunningOperation) throws(LXDError) {
        let offered = source.operation.secrets
        names = target.operation.secrets.keys.sorted()
        guard !names.isEmpty else {
            throw LXDError(.badAnswer, "The operation has no WebSockets", url: target.operation.url)
        }
        for name in names where offered[name] == nil {
            throw LXDError(
                .badAnswer, "The source has no WebSocket '\(name)', which the target waits for",
                url: source.operation.url)
        }
        self.source = source
        self.target = target
    }

    /// Gives on what comes from either side until both have ended.
    ///
    /// A connection that breaks ends all of them: both operations see it, and say how they end.
    ///
    /// - Throws: as `RunningOperation.webSocket(_:)`.
    func run() async throws {
        async let opening = source.webSockets(names)
        let targets = try await target.webSockets(names)
        let sources = try await opening
        defer { for socket in sources + targets { socket.abandon() } }
        try? await withThrowingTaskGroup(of: Void.self) { group in
            for (one, other) in zip(sources, targets) {
                group.addTask { try await Self.pass(from: one, to: other) }
                group.addTask { try await Self.pass(from: other, to: one) }
            }
            try await group.waitForAll()
        }
    }

    /// One direction, message by message: where a message ends means something to both.
    private static func pass(from one: WebSocket, to other: WebSocket) async throws {
        while let message = try await one.message() {
            switch message {
            case .text(let text): try await other.send(text)
            case .binary(let bytes): try await other.send(bytes)
            }
        }
        // The other side may have ended by itself.
        try? await other.close(code: one.closing?.code ?? 1000)
    }
}
