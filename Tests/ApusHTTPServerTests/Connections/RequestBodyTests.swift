// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPServer
import ApusIO
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct RequestBodyTests {
    private static let upload =
        "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n"

    @Test func `a client that goes away makes the reader throw`() async throws {
        let seen = Outcomes()
        try await withServer { request in
            do {
                _ = try await request.body.collect(limitBytes: 100)
                seen.add("whole")
            } catch {
                seen.add("\(error)")
                throw error
            }
            return Response(.ok)
        } body: { server in
            for resets in [false, true] {
                let client = try server.connect()
                try await client.send(Self.upload + "12")
                client.close(resetting: resets)
                try await seen.wait(for: resets ? 2 : 1)
            }
        }
        #expect(seen.all == ["truncated", "truncated"])
    }

    @Test func `a half-close after the body is no cancellation`() async throws {
        let arrived = Latch()
        let goOn = Latch()
        try await withServer { request in
            let body = try await request.body.collect(limitBytes: 100)
            arrived.open()
            try await goOn.wait()
            return Response(.ok, body: .bytes(body))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(Self.upload + "12345")
            client.endSending()
            try await arrived.wait()
            goOn.open()
            #expect(try await client.readAll().hasSuffix("12345"))
        }
    }

    @Test func `a half-close in the middle of a body is told to the client`() async throws {
        try await withServer { request in
            Response(.ok, body: .bytes(try await request.body.collect(limitBytes: 100)))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(Self.upload + "123")
            client.endSending()
            #expect(try await client.readAll().hasPrefix("HTTP/1.1 499 "))
        }
    }

    @Test func `cancelling the task that reads makes it throw, and the body can be read on`()
        async throws
    {
        let cancelled = Latch()
        try await withServer { request in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        _ = try await request.body.next()
                    }
                }
                await Task.yield()
                group.cancelAll()
            }
            cancelled.open()
            return Response(.ok, body: .bytes(try await request.body.collect(limitBytes: 100)))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(Self.upload)
            try await cancelled.wait()
            try await client.send("12345")
            #expect(try await client.readResponse().body == "12345")
        }
    }

    @Test func `a body can be read by a task that is not on the loop`() async throws {
        try await withServer { request in
            let reading = Task { @MainActor in try await request.body.collect(limitBytes: 100) }
            return Response(.ok, body: .bytes(try await reading.value))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(Self.upload + "12345")
            #expect(try await client.readResponse().body == "12345")
        }
    }

    @Test func `a reader kept beyond its request throws, and takes nothing of the next`()
        async throws
    {
        let kept = Mutex<BodyReader?>(nil)
        try await withServer { request in
            if let reader = kept.withLock({ $0 }) {
                await #expect(throws: BodyError.truncated) { _ = try await reader.next() }
            } else {
                kept.withLock { $0 = request.body }
                return Response(.ok)
            }
            return Response(.ok, body: .bytes(try await request.body.collect(limitBytes: 100)))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(Self.upload + "12345")
            _ = try await client.readResponse()
            try await client.send(Self.upload + "67890")
            #expect(try await client.readResponse().body == "67890")
        }
    }

    @Test func `a task left reading when the response is sent gets an error`()
        async throws
    {
        let reading = Latch()
        let seen = Outcomes()
        try await withServer { request in
            Task {
                reading.open()
                do {
                    while let bytes = try await request.body.next() { seen.add(bytes.text) }
                    seen.add("end")
                } catch {
                    seen.add("\(error)")
                }
            }
            try await seen.wait(for: 1)
            return Response(.ok)
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(Self.upload + "12")
            _ = try await client.read(through: "\r\n\r\n")
        }
        try await seen.wait(for: 2)
        #expect(seen.all == ["12", "truncated"])
    }

    @Test func `a large body is taken no faster than it is read`() async throws {
        let pieceBytes = 1024 * 1024
        let pieceCount = 1024
        let read = Atomic(0)
        try await withServer { request in
            while let bytes = try await request.body.next() {
                #expect(bytes.count <= 256 * 1024)
                read.wrappingAdd(bytes.count, ordering: .relaxed)
            }
            return Response(.ok, body: .bytes(Bytes("\(read.load(ordering: .relaxed))")))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            let total = pieceBytes * pieceCount
            try await client.send(
                "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(total)\r\n\r\n")
            let piece = Bytes([UInt8](repeating: 7, count: pieceBytes))
            var mostAhead = 0
            for number in 1...pieceCount {
                try await client.send(piece)
                mostAhead = max(
                    mostAhead, number * pieceBytes - read.load(ordering: .relaxed))
            }
            #expect(try await client.readResponse().body == "\(total)")
            // What both ends of a connection hold in the kernel, and what the server has read.
            #expect(mostAhead < 64 * 1024 * 1024)
        }
    }

    @Test(arguments: [1, 3, 1000, 65_530, 65_536, 300_000])
    func `chunks of any size arrive whole, wherever they are cut`(chunkBytes: Int) async throws {
        let count = min(1_000_000, 2000 * chunkBytes)
        let body = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
        try await withServer { request in
            let read = try await request.body.collect(limitBytes: 2_000_000)
            return Response(read == body ? .ok : .conflict)
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            var sent = ByteWriter(capacity: 2 * count)
            sent.append("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
            var position = 0
            while position < count {
                let end = min(count, position + chunkBytes)
                ChunkedEncoder.appendChunk(body[position..<end], to: &sent)
                position = end
            }
            try ChunkedEncoder.appendEnd(to: &sent)
            let all = sent.finish()
            position = 0
            // A size that is a multiple of nothing above.
            while position < all.count {
                let end = min(all.count, position + 9973)
                try await client.send(all[position..<end])
                position = end
            }
            #expect(try await client.readResponse().head.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `what the exchange does not read stays with the client`() async throws {
        let release = Latch()
        let read = Latch()
        try await withServer {
            $0.limits.unreadBodyBytes = 0
        } answer: { request in
            _ = try await request.body.next()
            read.open()
            try await release.wait()
            return Response(.ok)
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            let total = 256 * 1024 * 1024
            try await client.send(
                "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(total)\r\n\r\n12345")
            try await read.wait()
            client.sendIdleLimit = .milliseconds(100)
            await #expect(throws: WaitError.timedOut) {
                try await client.send(Bytes([UInt8](repeating: 7, count: total / 2)))
            }
            release.open()
        }
    }

    @Test func `without free memory a connection does not read, and is refused in time`()
        async throws
    {
        let release = Latch()
        let holding = Latch()
        try await withServer {
            $0.limits.bodyBufferBytes = 64 * 1024
            $0.limits.bodyBufferTime = .milliseconds(20)
        } answer: { request in
            while let bytes = try await request.body.next() {
                if bytes.count < 1000 { continue }
                holding.open()
                try await release.wait()
            }
            return Response(.ok)
        } body: { server in
            let body = Bytes([UInt8](repeating: 7, count: 64 * 1024))
            let first = try server.connect()
            defer { first.close() }
            // In two steps, so that the body does not come with the head.
            let head =
                "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 65536\r\n"
                + "Expect: 100-continue\r\n\r\n"
            try await first.send(head)
            _ = try await first.read(through: "\r\n\r\n")
            try await first.send(body)
            try await holding.wait()
            let second = try server.connect()
            defer { second.close() }
            try await second.send(head)
            #expect(try await second.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
            try await second.send(body)
            #expect(try await second.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 503 "))
            release.open()
            #expect(try await first.readResponse().head.hasPrefix("HTTP/1.1 200 "))
        }
    }
}
