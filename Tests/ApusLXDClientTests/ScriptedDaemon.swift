// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport

/// A daemon by a Unix socket whose WebSockets say exactly what a test wants: for what a real one
/// does when it is killed, or not at all.
final class ScriptedDaemon: Sendable {
    private let server: ApusTestSupport.ScriptedServer
    private let directory: TemporaryDirectory
    let lxd: LXD

    /// - Parameters:
    ///   - answer: the body that a request is answered with, by method and target; nil closes the
    ///     connection.
    ///   - session: what follows the answer to a handshake, by target; `early` goes together with it.
    init(
        answer: @escaping @Sendable (String) -> JSONValue? = { _ in nil },
        early: @escaping @Sendable (String) -> [UInt8]? = { _ in [] },
        session: @escaping @Sendable (String, Conversation) throws -> Void
    ) throws {
        directory = try TemporaryDirectory()
        let path = directory.path + "/s"
        server = try ApusTestSupport.ScriptedServer(unixPath: path) { conversation in
            while true {
                let head = try conversation.readHead()
                let lines = head.split(separator: "\r\n")
                func field(_ name: String) -> String? {
                    lines.first { $0.lowercased().hasPrefix(name + ": ") }
                        .map { String($0.dropFirst(name.count + 2)) }
                }
                let target = String(lines[0].split(separator: " ")[1])
                if let key = field("sec-websocket-key") {
                    guard let first = early(target) else { return }
                    try conversation.send(
                        Array(
                            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                + "\(WebSocketHandshake.answer(to: key))\r\n\r\n").utf8) + first)
                    return try session(target, conversation)
                }
                _ = try conversation.read(field("content-length").flatMap { Int($0) } ?? 0)
                let asked = lines[0].split(separator: " ").prefix(2).joined(separator: " ")
                guard let body = answer(asked)?.encoded else { return }
                try conversation.send(
                    "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n" + body.text)
            }
        }
        lxd = try LXD(LXDConfiguration(.unixSocket(path: path)))
    }

    deinit {
        lxd.close()
        server.stop()
    }

    /// A frame of a server.
    static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let length: [UInt8] =
            bytes.count < 126
            ? [UInt8(bytes.count)] : [126, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)]
        return [0x81] + length + bytes
    }

    static func binary(_ text: String) -> [UInt8] {
        [0x82, UInt8(text.utf8.count)] + Array(text.utf8)
    }

    static let close: [UInt8] = [0x88, 2, 0x03, 0xE8]
}
