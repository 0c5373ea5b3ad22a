// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO

/// Sends one response: head and first data in one call, the rest as it comes.
struct ResponseWriter {
    /// Why a response could not be sent as the exchange gave it.
    enum Failure: Error {
        /// The stream ended before its promised length.
        case streamTooShort
        /// The stream went on beyond its promised length.
        case streamTooLong
    }

    private let connection: HTTPConnection
    private let head: RequestHead?
    private let requestBody: RequestBody?

    /// The status, once it has been sent.
    private(set) var status: Status?
    private(set) var transactionID: String?
    /// Bytes of the body handed to the system.
    private(set) var sentBytes: UInt64 = 0
    /// Whether the connection can serve another request.
    private(set) var keepsAlive: Bool
    /// What a stream threw before its first piece, in whose place an error was sent.
    private(set) var failure: (any Error)?

    private enum Plan {
        case nothing
        case bytes(Bytes)
        case stream(BodyReader, first: BodyPiece?, lengthBytes: UInt64?)
    }

    /// - Parameter head: nil when there is no readable request, after which the connection ends.
    init(_ connection: HTTPConnection, _ head: RequestHead?, _ body: RequestBody?) {
        self.connection = connection
        self.head = head
        requestBody = body
        keepsAlive = head?.keepsAlive ?? false
    }

    /// Sends a response.
    ///
    /// - Throws: when it could not be sent whole; the connection must then be reset, so that
    ///   what was sent cannot pass for the whole.
    mutating func send(_ response: Response) async throws {
        var response = response
        var plan = Plan.nothing
        var start = Bytes()
        do {
            plan = try await self.plan(response)
            start = try encodeHead(response, plan)
        } catch {
            // The stream failed at once, or a field cannot be sent. Nothing has gone out: the
            // client can still be told.
            failure = error
            let refusal = connection.refusal(for: error, requestBody)
            response = connection.core.configuration.refusalResponse(refusal)
            plan = try await self.plan(response)
            start = try encodeHead(response, plan)
        }
        requestBody?.responseBegins()
        connection.stream.beginMessage()
        status = response.status
        transactionID =
            response.headers["X-Trans-Id"] ?? response.headers["x-amz-request-id"]
        switch plan {
        case .nothing:
            try await connection.stream.send(start)
        case .bytes(let bytes):
            try await connection.stream.send(start, bytes)
            sentBytes += UInt64(bytes.count)
        case .stream(let reader, let first, let lengthBytes?):
            try await sendCounted(start, reader, first, lengthBytes)
        case .stream(let reader, let first, nil):
            if head?.version == .http11 {
                try await sendChunked(start, reader, first)
            } else {
                try await sendUntilClose(start, reader, first)
            }
        }
    }

    private func plan(_ response: Response) async throws -> Plan {
        if head?.method == .head || Self.isBodyless(response.status) { return .nothing }
        switch response.body {
        case .empty: return .nothing
        case .bytes(let bytes): return .bytes(bytes)
        case .stream(let reader):
            // Read before the head is sent, so that a stream that fails at once is an error
            // response, and the head goes out with data.
            let first = try await reader.nextPiece()
            return .stream(reader, first: first, lengthBytes: reader.lengthBytes)
        }
    }

    private static func isBodyless(_ status: Status) -> Bool {
        status.code == 204 || status.code == 304 || status.code < 200
    }

    // MARK: Head

    private mutating func encodeHead(_ response: Response, _ plan: Plan) throws -> Bytes {
        if connection.core.isDraining || requestBody?.canBeSkipped == false { keepsAlive = false }
        var headers = response.headers
        let promised = Self.removeFraming(&headers)
        switch plan {
        case .bytes(let bytes): headers.append("Content-Length", String(bytes.count))
        case .stream(_, _, let length?): headers.append("Content-Length", String(length))
        case .stream(_, _, nil):
            if head?.version == .http11 {
                headers.append("Transfer-Encoding", "chunked")
            } else {
                keepsAlive = false
            }
        case .nothing:
            if let length = unsentLength(response, promised) {
                headers.append("Content-Length", length)
            }
        }
        headers.append("Date", connection.shard.local.date())
        if !keepsAlive {
            headers.append("Connection", "close")
        } else if head?.asksToKeepAlive == true {
            headers.append("Connection", "keep-alive")
        }
        var writer = ByteWriter(capacity: 512)
        try HeadEncoder.append(response.status, headers, to: &writer)
        return writer.finish()
    }

    /// The length told where no body follows.
    private func unsentLength(_ response: Response, _ promised: String?) -> String? {
        // RFC 9110, 8.6: never in a 1xx or 204; in a 304 only the length of what was not sent.
        // OpenStack Swift sends 0 with some 204 all the same, and its clients look for it.
        if response.status.code < 200 { return nil }
        if response.status.code == 204 { return promised == "0" ? promised : nil }
        if response.status.code == 304 { return promised }
        guard head?.method == .head else { return "0" }
        switch response.body {
        case .empty: return promised
        case .bytes(let bytes): return String(bytes.count)
        case .stream(let reader): return reader.lengthBytes.map { String($0) } ?? promised
        }
    }

    /// Removes the fields that are the server's to write; answers the `Content-Length` there was.
    private static func removeFraming(_ headers: inout Headers) -> String? {
        var found = false
        for field in headers.fields {
            switch field.name.utf8.count {
            case 4, 10, 14, 17: if isFraming(field.name) { found = true }
            default: continue
            }
        }
        guard found else { return nil }
        let promised = headers["Content-Length"]
        for name in framingNames { headers.remove(name) }
        return promised
    }

    private static let framingNames = [
        "Date", "Connection", "Content-Length", "Transfer-Encoding",
    ]

    private static func isFraming(_ name: String) -> Bool {
        framingNames.contains { Headers.areEqual($0, name) }
    }

    // MARK: Streams

    private mutating func sendCounted(
        _ start: Bytes, _ reader: BodyReader, _ first: BodyPiece?, _ lengthBytes: UInt64
    ) async throws {
        var start = start
        var piece = first
        while let current = piece {
            guard sentBytes + current.count <= lengthBytes else { throw Failure.streamTooLong }
            try await send(start, current)
            start = Bytes()
            piece = try await reader.nextPiece()
        }
        if !start.isEmpty { try await connection.stream.send(start) }
        guard sentBytes == lengthBytes else { throw Failure.streamTooShort }
    }

    private mutating func sendChunked(
        _ start: Bytes, _ reader: BodyReader, _ first: BodyPiece?
    ) async throws {
        var framing = ByteWriter(capacity: start.count + 32)
        framing.append(start)
        var piece = first
        while let current = piece {
            if current.count > 0 {
                ChunkedEncoder.appendChunkStart(current.count, to: &framing)
                try await send(framing.finish(), current)
                // Sent with what comes next.
                framing.append(ChunkedEncoder.chunkEnd)
            }
            piece = try await reader.nextPiece()
        }
        try ChunkedEncoder.appendEnd(to: &framing)
        try await connection.stream.send(framing.finish())
    }

    private mutating func sendUntilClose(
        _ start: Bytes, _ reader: BodyReader, _ first: BodyPiece?
    ) async throws {
        var start = start
        var piece = first
        while let current = piece {
            try await send(start, current)
            start = Bytes()
            piece = try await reader.nextPiece()
        }
        if !start.isEmpty { try await connection.stream.send(start) }
    }

    private mutating func send(_ start: Bytes, _ piece: BodyPiece) async throws {
        switch piece {
        case .bytes(let bytes): try await connection.stream.send(start, bytes)
        case .region(let region): try await connection.stream.send(start, region)
        }
        sentBytes += piece.count
        await connection.didMove(piece.count)
    }
}
