// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO

/// The body of one request, read from its connection as the exchange asks for it.
///
/// Used on the connection's loop alone; `reader` may be used from anywhere.
final class RequestBody {
    private static let firstPieceBytes = 64 * 1024
    private static let largestPieceBytes = 256 * 1024

    private let connection: HTTPConnection
    private var framing: BodyFraming
    /// How many bytes have been read, framing apart.
    private(set) var receivedBytes: UInt64 = 0
    /// Whether the framed end has been read.
    private(set) var isFinished = false
    /// Why the body cannot be read further, once that is so, as the client is told.
    private(set) var refusal: HTTPRefusal?

    private var failure: (any Error)?
    /// Whether the client waits for `100 Continue`.
    private var awaitsContinue: Bool
    private var isReading = false
    private var belongsToExchange = true
    private var pieceBytes = firstPieceBytes
    /// The part of the server's budget that the piece last given out takes.
    private var heldBytes = 0
    private var waited = Duration.zero

    private enum BodyFraming {
        case length(left: UInt64)
        case chunked(ChunkedDecoder)
    }

    private var limits: ServerLimits { connection.limits }

    /// Nil when the request has no body.
    init?(_ connection: HTTPConnection, _ head: RequestHead) {
        switch head.framing {
        case .none, .length(0), .untilClose: return nil
        case .length(let length):
            framing = .length(left: length)
            lengthBytes = length
        case .chunked:
            framing = .chunked(ChunkedDecoder(limits: connection.limits.head))
            lengthBytes = nil
        }
        self.connection = connection
        awaitsContinue = head.expectsContinue
    }

    private let lengthBytes: UInt64?

    /// What the exchange reads.
    var reader: BodyReader {
        let body = LoopBound(self, loop: connection.loop)
        return BodyReader(lengthBytes: lengthBytes) {
            if body.loop.isCurrent { return try await body.value.nextForExchange() }
            return try await body.loop.run { try await body.value.nextForExchange() }
        }
    }

    /// Whether what the exchange leaves unread can be read over to keep the connection.
    var canBeSkipped: Bool {
        guard !isFinished else { return true }
        guard failure == nil, !awaitsContinue, !isReading else { return false }
        guard case .length(let left) = framing else { return true }
        return left <= UInt64(limits.unreadBodyBytes)
    }

    /// The response has begun: nothing can be said before it any more.
    func responseBegins() {
        awaitsContinue = false
    }

    /// The request is over; whoever still reads gets an error.
    func end() {
        if failure == nil { failure = BodyError.truncated }
        release()
    }

    /// Reads over what is left; false when the connection cannot be kept.
    func skipRest() async throws -> Bool {
        guard canBeSkipped else { return false }
        belongsToExchange = false
        var left = limits.unreadBodyBytes
        while !isFinished {
            guard let piece = try await next() else { break }
            left -= Int(clamping: piece.count)
            guard left >= 0 else { return false }
        }
        return true
    }

    private func nextForExchange() async throws -> BodyPiece? {
        // A task that the exchange has left behind may come when the rest is being read over, or
        // beside another one.
        guard belongsToExchange, !isReading else { throw BodyError.truncated }
        return try await next()
    }

    private func next() async throws -> BodyPiece? {
        isReading = true
        defer { isReading = false }
        release()
        if let failure { throw failure }
        if isFinished { return nil }
        do {
            if awaitsContinue {
                awaitsContinue = false
                // Who has begun to send does not wait for it.
                if connection.input == nil { try await connection.stream.send(Self.goOn) }
            }
            guard let bytes = try await read() else {
                isFinished = true
                return nil
            }
            receivedBytes += UInt64(bytes.count)
            // A client as quick as the exchange never makes it wait: others need their turn.
            await connection.didMove(UInt64(bytes.count))
            return .bytes(bytes)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw fail(error)
        }
    }

    private static let goOn = Bytes("HTTP/1.1 100 Continue\r\n\r\n")

    private func fail(_ error: any Error) -> any Error {
        let reason: any Error
        switch error {
        case let refusal as HTTPRefusal:
            self.refusal = refusal
            reason = BodyError.malformed
        case is Busy:
            refusal = HTTPRefusal(.serviceUnavailable, "The server is busy")
            reason = BodyError.timedOut
        case WaitError.timedOut: reason = BodyError.timedOut
        default: reason = BodyError.truncated
        }
        if failure == nil { failure = reason }
        return reason
    }

    /// The next bytes, or nil at the framed end.
    private func read() async throws -> Bytes? {
        switch framing {
        case .length(let left):
            guard left > 0 else { return nil }
            let bytes: Bytes
            if let input = connection.input {
                let count = Int(min(left, UInt64(input.count)))
                bytes = Bytes(input.take(count))
                connection.consumeInput(0)
            } else {
                bytes = try await receive(upTo: left)
            }
            framing = .length(left: left - UInt64(bytes.count))
            if left == UInt64(bytes.count) { isFinished = true }
            return bytes
        case .chunked(var decoder):
            defer { framing = .chunked(decoder) }
            return try await readChunked(&decoder)
        }
    }

    private func readChunked(_ decoder: inout ChunkedDecoder) async throws -> Bytes? {
        while true {
            guard let input = connection.input else {
                if decoder.chunkBytesLeft > 0 {
                    let bytes = try await receive(upTo: decoder.chunkBytesLeft)
                    decoder.skip(UInt64(bytes.count))
                    return bytes
                }
                try await waiting { deadline in
                    guard try await self.connection.receiveInput(until: deadline) else {
                        throw BodyError.truncated
                    }
                }
                continue
            }
            var bytes: Bytes?
            let step = try input.withSpan { span throws(HTTPRefusal) in
                let step = try decoder.next(span)
                if case .data(let range) = step.event { bytes = span.bytes(range) }
                return step
            }
            connection.consumeInput(step.consumedBytes)
            if let bytes { return bytes }
            if case .end = step.event { return nil }
        }
    }

    /// Receives past the connection's buffer, which is empty; at least one byte.
    private func receive(upTo left: UInt64) async throws -> Bytes {
        while true {
            let all = connection.core.bodyBudget.totalBytes
            let wanted = min(Int(clamping: left), pieceBytes, all)
            try await take(wanted)
            if let bytes = try connection.stream.receiveNow(upTo: wanted) {
                guard !bytes.isEmpty else { throw BodyError.truncated }
                release(keeping: bytes.count)
                // A client that fills a piece at once gets larger ones: fewer calls, fewer turns.
                if bytes.count == pieceBytes, pieceBytes < Self.largestPieceBytes {
                    pieceBytes *= 2
                }
                return bytes
            }
            // Who waits for the client holds no memory.
            release()
            try await waiting { deadline in
                try await self.connection.stream.waitToReceive(until: deadline)
            }
        }
    }

    /// Waits for the client, no longer than it may rest and than its average rate allows.
    private func waiting(_ wait: (Deadline) async throws -> Void) async throws {
        let limits = limits
        let start = connection.loop.now
        let left = limits.minimumRate.timeLeft(afterBytes: receivedBytes, waited: waited)
        let time = min(limits.idleTime, left ?? limits.idleTime)
        defer { waited += connection.loop.now.since(start) }
        try await wait(start + time)
    }

    // MARK: Memory

    private struct Busy: Error {}

    private func take(_ bytes: Int) async throws {
        let budget = connection.core.bodyBudget
        if !budget.takeNow(bytes) {
            let loop = connection.loop
            do {
                try await loop.withDeadline(loop.now + limits.bodyBufferTime) {
                    try await budget.take(bytes)
                }
            } catch WaitError.timedOut {
                throw Busy()
            }
        }
        heldBytes += bytes
    }

    private func release(keeping kept: Int = 0) {
        let given = heldBytes - kept
        guard given > 0 else { return }
        connection.core.bodyBudget.give(given)
        heldBytes = kept
    }
}
