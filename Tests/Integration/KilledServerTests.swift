// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusSwiftClient
import ApusTestSupport
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Kills a real server at random moments under load; whatever it acknowledged must be there.
///
/// `APUS_KILLS` is the number of kills; 20 when it is not set.
@Suite(.serialized) struct KilledServerTests {
    @Test func `nothing acknowledged is lost and nothing half-done is visible`() async throws {
        let kills = ProcessFacts.environment["APUS_KILLS"].flatMap(Int.init) ?? 20
        let directory = try TemporaryDirectory()
        let configuration = try directory.write(
            """
            [DEFAULT]
            access_log = off
            bind_ip = 127.0.0.1
            bind_port = 0
            data_dir = \(directory.path)/data
            [filter:tempauth]
            user_test_tester = testing .admin
            """, to: "apusd.conf")
        var generator = SystemRandomNumberGenerator()
        let ledger = Ledger()

        for _ in 0..<kills {
            let server = try ServerProcess(["--config", configuration])
            let client = try HTTPClient()
            let account = try connection(to: server, client)
            try await Self.verify(ledger, account)
            let life = Duration.milliseconds(Int.random(in: 30...400, using: &generator))
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask { await Self.write(as: writer, account, ledger) }
                }
                // The moment of death is the test's input, not something it waits for.
                try? await Task.sleep(for: life)
                server.stop(with: SIGKILL)
                await group.waitForAll()
            }
            client.close()
        }

        let server = try ServerProcess(["--config", configuration])
        let client = try HTTPClient()
        let account = try connection(to: server, client)
        try await Self.verify(ledger, account)
        #expect(ledger.acknowledged > kills, "the servers were killed before they did any work")
        client.close()
        #expect(server.stop(with: SIGTERM) == 0, "a server asked to stop ends by itself")
    }

    private func connection(to server: ServerProcess, _ client: HTTPClient) throws -> Connection {
        let url = try ServiceURL(server.address + "/auth/v1.0")
        var settings = ConnectionSettings()
        settings.retries.retries = 0
        return Connection(
            AuthSession(V1Auth(url: url, user: "test:tester", key: "testing")), over: client,
            settings: settings)
    }

    /// Changes objects of its own names, one after another, until the server is gone.
    private static func write(as writer: Int, _ account: Connection, _ ledger: Ledger) async {
        guard (try? await account.putContainer("killed")) != nil else { return }
        for turn in 0... {
            let name = "writer \(writer)/\(Int.random(in: 0..<20))"
            let change: Content =
                turn % 5 == 4 ? .nothing : .of(version: UInt64.random(in: 0...(.max)))
            ledger.begin(change, of: name)
            do {
                switch change {
                case .nothing:
                    do {
                        _ = try await account.deleteObject("killed", name)
                    } catch let error as ClientError where error.status?.code == 404 {}
                case .of:
                    _ = try await account.putObject("killed", name, .bytes(change.bytes))
                }
                ledger.finish(name)
            } catch {
                return
            }
        }
    }

    /// Compares every object, the listing and the counters with what was acknowledged.
    private static func verify(_ ledger: Ledger, _ account: Connection) async throws {
        _ = try await account.putContainer("killed")
        var listed: [String: ListedObject] = [:]
        for entry in try await account.getContainer("killed").entries {
            if case .object(let object) = entry { listed[object.name] = object }
        }
        for (name, possible) in ledger.expected() {
            var found = Content.nothing
            if let object = listed[name] {
                let bytes = try await account.getObject("killed", name).body
                    .collect(limitBytes: 1 << 20)
                found = possible.first { $0.bytes == bytes && $0 != .nothing } ?? .nothing
                #expect(found != .nothing, "\(name) has bytes that nobody acknowledged or sent")
                #expect(object.bytes == UInt64(bytes.count))
            } else {
                await #expect(throws: ClientError.self, "\(name) is not listed but can be read") {
                    try await account.headObject("killed", name)
                }
            }
            #expect(possible.contains(found), "\(name) is not as it was acknowledged")
            ledger.settle(name, found)
        }
        let counted = try await account.headContainer("killed").headers
        #expect(counted["X-Container-Object-Count"] == String(listed.count))
        let bytes = listed.values.reduce(0) { $0 + $1.bytes }
        #expect(counted["X-Container-Bytes-Used"] == String(bytes))
    }
}

/// What an object is: nothing, or bytes that its version alone determines.
private enum Content: Hashable {
    case nothing
    case of(version: UInt64)

    /// From nothing to a few hundred kilobytes, so that small and large bodies both occur.
    var bytes: Bytes {
        guard case .of(let version) = self else { return Bytes() }
        let sizes = [0, 100, 4096, 70_000, 300_000]
        let size = sizes[Int(version % 5)]
        var state = version
        return Bytes(
            (0..<size).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56)
            })
    }
}

/// What was acknowledged, and what was under way when the server died.
private final class Ledger: Sendable {
    private struct Entry {
        var acknowledged = Content.nothing
        var underWay: Content?
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let count = Atomic<Int>(0)

    var acknowledged: Int { count.load(ordering: .relaxed) }

    func begin(_ content: Content, of name: String) {
        entries.withLock { $0[name, default: Entry()].underWay = content }
    }

    func finish(_ name: String) {
        count.add(1, ordering: .relaxed)
        entries.withLock { entries in
            guard let content = entries[name]?.underWay else { return }
            entries[name] = Entry(acknowledged: content)
        }
    }

    func settle(_ name: String, _ content: Content) {
        entries.withLock { $0[name] = Entry(acknowledged: content) }
    }

    /// What each object may be.
    func expected() -> [String: [Content]] {
        entries.withLock { entries in
            entries.mapValues { [$0.acknowledged] + ($0.underWay.map { [$0] } ?? []) }
        }
    }
}
