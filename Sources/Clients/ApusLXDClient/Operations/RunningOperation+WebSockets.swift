// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTPClient
import ApusLXDAPI

extension RunningOperation {
    /// Opens one of the operation's WebSockets, by what its metadata calls it: `control`, `0`, `fs`.
    ///
    /// - Throws: `LXDError` with `.notFound` when the operation has none of that name, and as any
    ///   request.
    public func webSocket(_ name: String) async throws -> WebSocket {
        guard let secret = secret(of: name) else {
            throw LXDError(
                .notFound, "The operation has no WebSocket '\(name)'", url: operation.url)
        }
        return try await webSocket(secret: secret)
    }

    /// Opens one of the operation's WebSockets.
    ///
    /// - Parameter secret: what the operation's metadata, or another party, says.
    /// - Throws: as any request. No error names the secret.
    public func webSocket(secret: String) async throws -> WebSocket {
        try await lxd.webSocket(operation.url.appending("websocket").with("secret", secret))
    }

    /// The secret of a WebSocket; those of commands and consoles lie in `fds`.
    func secret(of name: String) -> String? {
        let metadata = operation.metadata
        return metadata["fds"]?[name]?.text ?? metadata[name]?.text
    }
}
