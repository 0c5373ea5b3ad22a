// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusHTTPClient
import ApusIO

/// What all copies of one client share: connections, who asks, when a request is sent again.
final class DS3Transport: Sendable {
    let exchange: any HTTPExchange
    /// nil when the server is met in memory.
    let client: HTTPClient?
    let origin: Origin?
    let credentials: Credentials
    let retries: RetryPolicy
    let answerLimitBytes: Int
    private let fileLane = LazyLane(name: "ds3-files", threads: 8)

    init(
        _ exchange: any HTTPExchange, client: HTTPClient?, origin: Origin?,
        credentials: Credentials, retries: RetryPolicy, answerLimitBytes: Int
    ) {
        self.exchange = exchange
        self.client = client
        self.origin = origin
        self.credentials = credentials
        self.retries = retries
        self.answerLimitBytes = answerLimitBytes
    }

    /// Where tasks run best that do little but make requests; nil when the server is met in memory.
    var executor: (any TaskExecutor)? { client?.executor }

    /// Where files of this machine are read and written; started when it is first asked for.
    var files: Lane { fileLane.lane }

    /// A request without its body, and what of it is not in the contract's value.
    struct Outgoing: Sendable {
        let method: DS3.Method
        let path: String
        let target: String
        let subresource: String?
        let contentType: String?
        let headers: [(name: String, value: String)]
        /// Whether sending it twice is as good as once.
        let isRepeatable: Bool

        init<Answer>(_ request: DS3.Request<Answer>) {
            method = request.method
            path = request.path
            target = request.target
            subresource = request.subresource
            contentType = request.body.contentType
            headers = request.headers
            isRepeatable = Self.isRepeatable(request)
        }

        /// What makes something must not be made twice: a job, whose second would be in the way of
        /// the first, or a bucket, of which one would be told that it is there already.
        private static func isRepeatable<Answer>(_ request: DS3.Request<Answer>) -> Bool {
            switch request.method {
            case .get, .head, .delete: true
            case .post: request.name == "DeleteObjects"
            case .put:
                ["PutObject", "PutMultiPartUploadPart", "AllocateJobChunkSpectraS3"]
                    .contains(request.name) || request.name.hasPrefix("Modify")
                    || request.name.hasPrefix("GetPhysicalPlacement")
            }
        }
    }

    /// Sends a request until there is an answer that does not say to come again.
    ///
    /// - Throws: `DS3Error` when there is none, `CancellationError`, what the body throws.
    func answer(to outgoing: Outgoing, _ body: OutgoingBody) async throws -> Response {
        var state = RetryState(retries)
        while true {
            guard let reader = try body.reader() else {
                throw DS3Error(
                    .cannotReplay, "The body was sent and cannot be read again",
                    resource: outgoing.target)
            }
            let outcome: RetryState.Outcome
            var failure: DS3Error?
            var refusal: Response?
            do {
                let response = try await exchange.respond(to: signed(outgoing, reader))
                guard [307, 503].contains(response.status.code) else { return response }
                // Read to its end, so that the connection can be used again.
                let bytes = try? await response.reader.collect(limitBytes: 64 * 1024)
                refusal = Response(
                    response.status, headers: response.headers, body: .bytes(bytes ?? Bytes()))
                outcome = .busy(
                    status: response.status.code,
                    retryAfterSeconds: response.headers["Retry-After"]
                        .flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 })
            } catch let error as TransportError {
                try Task.checkCancellation()
                failure = DS3Error(error, asking: outgoing.target)
                outcome = .noAnswer(
                    mayPass: error.mayPass,
                    mayHaveArrived: ![.unknownHost, .connectionFailed].contains(error.reason))
            }
            let wait =
                body.isReplayable
                ? state.next(
                    after: outcome, isRepeatable: outgoing.isRepeatable,
                    chance: Double.random(in: 0..<1)) : nil
            guard let wait else {
                if let refusal { return refusal }
                throw failure ?? DS3Error(.unreachable, "There was no answer")
            }
            try await retries.clock.sleep(for: wait)
        }
    }

    /// The request as it is sent now: the signature holds for minutes, not for as long as somebody
    /// may have waited.
    private func signed(_ outgoing: Outgoing, _ body: BodyReader) -> Request {
        var headers: [(name: String, value: String)] = [
            ("Date", DS3.Time(milliseconds: SystemFacts.secondsSince1970 * 1000).header)
        ]
        if let type = outgoing.contentType { headers.append(("Content-Type", type)) }
        headers += outgoing.headers
        let statement = DS3.Signature.statement(
            method: outgoing.method.rawValue, path: outgoing.path,
            subresource: outgoing.subresource, headers: headers)
        headers.append(
            (
                "Authorization",
                DS3.Signature.authorization(
                    accessKey: credentials.accessKey, secretKey: credentials.secretKey,
                    statement: statement)
            ))
        headers.append(("User-Agent", "apus"))
        var request = Request(
            Method(rawValue: outgoing.method.rawValue), outgoing.target, origin: origin, body: body)
        for header in headers { request.headers.append(header.name, header.value) }
        return request
    }
}
