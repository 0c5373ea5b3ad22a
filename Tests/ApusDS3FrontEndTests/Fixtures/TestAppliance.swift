// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusXML
import Synchronization

/// A front-end over a store in memory, with a clock that tests set.
struct TestAppliance: Sendable {
    let clock: TestClock
    let store: ObjectStore
    let frontEnd: DS3FrontEnd
    let credentials: DS3Credentials
    /// The account that has the buckets.
    let account: AccountName

    init(
        _ backend: any Backend = MemoryBackend(), clock: TestClock = TestClock(),
        credentials: DS3Credentials = DS3Credentials(accessKey: "id1", secretKey: "key1"),
        configure: (inout DS3FrontEndSettings) -> Void = { _ in },
        onStorage: (@Sendable (StorageOperation, Duration) -> Void)? = nil
    ) async throws {
        account = try AccountName("AUTH_test")
        self.clock = clock
        self.credentials = credentials
        var settings = DS3FrontEndSettings()
        configure(&settings)
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        store = ObjectStore(
            policies: StoragePolicies(backend), versioning: versioning,
            clock: StoreClock { clock.now }, compute: Lane(name: "compute", threads: 1),
            onStorage: onStorage)
        frontEnd = try await DS3FrontEnd(
            store: store, account: account, credentials: credentials, settings: settings)
    }

    /// Another front-end over what this one has stored.
    func restarted(with credentials: DS3Credentials? = nil) async throws -> TestAppliance {
        try await TestAppliance(
            store.policies.backends[0], clock: clock, credentials: credentials ?? self.credentials)
    }

    /// Whom the Swift API would take the account's owner to be.
    var owner: Caller { Caller(Principal(user: "test", ownedAccounts: [account])) }

    /// Signs a request, sends it and reads the whole answer.
    @discardableResult
    func send(
        _ method: Method, _ target: String, _ headers: Headers = [:], body: String = "",
        as credentials: DS3Credentials? = nil
    ) async throws -> Answer {
        let reader = BodyReader(Bytes(body))
        return try await send(
            signed(method, target, headers, as: credentials, body: reader))
    }

    func send(_ request: Request) async throws -> Answer {
        let response = try await frontEnd.respond(to: request)
        let body = try await response.reader.collect(limitBytes: 64 << 20)
        return Answer(status: response.status.code, headers: response.headers, body: body)
    }

    /// A request with a signature, as the Java SDK makes it.
    func signed(
        _ method: Method, _ target: String, _ headers: Headers = [:],
        as credentials: DS3Credentials? = nil, body: BodyReader = .empty
    ) -> Request {
        let credentials = credentials ?? self.credentials
        var headers = headers
        if headers["Date"] == nil {
            headers["Date"] = DS3.Time(milliseconds: Int64(clock.now.seconds) * 1000).header
        }
        let parts = target.split(separator: "?", maxSplits: 1)
        let query = parts.count > 1 ? String(parts[1]) : ""
        let subresource = ["delete", "uploads", "versions"].first { name in
            query.split(separator: "&").contains { $0 == name }
        }
        let statement = DS3.Signature.statement(
            method: method.rawValue, path: String(parts[0]), subresource: subresource,
            headers: headers.fields.map { ($0.name, $0.value) })
        headers["Authorization"] = DS3.Signature.authorization(
            accessKey: credentials.accessKey, secretKey: credentials.secretKey,
            statement: statement)
        return Request(method, target, headers: headers, body: body)
    }
}

/// A response, read to its end.
struct Answer: Sendable {
    let status: Int
    let headers: Headers
    let body: Bytes

    var text: String { body.text }

    /// The document, checked for what the contract says of it.
    func document<Payload: DS3Payload>(_: Payload.Type) throws -> Payload {
        try Payload(try XMLElement(parsing: body))
    }

    /// The items of a list.
    func list<Payload: DS3Payload>(_: Payload.Type) throws -> [Payload] {
        try DS3.List<Payload>(try XMLElement(parsing: body)).items
    }

    /// The refusal's code; nil when it has no document.
    var code: String? {
        try? XMLElement(parsing: body).child("Code")?.text
    }
}

/// A clock that only tests move.
final class TestClock: Sendable {
    private let ticks = Mutex<UInt64>(1_800_000_000 * Timestamp.ticksPerSecond)

    var now: Timestamp { Timestamp(ticks: ticks.withLock { $0 }) }

    func advance(seconds: UInt64) {
        ticks.withLock { $0 += seconds * Timestamp.ticksPerSecond }
    }
}
