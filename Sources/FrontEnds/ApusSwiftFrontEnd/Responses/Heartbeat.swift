// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusSwiftAPI

extension SwiftFrontEnd {
    /// 202 at once, with signs of life while `work` goes on and its report at the end: what
    /// `heartbeat=on` asks for, so that nothing on the way takes the silence for a dead peer.
    ///
    /// - Parameter ending: what stands between the signs of life and the report.
    func heartbeat(
        _ format: ListingFormat, endedBy ending: String = "",
        _ work: @escaping @Sendable () async throws -> Bytes
    ) -> Response {
        let body = HeartbeatBody(
            every: settings.heartbeatInterval, separator: ending, work)
        return Response(
            .accepted, headers: ["Content-Type": format.mediaType], body: .stream(body.reader))
    }

    /// The response that a request would have got without signs of life.
    func answer(
        _ request: SwiftRequest, _ account: AccountName, _ work: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await work()
        } catch {
            let realm = PercentEncoding.encode(account.text)
            guard
                let refusal = Refusal(error, principal: request.caller.principal, realm: realm)
            else { throw error }
            return refusal.response
        }
    }

    /// What every report says of the response it stands for.
    static func report(of response: Response) -> [String: JSONValue] {
        var text = ""
        if case .bytes(let bytes) = response.body { text = bytes.text }
        return ["Response Status": .string(line(response.status)), "Response Body": .string(text)]
    }

    /// `404 Not Found`
    static func line(_ status: Status) -> String { "\(status.code) \(status.reason)" }

    /// What a report is written as, text unless the client likes another format better.
    static func reportFormat(_ headers: Headers, offersXML: Bool = true) -> ListingFormat {
        let xml = ["application/xml", "text/xml"]
        let best = Accept(headers["Accept"] ?? "")?
            .best(of: ["text/plain", "application/json"] + (offersXML ? xml : []))
        switch best {
        case "application/json": return .json
        case "application/xml", "text/xml": return .xml
        default: return .plain
        }
    }
}
