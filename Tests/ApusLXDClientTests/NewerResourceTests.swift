// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import Synchronization
import Testing

/// What LXD 5.0 does not have, against answers made from LXD's description.
@Suite(.timeLimit(.minutes(10))) struct NewerResourceTests {
    /// A server that has every extension asked for, and keeps what is sent to it.
    final class Newer: Sendable {
        let answers: [String: JSONValue]
        let sent = Mutex<[String: JSONValue]>([:])

        init(_ answers: [String: JSONValue]) { self.answers = answers }

        static let extensions: JSONValue = [
            "access_management", "access_management_tls", "auth_bearer_devlxd",
            "auth_oidc_sessions", "certificate_token", "cluster_links", "cluster_member_state",
            "clustering_evacuation", "clustering_evacuation_mode", "clustering_join_token",
            "clustering_restore_skip_mode", "clustering_update_cert", "explicit_trust_token",
            "instance_placement_groups", "instances_logs_exec_output", "instances_rebuild",
            "instances_uefi_vars", "metadata_configuration", "network_allocations",
            "network_load_balancer", "network_load_balancer_pool", "network_peer",
            "projects_force_delete", "replicators", "storage_buckets",
            "storage_buckets_create_credentials", "storage_volumes_all",
        ]

        func client() -> (LXD, ScriptedServer) {
            let server = ScriptedServer { [self] request in
                if request.target == "/1.0" {
                    return ScriptedServer.value([
                        "api_extensions": Self.extensions, "auth": "trusted",
                    ])
                }
                let asked = "\(request.method.rawValue) \(request.target)"
                let body = try await request.body.collect(limitBytes: 1 << 20)
                if !body.isEmpty {
                    let document = try JSONValue(parsing: body)
                    sent.withLock { $0[asked] = document }
                }
                if let answer = answers[asked] { return ScriptedServer.value(answer, etag: "e1") }
                return request.method == .get
                    ? ScriptedServer.error(404, "no \(asked)") : ScriptedServer.value(.null)
            }
            return (LXD(exchange: server), server)
        }

        func document(_ asked: String) -> JSONValue? { sent.withLock { $0[asked] } }
    }

    @Test func `balances load`() async throws {
        let newer = Newer([
            "GET /1.0/networks/ovn/load-balancers/192.0.2.5": [
                "listen_address": "192.0.2.5", "backends": [["name": "b", "new": true]],
            ],
            "GET /1.0/networks/ovn/load-balancer-pools/web": ["name": "web"],
            "GET /1.0/networks/ovn/load-balancer-pools/web/state": [
                "targets": [["name": "c1", "status": "online"]]
            ],
            "GET /1.0/networks/ovn/peers/other": ["name": "other", "status": "Pending"],
            "GET /1.0/network-allocations?all-projects=true": [
                ["addresses": "192.0.2.5/32", "used_by": "/1.0/networks/ovn", "nat": false]
            ],
        ])
        let (lxd, server) = newer.client()
        let ovn = lxd.network("ovn")
        var balancer = try await ovn.loadBalancers.create(
            NewNetworkLoadBalancer(listenAddress: "192.0.2.5"))
        #expect(balancer.key == "192.0.2.5")
        #expect(balancer.network.name == "ovn")
        balancer.description = "new"
        try await lxd.save(&balancer)
        let put = newer.document("PUT /1.0/networks/ovn/load-balancers/192.0.2.5")
        // What this library does not know goes back as it came.
        #expect(put?.backends?.elements?.first?.new == true)
        #expect(put?.description == "new")
        try await ovn.loadBalancerPools.create(NewNetworkLoadBalancerPool(name: "web"))
        let state = try await ovn.loadBalancerPool("web").state()
        #expect(state.targets.first?.status == "online")
        let peer = try await ovn.peers.create(
            NewNetworkPeer(name: "other", targetNetwork: "ovn2", targetProject: "p"))
        #expect(peer.status == "Pending")
        let allocations = try await lxd.networkAllocations(inAllProjects: true)
        #expect(allocations.first?.usedBy?.segments.last == "ovn")
        // The extensions were asked for once.
        #expect(server.requests.filter { $0 == "GET /1.0" }.count == 1)
    }

    @Test func `makes buckets and their keys`() async throws {
        let base = "/1.0/storage-pools/p/buckets"
        let newer = Newer([
            "POST \(base)": ["name": "admin", "access-key": "A", "secret-key": "S"],
            "GET \(base)/b": ["name": "b", "s3_url": "https://192.0.2.1/b"],
            "GET \(base)/b/keys/ro": ["name": "ro", "role": "read-only"],
            "GET \(base)/b/keys?recursion=1": [["name": "ro"], ["name": "admin"]],
        ])
        let (lxd, server) = newer.client()
        let pool = lxd.storagePool("p")
        let made = try await pool.createBucket(NewStorageBucket(name: "b"))
        #expect(made.bucket.endpoint == "https://192.0.2.1/b")
        #expect(made.key.secretKey == "S")
        #expect(made.key.url.encoded == "\(base)/b/keys/admin")
        let keys = pool.bucket("b").keys
        #expect(try await keys.create(NewStorageBucketKey(name: "ro")).role == "read-only")
        #expect(try await keys.names() == ["admin", "ro"])
        try await keys.delete("ro")
        #expect(server.requests.last == "DELETE \(base)/b/keys/ro")
        var bucket = try await pool.bucket("b").get()
        bucket.description = "new"
        try await lxd.save(&bucket)
        #expect(newer.document("PUT \(base)/b")?.description == "new")
        try await pool.bucket("b").delete()
        #expect(server.requests.last == "DELETE \(base)/b")
    }

    @Test func `lists the volumes of all pools where they are`() async throws {
        let volume: JSONValue = ["name": "v", "type": "custom", "pool": "a b", "project": "q"]
        let newer = Newer([
            "GET /1.0/storage-volumes?recursion=1": [volume],
            "GET /1.0/storage-volumes/custom?all-projects=true&recursion=1": [volume],
        ])
        let (lxd, _) = newer.client()
        let place = "/1.0/storage-pools/a%20b/volumes/custom/v?project=q"
        #expect(try await lxd.storageVolumes().map(\.url.encoded) == [place])
        #expect(
            try await lxd.storageVolumes(.custom, inAllProjects: true).map(\.url.encoded)
                == [place])
    }

    @Test func `keeps identities, groups and what they may do`() async throws {
        let fingerprint = String(repeating: "ab", count: 32)
        let newer = Newer([
            "GET /1.0/auth/identities/current": [
                "id": "me", "fine_grained": true, "effective_groups": ["g"],
            ],
            "GET /1.0/auth/identities?recursion=1": [
                ["authentication_method": "oidc", "id": "a@b", "groups": ["g"]],
                ["authentication_method": "tls", "id": .string(fingerprint)],
            ],
            "GET /1.0/auth/identities/tls?recursion=1": [
                ["authentication_method": "tls", "id": .string(fingerprint)]
            ],
            "GET /1.0/auth/identities/tls/by-name": [
                "authentication_method": "tls", "id": .string(fingerprint), "name": "by-name",
            ],
            "POST /1.0/auth/identities/tls": [
                "client_name": "new", "addresses": ["192.0.2.1:8443"], "secret": "s",
                "fingerprint": .string(fingerprint), "expires_at": "2099-01-01T00:00:00Z",
            ],
            "POST /1.0/auth/identities/bearer/app/token": ["token": "t0ken"],
            "GET /1.0/auth/groups/g": ["name": "g", "identities": ["tls": ["x"]]],
            "GET /1.0/auth/permissions?recursion=1&entity-type=project": [
                ["entitlement": "admin", "entity_type": "server", "url": "/1.0", "groups": ["g"]]
            ],
            "GET /1.0/auth/oidc-sessions?email=a@b&recursion=1": [["uuid": "u"]],
            "GET /1.0/auth/oidc-sessions?email=a%40b&recursion=1": [["uuid": "u"]],
        ])
        let (lxd, server) = newer.client()
        let current = try await lxd.currentIdentity()
        #expect(current.isFineGrained == true)
        #expect(try await lxd.identities.names() == ["oidc/a@b", "tls/\(fingerprint)"])
        let listed = try await lxd.identities(.tls)[0]
        // By name or by fingerprint it is one resource.
        let named = try await lxd.identities(.tls)["by-name"]
        #expect(named.url == listed.url)
        #expect(named.key == "tls/\(fingerprint)")

        let token = try await lxd.identities(.tls).makeToken(name: "new", groups: ["g"])
        #expect(token.clientName == "new")
        #expect(token.expiresAt != nil)
        #expect(newer.document("POST /1.0/auth/identities/tls")?.token == true)
        let bearer = lxd.identity("app", .bearer)
        #expect(try await bearer.issueToken(expiry: "7d").token == "t0ken")
        try await bearer.revokeToken()
        #expect(server.requests.last == "DELETE /1.0/auth/identities/bearer/app/token")

        let group = try await lxd.authGroups["g"]
        #expect(group.identities.first?.url.encoded == "/1.0/auth/identities/tls/x")
        let renamed = try await lxd.authGroup("g").rename(to: "h")
        #expect(renamed.url.segments.last == "h")
        #expect(newer.document("POST /1.0/auth/groups/g") == ["name": "h"])
        #expect(try await lxd.permissions(entityType: "project").first?.groupNames == ["g"])
        #expect(try await lxd.oidcSessions(email: "a@b").map(\.uuid) == ["u"])
    }

    @Test func `keeps identities of other kinds, and groups of their providers`() async throws {
        let groups = "/1.0/auth/identity-provider-groups"
        let newer = Newer([
            "GET /1.0/auth/identities/bearer/app": [
                "authentication_method": "bearer", "id": "app", "groups": ["g"],
            ],
            "GET /1.0/auth/identities/oidc/a%40b": [
                "authentication_method": "oidc", "id": "a@b", "groups": [],
            ],
            "GET \(groups)/staff": ["name": "staff", "groups": ["g"], "new": 1],
            "GET \(groups)?recursion=1": [["name": "staff"]],
            "GET /1.0/auth/oidc-sessions/u": ["uuid": "u", "email": "a@b"],
        ])
        let (lxd, server) = newer.client()
        let bearer = try await lxd.identities(.bearer).create(
            .bearer("app", type: "Client token bearer", groups: ["g"]))
        #expect(bearer.groupNames == ["g"])
        #expect(newer.document("POST /1.0/auth/identities/bearer")?.name == "app")
        var person = try await lxd.identity("a@b", .oidc).get()
        person.groupNames = ["g"]
        try await lxd.save(&person)
        #expect(newer.document("PATCH /1.0/auth/identities/oidc/a%40b") == ["groups": ["g"]])
        try await lxd.identity("a@b", .oidc).delete()
        #expect(server.requests.last == "DELETE /1.0/auth/identities/oidc/a%40b")

        var staff = try await lxd.identityProviderGroups.create(
            NewIdentityProviderGroup(name: "staff", groups: ["g"]))
        #expect(staff["new"] == 1)
        staff.groupNames = ["h"]
        try await lxd.save(&staff)
        #expect(newer.document("PATCH \(groups)/staff") == ["groups": ["h"]])
        #expect(try await lxd.identityProviderGroups.names() == ["staff"])
        try await lxd.identityProviderGroup("staff").rename(to: "all")
        #expect(newer.document("POST \(groups)/staff") == ["name": "all"])
        #expect(try await lxd.oidcSessions["u"].email == "a@b")
        try await lxd.oidcSessions.delete("u")
        #expect(server.requests.last == "DELETE /1.0/auth/oidc-sessions/u")
    }

    @Test func `rebuilds, and reads what commands wrote and what firmware keeps`() async throws {
        let base = "/1.0/instances/i"
        let newer = Newer([
            "GET \(base)/logs/exec-output": ["\(base)/logs/exec-output/exec_1.stdout"],
            "GET \(base)/uefi-vars": ["variables": ["A": ["data": "00", "attr": 7, "new": 1]]],
        ])
        let (lxd, server) = newer.client()
        let instance = lxd.instance("i")
        try await instance.rebuild(.image(alias: "tiny"))
        #expect(newer.document("POST \(base)/rebuild")?.source?.alias == "tiny")
        #expect(try await instance.execOutputs() == ["exec_1.stdout"])
        try await instance.deleteExecOutput("exec_1.stdout")
        #expect(server.requests.last == "DELETE \(base)/logs/exec-output/exec_1.stdout")
        var firmware = try await instance.uefiVariables()
        firmware.variables["A"]?.data = "01"
        try await lxd.save(&firmware)
        let put = newer.document("PUT \(base)/uefi-vars")?.variables?.A
        #expect(put?.data == "01")
        #expect(put?.new == 1)
    }

    @Test func `becomes trusted by a token of its own key`() async throws {
        let newer = Newer([:])
        let (lxd, _) = newer.client()
        let text = Base64.encode(
            Array(
                (#"{"client_name":"c","fingerprint":""# + String(repeating: "0a", count: 32)
                    + #"","addresses":["192.0.2.1:8443"],"secret":"s"}"#).utf8), isPadded: true)
        try await lxd.requestTrust(with: try TrustToken(text))
        let sent = newer.document("POST /1.0/certificates")
        #expect(sent?.trust_token?.text == text)
        #expect(sent?.password == nil)
    }

    @Test func `evacuates members in ways, joins, and links clusters`() async throws {
        let fingerprint = String(repeating: "ab", count: 32)
        let newer = Newer([
            "GET /1.0/cluster/members/m/state": ["sysinfo": ["processes": 7]],
            "POST /1.0/cluster/links": [
                "secret": "s", "addresses": ["192.0.2.1:8443"],
                "fingerprint": .string(fingerprint),
            ],
            "GET /1.0/cluster/links/far": ["name": "far"],
            "GET /1.0/cluster/links/far/state": [
                "cluster_link_members": [["status": "Active", "server_name": "f1"]]
            ],
        ])
        let (lxd, server) = newer.client()
        let member = lxd.cluster.member("m")
        #expect(try await member.state().system?.processCount == 7)
        try await member.evacuate(mode: "live-migrate", isForced: true)
        #expect(
            newer.document("POST /1.0/cluster/members/m/state")
                == ["action": "evacuate", "mode": "live-migrate", "force": true])
        try await member.restore(mode: "skip")
        try await member.remove(isForced: true)
        #expect(server.requests.last == "DELETE /1.0/cluster/members/m?force=1")
        try await lxd.cluster.setCertificate("C", key: "K")
        #expect(newer.document("PUT /1.0/cluster/certificate")?.cluster_certificate == "C")

        let made = try await lxd.cluster.createLink(NewClusterLink(name: "far"))
        #expect(made.link.name == "far")
        #expect(made.token?.addresses == ["192.0.2.1:8443"])
        #expect(try await lxd.cluster.link("far").state().members.first?.status == "Active")

        let text = Base64.encode(
            Array(
                (#"{"server_name":"n","fingerprint":""# + fingerprint
                    + #"","addresses":["192.0.2.1:8443"],"secret":"s"}"#).utf8), isPadded: true)
        try await lxd.cluster.join(
            token: try TrustToken(text), certificate: "C", listeningAt: "192.0.2.2:8443")
        let joined = newer.document("PUT /1.0/cluster")
        #expect(joined?.server_name == "n")
        #expect(joined?.cluster_address == "192.0.2.1:8443")
        #expect(joined?.cluster_token?.text == text)
    }

    @Test func `places and replicates`() async throws {
        let newer = Newer([
            "GET /1.0/placement-groups/g": ["name": "g", "config": ["policy": "spread"]],
            "GET /1.0/replicators/r": ["name": "r"],
            "GET /1.0/replicators/r/state": ["status": "Completed"],
            "GET /1.0/metadata/configuration": ["configs": [:]],
        ])
        let (lxd, server) = newer.client()
        try await lxd.placementGroups.create(
            NewPlacementGroup(name: "g", config: ["policy": "spread"]))
        try await lxd.placementGroup("g").rename(to: "h")
        #expect(newer.document("POST /1.0/placement-groups/g") == ["name": "h"])
        try await lxd.replicators.create(NewReplicator(name: "r"))
        try await lxd.replicator("r").run()
        #expect(newer.document("PUT /1.0/replicators/r/state") == ["action": "start"])
        #expect(try await lxd.replicator("r").state().status == "Completed")
        try await lxd.project("p").setState(ProjectStateChange(replicaMode: "leader"))
        try await lxd.project("p").deleteWithContents()
        #expect(server.requests.last == "DELETE /1.0/projects/p?force=true")
        #expect(try await lxd.metadataConfiguration().configs.isEmpty)
    }

    @Test func `renames names of images`() async throws {
        let (lxd, server) = Newer([:]).client()
        let renamed = try await lxd.imageAlias("a/b").rename(to: "c d")
        #expect(renamed.name == "c d")
        #expect(server.requests == ["POST /1.0/images/aliases/a%2Fb"])
        await #expect(throws: LXDError.self) { try await lxd.imageAlias("a").rename(to: "..") }
    }

    @Test func `asks for images of other servers by their source`() async throws {
        let newer = Newer([
            "POST /1.0/images": ["fingerprint": "f00"],
            "GET /1.0/images/f00": ["fingerprint": "f00", "update_source": ["alias": "24.04"]],
        ])
        let (lxd, _) = newer.client()
        let image = try await lxd.images.create(
            NewImage(
                source: .image(alias: "24.04", server: "https://images.example.net"),
                aliases: [.init(name: "noble")], isAutoUpdated: true))
        #expect(image.updateSource?.alias == "24.04")
        let sent = newer.document("POST /1.0/images")
        #expect(sent?.source?.protocol == "simplestreams")
        #expect(sent?.auto_update == true)
    }
}
