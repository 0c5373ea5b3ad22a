// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore

/// A request with what the front-end has found out about it.
struct SwiftRequest: Sendable {
    let message: Request
    let query: RequestQuery
    let caller: Caller
    /// When what another cluster says was done was done; nil for everybody else's requests.
    var madeAt: Timestamp?

    var method: Method { message.method }
    var headers: Headers { message.headers }
    var isHead: Bool { message.method == .head }

    init(_ message: Request, caller: Caller) {
        self.message = message
        self.caller = caller
        query = RequestQuery(ofTarget: message.target)
    }

    /// Whether a field or parameter says yes, in any of the ways OpenStack Swift takes for one.
    static func isTrue(_ text: String?) -> Bool {
        guard let text else { return false }
        return ["true", "1", "yes", "on", "t", "y"].contains(text.lowercased())
    }

    /// The length of the body: nil with chunked transfer coding.
    ///
    /// - Throws: `Refusal` when the framing does not say.
    func bodyLengthBytes() throws -> UInt64? {
        if let coding = headers["Transfer-Encoding"] {
            guard !coding.contains(",") else {
                throw Refusal(
                    501,
                    text: "Unsupported Transfer-Coding header value specified in "
                        + "Transfer-Encoding header")
            }
            guard coding.lowercased() == "chunked" else {
                throw Refusal(400, text: "Invalid Transfer-Encoding header value")
            }
            return nil
        }
        // Requests that meet the front-end in memory have no framing fields.
        guard headers["Content-Length"] != nil || message.peer == nil else {
            throw Refusal(411, text: "Missing Content-Length header.")
        }
        return message.body.lengthBytes
    }
}
