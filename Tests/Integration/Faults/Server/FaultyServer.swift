// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFaultEngines
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusTestSupport

/// A real `apusd` with one engine, over a disk that fails when it is told to.
final class FaultyServer {
    let disk: FaultyDisk
    /// Who asks.
    private(set) var session: Session
    private let arguments: [String]
    private var server: ServerProcess
    /// Kept for as long as the server has its data in it.
    private let directory: TemporaryDirectory

    private let environment: [String: String]
    private let launcher: [String]

    /// Starts it and logs in.
    ///
    /// - Parameters:
    ///   - sections: more of the configuration.
    ///   - descriptorLimit: how many descriptors it may have open.
    ///   - device: a device of its own for the data, in the place of calls that fail.
    init(
        _ engine: Engine, sections: String = "", descriptorLimit: Int? = nil,
        device: SmallDevice? = nil
    ) async throws {
        let directory = try TemporaryDirectory(inMemory: true)
        self.directory = directory
        disk = try FaultyDisk(in: directory, root: "\(directory.path)/data", records: false)
        let configuration = try directory.write(
            """
            [DEFAULT]
            access_log = off
            bind_ip = 127.0.0.1
            bind_port = 0
            metrics_port = off
            data_dir = \(directory.path)/data
            [storage-policy:0]
            name = gold
            default = yes
            backend = \(engine.name)
            [filter:tempauth]
            user_test_tester = testing .admin
            [filter:versioned_writes]
            allow_object_versioning = yes
            \(sections)
            """, to: "apusd.conf")
        arguments = ["--config", configuration]
        if let device {
            environment = [:]
            launcher = device.launcher(mountingAt: "\(directory.path)/data")
            try FileCalls.makeDirectory("\(directory.path)/data", mode: 0o700)
        } else {
            environment = disk.environment
            // Limits are inherited, and only a process itself can lower its own.
            launcher =
                descriptorLimit.map { ["/bin/sh", "-c", "ulimit -n \($0) && exec \"$0\" \"$@\""] }
                ?? []
        }
        server = try ServerProcess(arguments, environment: environment, launcher: launcher)
        session = try await Session(Visitor(server.address))
    }

    /// Where it listens.
    var listenAddress: ListenAddress {
        .tcp(host: session.visitor.origin.host, port: session.visitor.origin.port)
    }

    /// Waits until changes are taken again: an engine may have to open its index anew.
    func waitUntilWritable() async throws {
        var status = 0
        for _ in 0..<20_000 {
            // A new one each time: what is there already need not be written.
            status = try await ask(.put, "/probe-\(UInt32.random(in: 0 ... .max))").status
            if status == 201 { return }
            guard status == 503 || status == 507 else { break }
        }
        throw Unexpected(status: status)
    }

    struct Unexpected: Error {
        let status: Int
    }

    /// Ends it by a signal and starts it again.
    func restart(after signal: Int32) async throws {
        stop(with: signal)
        try await start()
    }

    /// Ends it by a signal; answers the status as `waitpid` has it.
    @discardableResult
    func stop(with signal: Int32) -> Int32 {
        server.stop(with: signal)
    }

    /// Starts it again, behind `stop`.
    func start() async throws {
        session.visitor.client.close()
        server = try ServerProcess(arguments, environment: environment, launcher: launcher)
        session = try await Session(Visitor(server.address))
    }

    /// Its number in the system.
    var process: Int32 { server.process }
    /// Where its data is.
    var root: String { disk.root }

    /// Asks for something in the account.
    func ask(
        _ method: ApusHTTP.Method, _ path: String, headers: Headers = [:], body: Bytes? = nil
    ) async throws -> (status: Int, headers: Headers, text: String) {
        try await session.ask(method, path, headers: headers, body: body)
    }

    /// The bytes of an object; nil with another answer than 200.
    func bytes(_ path: String) async throws -> Bytes? {
        let response = try await session.visitor.client.respond(
            to: Request(
                .get, "/v1/AUTH_test\(path)", origin: session.visitor.origin,
                headers: ["X-Auth-Token": session.token]))
        guard response.status.code == 200 else { return nil }
        return try await response.reader.collect(limitBytes: 1 << 26)
    }

    /// Somebody who has logged in, for one life of the server.
    struct Session: Sendable {
        let visitor: Visitor
        let token: String

        init(_ visitor: Visitor) async throws {
            self.visitor = visitor
            token = try await visitor.token()
        }

        func ask(
            _ method: ApusHTTP.Method, _ path: String, headers: Headers = [:], body: Bytes? = nil
        ) async throws -> (status: Int, headers: Headers, text: String) {
            try await visitor.ask(
                method, "/v1/AUTH_test\(path)", token: token, headers: headers,
                body: body.map { BodyReader($0) } ?? .empty)
        }
    }
}

/// What a container must have.
struct ObjectBook {
    let container: String
    /// Whether it keeps versions: what it counts is then more than what it lists.
    let isVersioned: Bool
    private(set) var objects: [String: Bytes] = [:]
    /// The latest versions, by what asks for each.
    private var versions: [(path: String, bytes: Bytes)] = []

    init(_ container: String, isVersioned: Bool = false) {
        self.container = container
        self.isVersioned = isVersioned
    }

    /// Makes the container.
    func make(on server: FaultyServer) async throws -> Int {
        try await server.ask(
            .put, "/\(container)", headers: isVersioned ? ["X-Versions-Enabled": "true"] : [:]
        ).status
    }

    /// Stores an object and notes it when that is acknowledged.
    mutating func put(_ name: String, _ bytes: Bytes, on server: FaultyServer) async throws -> Int {
        let answer = try await server.ask(.put, "/\(container)/\(name)", body: bytes)
        guard answer.status == 201 else { return answer.status }
        objects[name] = bytes
        if let version = answer.headers["X-Object-Version-Id"] {
            versions.append(("\(name)?version-id=\(version)", bytes))
            if versions.count > 6 { versions.removeFirst() }
        }
        return answer.status
    }

    mutating func copy(
        _ source: String, to name: String, on server: FaultyServer
    ) async throws -> Int {
        let status = try await server.ask(
            .put, "/\(container)/\(name)", headers: ["X-Copy-From": "/\(container)/\(source)"]
        ).status
        if status == 201 { objects[name] = objects[source] }
        return status
    }

    mutating func delete(_ name: String, on server: FaultyServer) async throws -> Int {
        let status = try await server.ask(.delete, "/\(container)/\(name)").status
        if status == 204 { objects[name] = nil }
        return status
    }

    /// Compares bytes, listing and counters.
    ///
    /// - Returns: a sentence for each difference.
    func problems(on server: FaultyServer) async throws -> [String] {
        var problems: [String] = []
        for (name, bytes) in objects.map({ ($0.key, $0.value) }) + versions {
            let found = try await server.bytes("/\(container)/\(name)")
            if found != bytes { problems.append("\(name) has other bytes, or none") }
        }
        let listing = try await server.ask(.get, "/\(container)")
        let names = listing.text.split(separator: "\n").map(String.init)
        if names != objects.keys.sorted() {
            problems.append("listed: \(names), there: \(objects.keys.sorted())")
        }
        let size = objects.values.reduce(0) { $0 + $1.count }
        if listing.headers["X-Container-Object-Count"] != "\(objects.count)"
            || (!isVersioned && listing.headers["X-Container-Bytes-Used"] != "\(size)")
        {
            problems.append("counters: \(listing.headers)")
        }
        return problems
    }
}
