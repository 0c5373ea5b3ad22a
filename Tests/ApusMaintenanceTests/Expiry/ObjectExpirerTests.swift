// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusMaintenance
import ApusModel
import ApusStorage
import Testing

@testable import ApusObjectStore

@Suite struct ObjectExpirerTests {
    @Test(arguments: StoreFixture.Engine.allCases)
    func `deletes what is due and leaves the rest`(engine: StoreFixture.Engine) async throws {
        try await withStore(engine) { fixture in
            try await fixture.put("due", expiring: .after(10))
            try await fixture.put("later", expiring: .after(100_000))
            try await fixture.put("never")
            #expect(try await fixture.expire() == [:])
            fixture.advance(seconds: 10)
            #expect(try await fixture.names() == ["due", "later", "never"])
            #expect(try await fixture.expire() == ["deleted": 1])
            #expect(try await fixture.names() == ["later", "never"])
            #expect(try await fixture.queueLength() == 1)
            fixture.advance(seconds: 200_000)
            #expect(try await fixture.expire() == ["deleted": 1])
            #expect(try await fixture.names() == ["never"])
            let queue = try await fixture.backend.account(.expiringObjects).stat(.current)
            #expect(queue.containerCount == 0, "a day that is over leaves no container")
        }
    }

    /// Delays of the account, of the container, which comes first, and of another container; and
    /// what they come to.
    private static let delays: [(account: Int?, container: Int?, other: Int?, delay: UInt64)] = [
        (100, nil, nil, 100), (100, 40, 7, 40), (nil, nil, 7, 0),
    ]

    @Test(arguments: delays)
    func `keeps what has expired for as long as its place says`(
        account: Int?, container: Int?, other: Int?, delay: UInt64
    ) async throws {
        try await withStore(.memory) { fixture in
            var options = ObjectExpirer.Options()
            let name = fixture.account
            let places: [(Int?, ContainerName?)] = [
                (account, nil), (container, fixture.container.container),
                (other, try ContainerName("other")),
            ]
            for (seconds, container) in places {
                options.delays[.init(account: name, container: container)] =
                    seconds.map { .seconds($0) }
            }
            func expire() async throws -> [String: UInt64] {
                try await fixture.runOnce { ObjectExpirer(fixture.store, options, clock: $0) }
            }
            try await fixture.put("o", expiring: .after(10))
            fixture.advance(seconds: 10 + delay - 1)
            #expect(try await expire() == [:])
            fixture.advance(seconds: 1)
            #expect(try await expire() == ["deleted": 1])
        }
    }

    @Test(arguments: StoreFixture.Engine.allCases)
    func `leaves an object whose expiry was taken away or moved`(
        engine: StoreFixture.Engine
    ) async throws {
        try await withStore(engine) { fixture in
            for name in ["posted", "replaced", "moved"] {
                try await fixture.put(name, expiring: .after(10))
            }
            try await fixture.store.post(
                PostRequest(try fixture.address("posted")), for: fixture.owner)
            try await fixture.put("replaced")
            try await fixture.store.post(
                PostRequest(try fixture.address("moved"), expiry: .after(50)),
                for: fixture.owner)
            fixture.advance(seconds: 20)
            #expect(try await fixture.expire() == ["stale": 3])
            #expect(try await fixture.names() == ["moved", "posted", "replaced"])
            fixture.advance(seconds: 40)
            #expect(try await fixture.expire() == ["deleted": 1])
            #expect(try await fixture.names() == ["posted", "replaced"])
            #expect(try await fixture.queueLength() == 0)
        }
    }

    @Test(arguments: StoreFixture.Engine.allCases)
    func `deletes objects whose addresses are longer than a name`(
        engine: StoreFixture.Engine
    ) async throws {
        try await withStore(engine) { fixture in
            let name = String(repeating: "é", count: ObjectName.byteLimit / 2)
            try await fixture.put(name, expiring: .after(1))
            fixture.advance(seconds: 1)
            #expect(try await fixture.expire() == ["deleted": 1])
            #expect(try await fixture.names() == [])
        }
    }

    @Test(arguments: [1, 7])
    func `goes through pages of the queue`(concurrency: Int) async throws {
        try await withStore(.memory) { fixture in
            for number in 0..<1500 {
                try await fixture.put("\(number)", expiring: .after(Int64(number % 90 + 1)))
            }
            fixture.advance(seconds: 100)
            #expect(try await fixture.expire(concurrency: concurrency) == ["deleted": 1500])
            #expect(try await fixture.names() == [])
            #expect(try await fixture.queueLength() == 0)
        }
    }

    @Test func `takes no row for stale whose object is being committed`() async throws {
        try await withStore(.memory) { fixture in
            let second = fixture.store.clock.now().seconds + 5
            let address = try fixture.address("slow")
            try await fixture.store.expiries.committing(address, expiringAt: second) {
                fixture.advance(seconds: 10)
                let counts = try await fixture.expire()
                #expect(counts == ["underway": 1])
            }
            #expect(try await fixture.queueLength() == 1)
            // It has not been committed after all.
            #expect(try await fixture.expire() == ["stale": 1])
            #expect(try await fixture.queueLength() == 0)
        }
    }

    @Test func `keeps a row that was put again after it was read`() async throws {
        try await withStore(.memory) { fixture in
            try await fixture.put("again", expiring: .after(5))
            let second = fixture.store.clock.now().seconds + 5
            fixture.advance(seconds: 5)
            let containers = try await fixture.store.expiries.dueContainers()
            let container = try #require(containers.first)
            let due = try await fixture.store.expiries.due(in: container)
            let entry = try #require(due.first)
            try await fixture.store.expiries.add(entry.object, second)
            #expect(try await fixture.store.expire(entry) == .deleted)
            #expect(try await fixture.queueLength() == 1)
        }
    }

    @Test func `goes on where it was stopped between the object and its row`() async throws {
        try await withStore(.memory) { fixture in
            try await fixture.put("half", expiring: .after(5))
            fixture.advance(seconds: 5)
            let key = ObjectKey(try fixture.address("half").object)
            _ = try await fixture.backend.container(fixture.container).commit([
                ObjectChange(key, .remove(at: fixture.store.clock.tick()))
            ])
            #expect(try await fixture.expire() == ["stale": 1])
            #expect(try await fixture.queueLength() == 0)
        }
    }

    @Test func `deletes the copy of an object that expires`() async throws {
        try await withStore(.memory) { fixture in
            try await fixture.put("original", expiring: .after(5))
            let copy = CopyRequest(
                from: try fixture.address("original"),
                to: PutRequest(try fixture.address("copy"), contentType: "x"),
                setsContentType: false, startsFresh: false, select: { _ in nil })
            _ = try await fixture.store.copy(fixture.store.prepare(copy, for: fixture.owner))
            fixture.advance(seconds: 5)
            #expect(try await fixture.expire() == ["deleted": 2])
        }
    }

    @Test func `lets nobody reach the queue`() async throws {
        try await withStore(.memory) { fixture in
            try await fixture.put("x", expiring: .after(5))
            let container = ContainerAddress(
                .expiringObjects, try ContainerName("0999993600"))
            let object = ObjectAddress(container, try ObjectName("0999999999-x"))
            let admin = Caller(
                Principal(
                    user: "admin", ownedAccounts: [.expiringObjects], isResellerAdmin: true))
            let store = fixture.store
            await #expect(throws: StoreError.self) {
                try await store.account(.expiringObjects, for: admin)
            }
            await #expect(throws: StoreError.self) {
                try await store.objects(of: container, ListingQuery(), for: admin)
            }
            await #expect(throws: StoreError.self) { try await store.info(object, for: admin) }
            await #expect(throws: StoreError.self) {
                try await store.put(
                    PutRequest(object, contentType: "x"), body: .empty, for: admin)
            }
            await #expect(throws: StoreError.self) {
                try await store.delete(.expiringObjects, for: admin)
            }
        }
    }
}
