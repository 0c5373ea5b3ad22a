// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusHTTP
import ApusHTTPClient
import ApusIO
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct SendingTests {
    @Test func `signs every request so that a server accepts it`() async throws {
        let server = FaultyAppliance()
        server.store("day 1/a+b?&=é.mov", content(10))
        let client = DS3Client.meeting(server)
        _ = try await client.headObject("day 1/a+b?&=é.mov", in: "b")
        _ = try await client.getBucket("b", prefix: "day 1/", maxKeys: 2)
        let plan = try await client.putBulk("b", [DS3.ListedObject("x", sizeBytes: 3)])
        try await client.putObject(
            "x", in: "b", .text("abc"), jobID: plan.jobID, offset: 0,
            checksum: BlobChecksum(.sha256, of: Bytes("abc")),
            metadata: ["Camera": "A 1", "reel": "käse"])
        #expect(server.state.withLock { $0.badSignatures } == 0)
        let head = try await client.headObject("x", in: "b")
        #expect(head.plainMetadata == ["camera": "A 1", "reel": "käse"])
    }

    @Test func `repeats what is redirected, and waits as it is told`() async throws {
        let clock = ImpatientClock()
        let server = FaultyAppliance { _, number in
            number < 3
                ? FaultyAppliance.error(307, .temporaryRedirect, ["Retry-After": "3"]) : nil
        }
        server.store("a", content(10))
        _ = try await DS3Client.meeting(server, clock).headObject("a", in: "b")
        #expect(server.log.count == 3)
        #expect(clock.waits.count == 2)
        #expect(clock.waits.allSatisfy { $0 > .seconds(1) && $0 <= .seconds(3) })
    }

    @Test(arguments: [(307, 21), (503, 6)])
    func `does not repeat for ever`(status: Int, tries: Int) async throws {
        let server = FaultyAppliance { _, _ in
            FaultyAppliance.error(status, DS3Error.Code("Busy"))
        }
        let error = await #expect(throws: DS3Error.self) {
            try await DS3Client.meeting(server).getService()
        }
        #expect(error?.status == status)
        #expect(error?.code.description == "Busy")
        #expect(server.log.count == tries)
    }

    /// What makes something is not made twice.
    @Test(
        arguments: [
            (TransportError.Reason.connectionLost, true, 6),
            (.connectionLost, false, 1), (.timedOut, false, 1),
            (.connectionFailed, false, 6), (.untrusted, true, 1),
        ])
    func `repeats after a lost connection what may be repeated`(
        reason: TransportError.Reason, isRepeatable: Bool, tries: Int
    ) async throws {
        let server = FaultyAppliance { _, _ in throw TransportError(reason, "no") }
        let client = DS3Client.meeting(server)
        await #expect(throws: DS3Error.self) {
            if isRepeatable {
                _ = try await client.headObject("a", in: "b")
            } else {
                try await client.putBucket("b")
            }
        }
        #expect(server.log.count == tries)
    }

    @Test func `sends a stream once`() async throws {
        let server = FaultyAppliance { _, number in
            number == 1 ? FaultyAppliance.error(503, .serviceUnavailable) : nil
        }
        let body = BodyReader(Bytes("abc"))
        let error = await #expect(throws: DS3Error.self) {
            try await DS3Client.meeting(server).putObject("a", in: "b", .stream(body))
        }
        #expect(error?.code == .serviceUnavailable)
        #expect(server.log.count == 1)
    }

    @Test func `refuses an answer that is too long, and one that is cut short`() async throws {
        let long = FaultyAppliance { _, _ in
            Response(.ok, body: .bytes(Bytes([UInt8](repeating: 0x20, count: 5000))))
        }
        var error = await #expect(throws: DS3Error.self) {
            try await DS3Client.meeting(long, answerLimitBytes: 4999).getService()
        }
        #expect(error?.code == .badAnswer)
        let short = FaultyAppliance { _, _ in
            Response(.ok, body: .stream(BodyReader(lengthBytes: 9) { throw BodyError.truncated }))
        }
        error = await #expect(throws: DS3Error.self) {
            try await DS3Client.meeting(short).getService()
        }
        #expect(error?.code == .connectionLost)
    }

    @Test func `never shows the secret key`() {
        let credentials = Credentials(accessKey: "id1", secretKey: "key1")
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!"\(credentials)\(String(reflecting: credentials))\(dumped)".contains("key1"))
    }

    @Test(arguments: [
        ("http://host:8080", false, "host", 8080), ("host:8080/", false, "host", 8080),
        ("https://[::1]", true, "::1", 443), ("HTTP://host", false, "host", 80),
    ])
    func `reads endpoints`(text: String, isSecure: Bool, host: String, port: Int) throws {
        let configuration = DS3Configuration(text, Credentials(accessKey: "a", secretKey: "b"))
        #expect(try configuration.origin() == Origin(isSecure: isSecure, host: host, port: port))
    }

    @Test(arguments: ["", "http://", "http://host/path", "http://me:secret@host", "ftp://host"])
    func `refuses what is no endpoint, without repeating it`(text: String) throws {
        let configuration = DS3Configuration(text, Credentials(accessKey: "a", secretKey: "b"))
        let error = #expect(throws: DS3Error.self) { try configuration.origin() }
        #expect(error?.code == .local)
        #expect(error?.message.contains("secret") == false)
    }

    @Test func `says which variable is missing`() throws {
        let whole = [
            "DS3_ENDPOINT": "http://h", "DS3_ACCESS_KEY": "a", "DS3_SECRET_KEY": "s",
            "http_proxy": "http://proxy:3128",
        ]
        #expect(try DS3Configuration.from(whole).proxy == .url("http://proxy:3128"))
        for name in ["DS3_ENDPOINT", "DS3_ACCESS_KEY", "DS3_SECRET_KEY"] {
            var some = whole
            some[name] = ""
            let error = #expect(throws: DS3Error.self) { try DS3Configuration.from(some) }
            #expect(error?.message.contains(name) == true)
        }
    }
}
