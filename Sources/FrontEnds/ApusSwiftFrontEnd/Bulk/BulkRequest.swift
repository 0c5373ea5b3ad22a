// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusSwiftAPI

/// Requests that do many things, and answer 200 with a report before anybody knows what came of
/// them.
///
/// Source: OpenStack Swift, "Bulk Operations".
extension SwiftFrontEnd {
    /// The answer to a request that deletes many names or brings an archive; nil for others.
    ///
    /// Each of the many things is decided on as if it had come alone, with the request's token:
    /// whoever is nobody gets the report as well.
    func bulk(_ request: Request, _ path: SwiftPath) async throws -> Response? {
        guard request.method == .put || request.method == .post || request.method == .delete
        else { return nil }
        let query = RequestQuery(ofTarget: request.target)
        if request.method == .put {
            guard let format = query["extract-archive"] else { return nil }
            guard let archive = ArchiveFormat(format) else {
                throw Refusal(400, html: "Unsupported archive format")
            }
            let upload = ArchiveUpload(
                try await bulkRequest(request, path), archive, path, settings: settings.bulk)
            return upload.request.response(settings.bulk) { try await upload.step() }
        }
        guard query.contains("bulk-delete") else { return nil }
        let deletion = BulkDeletion(
            try await bulkRequest(request, path), settings: settings.bulk)
        return deletion.request.response(settings.bulk) { try await deletion.step() }
    }

    private func bulkRequest(
        _ request: Request, _ path: SwiftPath
    ) async throws -> BulkRequest {
        let caller: Result<Caller, any Error>
        do {
            let principal = try await authenticator.principal(of: request, account: path.account)
            caller = .success(Caller(principal, referrer: request.headers["Referer"]))
        } catch {
            caller = .failure(error)
        }
        return BulkRequest(frontEnd: self, message: request, path: path, caller: caller)
    }
}

/// A request that does many things.
struct BulkRequest: Sendable {
    let frontEnd: SwiftFrontEnd
    let message: Request
    /// Where it went, which names the account.
    let path: SwiftPath
    /// Who asks, or why nobody knows.
    let caller: Result<Caller, any Error>
    /// The type of the report; nil when the client takes none of those there are.
    let mediaType: String?

    private static let mediaTypes = [
        "text/plain", "application/json", "application/xml", "text/xml",
    ]

    init(
        frontEnd: SwiftFrontEnd, message: Request, path: SwiftPath,
        caller: Result<Caller, any Error>
    ) {
        self.frontEnd = frontEnd
        self.message = message
        self.path = path
        self.caller = caller
        mediaType = Accept(message.headers["Accept"] ?? "")?.best(of: Self.mediaTypes)
    }

    private var format: ListingFormat {
        switch mediaType {
        case "application/json": .json
        case "application/xml", "text/xml": .xml
        default: .plain
        }
    }

    /// 200 with a body that works when it is read.
    func response(
        _ settings: BulkSettings, _ step: @escaping @Sendable () async throws -> Bytes?
    ) -> Response {
        let body = SteppedBody(
            every: settings.heartbeatInterval,
            firstBeat: format == .xml ? XMLText.declaration : " ", step: step)
        return Response(
            .ok, headers: ["Content-Type": mediaType ?? ErrorPage.contentType],
            body: .stream(body.reader))
    }

    /// - Throws: `Refusal` for what every such request needs.
    func checkForm(takesOnly mediaType: String? = nil) throws {
        guard self.mediaType != nil else { throw Refusal(406) }
        if let mediaType, let sent = message.headers["Content-Type"], !sent.isEmpty,
            !sent.startsBytewise(with: mediaType)
        {
            throw Refusal(406)
        }
        let isChunked = message.headers["Transfer-Encoding"]?.lowercased() == "chunked"
        guard isChunked || message.headers["Content-Length"] != nil || message.peer == nil else {
            throw Refusal(411)
        }
    }

    /// What a request of its own for one of the many things would have answered.
    ///
    /// - Parameter name: what follows the account, percent-decoded.
    func respond(
        _ method: Method, _ name: String, _ headers: Headers = [:], body: BodyReader = .empty
    ) async throws -> Response {
        let target = "/\(path.version)/" + PercentEncoding.encode("\(path.account)/\(name)")
        let message = Request(method, target, headers: headers, body: body)
        let path: SwiftPath
        do {
            path = try SwiftPath(target)
        } catch {
            return frontEnd.refusal(error, message).response
        }
        let known = (try? caller.get()) ?? Caller(.anonymous)
        let request = SwiftRequest(message, caller: known)
        return try await frontEnd.answer(request, path.account) {
            _ = try caller.get()
            return try await frontEnd.perform(request, path)
        }
    }

    /// The status line that a request of its own would have got.
    func line(of error: any Error) -> String {
        let principal = (try? caller.get())?.principal ?? .anonymous
        let refusal = Refusal(error, principal: principal, realm: "")
        return SwiftFrontEnd.line(refusal?.status ?? .internalError)
    }

    /// Writes the report.
    func report(_ report: BulkReport, root: String) -> Bytes {
        report.write(as: format, root: root)
    }
}

/// What came of the many things so far.
struct BulkProgress {
    var failures: [BulkReport.Failure] = []
    /// Whether something failed for which the client is not to blame.
    private(set) var hasServerFailures = false

    mutating func fail(_ path: String, _ status: String) {
        failures.append(BulkReport.Failure(path: path, reason: status))
        if status.utf8.first == UInt8(ascii: "5") { hasServerFailures = true }
    }

    /// The status of the whole.
    func status(ifWhole status: String) -> String {
        guard !failures.isEmpty else { return status }
        return hasServerFailures ? "502 Bad Gateway" : "400 Bad Request"
    }
}
