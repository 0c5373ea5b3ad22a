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

/// Incus has its own names for what goes with a file.
@Suite(.timeLimit(.minutes(10))) struct IncusFilesTests {
    @Test func `pulls a tree out of an instance of Incus`() async throws {
        let lxd = LXD(
            exchange: ScriptedServer { request in
                if request.target.hasSuffix("path=/d") {
                    var response = ScriptedServer.value(["f"])
                    response.headers["X-Incus-type"] = "directory"
                    response.headers["X-Incus-mode"] = "0750"
                    return response
                }
                return Response(
                    .ok, headers: ["X-Incus-type": "file", "X-Incus-mode": "0640"],
                    body: .bytes(Bytes("x")))
            })
        let directory = try TemporaryDirectory()
        let target = directory.path + "/target"
        try await lxd.instance("i").files.pull("/d", to: target)
        #expect(try FileCalls.status(target).permissions & 0o7777 == 0o750)
        #expect(try FileCalls.status(target + "/f").permissions & 0o7777 == 0o640)
    }

    @Test func `pushes a tree into an instance of Incus`() async throws {
        let sent = Mutex<[String: String]>([:])
        let lxd = LXD(
            exchange: ScriptedServer { request in
                let path = String(request.target.split(separator: "=").last ?? "")
                _ = try await request.body.collect(limitBytes: 100)
                let fields = ["type", "mode", "uid", "write"].map {
                    request.headers["X-Incus-\($0)"] ?? "-"
                }
                sent.withLock { $0[path] = fields.joined(separator: " ") }
                return ScriptedServer.value([:])
            })
        let directory = try TemporaryDirectory()
        try directory.write("x", to: "tree/f")
        try FileCalls.makeSymlink(directory.path + "/tree/l", to: "f")
        try await lxd.instance("i").files.push(
            directory.path + "/tree", to: "/t",
            attributes: InstanceFileAttributes(userID: 7, mode: 0o700))
        #expect(
            sent.withLock { $0 } == [
                "/t": "directory 0700 7 -", "/t/f": "file 0700 7 overwrite",
                "/t/l": "symlink - 7 -",
            ])
    }

    @Test func `names what Incus imports`() async throws {
        let names = Mutex<[String?]>([])
        let lxd = LXD(
            exchange: ScriptedServer { request in
                names.withLock { $0.append(request.headers["X-Incus-name"]) }
                throw LXDError(.failed, "enough")
            })
        await #expect(throws: LXDError.self) {
            try await lxd.instances.importBackup(BodyReader(Bytes("x")), name: "other")
        }
        #expect(names.withLock { $0 } == ["other"])
    }
}
