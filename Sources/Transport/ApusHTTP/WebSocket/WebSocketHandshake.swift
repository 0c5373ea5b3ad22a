// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

/// The request and the answer that turn an HTTP/1.1 connection into a WebSocket.
///
/// Source: RFC 6455, 4.
public struct WebSocketHandshake: Sendable {
    /// What the answer must prove to have seen.
    public let key: String

    /// A handshake with a key of its own.
    public init() {
        key = Base64.encode((0..<16).map { _ in UInt8.random(in: 0 ... .max) }, isPadded: true)
    }

    /// The fields of the request, without `Host`.
    public var requestHeaders: Headers {
        [
            "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": key,
        ]
    }

    /// Whether an answer accepts the handshake, and accepts no extension or subprotocol, of which
    /// none was offered.
    public func accepts(_ status: Status, _ headers: Headers) -> Bool {
        guard status.code == 101, let upgrade = headers["Upgrade"],
            upgrade.lowercased() == "websocket",
            let connection = headers["Connection"],
            connection.lowercased().split(whereSeparator: { $0 == "," || $0 == " " })
                .contains("upgrade"),
            headers["Sec-WebSocket-Extensions"] == nil, headers["Sec-WebSocket-Protocol"] == nil
        else { return false }
        return headers["Sec-WebSocket-Accept"] == Self.answer(to: key)
    }

    /// What a server answers to a key, as `Sec-WebSocket-Accept`.
    public static func answer(to key: String) -> String {
        let mark = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        return Base64.encode(Digest.of(Bytes(key + mark), .sha1), isPadded: true)
    }
}
