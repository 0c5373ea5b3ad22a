// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP
import ApusIO

/// Sends requests to servers: HTTP/1.1 and HTTP/2, plain and by TLS, with connections kept.
///
/// A client owns one thread, on which libcurl works for all of its requests; any number may be
/// on their way at once. Closing it, or dropping the last reference, cancels them.
///
/// Redirects are not followed and statuses not judged: both are the caller's business.
/// `Request.origin` says where to; `Content-Length`, `Transfer-Encoding` and `Connection` are
/// set here and left out of `Request.headers`. Paths go over the wire as they are: dot segments
/// are not resolved.
public final class HTTPClient: HTTPExchange {
    let loop: CurlLoop
    let configuration: HTTPClientConfiguration

    /// Starts a client.
    ///
    /// - Throws: `TransportError` with `.badRequest` when the configuration cannot be used.
    public init(
        _ configuration: HTTPClientConfiguration = HTTPClientConfiguration()
    ) throws(TransportError) {
        self.configuration = configuration
        loop = try CurlLoop.start(configuration)
    }

    deinit {
        loop.close()
    }

    /// The client's thread, for tasks that do little but make requests: there they need no other
    /// thread to be woken, which is most of what a small request costs. What runs there must not
    /// block, nor compute for long, or all transfers stand still.
    ///
    /// Once the client is closed or gone, tasks that prefer it go on elsewhere.
    public var executor: any TaskExecutor { loop }

    /// Cancels what is on its way, closes all connections and refuses further requests.
    public func close() {
        loop.close()
    }

    /// Sends a request and answers once the response's head has come and the request's body is
    /// sent (or refused).
    ///
    /// The response's body comes as it is read: a reader that stops makes the peer stop. Read
    /// it to its end, or drop it, which ends the transfer. Cancelling the calling task ends it
    /// too.
    ///
    /// - Throws: `TransportError`, `CancellationError`, or what the request's body throws. A
    ///   response body that is cut short throws `BodyError.truncated` where it is read.
    public func respond(to request: Request) async throws -> Response {
        let first = try await request.body.next()
        let isWhole: Bool
        if let length = request.body.lengthBytes {
            let count = UInt64(first?.count ?? 0)
            guard count <= length else { throw BodyError.tooLong }
            guard first != nil || length == 0 else { throw BodyError.truncated }
            isWhole = count == length
        } else {
            isWhole = first == nil
        }
        let transfer = Transfer(
            request, first: first, isWhole: isWhole,
            bufferLimitBytes: configuration.bufferLimitBytes)

        try await withTaskCancellationHandler {
            loop.start(transfer)
            if isWhole {
                try await transfer.waitForHead()
            } else {
                try await waitForHead(transfer, sending: request.body, sentBytes: first?.count ?? 0)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try response(of: transfer)
    }

    private func waitForHead(
        _ transfer: Transfer, sending body: BodyReader, sentBytes: Int
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [loop] in
                do {
                    try await Self.send(body, of: transfer, sentBytes: sentBytes, over: loop)
                } catch {
                    // Once it is cancelled here, there is an answer, which stands, or the transfer
                    // is over.
                    if !Task.isCancelled { loop.cancel(transfer, because: error) }
                }
            }
            defer { group.cancelAll() }
            try await transfer.waitForHead()
        }
    }

    private static func send(
        _ body: BodyReader, of transfer: Transfer, sentBytes: Int, over loop: CurlLoop
    ) async throws {
        var sent = UInt64(sentBytes)
        while let bytes = try await body.next() {
            sent += UInt64(bytes.count)
            if let length = body.lengthBytes, sent > length { throw BodyError.tooLong }
            guard let kick = await transfer.offer(bytes) else { return }
            loop.kick(transfer, kick)
        }
        if let length = body.lengthBytes, sent < length { throw BodyError.truncated }
        loop.kick(transfer, transfer.endOfOffers())
    }

    private func response(of transfer: Transfer) throws -> Response {
        guard let (status, headers, wholeBody) = transfer.takeHead() else {
            throw TransportError(.connectionLost, "The response has no head")
        }
        if let wholeBody {
            return Response(
                status, headers: headers, body: wholeBody.isEmpty ? .empty : .bytes(wholeBody))
        }
        let stream = ResponseStream(transfer, of: self)
        let length = Self.bodyLength(transfer.request.method, status, headers)
        return Response(
            status, headers: headers,
            body: .stream(BodyReader(lengthBytes: length) { try await stream.next() }))
    }

    /// How many bytes of body are promised; nil when nobody tells. What a head tells of an answer
    /// without a body is about another one.
    package static func bodyLength(
        _ method: Method, _ status: Status, _ headers: Headers
    ) -> UInt64? {
        guard method != .head, status.code != 304, headers["Transfer-Encoding"] == nil else {
            return nil
        }
        return headers["Content-Length"].flatMap(UInt64.init)
    }

    /// What is left of a response once its head is known; ends the transfer when dropped.
    private final class ResponseStream: Sendable {
        private let transfer: Transfer
        /// Keeps the client, and thereby its thread, until the body is read.
        private let client: HTTPClient

        init(_ transfer: Transfer, of client: HTTPClient) {
            self.transfer = transfer
            self.client = client
        }

        deinit {
            client.loop.cancel(transfer)
        }

        func next() async throws -> BodyPiece? {
            try await withTaskCancellationHandler {
                while true {
                    if let (piece, kick) = try transfer.takeReceived() {
                        client.loop.kick(transfer, kick)
                        return piece
                    }
                    await transfer.waitForReceived()
                    try Task.checkCancellation()
                }
            } onCancel: {
                client.loop.cancel(transfer)
            }
        }
    }
}
