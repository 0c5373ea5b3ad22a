// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLXDAPI
import ApusLXDClient
import Testing

/// A cluster of two, whatever its members are called. One test after the other: they change it.
@Suite(
    .timeLimit(.minutes(5)), .serialized,
    .enabled(if: Peer.firstMember != nil && Peer.secondMember != nil))
struct ClusterPeerTests {
    private func lxd() throws -> LXD { try #require(Peer.firstMember).client() }

    /// The name of the member that a client is connected to.
    private func name(_ peer: Peer?) async throws -> String {
        let lxd = try #require(peer).client()
        return try #require(try await lxd.cluster.get().serverName)
    }

    @Test func `knows its members`() async throws {
        let lxd = try lxd()
        let cluster = try await lxd.cluster.get()
        #expect(cluster.isEnabled == true)
        let second = try await name(Peer.secondMember)
        #expect(try await lxd.cluster.members.count() == 2)
        var member = try await lxd.cluster.members[second]
        #expect(member.status == "Online")
        member.description = "the other"
        member.config["user.res"] = "x"
        try await lxd.save(&member)
        #expect(try await lxd.cluster.member(second).get().description == "the other")
        member.config["user.res"] = nil
        try await lxd.save(&member)
        // Each member answers for itself.
        let view = lxd.cluster.member(second).view
        #expect(try await view.server().environment?.serverName == second)
        #expect(try await view.resources().cpu?.threadCount ?? 0 > 0)
        let missing = await #expect(throws: LXDError.self) {
            _ = try await lxd.cluster.member(second).state()
        }
        #expect(missing?.code == .extensionMissing)
    }

    @Test func `renames members and groups`() async throws {
        let lxd = try lxd()
        let second = try await name(Peer.secondMember)
        let renamed = try await lxd.cluster.member(second).rename(to: "res-renamed")
        #expect(try await renamed.get().serverName == "res-renamed")
        try await renamed.rename(to: second)

        var group = try await lxd.cluster.groups.create(
            NewClusterGroup(name: "res-group", description: "g", members: [second]))
        #expect(group.memberNames == [second])
        #expect(group.members.names == [second])
        group.description = "h"
        try await lxd.save(&group)
        let other = try await lxd.cluster.group("res-group").rename(to: "res-other")
        #expect(try await other.get().description == "h")
        var changed = try await other.get()
        changed.memberNames = []
        try await lxd.save(&changed)
        try await other.delete()
        #expect(try await lxd.cluster.groups.contains("res-other") == false)
    }

    @Test func `evacuates and restores a member`() async throws {
        let lxd = try lxd()
        let second = try await name(Peer.secondMember)
        let member = lxd.cluster.member(second)
        let handle = try member.handle()
        _ = try await member.get()
        try await member.evacuate()
        #expect(try await member.get().status == "Evacuated")
        #expect(handle.value?.status == "Evacuated")
        try await member.restore()
        #expect(try await member.get().status == "Online")
        let mode = await #expect(throws: LXDError.self) {
            try await member.evacuate(mode: "migrate")
        }
        #expect(mode?.code == .extensionMissing)
    }

    @Test func `makes tokens for members, and networks and pools on each`() async throws {
        let lxd = try lxd()
        let token = try await lxd.cluster.joinToken(for: "res-third")
        #expect(token.memberName == "res-third")
        #expect(!token.addresses.isEmpty)
        // Of members first, then of the whole.
        let members = try await lxd.cluster.members.names()
        for name in members {
            _ = try await lxd.onMember(name).storagePools.create(
                NewStoragePool(name: "res-pool", driver: "dir"))
        }
        let pool = try await lxd.storagePools.create(
            NewStoragePool(name: "res-pool", driver: "dir"))
        #expect(pool.status == "Created")
        #expect(pool.locations.sorted() == members)
        for name in members {
            #expect(
                try await lxd.onMember(name).storagePool("res-pool").resources().space != nil)
        }
        try await lxd.storagePools.delete("res-pool")
    }
}
