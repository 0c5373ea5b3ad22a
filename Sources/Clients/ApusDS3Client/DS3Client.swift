// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusDS3API
package import ApusHTTP
import ApusHTTPClient
import ApusIO

/// A client of a DS3 (Spectra S3) server.
///
/// A value that is cheap to copy; copies share their connections. It may be used from many tasks at
/// once. Every request of the contract is sent by `send(_:)`; what is asked most has calls of its
/// own, and whole files and directories go by `write(_:to:)` and `read(_:from:into:)`.
public struct DS3Client: Sendable {
    let transport: DS3Transport

    /// A client. Nothing is asked yet.
    ///
    /// - Throws: `DS3Error` with `.local` when the endpoint, a proxy or a certificate file cannot
    ///   be used.
    public init(_ configuration: DS3Configuration) throws(DS3Error) {
        let origin = try configuration.origin()
        let client: HTTPClient
        do throws(TransportError) {
            client = try HTTPClient(configuration.http)
        } catch {
            throw DS3Error(.local, error.detail)
        }
        transport = DS3Transport(
            client, client: client, origin: origin, credentials: configuration.credentials,
            retries: configuration.retries, answerLimitBytes: configuration.answerLimitBytes)
    }

    /// A client with the defaults.
    ///
    /// - Parameters:
    ///   - endpoint: `http://host:port` or `https://host:port`.
    ///   - proxy: `http://host:port`; nil for what the environment says.
    /// - Throws: as `init(_:)` of a configuration.
    public init(
        _ endpoint: String, _ credentials: Credentials, proxy: String? = nil
    ) throws(DS3Error) {
        var configuration = DS3Configuration(endpoint, credentials)
        if let proxy { configuration.proxy = .url(proxy) }
        try self.init(configuration)
    }

    /// A client of the server that the environment names: `DS3_ENDPOINT`, `DS3_ACCESS_KEY`,
    /// `DS3_SECRET_KEY`, and `http_proxy` where it is set.
    ///
    /// - Throws: `DS3Error` with `.local`, which says what is missing.
    public static func fromEnvironment() throws(DS3Error) -> DS3Client {
        try DS3Client(DS3Configuration.fromEnvironment())
    }

    /// A client of a server in the same process.
    package init(
        exchange: any HTTPExchange, credentials: Credentials, retries: RetryPolicy = RetryPolicy(),
        answerLimitBytes: Int = 64 * 1024 * 1024
    ) {
        transport = DS3Transport(
            exchange, client: nil, origin: nil, credentials: credentials, retries: retries,
            answerLimitBytes: answerLimitBytes)
    }

    /// Cancels what is on its way and closes all connections, also those of copies.
    public func close() {
        transport.client?.close()
    }

    // MARK: Asking

    /// Sends a request of the contract and reads its answer.
    ///
    /// The signature is computed at the moment of sending, for each try anew. 307 and 503 are
    /// followed by the same request, as the policy of the client has it.
    ///
    /// - Parameters:
    ///   - request: made by a function of `DS3`, as `DS3.getBucketSpectraS3(id: "footage")`.
    ///   - body: the bytes, for requests that send those of an object.
    /// - Throws: `DS3Error` as the server says it, with `.badAnswer` for what is no answer of DS3
    ///   or too long a one, or with a code of the transport's; `CancellationError`; what the body
    ///   throws.
    @discardableResult
    public func send<Answer>(
        _ request: DS3.Request<Answer>, body: ObjectBody? = nil
    ) async throws -> DS3.Reply<Answer> {
        let response = try await respond(to: request, body)
        return try request.reply(to: try await collect(response, request))
    }

    /// Sends a request whose answer is the plan of a job, which is read as it comes: it may have
    /// half a million objects.
    ///
    /// - Throws: as the other.
    @discardableResult
    public func send(
        _ request: DS3.Request<DS3.JobPlan>
    ) async throws -> DS3.Reply<DS3.JobPlan> {
        let response = try await respond(to: request, nil)
        guard request.operation.successes.contains(response.status.code) else {
            return try request.reply(to: try await collect(response, request))
        }
        var reader = DS3.JobPlanReader()
        try await Self.read(response.reader, request.target) { bytes in try reader.feed(bytes) }
        return DS3.Reply(
            value: try reader.finish(),
            response: DS3.Response(
                status: response.status.code,
                headers: response.headers.map { ($0.name, $0.value) }))
    }

    /// Asks for the bytes of an object, which come as they are read.
    ///
    /// - Returns: what the headers say, and the body: read it to its end, or drop it.
    /// - Throws: as `send(_:)`. Where the body is read, a connection that breaks throws too: a
    ///   body that is cut short never looks whole.
    public func open(_ request: DS3.Request<DS3.ObjectHead>) async throws -> IncomingObject {
        let response = try await respond(to: request, nil)
        guard request.operation.successes.contains(response.status.code) else {
            throw DS3Error(try await collect(response, request))
        }
        let head = DS3.Response(
            status: response.status.code, headers: response.headers.map { ($0.name, $0.value) })
        let body = response.reader
        let target = request.target
        let telling = BodyReader(lengthBytes: body.lengthBytes) {
            do {
                return try await body.nextPiece()
            } catch let error as BodyError {
                throw DS3Error(error, asking: target)
            } catch let error as TransportError {
                try Task.checkCancellation()
                throw DS3Error(error, asking: target)
            }
        }
        return IncomingObject(try request.reply(to: head), body: telling)
    }

    /// As `send(_:)`, with a body that may watch what is sent.
    func send(
        _ request: DS3.Request<DS3.Nothing>, outgoing: OutgoingBody
    ) async throws -> DS3.Reply<DS3.Nothing> {
        try Task.checkCancellation()
        let response = try await transport.answer(
            to: DS3Transport.Outgoing(request), outgoing)
        return try request.reply(to: try await collect(response, request))
    }

    private func respond<Answer>(
        to request: DS3.Request<Answer>, _ body: ObjectBody?
    ) async throws -> Response {
        try Task.checkCancellation()
        let outgoing: OutgoingBody
        switch request.body {
        case .nothing: outgoing = .nothing
        case .bytes(let bytes): outgoing = OutgoingBody(bytes)
        case .objects(let objects): outgoing = OutgoingBody(objects)
        case .data:
            guard let body else {
                throw DS3Error(.local, "\(request.name) sends the bytes of an object")
            }
            outgoing = try await OutgoingBody(body, lane: transport.files)
        }
        return try await transport.answer(to: DS3Transport.Outgoing(request), outgoing)
    }

    /// The answer, read to its end, with a limit.
    private func collect<Answer>(
        _ response: Response, _ request: DS3.Request<Answer>
    ) async throws -> DS3.Response {
        var whole = ByteWriter()
        if request.method != .head {
            try await Self.read(response.reader, request.target) { bytes in
                guard whole.count + bytes.count <= transport.answerLimitBytes else {
                    throw BodyError.tooLong
                }
                whole.append(bytes)
            }
        }
        return DS3.Response(
            status: response.status.code, headers: response.headers.map { ($0.name, $0.value) },
            body: whole.finish())
    }

    private static func read(
        _ body: BodyReader, _ target: String, _ take: (Bytes) throws -> Void
    ) async throws {
        do {
            while let bytes = try await body.next() { try take(bytes) }
        } catch let error as BodyError {
            throw DS3Error(error, asking: target)
        } catch let error as TransportError {
            try Task.checkCancellation()
            throw DS3Error(error, asking: target)
        }
    }
}
