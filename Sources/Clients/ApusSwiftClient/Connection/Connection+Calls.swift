// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
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
        /// The body of a call that streams, where all of it was there with the head.
        var whole: Bytes?
    }

    /// A request that was sent, with what is needed to log it.
    private struct Exchanged {
        let response: Response
        let url: ServiceURL
        let headers: Headers
    }

    /// Why a request's body failed, which is no failure of the request's.
    private struct SourceFailure: Error {
        let cause: any Error
    }

    /// Whether an error is of the files that a body is read from.
    private static func isOfSource(_ error: any Error) -> Bool {
        error is BodyError || error is LocalFileError || error is SystemError
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
                let exchanged = try await send(call, credentials)
                let body = try await read(exchanged, of: call)
                let (status, headers) = (exchanged.response.status, exchanged.response.headers)
                attempts.append(Attempt(status: status, headers: headers))
                let reply = Reply(
                    status: status, headers: headers, body: body ?? Bytes(), url: exchanged.url,
                    attempts: attempts, authenticatedAt: authenticatedAt)
                guard call.streams else { return Outcome(reply: reply, reader: nil) }
                return Outcome(
                    reply: reply, reader: exchanged.response.reader,
                    whole: Self.whole(exchanged.response))
            } catch let error as SourceFailure {
                throw error.cause
            } catch {
                try Task.checkCancellation()
                let failure = error as? ClientError
                attempts.append(
                    Attempt(status: failure?.status, headers: failure?.headers ?? [:]))
                // What was not sent yet can still be sent once.
                let canReplay = call.body.isReplayable || used == nil
                do {
                    try await recover(
                        from: error, &retries, refused: used,
                        instead: canReplay ? nil : "\(call.name) failed")
                } catch var final as ClientError {
                    final.attempts = attempts
                    throw final
                }
            }
        }
    }

    private static func whole(_ response: Response) -> Bytes? {
        switch response.body {
        case .empty: Bytes()
        case .bytes(let bytes): bytes
        case .stream: nil
        }
    }

    /// Waits before the next try, or throws when there is none.
    ///
    /// - Parameter instead: begins the message of the error to throw in the place of another try,
    ///   when the body cannot be sent again.
    func recover(
        from error: any Error, _ retries: inout RetryState, refused: Credentials?,
        instead: String? = nil
    ) async throws {
        let failure: RetryState.Failure
        var final: ClientError
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
        var canRenew = false
        if case .status(401, _) = failure, !retries.hasRenewed, let refused {
            canRenew = await session.renew(refused)
        }
        let action = retries.decide(failure, canRenew: canRenew, chance: .random(in: 0..<1))
        guard case .again(let wait, let renewsToken) = action else { throw final }
        if renewsToken, let refused { session.invalidate(refused) }
        if let instead {
            throw ClientError(
                .cannotReplay, "\(instead), and its body cannot be sent a second time",
                url: final.url, status: final.status, headers: final.headers, body: final.body,
                cause: final)
        }
        try await settings.retries.clock.sleep(for: wait)
    }

    /// Sends one request and follows redirects of GET and HEAD.
    private func send(_ call: Call, _ credentials: Credentials) async throws -> Exchanged {
        var url: ServiceURL
        switch call.place {
        case .underAccount(let path):
            url = credentials.storageURL.replacing(path: credentials.storageURL.path + path)
        case .url(let place): url = place
        }
        if !call.query.isEmpty { url = url.replacing(path: url.path, query: call.query.encoded) }
        var headers = fields(of: call, credentials)
        if url.origin != credentials.storageURL.origin, call.headers["X-Auth-Token"] == nil {
            headers.remove("X-Auth-Token")
            headers.remove("X-Service-Token")
        }

        var hops = 0
        while true {
            let response = try await sendOnce(call, to: url, headers)
            guard hops < 5, call.method == .get || call.method == .head,
                [301, 302, 303, 307, 308].contains(response.status.code),
                let location = response.headers["Location"],
                let next = Self.resolve(location, against: url)
            else {
                return Exchanged(response: response, url: url, headers: headers)
            }
            log(call, Exchanged(response: response, url: url, headers: headers), body: nil)
            // A token is for the server that gave it out, not for wherever that one points to.
            if next.origin != url.origin {
                headers.remove("X-Auth-Token")
                headers.remove("X-Service-Token")
            }
            hops += 1
            url = next
        }
    }

    private func sendOnce(
        _ call: Call, to url: ServiceURL, _ headers: Headers
    ) async throws -> Response {
        let body: BodyReader
        do {
            guard let reader = try await call.body.reader() else {
                throw ClientError(
                    .cannotReplay, "\(call.name) failed: its body was taken", url: url)
            }
            body = reader
        } catch {
            throw SourceFailure(cause: error)
        }
        let target = (url.path.isEmpty ? "/" : url.path) + (url.query.map { "?" + $0 } ?? "")
        let request = Request(
            call.method, target, origin: url.origin, headers: headers, body: body)
        do {
            return try await exchange.respond(to: request)
        } catch {
            settings.log?(
                RequestRecord(
                    method: call.method, url: url, headers: headers, status: nil,
                    responseHeaders: [:], responseBody: nil))
            // Before there is a response, a body that breaks is the request's own.
            if Self.isOfSource(error) { throw SourceFailure(cause: error) }
            throw error
        }
    }

    /// The header fields of a request: the settings', the call's, the token.
    private func fields(of call: Call, _ credentials: Credentials) -> Headers {
        var headers = call.headers
        if !settings.headers.fields.isEmpty {
            headers = settings.headers
            for field in call.headers { headers.remove(field.name) }
            for field in call.headers { headers.append(field) }
        }
        if headers["User-Agent"] == nil { headers["User-Agent"] = settings.userAgent }
        if headers["X-Auth-Token"] == nil, !credentials.token.isEmpty {
            headers["X-Auth-Token"] = credentials.token
        }
        if headers["X-Service-Token"] == nil, let token = credentials.serviceToken {
            headers["X-Service-Token"] = token
        }
        return headers
    }

    /// Reads a response's body into memory, unless it is to be streamed.
    ///
    /// - Throws: `ClientError` when the response is no success.
    private func read(_ exchanged: Exchanged, of call: Call) async throws -> Bytes? {
        let response = exchanged.response
        guard response.status.isSuccess else {
            let body = await Self.startOfBody(response)
            log(call, exchanged, body: body)
            throw ClientError(
                .status(response.status.code), "\(call.name) failed", url: exchanged.url,
                status: response.status, headers: response.headers, body: body)
        }
        guard !call.streams else {
            log(call, exchanged, body: nil)
            return nil
        }
        do {
            let body = try await response.reader.collect(limitBytes: settings.documentLimitBytes)
            log(call, exchanged, body: body)
            return body
        } catch BodyError.tooLong {
            log(call, exchanged, body: nil)
            throw ClientError(
                .badResponse,
                "\(call.name) failed: the answer is longer than \(settings.documentLimitBytes) bytes",
                url: exchanged.url, status: response.status, headers: response.headers)
        } catch {
            log(call, exchanged, body: nil)
            throw error
        }
    }

    private static func resolve(_ location: String, against url: ServiceURL) -> ServiceURL? {
        location.hasPrefix("/") && !location.hasPrefix("//")
            ? try? ServiceURL(url.base + location) : try? ServiceURL(location)
    }

    /// Reads the start of a refusal's body; one that breaks does not hide the refusal.
    private static func startOfBody(_ response: Response) async -> Bytes {
        var start = ByteWriter()
        let reader = response.reader
        while start.count < ClientError.bodyLimitBytes, let bytes = try? await reader.next() {
            start.append(bytes[0..<min(bytes.count, ClientError.bodyLimitBytes - start.count)])
        }
        return start.finish()
    }

    /// Seconds, or the date until which to wait.
    private static func retryAfter(_ headers: Headers) -> Duration? {
        guard let text = headers["Retry-After"] else { return nil }
        if let seconds = UInt32(text) { return .seconds(seconds) }
        guard let date = HTTPDate.secondsSince1970(text) else { return nil }
        return .seconds(max(0, date - FileTime.now.seconds))
    }

    private func log(_ call: Call, _ exchanged: Exchanged, body: Bytes?) {
        settings.log?(
            RequestRecord(
                method: call.method, url: exchanged.url, headers: exchanged.headers,
                status: exchanged.response.status, responseHeaders: exchanged.response.headers,
                responseBody: body))
    }
}
