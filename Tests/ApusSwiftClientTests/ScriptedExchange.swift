// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

/// Answers requests in the order of a script and keeps what was asked.
final class ScriptedExchange: HTTPExchange {
    struct Asked: Sendable {
        let method: Method
        let target: String
        let origin: Origin?
        let headers: Headers
        let body: Bytes
    }

    typealias Answer = @Sendable (Asked) async throws -> Response

    private let answers: Mutex<[Answer]>
    private let record = Mutex<[Asked]>([])

    init(_ answers: [Answer]) {
        self.answers = Mutex(answers)
    }

    /// Everything asked so far, in order.
    var asked: [Asked] { record.withLock { $0 } }

    struct ScriptIsOver: Error {}

    func respond(to request: Request) async throws -> Response {
        let asked = Asked(
            method: request.method, target: request.target, origin: request.origin,
            headers: request.headers, body: try await request.body.collect(limitBytes: 1 << 24))
        record.withLock { $0.append(asked) }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let answer else { throw ScriptIsOver() }
        return try await answer(asked)
    }

    /// An answer with a status, fields and a body.
    static func answer(
        _ code: Int, _ headers: Headers = [:], _ body: String = ""
    ) -> Answer {
        { _ in Response(Status(code), headers: headers, body: .bytes(Bytes(body))) }
    }

    /// A body of which only the beginning comes.
    static func broken(
        _ code: Int, _ headers: Headers, _ beginning: String, of length: Int
    ) -> Answer {
        { _ in
            let begun = Mutex(false)
            let reader = BodyReader(lengthBytes: UInt64(length)) {
                let isFirst = begun.withLock { begun in
                    defer { begun = true }
                    return !begun
                }
                guard isFirst else { throw BodyError.truncated }
                return .bytes(Bytes(beginning))
            }
            return Response(Status(code), headers: headers, body: .stream(reader))
        }
    }

    static func failure(_ reason: TransportError.Reason) -> Answer {
        { _ in throw TransportError(reason, "h: scripted failure") }
    }

    /// A successful v1 login.
    static func login(token: String = "tk1") -> Answer {
        answer(200, ["X-Storage-Url": "http://h:8080/v1/AUTH_a", "X-Auth-Token": token])
    }
}

/// A clock whose sleeps end at once and are written down.
final class ImpatientClock: Clock {
    typealias Instant = ContinuousClock.Instant
    private let sleeps = Mutex<[Duration]>([])
    private let start = ContinuousClock.now

    var slept: [Duration] { sleeps.withLock { $0 } }
    var now: Instant { start }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        sleeps.withLock { $0.append(deadline - start) }
    }
}
