// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

extension Connection {
    /// Makes a streaming GET whose body continues itself when it breaks.
    func download(_ call: Call) async throws -> ObjectDownload {
        let outcome = try await perform(call)
        let reader = outcome.reader ?? .empty
        let progress = ResumeCount()
        if let whole = outcome.whole {
            return ObjectDownload(
                reply: outcome.reply, body: reader, progress: progress, whole: whole)
        }
        let etag = outcome.reply.headers["ETag"]
        guard settings.resumesDownloads, let length = reader.lengthBytes, let etag,
            call.headers["Range"] == nil,
            outcome.reply.status.code == 200
        else {
            return ObjectDownload(reply: outcome.reply, body: reader, progress: progress)
        }
        let source = ResumingDownload(
            self, call, reader, length: length, etag: etag, tries: outcome.reply.attempts.count,
            progress)
        let body = BodyReader(lengthBytes: length) { try await source.next() }
        return ObjectDownload(reply: outcome.reply, body: body, progress: progress)
    }
}

/// The body of a GET that is asked for again from where it broke.
private final class ResumingDownload: Sendable {
    private struct State {
        var reader: BodyReader
        var received: UInt64 = 0
        var tries: Int
    }

    private let connection: Connection
    private let call: Connection.Call
    private let length: UInt64
    private let etag: String
    private let progress: ResumeCount
    private let state: Mutex<State>

    init(
        _ connection: Connection, _ call: Connection.Call, _ reader: BodyReader, length: UInt64,
        etag: String, tries: Int, _ progress: ResumeCount
    ) {
        self.connection = connection
        self.call = call
        self.length = length
        self.etag = etag
        self.progress = progress
        state = Mutex(State(reader: reader, tries: tries))
    }

    func next() async throws -> BodyPiece? {
        while true {
            let reader = state.withLock { $0.reader }
            do {
                let bytes = try await reader.next()
                if let bytes { state.withLock { $0.received += UInt64(bytes.count) } }
                return bytes.map(BodyPiece.bytes)
            } catch {
                try Task.checkCancellation()
                guard Self.isBreak(error) else { throw error }
                let (received, tries) = state.withLock { ($0.received, $0.tries) }
                guard tries <= connection.settings.retries.retries else { throw error }
                try await resume(from: received, tries: tries)
            }
        }
    }

    private static func isBreak(_ error: any Error) -> Bool {
        switch error {
        case let error as TransportError: error.mayPass
        case let error as BodyError: error != .tooLong
        default: false
        }
    }

    /// Asks for the rest and checks that it is the rest of the same object.
    private func resume(from received: UInt64, tries: Int) async throws {
        var rest = call
        if received > 0 {
            rest.headers["Range"] = "bytes=\(received)-"
            rest.headers["If-Match"] = etag
        }
        let outcome = try await connection.perform(rest, tries: tries)
        var reader = outcome.reader ?? .empty
        let headers = outcome.reply.headers
        func mismatch(_ what: String) -> ClientError {
            ClientError(
                .badResponse, "The object changed while it was read, or the server \(what)",
                url: outcome.reply.url, status: outcome.reply.status, headers: headers)
        }
        guard headers["ETag"] == nil || headers["ETag"] == etag else {
            throw mismatch("answered another ETag")
        }
        if outcome.reply.status.code == 206 {
            guard headers["Content-Range"] == "bytes \(received)-\(length - 1)/\(length)" else {
                throw mismatch("answered another range")
            }
        } else {
            guard headers["ETag"] == etag, reader.lengthBytes == length else {
                throw mismatch("ignored the range")
            }
            reader = Self.skipping(received, of: reader)
        }
        state.withLock { [reader] state in
            state.reader = reader
            state.tries = tries + outcome.reply.attempts.count
        }
        for _ in outcome.reply.attempts { progress.add() }
    }

    /// A body without its first bytes.
    private static func skipping(_ count: UInt64, of reader: BodyReader) -> BodyReader {
        let left = Mutex(count)
        return BodyReader(lengthBytes: nil) {
            while let bytes = try await reader.next() {
                let cut = left.withLock { left in
                    let cut = min(left, UInt64(bytes.count))
                    left -= cut
                    return Int(cut)
                }
                if cut < bytes.count { return .bytes(bytes[cut..<bytes.count]) }
            }
            return nil
        }
    }
}
