// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI

/// One of the streams of a command or console, over its WebSocket: bytes are binary messages, a
/// text message is the end of the stream.
///
/// Source: LXD, `shared/network.go`, `WebsocketSendStream` and `WebsocketRecvStream`.
struct SessionStream: Sendable {
    let socket: WebSocket
    let url: ResourceURL
    /// What must not go while somebody reads.
    var owner: (any AnyObject & Sendable)?

    /// What comes, as a body; the peer waits while nobody reads.
    var body: BodyReader {
        BodyReader(lengthBytes: nil) { [self] in
            try await translating {
                guard let part = try await socket.part(), !part.isText else {
                    // A terminal's stream goes in both directions: the server waits for the
                    // other one to end as well.
                    try? await socket.close()
                    return nil
                }
                return .bytes(part.bytes)
            }
        }
    }

    func send(_ bytes: Bytes) async throws {
        guard !bytes.isEmpty else { return }
        try await translating { try await socket.send(bytes) }
    }

    /// Says that nothing follows.
    func finish() async throws {
        try await translating { try await socket.send("") }
    }

    func send(_ command: JSONValue) async throws {
        try await translating { try await socket.send(command.encoded.text) }
    }

    private func translating<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as TransportError {
            try Task.checkCancellation()
            // It was connected: whatever ended it, it has ended.
            throw LXDError(.connectionLost, error.detail, url: url, cause: error)
        } catch let error as BodyError {
            throw LXDError(
                .connectionLost, "The connection ended before the stream did", url: url,
                cause: error)
        } catch let error as WebSocketDecoder.Violation {
            throw LXDError(.badAnswer, error.detail, url: url, cause: error)
        }
    }
}

extension JSONValue {
    /// What tells a session how large its terminal is.
    static func resizing(_ size: TerminalSize) -> JSONValue {
        [
            "command": "window-resize",
            "args": [
                "width": .string(String(size.columns)), "height": .string(String(size.rows)),
            ],
        ]
    }
}
