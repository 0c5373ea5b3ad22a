// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP
public import ApusIO
public import ApusLXDAPI

/// Requests as they are: for what this library has no word for, or a word too many.
///
/// Addresses come from `LXD.url`, or are made of any path by `ResourceURL`. Answers that are
/// errors throw with the server's words; everything else is given back as it came.
public struct RawAPI: Sendable {
    let lxd: LXD

    /// Reads.
    ///
    /// - Throws: `LXDError`.
    public func get(
        _ address: some ResourceAddress, headers: Headers = [:]
    ) async throws -> RawAnswer {
        try await send(.get, address, headers: headers)
    }

    /// Reads the head only.
    ///
    /// - Throws: `LXDError`.
    public func head(
        _ address: some ResourceAddress, headers: Headers = [:]
    ) async throws -> RawAnswer {
        try await send(.head, address, headers: headers)
    }

    /// Replaces by a document.
    ///
    /// - Throws: `LXDError`.
    public func put(
        _ address: some ResourceAddress, _ document: JSONValue, headers: Headers = [:]
    ) async throws -> RawAnswer {
        try await send(.put, address, document, headers: headers)
    }

    /// Replaces by a stream.
    ///
    /// - Throws: `LXDError`, or what the body throws.
    public func put(
        _ address: some ResourceAddress, body: BodyReader, headers: Headers = [:]
    ) async throws -> RawAnswer {
        try await send(.put, address, headers: headers, body: body)
    }

    /// Changes single keys.
    ///
    /// - Throws: `LXDError`.
    public func patch(
        _ address: some ResourceAddress, _ document: JSONValue, headers: Headers = [:]
    ) async throws -> RawAnswer {
        try await send(.patch, address, document, headers: headers)
    }

    /// Makes, or starts, something.
    ///
    /// - Throws: `LXDError`.
    public func post(
        _ address: some ResourceAddress, _ document: JSONValue, headers: Headers = [:]
    ) async throws -> RawAnswer {
        try await send(.post, address, document, headers: headers)
    }

    /// Sends a stream.
    ///
    /// - Throws: `LXDError`, or what the body throws.
    public func post(
        _ address: some ResourceAddress, body: BodyReader, headers: Headers = [:]
    ) async throws -> RawAnswer {
        try await send(.post, address, headers: headers, body: body)
    }

    /// Deletes.
    ///
    /// - Throws: `LXDError`.
    public func delete(
        _ address: some ResourceAddress, _ document: JSONValue? = nil, headers: Headers = [:]
    ) async throws -> RawAnswer {
        if let document { return try await send(.delete, address, document, headers: headers) }
        return try await send(.delete, address, headers: headers)
    }

    /// Sends any request; the answer is not judged.
    ///
    /// - Throws: `LXDError` when there is no answer.
    public func exchange(
        _ method: Method, _ address: some ResourceAddress, headers: Headers = [:],
        body: BodyReader = .empty
    ) async throws -> RawAnswer {
        RawAnswer(
            try await lxd.send(method, address.url, headers: headers, body: body),
            url: address.url, of: lxd)
    }

    private func send(
        _ method: Method, _ address: some ResourceAddress, _ document: JSONValue,
        headers: Headers
    ) async throws -> RawAnswer {
        var headers = headers
        if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
        return try await send(
            method, address, headers: headers, body: BodyReader(document.encoded))
    }

    private func send(
        _ method: Method, _ address: some ResourceAddress, headers: Headers,
        body: BodyReader = .empty
    ) async throws -> RawAnswer {
        let answer = try await exchange(method, address, headers: headers, body: body)
        guard answer.status.code < 400 else {
            if method != .head { _ = try await answer.document() }
            throw LXDError(
                status: answer.status.code, answer.status.reason, url: address.url)
        }
        return answer
    }
}

/// An answer as it came; its body is read once.
public struct RawAnswer: Sendable {
    /// The status.
    public let status: Status
    /// The header fields.
    public let headers: Headers
    /// The body, as it comes.
    public let body: BodyReader
    private let url: ResourceURL
    private let lxd: LXD

    init(_ response: Response, url: ResourceURL, of lxd: LXD) {
        status = response.status
        headers = response.headers
        body = response.reader
        self.url = url
        self.lxd = lxd
    }

    private var response: Response { Response(status, headers: headers, body: .stream(body)) }

    /// The value in the envelope; for an operation what that says of itself.
    ///
    /// - Throws: `LXDError`.
    public func document() async throws -> JSONValue {
        try await lxd.answer(to: response, at: url).metadata
    }

    /// The operation that was begun; nil when all was done at once.
    ///
    /// - Throws: `LXDError`.
    public func operation() async throws -> RunningOperation? {
        try await lxd.answer(to: response, at: url).operation.map { RunningOperation($0, of: lxd) }
    }

    /// The value in the envelope, and the operation that was begun, if one was.
    package func outcome() async throws -> (document: JSONValue, running: RunningOperation?) {
        let answer = try await lxd.answer(to: response, at: url)
        return (answer.metadata, answer.operation.map { RunningOperation($0, of: lxd) })
    }

    /// The whole body.
    ///
    /// - Throws: `BodyError.tooLong`.
    public func bytes(limitBytes: Int = 16 * 1024 * 1024) async throws -> Bytes {
        try await body.collect(limitBytes: limitBytes)
    }
}

extension LXD {
    /// Requests as they are.
    public var raw: RawAPI { RawAPI(lxd: self) }
}
