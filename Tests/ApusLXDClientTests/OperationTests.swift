// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import Synchronization
import Testing

/// What real operations are too short, or too well, for.
@Suite(.timeLimit(.minutes(10))) struct OperationTests {
    private static func operation(
        _ metadata: JSONValue, id: String = "op", status: Int64 = 103
    ) -> JSONValue {
        ["id": .string(id), "status_code": .integer(status), "metadata": metadata]
    }

    private static func begun(_ operation: JSONValue) -> Response {
        let id = operation.id?.text ?? ""
        let document: JSONValue = [
            "type": "async", "operation": .string("/1.0/operations/\(id)"), "metadata": operation,
        ]
        return Response(.accepted, body: .bytes(document.encoded))
    }

    @Test func `tells how it goes until it has ended`() async throws {
        let asked = Atomic(0)
        let told = Mutex<[[String]]>([])
        let hasTold = Latch()
        let server = ScriptedServer { request in
            if request.target.contains("/wait") {
                try await hasTold.wait()
                return ScriptedServer.value(Self.operation(["done": true], status: 200))
            }
            let count = asked.wrappingAdd(1, ordering: .relaxed).newValue
            return ScriptedServer.value(
                Self.operation(["fs_progress": .string("\(count / 2)%")]))
        }
        let running = try await LXD(exchange: server).operation("op")
        let ended = try await running.wait(
            telling: { operation in
                let count = told.withLock { told in
                    told.append(operation.progressTexts)
                    return told.count
                }
                if count == 3 { hasTold.open() }
            }, every: .milliseconds(1))
        #expect(ended.metadata["done"] == true)
        // Only what has changed is told.
        #expect(told.withLock { Array($0.prefix(3)) } == [["0%"], ["1%"], ["2%"]])
    }

    @Test func `tells the failure, and not how far it came`() async throws {
        let server = ScriptedServer { _ in
            ScriptedServer.value(
                ["status_code": 400, "err": "no space", "metadata": ["fs_progress": "99%"]])
        }
        let running = try await LXD(exchange: server).operation("op")
        let error = await #expect(throws: LXDError.self) {
            try await running.wait(
                telling: { _ in Issue.record("it has ended") }, every: .milliseconds(1))
        }
        #expect(error?.code == .operationFailed)
    }

    @Test func `ends both sides of a relay that cannot be`() async throws {
        let source = ScriptedServer { request in
            switch request.method {
            case .get: ScriptedServer.value(["name": "c", "type": "container"])
            case .post: Self.begun(Self.operation(["control": "a"], id: "offer"))
            default: ScriptedServer.value([:])
            }
        }
        let target = ScriptedServer { request in
            request.method == .post
                ? Self.begun(Self.operation(["control": "b", "fs": "c"], id: "wanted"))
                : ScriptedServer.value([:])
        }
        let (from, to) = (LXD(exchange: source), LXD(exchange: target))
        var options = InstanceCopyOptions()
        options.mode = .relay
        let copying = Task { [options] in try await from.instance("c").copy(to: to, options) }
        let error = await #expect(throws: LXDError.self) { try await copying.value }
        #expect(error?.code == .badAnswer)
        #expect(source.requests.last == "DELETE /1.0/operations/offer")
        #expect(target.requests.last == "DELETE /1.0/operations/wanted")
    }

    @Test(arguments: [true, false])
    func `does not ask without a pause when answers come at once`(isError: Bool) async throws {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(700)
        let server = ScriptedServer { request in
            if clock.now >= end { return ScriptedServer.value(Self.operation([:], status: 200)) }
            return isError && request.target.contains("/wait")
                ? ScriptedServer.error(502, "bad gateway")
                : ScriptedServer.value(Self.operation([:]))
        }
        let running = try await LXD(exchange: server).operation("op")
        try await running.wait()
        #expect(server.requests.count < 20)
    }

    @Test func `takes an offer back when a copy is cancelled`() async throws {
        let withdrawn = Mutex<[String]>([])
        let source = ScriptedServer { request in
            // As the network does.
            try Task.checkCancellation()
            switch (request.method, request.target) {
            case (.get, "/1.0"):
                return ScriptedServer.value(["environment": ["addresses": ["here:8443"]]])
            case (.get, _): return ScriptedServer.value(["name": "c", "type": "container"])
            case (.post, _):
                return Self.begun(Self.operation(["control": "a"], id: "offer"))
            default:
                withdrawn.withLock { $0.append(request.target) }
                return ScriptedServer.value([:])
            }
        }
        let hasBegun = Latch()
        let target = ScriptedServer { _ in
            hasBegun.open()
            // Until it is cancelled.
            try await ContinuousClock().sleep(for: .seconds(3600))
            return ScriptedServer.value([:])
        }
        let (from, to) = (LXD(exchange: source), LXD(exchange: target))
        let copying = Task { try await from.instance("c").copy(to: to) }
        try await hasBegun.wait()
        copying.cancel()
        await #expect(throws: CancellationError.self) { try await copying.value }
        #expect(withdrawn.withLock { $0 } == ["/1.0/operations/offer"])
    }
}
