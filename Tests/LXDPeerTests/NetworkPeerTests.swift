// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct NetworkPeerTests {
    private func lxd() throws -> LXD { try #require(Peer.first).client() }

    /// Lends a bridge, and takes it away.
    private func withBridge(
        _ name: String, subnet: String,
        _ body: (LXD, NetworkResource) async throws -> Void
    ) async throws {
        let lxd = try lxd()
        try await lxd.networks.create(
            NewNetwork(
                name: name, type: "bridge",
                config: ["ipv4.address": "\(subnet).1/24", "ipv6.address": "none"]))
        do {
            try await body(lxd, lxd.network(name))
        } catch {
            Issue.record(error)
        }
        for try await forward in lxd.network(name).forwards { try await lxd.delete(forward) }
        try await lxd.networks.delete(name)
    }

    @Test func `changes, watches and renames a bridge`() async throws {
        try await withBridge("resbr0", subnet: "10.93.6") { lxd, bridge in
            var network = try await bridge.get()
            #expect(network.isManaged == true)
            network.description = "a bridge"
            network.config["ipv4.nat"] = "true"
            try await lxd.save(&network)
            #expect(try await lxd.networks["resbr0"].config["ipv4.nat"] == "true")
            let state = try await bridge.state()
            #expect(state.type == "broadcast")
            #expect(state.addresses.contains { $0.address == "10.93.6.1" })
            #expect(state.counters != nil)
            #expect(try await bridge.leases().allSatisfy { $0.address != nil })
            let renamed = try await bridge.rename(to: "resbr1")
            #expect(try await bridge.exists() == false)
            #expect(try await renamed.get().description == "a bridge")
            try await renamed.rename(to: "resbr0")
        }
    }

    @Test func `leads addresses into a network`() async throws {
        try await withBridge("resbr2", subnet: "10.93.7") { lxd, bridge in
            var forward = try await bridge.forwards.create(
                NewNetworkForward(
                    listenAddress: "192.0.2.7",
                    ports: [
                        NetworkForward.Port(
                            protocol: "tcp", listenPorts: "80,90-92", targetAddress: "10.93.7.9")
                    ]))
            #expect(forward.key == "192.0.2.7")
            #expect(forward.network.name == "resbr2")
            forward.ports.append(
                NetworkForward.Port(
                    protocol: "udp", listenPorts: "53", targetAddress: "10.93.7.10"))
            try await lxd.save(&forward)
            let read = try await bridge.forwards["192.0.2.7"]
            #expect(read.ports.compactMap(\.listenPorts).sorted() == ["53", "80,90-92"])
            try await bridge.forwards.delete(read)
            #expect(try await bridge.forwards.count() == 0)
        }
    }

    @Test(.enabled(if: Peer.firstMember != nil))
    func `keeps lists of rules, and zones of names`() async throws {
        // Where no test makes projects: LXD looks through all of them for what uses a list of
        // rules, and stumbles over one that goes meanwhile.
        let lxd = try #require(Peer.firstMember).client()
        var list = try await lxd.networkACLs.create(
            NewNetworkACL(
                name: "res-acl", ingress: [NetworkACL.Rule(action: "allow", protocol: "tcp")]))
        list.egress.append(NetworkACL.Rule(action: "drop", destination: "192.0.2.0/24"))
        try await lxd.save(&list)
        #expect(try await lxd.networkACLs["res-acl"].egress.first?.action == "drop")
        let renamed = try await lxd.networkACL("res-acl").rename(to: "res-acl2")
        #expect(try await renamed.get().ingress.count == 1)
        // Nothing has been noted: the server has no log.
        await #expect(throws: LXDError.self) {
            _ = try await renamed.log().collect(limitBytes: 1 << 20)
        }
        try await renamed.delete()

        let zones = lxd.networkZones
        try await zones.create(NewNetworkZone(name: "res.example.net"))
        let records = lxd.networkZone("res.example.net").records
        var record = try await records.create(
            NewNetworkZoneRecord(
                name: "www", entries: [NetworkZoneRecord.Entry(type: "A", value: "192.0.2.1")]))
        record.entries.append(NetworkZoneRecord.Entry(type: "TXT", value: "text", ttlSeconds: 60))
        try await lxd.save(&record)
        let read = try await records["www"]
        #expect(read.entries.compactMap(\.type) == ["A", "TXT"])
        #expect(read.entries.last?.ttlSeconds == 60)
        #expect(read.zone.name == "res.example.net")
        try await records.delete("www")
        try await zones.delete("res.example.net")
        #expect(try await zones.contains("res.example.net") == false)
    }

    @Test func `says what this server does not have, before it is used`() async throws {
        let lxd = try lxd()
        let bridge = lxd.network("none")
        for work: (LXD) async throws -> Void in [
            { _ in _ = try await bridge.loadBalancers.all() },
            { _ in try await bridge.loadBalancers.delete("192.0.2.1") },
            { _ in _ = try await bridge.loadBalancerPool("p").state() },
            { lxd in _ = try await lxd.networkAllocations() },
            { lxd in _ = try await lxd.storagePool("default").buckets.all() },
            { lxd in _ = try await lxd.storagePool("default").bucket("b").keys["k"] },
            { lxd in _ = try await lxd.storageVolumes() },
            { lxd in _ = try await lxd.metadataConfiguration() },
            { lxd in _ = try await lxd.currentIdentity() },
            { lxd in _ = try await lxd.identities(.tls).all() },
            { lxd in _ = try await lxd.authGroups.create(NewAuthGroup(name: "g")) },
            { lxd in _ = try await lxd.permissions() },
            { lxd in _ = try await lxd.oidcSessions.all() },
            { lxd in _ = try await lxd.placementGroups.count() },
            { lxd in try await lxd.replicator("r").run() },
            { lxd in _ = try await lxd.cluster.links.all() },
            { lxd in try await lxd.project("none").deleteWithContents() },
        ] {
            let error = await #expect(throws: LXDError.self) { try await work(lxd) }
            #expect(error?.code == .extensionMissing)
        }
    }
}
