// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusFaultEngines
import ApusHTTP
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Kills a real server at random moments under every kind of load; whatever it acknowledged must
/// be there.
///
/// `APUS_KILLS` is the number of kills; 20 when it is not set.
@Suite(.enabled(if: FaultyDisk.isPossible)) struct KilledServerTests {
    @Test(arguments: Engine.all)
    func `nothing acknowledged is lost and nothing half-done is visible`(
        _ engine: Engine
    ) async throws {
        let server = try await FaultyServer(engine)
        var tally = Tally("kill -9 of the server", engine)
        let ledger = ServerLedger()
        var generator = SystemRandomNumberGenerator()
        for kill in 0..<FaultCounts.kills {
            let life = Duration.milliseconds(Int.random(in: 30...200, using: &generator))
            for container in ["killed", "segments", "expiring"] {
                _ = try await server.ask(.put, "/\(container)")
            }
            let status = try await server.ask(
                .put, "/versioned", headers: ["X-Versions-Enabled": "true"]
            ).status
            #expect(status == 201 || status == 202)
            let session = server.session
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask { await MixedLoad(session, writer, ledger).run() }
                }
                // The moment of death is the test's input, not something it waits for.
                try? await Task.sleep(for: life)
                server.stop(with: SIGKILL)
                await group.waitForAll()
            }
            try await server.start()
            let problems = try await ledger.settle(on: server)
            #expect(problems == [], "after kill \(kill)")
            tally.count(survived: problems.isEmpty)
        }
        #expect(
            ledger.acknowledged > FaultCounts.kills,
            "the servers were killed before they did any work")
        #expect(server.stop(with: SIGTERM) == 0, "a server asked to stop ends by itself")
        tally.report()
    }
}

/// What is at a path.
private enum Content: Hashable {
    case nothing
    case container
    /// Bytes that these numbers alone determine, one part after the other, and a note.
    case object([UInt64], note: String)

    static func body(of version: UInt64) -> Bytes {
        // From nothing to a few hundred kilobytes, so that small and large bodies both occur.
        let sizes = [0, 100, 4_096, 70_000, 300_000]
        return Words.body(seed: version, sizeBytes: sizes[Int(version % 5)])
    }

    var bytes: Bytes? {
        guard case .object(let versions, _) = self else { return nil }
        if versions.count == 1 { return Self.body(of: versions[0]) }
        return Bytes(versions.flatMap { Self.body(of: $0).array })
    }

    var note: String? {
        if case .object(_, let note) = self { note } else { nil }
    }
}

/// One writer that changes paths of its own, one after another, until the server is gone.
private struct MixedLoad {
    let session: FaultyServer.Session
    let writer: Int
    let ledger: ServerLedger

    init(_ session: FaultyServer.Session, _ writer: Int, _ ledger: ServerLedger) {
        self.session = session
        self.writer = writer
        self.ledger = ledger
    }

    func run() async {
        do {
            while try await change() {}
        } catch {
            // The server has been killed.
        }
    }

    private func version() -> UInt64 { UInt64.random(in: 0 ... .max) }
    private func name() -> String { "/killed/w\(writer)-\(Int.random(in: 0..<8))" }

    /// Makes a change of some kind; false when it is answered as it must not be.
    private func change() async throws -> Bool {
        switch Int.random(in: 0..<16) {
        case 0..<5: return try await put(name())
        case 5..<7:
            let path = name()
            let old = ledger.content(of: path)
            return try await make(
                path, .nothing, .delete, accepts: old == .nothing ? [404] : [204])
        case 7..<9:
            let path = name()
            guard case .object(let versions, _) = ledger.content(of: path) else { return true }
            let note = "n\(version())"
            return try await make(
                path, .object(versions, note: note), .post, ["X-Object-Meta-Note": note],
                accepts: [202])
        case 9:
            let source = name()
            let target = name()
            guard case .object = ledger.content(of: source), source != target else { return true }
            return try await make(
                target, ledger.content(of: source), .put, ["X-Copy-From": source], accepts: [201])
        case 10: return try await putManifest()
        case 11:
            let path = "/own-\(writer)-\(Int.random(in: 0..<3))"
            let isThere = ledger.content(of: path) == .container
            return try await make(
                path, isThere ? .nothing : .container, isThere ? .delete : .put,
                accepts: isThere ? [204] : [201])
        case 12: return try await put(name(), headers: ["X-Delete-After": "9000"])
        case 13, 14: return try await putVersion()
        default:
            let note = "n"
            return try await session.ask(
                .put, "/expiring/w\(writer)-\(version() % 5)",
                headers: ["X-Delete-After": "1", "X-Object-Meta-Note": note],
                body: Content.body(of: 1)
            ).status == 201
        }
    }

    private func put(_ path: String, headers: Headers = [:]) async throws -> Bool {
        let version = version()
        var headers = headers
        headers["X-Object-Meta-Note"] = "-"
        return try await make(
            path, .object([version], note: "-"), .put, headers, body: Content.body(of: version),
            accepts: [201])
    }

    /// A version of an object, each of which is kept.
    private func putVersion() async throws -> Bool {
        let version = version()
        let path = "/versioned/w\(writer)-\(Int.random(in: 0..<2))"
        let answer = try await session.ask(.put, path, body: Content.body(of: version))
        guard answer.status == 201, let id = answer.headers["X-Object-Version-Id"] else {
            Issue.record("PUT \(path) is answered \(answer.status) \(answer.text)")
            return false
        }
        ledger.keep(version, at: "\(path)?version-id=\(id)")
        return true
    }

    /// A static large object of two segments of this writer's own.
    private func putManifest() async throws -> Bool {
        let versions = [version() / 5 * 5 + 1, version() / 5 * 5 + 2]
        var entries: [String] = []
        for version in versions {
            let bytes = Content.body(of: version)
            let path = "/segments/\(version)"
            guard
                try await make(
                    path, .object([version], note: "-"), .put, ["X-Object-Meta-Note": "-"],
                    body: bytes, accepts: [201])
            else { return false }
            let etag = Hexadecimal.encode(Digest.of(bytes, .md5))
            entries.append(
                #"{"path":"\#(path)","etag":"\#(etag)","size_bytes":\#(bytes.count)}"#)
        }
        return try await make(
            "/killed/w\(writer)-\(Int.random(in: 0..<8))", .object(versions, note: "-"), .put,
            query: "?multipart-manifest=put", ["X-Object-Meta-Note": "-"],
            body: Bytes("[\(entries.joined(separator: ","))]"), accepts: [201])
    }

    private func make(
        _ path: String, _ content: Content, _ method: ApusHTTP.Method, query: String = "",
        _ headers: Headers = [:], body: Bytes? = nil, accepts: Set<Int>
    ) async throws -> Bool {
        ledger.begin(content, at: path)
        let answer = try await session.ask(method, path + query, headers: headers, body: body)
        guard accepts.contains(answer.status) else {
            Issue.record("\(method) \(path)\(query) is answered \(answer.status) \(answer.text)")
            return false
        }
        ledger.finish(path)
        return true
    }
}

/// What was acknowledged, and what was under way when the server died.
private final class ServerLedger: Sendable {
    private struct Entry {
        var acknowledged = Content.nothing
        var underWay: Content?
    }

    private let entries = Mutex<[String: Entry]>([:])
    /// The versions of this life, by what asks for each.
    private let versions = Mutex<[String: UInt64]>([:])
    private let count = Atomic<Int>(0)

    var acknowledged: Int { count.load(ordering: .relaxed) }

    func content(of path: String) -> Content {
        entries.withLock { $0[path]?.acknowledged ?? .nothing }
    }

    func begin(_ content: Content, at path: String) {
        entries.withLock { $0[path, default: Entry()].underWay = content }
    }

    func finish(_ path: String) {
        count.add(1, ordering: .relaxed)
        entries.withLock { entries in
            guard let content = entries[path]?.underWay else { return }
            entries[path] = Entry(acknowledged: content)
        }
    }

    func keep(_ version: UInt64, at path: String) {
        count.add(1, ordering: .relaxed)
        versions.withLock { $0[path] = version }
    }

    /// Deletes the segments that no large object has any more: what is compared after each kill
    /// must not grow with the kills.
    private func dropSegments(on server: FaultyServer) async throws {
        let entries = entries.withLock { $0 }
        var kept: Set<UInt64> = []
        for (path, entry) in entries where path.hasPrefix("/killed/") {
            if case .object(let versions, _) = entry.acknowledged { kept.formUnion(versions) }
        }
        for path in entries.keys where path.hasPrefix("/segments/") {
            guard let version = UInt64(path.dropFirst("/segments/".utf8.count)),
                !kept.contains(version)
            else { continue }
            _ = try await server.ask(.delete, path)
            self.entries.withLock { $0[path] = Entry() }
        }
    }

    /// Compares every version of this life, and deletes them.
    private func settleVersions(on server: FaultyServer) async throws -> [String] {
        var problems: [String] = []
        for (path, version) in versions.withLock({ $0 }) {
            if try await server.bytes(path) != Content.body(of: version) {
                problems.append("\(path) has other bytes, or none")
            }
            let status = try await server.ask(.delete, path).status
            if status != 204 { problems.append("DELETE \(path) is answered \(status)") }
            if try await server.bytes(path) != nil { problems.append("\(path) is still there") }
        }
        versions.withLock { $0 = [:] }
        return problems
    }

    /// Compares every path, the listings and the counters; takes over what may be so or not.
    ///
    /// - Returns: a sentence for each difference.
    func settle(on server: FaultyServer) async throws -> [String] {
        var problems = try await settleVersions(on: server)
        var sizes: [String: [String: UInt64]] = [:]
        for (path, entry) in entries.withLock({ $0 }) {
            let possible = [entry.acknowledged] + (entry.underWay.map { [$0] } ?? [])
            let found = try await Self.find(path, among: possible, on: server)
            guard let found, possible.contains(found) else {
                problems.append("\(path) is none of what it may be")
                continue
            }
            if let bytes = found.bytes {
                let parts = path.split(separator: "/").map(String.init)
                sizes[parts[0], default: [:]][parts[1]] = UInt64(bytes.count)
            }
            let isForgotten = found == .nothing && path.hasPrefix("/segments/")
            entries.withLock { $0[path] = isForgotten ? nil : Entry(acknowledged: found) }
        }
        for container in ["killed", "segments"] {
            let listing = try await server.ask(.get, "/\(container)")
            let names = listing.text.split(separator: "\n").map(String.init)
            let there = sizes[container] ?? [:]
            if names != there.keys.sorted() { problems.append("the listing of \(container)") }
            if listing.headers["X-Container-Object-Count"] != "\(there.count)" {
                problems.append("the count of \(container)")
            }
        }
        problems += try await Self.checkAccount(on: server)
        try await dropSegments(on: server)
        return problems
    }

    /// What is at a path; nil for what nobody has put there.
    private static func find(
        _ path: String, among possible: [Content], on server: FaultyServer
    ) async throws -> Content? {
        let isContainer = path.split(separator: "/").count == 1
        let answer = try await server.ask(.head, path)
        if answer.status == 404 { return .nothing }
        guard answer.status / 100 == 2 else { return nil }
        if isContainer { return .container }
        let bytes = try await server.bytes(path)
        let note = answer.headers["X-Object-Meta-Note"]
        return possible.first { $0.bytes == bytes && $0.bytes != nil && $0.note == note }
    }

    /// The account's counters are the sums of its containers'.
    private static func checkAccount(on server: FaultyServer) async throws -> [String] {
        let account = try await server.ask(.get, "")
        let names = account.text.split(separator: "\n").map(String.init)
        var objects = 0
        for name in names where name != "expiring" {
            let head = try await server.ask(.head, "/\(name)").headers
            objects += Int(head["X-Container-Object-Count"] ?? "") ?? -1
        }
        // Objects expire meanwhile; versions that were not acknowledged are counted, not listed.
        let versions = try await server.ask(.get, "/versioned?versions&format=json").text
        let spare = 40 + versions.split(separator: "version_id").count
        let expiring = try await server.ask(.get, "/expiring").text.split(separator: "\n").count
        let total = Int(account.headers["X-Account-Object-Count"] ?? "") ?? -1
        let isRight = (objects + expiring...objects + spare).contains(total)
        // The container of the versions is not listed either.
        let hasAll = account.headers["X-Account-Container-Count"] == "\(names.count + 1)"
        return isRight && hasAll ? [] : ["the account's counters: \(account.headers)"]
    }
}
