// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO

extension Connection {
    /// A request, before it is known where the account lives.
    struct Call {
        /// Begins the message of its failure: `Object PUT failed`.
        var name: String
        var method: Method
        /// Under the account, percent-encoded; or the whole URL.
        var place: Place
        var query = Query()
        var headers: Headers = [:]
        var body: UploadBody = .empty
        /// Whether a successful body is handed on instead of read into memory.
        var streams = false

        enum Place {
            case underAccount(String)
            case url(ServiceURL)
        }
    }

    /// A successful response; its body is a reader only when the call streams.
    struct Outcome {
        let reply: Reply
        let reader: BodyReader?
    }

    /// Makes a call, again and again as the policy has it.
    ///
    /// - Parameter tries: how many tries were used up before.
    func perform(_ call: Call, tries: Int = 0) async throws -> Outcome {
        var retries = RetryState(settings.retries, tries: tries)
        var attempts: [Attempt] = []
        while true {
            var used: Credentials?
            do {
                let credentials = try await session.credentials(over: exchange, log: settings.log)
                used = credentials
                let authenticatedAt = ContinuousClock.now
                let (response, url) = try await send(call, credentials)
                guard response.status.isSuccess else {
                    throw await refusal(call.name, response, url)
                }
                let body =
                    call.streams
                    ? Bytes()
                    : try await response.reader.collect(limitBytes: settings.documentLimitBytes)
                attempts.append(Attempt(status: response.status, headers: response.headers))
                let reply = Reply(
                    status: response.status, headers: response.headers, body: body, url: url,
                    attempts: attempts, authenticatedAt: authenticatedAt)
                return Outcome(reply: reply, reader: call.streams ? response.reader : nil)
            } catch {
                try Task.checkCancellation()
                let failure = error as? ClientError
                attempts.append(
                    Attempt(status: failure?.status, headers: failure?.headers ?? [:]))
                do {
                    try await recover(from: error, &retries, refused: used)
                    guard call.body.isReplayable else {
                        throw ClientError(
                            .cannotReplay,
                            "\(call.name) failed, and its body cannot be sent a second time",
                            url: failure?.url, status: failure?.status,
                            headers: failure?.headers ?? [:], cause: error)
                    }
                } catch var final as ClientError {
                    final.attempts = attempts
                    throw final
                }
            }
        }
    }

    /// Waits before the next try, or throws when there is none.
    func recover(
        from error: any Error, _ retries: inout RetryState, refused: Credentials?
    ) async throws {
        let failure: RetryState.Failure
        let final: any Error
        switch error {
        case let error as ClientError:
            final = error
            if case .status(let code) = error.reason {
                failure = .status(code, retryAfter: Self.retryAfter(error.headers))
            } else {
                failure = .permanent
            }
        case let error as TransportError:
            final = ClientError(.transport, error.detail, cause: error)
            failure = .transport(mayPass: error.mayPass)
        case let error as BodyError where error != .tooLong:
            final = ClientError(.transport, "The response was cut short", cause: error)
            failure = .transport(mayPass: true)
        default:
            throw error
        }
        let action = retries.decide(
            failure, canRenew: session.method != nil, chance: .random(in: 0..<1))
        guard case .again(let wait, let renewsToken) = action else { throw final }
        if renewsToken, let refused { session.invalidate(refused) }
        try await settings.retries.clock.sleep(for: wait)
    }

    /// Sends one request and follows redirects of GET and HEAD.
    private func send(_ call: Call, _ credentials: Credentials) async throws -> (
        Response, ServiceURL
    ) {
        var url: ServiceURL
        switch call.place {
        case .underAccount(let path):
            url = credentials.storageURL.replacing(path: credentials.storageURL.path + path)
        case .url(let place): url = place
        }
        if !call.query.isEmpty { url = url.replacing(path: url.path, query: call.query.encoded) }

        var headers = settings.headers
        for name in Set(call.headers.map(\.name)) { headers.remove(name) }
        for field in call.headers { headers.append(field.name, field.value) }
        if headers["User-Agent"] == nil { headers["User-Agent"] = settings.userAgent }
        if headers["X-Auth-Token"] == nil, !credentials.token.isEmpty {
            headers["X-Auth-Token"] = credentials.token
        }
        if headers["X-Service-Token"] == nil, let token = credentials.serviceToken {
            headers["X-Service-Token"] = token
        }

        var hops = 0
        while true {
            guard let body = try await call.body.reader() else {
                throw ClientError(
                    .cannotReplay, "\(call.name) failed: its body was taken", url: url)
            }
            let target =
                (url.path.isEmpty ? "/" : url.path) + (url.query.map { "?" + $0 } ?? "")
            let request = Request(
                call.method, target, origin: url.origin, headers: headers, body: body)
            let response: Response
            do {
                response = try await exchange.respond(to: request)
            } catch {
                log(call.method, url, headers, nil, nil)
                throw error
            }
            guard hops < 5, call.method == .get || call.method == .head,
                [301, 302, 303, 307, 308].contains(response.status.code),
                let location = response.headers["Location"],
                let next = Self.resolve(location, against: url)
            else {
                log(call.method, url, headers, response, nil)
                return (response, url)
            }
            log(call.method, url, headers, response, nil)
            // A token is for the server that gave it out, not for wherever that one points to.
            if next.origin != url.origin {
                headers.remove("X-Auth-Token")
                headers.remove("X-Service-Token")
            }
            hops += 1
            url = next
        }
    }

    private static func resolve(_ location: String, against url: ServiceURL) -> ServiceURL? {
        location.hasPrefix("/") && !location.hasPrefix("//")
            ? try? ServiceURL(url.base + location) : try? ServiceURL(location)
    }

    /// Reads the start of a refusal's body; one that breaks does not hide the refusal.
    private func refusal(_ name: String, _ response: Response, _ url: ServiceURL) async
        -> ClientError
    {
        var start = ByteWriter()
        let reader = response.reader
        while start.count < ClientError.bodyLimitBytes, let bytes = try? await reader.next() {
            start.append(bytes[0..<min(bytes.count, ClientError.bodyLimitBytes - start.count)])
        }
        return ClientError(
            .status(response.status.code), "\(name) failed", url: url, status: response.status,
            headers: response.headers, body: start.finish())
    }

    private static func retryAfter(_ headers: Headers) -> Duration? {
        // The other form, a date, is not used by the servers we know.
        headers["Retry-After"].flatMap(UInt32.init).map { .seconds($0) }
    }

    private func log(
        _ method: Method, _ url: ServiceURL, _ headers: Headers, _ response: Response?,
        _ body: Bytes?
    ) {
        settings.log?(
            RequestRecord(
                method: method, url: url, headers: headers, status: response?.status,
                responseHeaders: response?.headers ?? [:], responseBody: body))
    }
}
