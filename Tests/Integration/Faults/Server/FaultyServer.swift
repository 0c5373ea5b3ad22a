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

    private let descriptorLimit: Int?

    /// Starts it and logs in.
    ///
    /// - Parameter sections: more of the configuration.
    init(
        _ engine: Engine, sections: String = "", descriptorLimit: Int? = nil
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
            \(sections)
            """, to: "apusd.conf")
        arguments = ["--config", configuration]
        self.descriptorLimit = descriptorLimit
        server = try ServerProcess(
            arguments, environment: disk.environment, descriptorLimit: descriptorLimit)
        session = try await Session(Visitor(server.address))
    }

    /// Where it listens.
    var listenAddress: ListenAddress {
        .tcp(host: session.visitor.origin.host, port: session.visitor.origin.port)
    }

    /// Waits until changes are taken again: an engine may have to open its index anew.
    func waitUntilWritable() async throws {
        while true {
            // A new one each time: what is there already need not be written.
            let status = try await ask(.put, "/probe-\(UInt32.random(in: 0 ... .max))").status
            if status == 201 { return }
            guard status == 503 || status == 507 else { throw Unexpected(status: status) }
        }
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
        server = try ServerProcess(
            arguments, environment: disk.environment, descriptorLimit: descriptorLimit)
        session = try await Session(Visitor(server.address))
    }

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
    private(set) var objects: [String: Bytes] = [:]

    init(_ container: String) {
        self.container = container
    }

    /// Stores an object and notes it when that is acknowledged.
    mutating func put(_ name: String, _ bytes: Bytes, on server: FaultyServer) async throws -> Int {
        let status = try await server.ask(.put, "/\(container)/\(name)", body: bytes).status
        if status == 201 { objects[name] = bytes }
        return status
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
        for (name, bytes) in objects {
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
            || listing.headers["X-Container-Bytes-Used"] != "\(size)"
        {
            problems.append("counters: \(listing.headers)")
        }
        return problems
    }
}
