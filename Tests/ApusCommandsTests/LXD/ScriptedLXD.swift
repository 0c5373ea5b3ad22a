// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

/// An LXD with a few instances and no more paths than these tests ask for, with an object store
/// behind all other paths.
final class ScriptedLXD: HTTPExchange {
    struct State {
        var instances: [String: String] = ["web": "Running", "db": "Stopped"]
        var backups: Set<String> = []
        var imported: [String: Bytes] = [:]
        var requests: [String] = []
        /// What an export gives, and after how many bytes it breaks.
        var export = Bytes((0..<2500).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        var exportBreaksAfter: Int?
        var trusts = true
        var serverName = "here"
        /// How many questions for the end of a backup that is being made run out of time. Until
        /// then its file has no more than a beginning.
        var unendedQuestions = 0
    }

    let state = Mutex(State())
    private let store: CommandServer

    init() throws {
        store = try CommandServer()
    }

    /// What was asked of the object store with this method and beginning of its path.
    func count(_ beginning: String) -> Int {
        state.withLock { $0.requests.count { $0.hasPrefix(beginning) } }
    }

    func run(_ arguments: String...) async -> Run {
        await runApus(["lxd"] + arguments, over: self)
    }

    func runStore(_ arguments: String...) async -> Run {
        await runApus(arguments, over: self)
    }

    func respond(to request: Request) async throws -> Response {
        state.withLock { $0.requests.append("\(request.method.rawValue) \(request.target)") }
        guard request.target.hasPrefix("/1.0") else { return try await store.respond(to: request) }
        guard state.withLock(\.trusts) else { return Self.error(403, "not authorized") }
        let target = request.target.split(separator: "?")[0]
        let parts = target.split(separator: "/").dropFirst().map(String.init)
        switch (request.method, parts.count) {
        case (.get, 0):
            return Self.value([
                "api_extensions": ["container_backup"], "auth": "trusted",
                "environment": [
                    "server_name": .string(state.withLock(\.serverName)),
                    "server_version": "5.0.2",
                ],
            ])
        case (.get, 2...) where parts[0] == "operations" && parts[1] == "making":
            return state.withLock { state in
                let isMade = state.unendedQuestions == 0
                if parts.count == 2 || isMade { return Self.value(Self.making(isMade: isMade)) }
                state.unendedQuestions -= 1
                return Self.error(500, "context deadline exceeded")
            }
        case (_, 3...) where parts[0] == "operations": return Self.ended
        case (.get, 1) where parts[0] == "operations":
            let isMade = state.withLock { $0.unendedQuestions == 0 }
            return Self.value(isMade ? [:] : ["running": [Self.making(isMade: false)]])
        case (.get, 1) where parts[0] == "instances":
            let all = state.withLock { $0.instances.sorted { $0.key < $1.key } }
            return Self.value(.array(all.map { Self.instance($0.key, $0.value) }))
        case (.post, 1) where parts[0] == "instances":
            let name = request.headers["X-LXD-name"] ?? ""
            // What a daemon does with a body that breaks: nothing is made.
            let bytes = try await request.body.collect(limitBytes: 1 << 20)
            state.withLock {
                $0.imported[name] = bytes
                $0.instances[name] = "Stopped"
            }
            return Self.begun
        default: break
        }
        guard parts.count >= 2, parts[0] == "instances",
            let status = state.withLock({ $0.instances[parts[1]] })
        else { return Self.error(404, "Instance not found") }
        switch (request.method, parts.dropFirst(2).first) {
        case (.get, nil): return Self.value(Self.instance(parts[1], status))
        case (.put, "state"): return Self.begun
        case (.delete, nil):
            state.withLock { $0.instances[parts[1]] = nil }
            return Self.begun
        case (.get, "backups") where parts.count == 3:
            let names = state.withLock(\.backups)
            return Self.value(.array(names.sorted().map { ["name": .string($0)] }))
        case (.post, "backups"):
            let body = try await request.body.collect(limitBytes: 1 << 20)
            let name = try JSONValue(parsing: body).name?.text ?? ""
            _ = state.withLock { $0.backups.insert(name) }
            return Self.begun
        case (.get, "backups") where parts.count == 4:
            return Self.value(["name": .string(parts[3])])
        case (.delete, "backups"):
            _ = state.withLock { $0.backups.remove(parts[3]) }
            return Self.begun
        case (.get, "backups"):
            let (bytes, limit) = state.withLock { state in
                let whole = state.export
                let bytes = state.unendedQuestions == 0 ? whole : whole[0..<whole.count / 2]
                return (bytes, state.exportBreaksAfter)
            }
            let rest = Mutex(0)
            return Response(
                .ok,
                body: .stream(
                    BodyReader(lengthBytes: UInt64(bytes.count)) {
                        try rest.withLock { position in
                            if let limit, position >= limit { throw BodyError.truncated }
                            guard position < bytes.count else { return nil }
                            let end = min(position + 300, bytes.count)
                            defer { position = end }
                            return .bytes(bytes[position..<end])
                        }
                    }))
        default: return Self.error(404, "not found")
        }
    }

    private static func instance(_ name: String, _ status: String) -> JSONValue {
        [
            "name": .string(name), "status": .string(status), "type": "container",
            "status_code": status == "Running" ? 103 : 102, "project": "default",
            "config": ["user.role": .string(name)], "unknown": "kept",
        ]
    }

    private static func making(isMade: Bool) -> JSONValue {
        [
            "id": "making", "description": "Backing up instance",
            "status_code": .integer(isMade ? 200 : 103), "metadata": [:],
            "resources": ["instances": ["/1.0/instances/web"]],
        ]
    }

    private static let operation: JSONValue = [
        "id": "o", "status": "Success", "status_code": 200, "metadata": [:],
    ]
    private static var ended: Response { value(operation) }
    private static var begun: Response {
        let document: JSONValue = [
            "type": "async", "status_code": 100, "operation": "/1.0/operations/o",
            "metadata": ["id": "o", "status": "Running", "status_code": 103],
        ]
        return Response(Status(202), body: .bytes(document.encoded))
    }

    private static func value(_ metadata: JSONValue) -> Response {
        let document: JSONValue = ["type": "sync", "status_code": 200, "metadata": metadata]
        return Response(.ok, body: .bytes(document.encoded))
    }

    private static func error(_ status: Int, _ words: String) -> Response {
        let document: JSONValue = [
            "type": "error", "error": .string(words), "error_code": .integer(Int64(status)),
        ]
        return Response(Status(status), body: .bytes(document.encoded))
    }
}
