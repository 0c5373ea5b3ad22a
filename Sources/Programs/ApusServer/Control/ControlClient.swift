// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusIO

/// Asks the server that has a data directory, if one has.
package struct ControlClient: Sendable {
    private static let answerLimitBytes = 64 << 20

    private let path: String

    /// - Parameter directory: the data directory.
    package init(_ directory: String) {
        path = "\(directory)/\(ControlExchange.socketName)"
    }

    /// Sends a request and waits for the answer, as long as it takes.
    ///
    /// - Returns: the document; nil when no server listens there.
    /// - Throws: `ServerError` with what the server says.
    package func ask(
        _ method: String, _ target: String, body: String = ""
    ) async throws -> JSONValue? {
        let descriptor: Int32
        do throws(SystemError) {
            descriptor = try SocketCalls.connect(.unix(path: path))
        } catch {
            return nil
        }
        let loop = try EventLoop(name: "control")
        defer { loop.shutDown() }
        let answer = try await loop.run {
            let stream = SocketStream(
                try Channel(takingOver: descriptor, loop: loop), tls: nil,
                sendIdleLimit: .seconds(60))
            defer { stream.close() }
            // One request a connection, whose end ends the answer.
            try await stream.send(
                Bytes(
                    "\(method) \(target) HTTP/1.0\r\nContent-Length: \(body.utf8.count)\r\n\r\n"),
                Bytes(body))
            var answer = ByteWriter()
            while answer.count < Self.answerLimitBytes {
                try await stream.waitToReceive(until: .never)
                guard let bytes = try stream.receiveNow(upTo: 65_536) else { continue }
                if bytes.isEmpty { break }
                answer.append(bytes)
            }
            return answer.finish().text
        }
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
        guard parts.count == 2 else {
            throw ServerError("the server has ended without an answer")
        }
        let document = try JSONValue(parsing: Bytes(String(parts[1])))
        guard parts[0].split(separator: " ").dropFirst().first == "200" else {
            throw ServerError(document.members?["error"]?.text ?? "the server refuses")
        }
        return document
    }
}
