// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct ServerAddressTests {
    /// A path as LXD's REST description has it, and the address that is made for it.
    struct Row: Sendable, CustomTestStringConvertible {
        let template: String
        let url: ResourceURL

        init(_ template: String, _ url: ResourceURL) {
            self.template = template
            self.url = url
        }

        var testDescription: String { template }
    }

    static let server = ServerAddress()
    /// A name that breaks a path unless it is escaped.
    static let name = "a b/c?d%2F#ü..:1"
    static let escapedName = "a%20b%2Fc%3Fd%252F%23%C3%BC..:1"

    static let serverRows: [Row] = [
        Row("/", ResourceURL()),
        Row("/1.0", server.url),
        Row("/1.0/events", server.events.url),
        Row("/1.0/metadata/configuration", server.metadataConfiguration.url),
        Row("/1.0/metrics", server.metrics.url),
        Row("/1.0/resources", server.resources.url),
        Row("/1.0/operations", server.operations.url),
        Row("/1.0/operations/{id}", server.operations[name].url),
        Row("/1.0/operations/{id}/wait", server.operations[name].wait.url),
        Row("/1.0/operations/{id}/websocket", server.operations[name].websocket.url),
        Row("/1.0/warnings", server.warnings.url),
        Row("/1.0/warnings/{uuid}", server.warnings[name].url),
    ]

    static let accessRows: [Row] = [
        Row("/1.0/auth/groups", server.auth.groups.url),
        Row("/1.0/auth/groups/{groupName}", server.auth.groups[name].url),
        Row("/1.0/auth/identities", server.auth.identities.url),
        Row("/1.0/auth/identities/bearer", server.auth.identities.bearer.url),
        Row(
            "/1.0/auth/identities/bearer/{nameOrID}/token",
            server.auth.identities.bearer[name].token.url),
        Row(
            "/1.0/auth/identities/bearer/{nameOrIdentifier}",
            server.auth.identities.bearer[name].url),
        Row("/1.0/auth/identities/current", server.auth.identities.current.url),
        Row("/1.0/auth/identities/oidc", server.auth.identities.oidc.url),
        Row("/1.0/auth/identities/oidc/{nameOrIdentifier}", server.auth.identities.oidc[name].url),
        Row("/1.0/auth/identities/tls", server.auth.identities.tls.url),
        Row("/1.0/auth/identities/tls/{nameOrIdentifier}", server.auth.identities.tls[name].url),
        Row("/1.0/auth/identity-provider-groups", server.auth.identityProviderGroups.url),
        Row(
            "/1.0/auth/identity-provider-groups/{idpGroupName}",
            server.auth.identityProviderGroups[name].url),
        Row("/1.0/auth/oidc-sessions", server.auth.oidcSessions.url),
        Row("/1.0/auth/oidc-sessions/{id}", server.auth.oidcSessions[name].url),
        Row("/1.0/auth/permissions", server.auth.permissions.url),
        Row("/1.0/certificates", server.certificates.url),
        Row("/1.0/certificates/{fingerprint}", server.certificates[name].url),
        Row("/1.0/cluster", server.cluster.url),
        Row("/1.0/cluster/certificate", server.cluster.certificate.url),
        Row("/1.0/cluster/groups", server.cluster.groups.url),
        Row("/1.0/cluster/groups/{name}", server.cluster.groups[name].url),
        Row("/1.0/cluster/links", server.cluster.links.url),
        Row("/1.0/cluster/links/{name}", server.cluster.links[name].url),
        Row("/1.0/cluster/links/{name}/state", server.cluster.links[name].state.url),
        Row("/1.0/cluster/members", server.cluster.members.url),
        Row("/1.0/cluster/members/{name}", server.cluster.members[name].url),
        Row("/1.0/cluster/members/{name}/state", server.cluster.members[name].state.url),
    ]

    static let instancesRows: [Row] = [
        Row("/1.0/images", server.images.url),
        Row("/1.0/images/{fingerprint}", server.images[name].url),
        Row("/1.0/images/{fingerprint}/export", server.images[name].export.url),
        Row("/1.0/images/{fingerprint}/refresh", server.images[name].refresh.url),
        Row("/1.0/images/{fingerprint}/secret", server.images[name].secret.url),
        Row("/1.0/images/aliases", server.images.aliases.url),
        Row("/1.0/images/aliases/{name}", server.images.aliases[name].url),
        Row("/1.0/instances", server.instances.url),
        Row("/1.0/instances/{name}", server.instances[name].url),
        Row("/1.0/instances/{name}/backups", server.instances[name].backups.url),
        Row("/1.0/instances/{name}/backups/{backup}", server.instances[name].backups[name].url),
        Row(
            "/1.0/instances/{name}/backups/{backup}/export",
            server.instances[name].backups[name].export.url),
        Row("/1.0/instances/{name}/console", server.instances[name].console.url),
        Row("/1.0/instances/{name}/exec", server.instances[name].exec.url),
        Row(
            "/1.0/instances/{name}/files",
            server.instances[name].files(path: "").url.with("path", nil).url),
        Row("/1.0/instances/{name}/logs", server.instances[name].logs.url),
        Row("/1.0/instances/{name}/logs/{filename}", server.instances[name].logs[name].url),
        Row("/1.0/instances/{name}/logs/exec-output", server.instances[name].logs.execOutput.url),
        Row(
            "/1.0/instances/{name}/logs/exec-output/{filename}",
            server.instances[name].logs.execOutput[name].url),
        Row("/1.0/instances/{name}/metadata", server.instances[name].metadata.url),
        Row(
            "/1.0/instances/{name}/metadata/templates",
            server.instances[name].metadata.templates.url),
        Row("/1.0/instances/{name}/rebuild", server.instances[name].rebuild.url),
        Row("/1.0/instances/{name}/sftp", server.instances[name].sftp.url),
        Row("/1.0/instances/{name}/snapshots", server.instances[name].snapshots.url),
        Row(
            "/1.0/instances/{name}/snapshots/{snapshot}", server.instances[name].snapshots[name].url
        ),
        Row("/1.0/instances/{name}/state", server.instances[name].state.url),
        Row("/1.0/instances/{name}/uefi-vars", server.instances[name].uefiVariables.url),
        Row("/1.0/profiles", server.profiles.url),
        Row("/1.0/profiles/{name}", server.profiles[name].url),
        Row("/1.0/projects", server.projects.url),
        Row("/1.0/projects/{name}", server.projects[name].url),
        Row("/1.0/projects/{name}/state", server.projects[name].state.url),
        Row("/1.0/placement-groups", server.placementGroups.url),
        Row("/1.0/placement-groups/{name}", server.placementGroups[name].url),
        Row("/1.0/replicators", server.replicators.url),
        Row("/1.0/replicators/{name}", server.replicators[name].url),
        Row("/1.0/replicators/{name}/state", server.replicators[name].state.url),
    ]

    static let networksRows: [Row] = [
        Row("/1.0/network-acls", server.networkACLs.url),
        Row("/1.0/network-acls/{name}", server.networkACLs[name].url),
        Row("/1.0/network-acls/{name}/log", server.networkACLs[name].log.url),
        Row("/1.0/network-allocations", server.networkAllocations.url),
        Row("/1.0/network-zones", server.networkZones.url),
        Row("/1.0/network-zones/{zone}", server.networkZones[name].url),
        Row("/1.0/network-zones/{zone}/records", server.networkZones[name].records.url),
        Row(
            "/1.0/network-zones/{zone}/records/{name}", server.networkZones[name].records[name].url),
        Row("/1.0/networks", server.networks.url),
        Row("/1.0/networks/{name}", server.networks[name].url),
        Row("/1.0/networks/{name}/leases", server.networks[name].leases.url),
        Row("/1.0/networks/{name}/state", server.networks[name].state.url),
        Row("/1.0/networks/{networkName}/forwards", server.networks[name].forwards.url),
        Row(
            "/1.0/networks/{networkName}/forwards/{listenAddress}",
            server.networks[name].forwards[name].url),
        Row(
            "/1.0/networks/{networkName}/load-balancer-pools",
            server.networks[name].loadBalancerPools.url),
        Row(
            "/1.0/networks/{networkName}/load-balancer-pools/{poolName}",
            server.networks[name].loadBalancerPools[name].url),
        Row(
            "/1.0/networks/{networkName}/load-balancer-pools/{poolName}/state",
            server.networks[name].loadBalancerPools[name].state.url),
        Row("/1.0/networks/{networkName}/load-balancers", server.networks[name].loadBalancers.url),
        Row(
            "/1.0/networks/{networkName}/load-balancers/{listenAddress}",
            server.networks[name].loadBalancers[name].url),
        Row("/1.0/networks/{networkName}/peers", server.networks[name].peers.url),
        Row("/1.0/networks/{networkName}/peers/{peerName}", server.networks[name].peers[name].url),
    ]

    static let storageRows: [Row] = [
        Row("/1.0/storage-pools", server.storagePools.url),
        Row(
            "/1.0/storage-pools/{name}/buckets/{bucketName}",
            server.storagePools[name].buckets[name].url),
        Row(
            "/1.0/storage-pools/{name}/buckets/{bucketName}/keys/{keyName}",
            server.storagePools[name].buckets[name].keys[name].url),
        Row("/1.0/storage-pools/{name}/resources", server.storagePools[name].resources.url),
        Row("/1.0/storage-pools/{poolName}", server.storagePools[name].url),
        Row("/1.0/storage-pools/{poolName}/buckets", server.storagePools[name].buckets.url),
        Row(
            "/1.0/storage-pools/{poolName}/buckets/{bucketName}",
            server.storagePools[name].buckets[name].url),
        Row(
            "/1.0/storage-pools/{poolName}/buckets/{bucketName}/keys",
            server.storagePools[name].buckets[name].keys.url),
        Row(
            "/1.0/storage-pools/{poolName}/buckets/{bucketName}/keys/{keyName}",
            server.storagePools[name].buckets[name].keys[name].url),
        Row("/1.0/storage-pools/{poolName}/volumes", server.storagePools[name].volumes.url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}",
            server.storagePools[name].volumes[name].url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}/{volumeName}",
            server.storagePools[name].volumes[name][name].url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}/{volumeName}/backups",
            server.storagePools[name].volumes[name][name].backups.url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}/{volumeName}/backups/{backupName}",
            server.storagePools[name].volumes[name][name].backups[name].url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}/{volumeName}/backups/{backupName}/export",
            server.storagePools[name].volumes[name][name].backups[name].export.url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}/{volumeName}/snapshots",
            server.storagePools[name].volumes[name][name].snapshots.url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}/{volumeName}/snapshots/{snapshotName}",
            server.storagePools[name].volumes[name][name].snapshots[name].url),
        Row(
            "/1.0/storage-pools/{poolName}/volumes/{type}/{volumeName}/state",
            server.storagePools[name].volumes[name][name].state.url),
        Row("/1.0/storage-volumes", server.storageVolumes.url),
        Row("/1.0/storage-volumes/{type}", server.storageVolumes[name].url),
    ]

    static let rows = serverRows + accessRows + instancesRows + networksRows + storageRows

    @Test func `has every path of the description`() {
        #expect(Set(Self.rows.map(\.template)).count == 118)
    }

    @Test(arguments: rows)
    func `makes the path, whatever the names`(row: Row) throws {
        let parts = row.template.split(separator: "/").map {
            $0.hasPrefix("{") ? Self.escapedName : String($0)
        }
        #expect(row.url.encoded == "/" + parts.joined(separator: "/"))
        #expect(ResourceURL(row.url.encoded) == row.url)
    }

    @Test func `names a file within an instance by a parameter`() {
        let url = ServerAddress().instances["web"].files(path: "/etc/a b&c").inProject("p")
        #expect(
            url.encoded == "/1.0/instances/web/files?path=/etc/a%20b%26c&project=p")
    }
}
