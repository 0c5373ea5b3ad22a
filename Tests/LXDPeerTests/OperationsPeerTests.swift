// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import ApusLXDClient
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct OperationsPeerTests {
    @Test func `lists operations, waits for one until a deadline, and cancels one`() async throws {
        let peer = try #require(Peer.first)
        let lxd = try peer.client()
        let made = try await lxd.instances.launch(
            NewInstance(name: "ops", source: .image(alias: peer.image)))
        let exec = lxd.url.instances["ops"].exec
        let begun = try #require(
            try await lxd.raw.post(
                exec, ["command": ["sleep", "3"], "record-output": true]
            ).operation())
        let id = begun.operation.id
        #expect(try await lxd.operations.contains(id))
        #expect(try await lxd.operations.names().contains(id))
        let listed = try await lxd.operations[id]
        #expect(listed.resources["instances"]?.first?.segments.last == "ops")

        let early = await #expect(throws: LXDError.self) {
            try await lxd.operation(id).wait(.milliseconds(200))
        }
        #expect(early?.code == .timedOut)
        let refused = await #expect(throws: LXDError.self) {
            try await lxd.operation(listed).cancel()
        }
        #expect(refused?.status != nil)
        let ended = try await lxd.operation(listed).wait(.seconds(60))
        #expect(ended.metadata["return"] == 0)

        // One whose WebSockets nobody opens can be cancelled.
        let waiting = try #require(
            try await lxd.raw.post(
                exec, ["command": ["true"], "wait-for-websocket": true, "interactive": false]
            ).operation())
        if waiting.operation.mayCancel == true {
            try await waiting.cancel()
            let error = await #expect(throws: LXDError.self) { try await waiting.wait() }
            #expect(error?.code == .operationCancelled || error?.code == .notFound)
        }
        let unknown = await #expect(throws: LXDError.self) {
            try await lxd.operation("00000000-0000-0000-0000-000000000000")
        }
        #expect(unknown?.code == .notFound)
        try await lxd.instance(made).stop(isForced: true)
        try await lxd.instances.delete(made)
    }
}
