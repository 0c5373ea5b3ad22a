// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct HostileFilesTests {
    /// A server whose instance has one directory, of these names, each a file of some bytes.
    private static func server(
        _ names: [String], body: @escaping @Sendable () -> BodyReader = { BodyReader(Bytes("x")) }
    ) -> LXD {
        LXD(
            exchange: ScriptedServer { request in
                if request.target.hasSuffix("path=/d") {
                    var response = ScriptedServer.value(.array(names.map { .string($0) }))
                    response.headers["X-LXD-type"] = "directory"
                    response.headers["X-LXD-mode"] = "0755"
                    return response
                }
                return Response(
                    .ok, headers: ["X-LXD-type": "file", "X-LXD-mode": "4777"],
                    body: .stream(body()))
            })
    }

    @Test(arguments: ["../outside", "..", ".", "", "a/b", "/etc/passwd", "a\0b"])
    func `pulls nothing when a name would lead elsewhere`(name: String) async throws {
        let directory = try TemporaryDirectory()
        let target = directory.path + "/target"
        let error = await #expect(throws: LXDError.self) {
            try await Self.server(["good", name]).instance("i").files.pull("/d", to: target)
        }
        #expect(error?.code == .badAnswer)
        #expect(try Self.names(in: target) == [])
        #expect(try Self.names(in: directory.path) == ["target"])
    }

    @Test func `leaves no part of a file that was cut short`() async throws {
        let directory = try TemporaryDirectory()
        let target = directory.path + "/target"
        let lxd = Self.server(["cut"]) {
            let first = FirstTime()
            return BodyReader(lengthBytes: 10) {
                guard first.isFirst else { throw BodyError.truncated }
                return .bytes(Bytes("half"))
            }
        }
        let error = await #expect(throws: LXDError.self) {
            try await lxd.instance("i").files.pull("/d", to: target)
        }
        #expect(error?.code == .connectionLost)
        #expect(try Self.names(in: target) == [])
    }

    @Test func `takes over no more than permissions from a mode`() async throws {
        let directory = try TemporaryDirectory()
        let target = directory.path + "/target"
        _ = try await Self.server(["setuid"]).instance("i").files.pull("/d", to: target)
        #expect(try FileCalls.status(target + "/setuid").permissions & 0o7777 == 0o777)
    }

    @Test func `asks for no more at once the deeper a tree is`() async throws {
        let running = Mutex((now: 0, most: 0))
        let lxd = LXD(
            exchange: ScriptedServer { request in
                running.withLock { running in
                    running.now += 1
                    running.most = max(running.most, running.now)
                }
                defer { running.withLock { $0.now -= 1 } }
                // Others come meanwhile, if there are any.
                for _ in 0..<100 { await Task.yield() }
                let path = request.target.split(separator: "=").last ?? ""
                guard path.split(separator: "/").count < 5 else {
                    return Response(.ok, headers: ["X-LXD-type": "file"], body: .bytes(Bytes("x")))
                }
                var response = ScriptedServer.value(["a", "b", "c", "d"])
                response.headers["X-LXD-type"] = "directory"
                return response
            })
        let directory = try TemporaryDirectory()
        let report = try await lxd.instance("i").files.pull("/d", to: directory.path + "/t")
        #expect(report.fileCount == 256 && report.directoryCount == 85)
        #expect(running.withLock { $0.most } <= 8)
    }

    @Test func `ends a tree that has no end`() async throws {
        let directory = try TemporaryDirectory()
        let lxd = LXD(
            exchange: ScriptedServer { _ in
                var response = ScriptedServer.value(["d"])
                response.headers["X-LXD-type"] = "directory"
                return response
            })
        await #expect(throws: LXDError.self) {
            try await lxd.instance("i").files.pull("/d", to: directory.path + "/target")
        }
    }

    private static func names(in path: String) throws -> [String] {
        let reader = try DirectoryReader(path)
        var names: [String] = []
        while let name = try reader.next() { names.append(name.text) }
        return names.sorted()
    }
}

/// Whether something is asked for the first time.
private final class FirstTime: Sendable {
    private let count = Mutex(0)

    var isFirst: Bool {
        count.withLock { count in
            count += 1
            return count == 1
        }
    }
}
