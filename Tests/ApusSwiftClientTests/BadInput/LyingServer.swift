// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusHTTPClient
import ApusSwiftClient
import ApusTestSupport

/// A request as a lying server sees it.
struct Asked {
    let method: String
    let target: String
    /// The whole head.
    let head: String

    init(_ head: String) {
        self.head = head
        let words = head.split(separator: " ", maxSplits: 2)
        method = words.first.map(String.init) ?? ""
        target = words.count > 1 ? String(words[1]) : ""
    }

    func field(_ name: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name + ":") {
            return line.dropFirst(name.utf8.count + 1).trimmed
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

/// Lends a service on a server that answers whatever `answer` sends; a false answer closes the
/// connection.
func withLyingServer(
    _ change: (inout ServiceOptions, inout HTTPClientConfiguration) -> Void = { _, _ in },
    answer: @escaping @Sendable (Asked, Conversation) throws -> Bool,
    _ body: (SwiftService) async throws -> Void
) async throws {
    let server = try ScriptedServer { peer in
        while true {
            let asked = Asked(try peer.readHead())
            if asked.target == "/auth" {
                try peer.send(
                    """
                    HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Auth-Token: fresh\r
                    X-Storage-Url: http://\(asked.field("host") ?? "")/v1/A\r\n\r\n
                    """)
                continue
            }
            guard try answer(asked, peer) else { return }
        }
    }
    defer { server.stop() }
    var options = ServiceOptions()
    options.connection.retries.retries = 0
    options.connection.retries.startingBackoff = .zero
    options.connection.retries.maximumBackoff = .zero
    var configuration = HTTPClientConfiguration()
    configuration.proxy = .none
    change(&options, &configuration)
    let client = try HTTPClient(configuration)
    defer { client.close() }
    let session = AuthSession(
        V1Auth(url: try ServiceURL(server.url("/auth")), user: "u", key: "k"),
        storageURL: try ServiceURL(server.url("/v1/A")), token: "stale")
    try await withSwiftService(session, over: client, options: options, body)
}
