// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusLXDAPI

/// What a server answered: a value at once, or an operation that goes on.
struct Answer {
    let metadata: JSONValue
    /// The operation that was begun; nil when the answer is all there is.
    let operation: Operation?
    let headers: Headers

    /// Reads the envelope that every answer comes in.
    ///
    /// - Throws: `LXDError`, for what is no envelope and for the errors that come in one, also
    ///   under status 200.
    init(_ body: Bytes, status: Status, headers: Headers, url: ResourceURL) throws(LXDError) {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: body)
        } catch {
            guard status.isSuccess else {
                throw LXDError(status: status.code, status.reason, url: url)
            }
            throw LXDError(.badAnswer, "The answer is no JSON", status: status.code, url: url)
        }
        switch document.type?.text {
        case "sync":
            metadata = document["metadata"] ?? .null
            operation = nil
        case "async":
            metadata = document["metadata"] ?? .null
            guard let operationURL = document.operation?.text.flatMap({ ResourceURL($0) }) else {
                throw LXDError(.badAnswer, "The answer names no operation", url: url)
            }
            operation = Operation(
                record: EntityRecord(url: operationURL, members: metadata.members ?? [:]))
        case "error":
            var code = Int(document.error_code?.integer ?? 0)
            if code < 400 { code = status.code < 400 ? 500 : status.code }
            throw LXDError(status: code, document.error?.text ?? "", url: url)
        default:
            guard status.isSuccess else {
                throw LXDError(status: status.code, status.reason, url: url)
            }
            throw LXDError(
                .badAnswer, "The answer is not LXD's", status: status.code, url: url)
        }
        self.headers = headers
    }
}
