// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusHTTP
import ApusHTTPClient
import ApusIO
public import ApusLXDAPI

/// A client of an LXD or Incus server, in a project of it.
///
/// A value that is cheap to copy: `inProject(_:)` and `onMember(_:)` give views that share
/// connections and handles. It may be used from many tasks at once.
public struct LXD: Sendable {
    let transport: LXDTransport
    /// The project that everything is in that has one; nil for the server's default.
    public let project: String?
    /// The member of the cluster that answers; nil for any.
    public let member: String?

    init(_ transport: LXDTransport, project: String?, member: String?) {
        self.transport = transport
        self.project = project
        self.member = member
    }

    /// A client. Nothing is asked yet.
    ///
    /// - Throws: `LXDError` with `.local` when certificate files or a proxy cannot be used.
    public init(_ configuration: LXDConfiguration) throws(LXDError) {
        let client: HTTPClient
        do {
            client = try HTTPClient(configuration.http)
        } catch {
            throw LXDError(.local, error.detail, cause: error)
        }
        self.init(
            LXDTransport(
                client, sockets: client, origin: configuration.origin,
                answerLimitBytes: configuration.answerLimitBytes,
                concurrency: max(1, configuration.concurrency),
                idleTimeout: configuration.idleTimeout),
            project: configuration.project, member: nil)
    }

    /// A client of a server in the same process. It has no WebSockets.
    package init(exchange: any HTTPExchange, project: String? = nil) {
        self.init(
            LXDTransport(
                exchange, sockets: nil, origin: nil, answerLimitBytes: 64 * 1024 * 1024,
                concurrency: 8),
            project: project, member: nil)
    }

    /// The same server, another project.
    public func inProject(_ project: String?) -> LXD {
        LXD(transport, project: project, member: member)
    }

    /// The same cluster, answered by a member of it: where things are made, or state is read.
    public func onMember(_ member: String?) -> LXD {
        LXD(transport, project: project, member: member)
    }

    /// Cancels what is on its way and closes all connections, of all views.
    public func close() {
        transport.sockets?.close()
    }

    /// Addresses of everything on the server. Names are escaped.
    public var url: ServerAddress { ServerAddress() }

    // MARK: Asking

    /// What is in no project, whatever the view.
    private static let outsideProjects: Set = [
        "auth", "certificates", "cluster", "metadata", "projects", "resources",
    ]

    /// An address with the project and member of this view, where it names none.
    func resolved(_ url: ResourceURL) throws(LXDError) -> ResourceURL {
        guard url.isValid else {
            throw LXDError(.badName, "A name in the address is empty, or a directory", url: url)
        }
        var url = url
        let isOutside = url.segments.count > 1 && Self.outsideProjects.contains(url.segments[1])
        if let project, !isOutside, url.project == nil, url.parameter("all-projects") == nil {
            url = url.inProject(project)
        }
        if let member, url.parameter("target") == nil { url = url.onMember(member) }
        return url
    }

    /// Sends a request, whatever the answer.
    ///
    /// - Throws: `LXDError` when there is none, `CancellationError`, what the body throws.
    func send(
        _ method: Method, _ url: ResourceURL, headers: Headers = [:], body: BodyReader = .empty
    ) async throws -> Response {
        let url = try resolved(url)
        var request = Request(
            method, url.encoded, origin: transport.origin, headers: headers, body: body)
        if request.headers["User-Agent"] == nil { request.headers["User-Agent"] = "apus" }
        do {
            var response = try await transport.exchange.respond(to: request)
            if case .stream(let body) = response.body {
                response.body = .stream(Self.telling(body, at: url))
            }
            return response
        } catch let error as TransportError {
            try Task.checkCancellation()
            throw LXDError(error, asking: url)
        }
    }

    /// The same body, whose failures are told as those of requests are.
    private static func telling(_ body: BodyReader, at url: ResourceURL) -> BodyReader {
        BodyReader(lengthBytes: body.lengthBytes) {
            do {
                return try await body.nextPiece()
            } catch let error as TransportError {
                throw LXDError(error, asking: url)
            } catch let error as BodyError {
                throw LXDError(
                    error == .timedOut ? .timedOut : .connectionLost,
                    "The connection ended before the answer did", url: url, cause: error)
            }
        }
    }

    /// Asks, and reads the answer's envelope.
    func ask(
        _ method: Method, _ url: ResourceURL, _ document: JSONValue? = nil,
        headers: Headers = [:]
    ) async throws -> Answer {
        var headers = headers
        if document != nil { headers["Content-Type"] = "application/json" }
        let body = document.map { BodyReader($0.encoded) } ?? .empty
        return try await answer(
            to: try await send(method, url, headers: headers, body: body), at: url)
    }

    /// Reads the envelope of an answer that has come.
    func answer(to response: Response, at url: ResourceURL) async throws -> Answer {
        let bytes: Bytes
        do {
            bytes = try await response.reader.collect(limitBytes: transport.answerLimitBytes)
        } catch BodyError.tooLong {
            throw LXDError(
                .badAnswer, "The answer is longer than \(transport.answerLimitBytes) bytes",
                url: url)
        }
        return try Answer(bytes, status: response.status, headers: response.headers, url: url)
    }

    /// What stands at an address.
    func read(_ url: ResourceURL) async throws -> JSONValue {
        try await ask(.get, url).metadata
    }

    /// The document at an address that is no resource's.
    ///
    /// - Throws: `LXDError`.
    func document<Document: LXDDocument>(
        _ url: ResourceURL
    ) async throws -> Document {
        guard let document = Document(json: try await read(url)) else {
            throw LXDError(.badAnswer, "The answer is no document", url: url)
        }
        return document
    }

    /// The documents in a list that are no resources.
    ///
    /// - Throws: `LXDError`.
    func documents<Document: LXDDocument>(_ url: ResourceURL) async throws -> [Document] {
        let answer = try await read(url)
        // A server of Go's writes null for an empty list.
        guard answer != .null else { return [] }
        guard let documents = [Document](json: answer) else {
            throw LXDError(.badAnswer, "The answer is no list of documents", url: url)
        }
        return documents
    }

    /// Asks for something to be done and waits until it is.
    ///
    /// - Returns: the answer, and the operation as it ended, where it was one.
    @discardableResult
    func perform(
        _ method: Method, _ url: ResourceURL, _ document: JSONValue? = nil,
        headers: Headers = [:], progress: OperationProgress? = nil
    ) async throws -> (Answer, Operation?) {
        let answer = try await ask(method, url, document, headers: headers)
        guard let operation = answer.operation else { return (answer, nil) }
        let running = RunningOperation(operation, of: self)
        return (answer, try await running.wait(telling: progress))
    }

    /// Asks for something to be done in the background.
    ///
    /// - Throws: also `LXDError` with `.badAnswer` when it was done at once.
    func begin(
        _ method: Method, _ url: ResourceURL, _ document: JSONValue? = nil
    ) async throws -> RunningOperation {
        guard let operation = try await ask(method, url, document).operation else {
            throw LXDError(.badAnswer, "The answer is no operation", url: url)
        }
        return RunningOperation(operation, of: self)
    }

    /// Reads a body that is no envelope: a file, an export, a log.
    ///
    /// - Throws: `LXDError` with the server's words when it answers with an error.
    func stream(_ url: ResourceURL) async throws -> Response {
        let response = try await send(.get, url)
        guard response.status.isSuccess else {
            _ = try await answer(to: response, at: url)
            throw LXDError(
                status: response.status.code, response.status.reason, url: url)
        }
        return response
    }

    /// Opens a WebSocket.
    func webSocket(_ url: ResourceURL) async throws -> WebSocket {
        try await switched(url) { try await $0.webSocket($1) }
    }

    /// Switches a connection to another protocol.
    func upgrade(_ url: ResourceURL, to protocol: String) async throws -> UpgradedStream {
        try await switched(url) { try await $0.upgrade($1, to: `protocol`) }
    }

    private func switched<Stream: Sendable>(
        _ url: ResourceURL, _ open: (HTTPClient, Request) async throws -> Stream
    ) async throws -> Stream {
        guard let sockets = transport.sockets else {
            throw LXDError(.unreachable, "A server in memory has no WebSockets", url: url)
        }
        let url = try resolved(url)
        do {
            return try await open(sockets, Request(.get, url.encoded, origin: transport.origin))
        } catch let error as TransportError {
            try Task.checkCancellation()
            throw LXDError(error, asking: url)
        } catch let refused as UpgradeRefused {
            _ = try Answer(
                refused.body, status: refused.status, headers: refused.headers, url: url)
            throw LXDError(
                .badAnswer, "The server does not switch to another protocol",
                status: refused.status.code, url: url)
        }
    }
}
