// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

/// One connection: requests one after the other, each answered before the next is read.
///
/// Used on its loop alone: by its task, and by whoever reads the body of the request at hand.
final class HTTPConnection {
    /// Requests answered without waiting for the client before others get their turn.
    private static let pipelinedPerTurn = 16
    /// Bytes of bodies that go in or out before others get their turn.
    private static let bytesPerTurn = 256 * 1024
    // For how long, and how much, is read over so that a client sees the response before the
    // connection closes under what it is still sending.
    private static let lingerTime = Duration.seconds(30)
    private static let lingerIdleTime = Duration.seconds(5)
    private static let lingerBytes = 64 * 1024 * 1024

    let stream: SocketStream
    let core: ServerCore
    let shard: LoopShard
    private(set) var peer: PeerAddress

    /// What has come and is not used yet; nil while nothing has.
    private(set) var input: RawBuffer?
    private var parser: RequestHeadParser
    private var isIdle = false
    private var mustLinger = false
    private var pipelined = 0
    private var bytesThisTurn = 0
    private var isFirst = true
    private var lastAuthority: String?
    private var lastOrigin: Origin?

    var loop: EventLoop { shard.loop }
    /// Those of the moment that the connection was made.
    let limits: ServerLimits

    init(
        _ stream: SocketStream, peer: PeerAddress, limits: ServerLimits, core: ServerCore,
        shard: LoopShard
    ) {
        self.limits = limits
        self.stream = stream
        self.peer = peer
        self.core = core
        self.shard = shard
        parser = RequestHeadParser(limits: limits.head)
    }

    /// Serves the connection to its end, and closes it.
    func run(requiresProxyLine: Bool, isOneTooMany: Bool) async {
        shard.local.connections[ObjectIdentifier(self)] = self
        defer {
            shard.local.connections[ObjectIdentifier(self)] = nil
            dropInput()
            stream.close()
        }
        do {
            let deadline = loop.now + limits.headTime
            if requiresProxyLine {
                guard try await readProxyLine(until: deadline) else { return }
            }
            try await stream.handshake(until: deadline)
            if isOneTooMany {
                shard.counters.refusedConnections.add(1, ordering: .relaxed)
                try await refuse(HTTPRefusal(.serviceUnavailable, "Too many connections"))
            } else {
                while try await serveNext() {}
            }
            stream.endSending()
            if mustLinger { try await linger() }
        } catch {
            // The client went away, or the server stops at once. What there was to report went
            // with the request's access record.
        }
    }

    /// Closes the connection if it waits for a request.
    func closeIfIdle() {
        if isIdle { stream.close() }
    }

    // MARK: One request

    /// Reads and answers a request; false when it was the last.
    private func serveNext() async throws -> Bool {
        guard try await waitForRequest() else { return false }
        let start = loop.now
        let head: RequestHead
        do {
            guard let read = try await readHead(until: start + limits.headTime) else {
                return false
            }
            head = read
        } catch let refusal as HTTPRefusal {
            try await refuse(refusal, since: start)
            return false
        } catch WaitError.timedOut {
            let refusal = HTTPRefusal(Status(408), "The request took too long to come")
            try await refuse(refusal, since: start)
            return false
        }
        shard.counters.activeRequests.add(1, ordering: .relaxed)
        defer { shard.counters.activeRequests.subtract(1, ordering: .relaxed) }

        let body = RequestBody(self, head)
        defer { body?.end() }
        let (response, failure) = await respond(to: head, body)
        var writer = ResponseWriter(self, head, body)
        do {
            try await writer.send(response)
        } catch {
            report(head, writer, body, since: start, failure: error)
            stream.close(resetting: true)
            throw error
        }
        report(head, writer, body, since: start, failure: failure ?? writer.failure)
        guard writer.keepsAlive, try await body?.skipRest() != false else {
            if let body, !body.isFinished { mustLinger = true }
            if input != nil { mustLinger = true }
            return false
        }
        pipelined += 1
        if pipelined >= Self.pipelinedPerTurn {
            pipelined = 0
            try Task.checkCancellation()
            await loop.yield()
        }
        return true
    }

    private func respond(
        to head: RequestHead, _ body: RequestBody?
    ) async -> (Response, (any Error)?) {
        let request = Request(
            head.method, head.target, origin: origin(head.authority), headers: head.headers,
            body: body?.reader ?? .empty, peer: peer)
        do {
            return (try await core.exchange.respond(to: request), nil)
        } catch {
            return (core.configuration.refusalResponse(refusal(for: error, body)), error)
        }
    }

    /// What a client is told about what the exchange, or the stream it answered with, threw.
    func refusal(for error: any Error, _ body: RequestBody?) -> HTTPRefusal {
        if let refusal = body?.refusal { return refusal }
        switch error {
        case let refusal as HTTPRefusal: return refusal
        case BodyError.timedOut: return HTTPRefusal(Status(408), "The body took too long to come")
        case BodyError.truncated: return HTTPRefusal(Status(499), "The body ended early")
        case BodyError.malformed: return HTTPRefusal(.badRequest, "The body is malformed")
        case BodyError.tooLong: return HTTPRefusal(Status(413), "The body is too long")
        case is Lane.Refusal: return HTTPRefusal(.serviceUnavailable, "The server is busy")
        default: return HTTPRefusal(.internalError, "Internal error")
        }
    }

    /// Answers what never became a request; the connection ends with it.
    private func refuse(_ refusal: HTTPRefusal, since start: Deadline? = nil) async throws {
        mustLinger = true
        var writer = ResponseWriter(self, nil, nil)
        do {
            try await writer.send(core.configuration.refusalResponse(refusal))
        } catch {
            if let start { report(nil, writer, nil, since: start, failure: error) }
            throw error
        }
        if let start { report(nil, writer, nil, since: start, failure: refusal) }
    }

    private func report(
        _ head: RequestHead?, _ writer: ResponseWriter, _ body: RequestBody?,
        since start: Deadline, failure: (any Error)?
    ) {
        let status = writer.status ?? Status(499)
        let bytesIn = body?.receivedBytes ?? 0
        shard.counters.countResponse(status.code, bytesIn: bytesIn, bytesOut: writer.sentBytes)
        guard let onAccess = core.configuration.onAccess else { return }
        onAccess(
            AccessRecord(
                method: head?.method, target: head?.target, status: status, bytesIn: bytesIn,
                bytesOut: writer.sentBytes, duration: Deadline.now.since(start), peer: peer,
                transactionID: writer.transactionID, userAgent: head?.headers["User-Agent"],
                referrer: head?.headers["Referer"], isSecure: stream.isSecure, failure: failure))
    }

    // MARK: Reading

    /// Reads whom a proxy speaks for; false when it does not say so and the connection must end.
    private func readProxyLine(until deadline: Deadline) async throws -> Bool {
        let buffer = loop.takeBuffer()
        while true {
            let line: (lengthBytes: Int, client: PeerAddress?)?
            do throws(HTTPRefusal) {
                line = try buffer.withSpan { span throws(HTTPRefusal) in
                    try ProxyLine.parse(span)
                }
            } catch {
                // In the clear it can be said what is wrong; by TLS there is no word yet.
                if !stream.isSecure { try await refuse(error, since: loop.now) }
                return false
            }
            if let line {
                buffer.consume(line.lengthBytes)
                peer = line.client ?? peer
                if !stream.takeBack(buffer), !buffer.isEmpty { input = buffer }
                return true
            }
            guard try await stream.receiveRaw(into: buffer, until: deadline) > 0 else {
                return false
            }
        }
    }

    /// Waits until something of a request is there; false when none will come.
    private func waitForRequest() async throws -> Bool {
        if input != nil { return true }
        // A client that connects has something to say; only between requests it may rest.
        let time = isFirst ? min(limits.headTime, limits.keepAliveTime) : limits.keepAliveTime
        let deadline = loop.now + time
        isFirst = false
        while true {
            if core.isDraining { return false }
            // Most often nothing has come yet, which the channel knows without a system call.
            let buffer = loop.takeBuffer()
            let count = try stream.receiveNow(into: buffer)
            if let count, count > 0 {
                input = buffer
                return true
            }
            loop.giveBuffer(buffer)
            if count != nil { return false }
            pipelined = 0
            isIdle = true
            defer { isIdle = false }
            do {
                try await stream.waitToReceive(until: deadline)
            } catch WaitError.timedOut {
                return false
            }
        }
    }

    /// The next head; nil when the client goes away in the middle of it.
    private func readHead(until deadline: Deadline) async throws -> RequestHead? {
        while true {
            if let buffer = input {
                let head = try buffer.withSpan { span throws(HTTPRefusal) in
                    try parser.parse(span)
                }
                if let head {
                    consumeInput(head.lengthBytes)
                    return head
                }
            }
            guard try await receiveInput(until: deadline) else { return nil }
        }
    }

    /// Receives more behind what is there; false at the end.
    func receiveInput(until deadline: Deadline) async throws -> Bool {
        var buffer = input ?? loop.takeBuffer()
        if buffer.room == 0 { buffer.compact() }
        if buffer.room == 0 { buffer = buffer.grown() }
        input = buffer
        let count = try await stream.receive(into: buffer, until: deadline)
        if buffer.isEmpty { dropInput() }
        return count > 0
    }

    /// Removes what has been used.
    func consumeInput(_ count: Int) {
        input?.consume(count)
        if input?.isEmpty == true { dropInput() }
    }

    private func dropInput() {
        guard let buffer = input else { return }
        input = nil
        loop.giveBuffer(buffer)
    }

    /// Reads over what a client still sends, which would otherwise have the kernel reset the
    /// connection and the client lose the response.
    private func linger() async throws {
        dropInput()
        let end = loop.now + Self.lingerTime
        var rest = Self.lingerBytes
        while rest > 0, !core.isDraining {
            let buffer = loop.takeBuffer()
            let count = try stream.receiveNow(into: buffer)
            buffer.clear()
            loop.giveBuffer(buffer)
            if count == 0 { return }
            rest -= count ?? 0
            if count == nil {
                try await stream.waitToReceive(until: min(end, loop.now + Self.lingerIdleTime))
            } else {
                await loop.yield()
            }
        }
    }

    /// Lets others have their turn once enough has gone in or out.
    func didMove(_ bytes: UInt64) async {
        bytesThisTurn += Int(clamping: bytes)
        guard bytesThisTurn >= Self.bytesPerTurn else { return }
        bytesThisTurn = 0
        await loop.yield()
    }

    /// What `Host` names; nil where it names no host and port, as where there is none.
    private func origin(_ authority: String?) -> Origin? {
        guard let authority else { return nil }
        // A connection's requests nearly always name one origin.
        if authority != lastAuthority {
            lastAuthority = authority
            lastOrigin = Origin(isSecure: stream.isSecure, authority: authority)
        }
        return lastOrigin
    }
}
