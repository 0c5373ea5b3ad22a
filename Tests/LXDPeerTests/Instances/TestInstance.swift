// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLXDAPI
import ApusLXDClient
import Testing

extension Peer {
    /// Runs `body` with a container of its own that runs, and deletes that afterwards.
    func withInstance<Answer>(
        _ lxd: LXD? = nil, _ body: (InstanceResource) async throws -> Answer
    ) async throws -> Answer {
        let lxd = try lxd ?? client()
        let name = "t\(UInt32.random(in: 0 ... .max))"
        try await lxd.instances.create(
            NewInstance(name: name, source: .image(alias: image), profiles: ["default"]))
        let instance = lxd.instance(name)
        do {
            try await change(instance, .start())
            let answer = try await body(instance)
            try await end(instance)
            return answer
        } catch {
            try? await end(instance)
            throw error
        }
    }

    private func change(
        _ instance: InstanceResource, _ change: InstanceStateChange
    ) async throws {
        let answer = try await instance.lxd.raw.put(instance.url.appending("state"), change.json)
        try await answer.operation()?.wait()
    }

    private func end(_ instance: InstanceResource) async throws {
        try await change(instance, .stop(isForced: true))
        try await instance.delete()
    }
}
