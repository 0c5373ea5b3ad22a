// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct RequestDocumentTests {
    /// A document with a value for everything, and its keys in LXD's REST description.
    struct Row: Sendable, CustomTestStringConvertible {
        let request: any RequestDocument
        let keys: Set<String>

        init(_ request: any RequestDocument, _ keys: String) {
            self.request = request
            self.keys = Set(keys.split(separator: " ").map(String.init))
        }

        var testDescription: String { "\(type(of: request))" }
    }

    static let rows: [Row] = [
        Row(
            NewInstance(
                name: "x", type: .container, source: .none, profiles: [], config: [:],
                devices: [:], architecture: "x", isEphemeral: true, isStarted: true,
                instanceType: "x", isStateful: true, description: "x"),
            "architecture config description devices ephemeral instance_type name profiles source "
                + "start stateful type"),
        Row(
            InstanceSource(
                type: "x", alias: "x", fingerprint: "x", properties: [:], server: "x",
                protocol: "x", secret: "x", certificate: "x", mode: "x", imageRegistry: "x",
                source: "x", project: "x", isInstanceOnly: true, isRefresh: true, isLive: true,
                allowsInconsistency: true, overridesSnapshotProfiles: true, operation: "x",
                secrets: [:], baseImage: "x", conversionOptions: [], sourceDiskBytes: 1),
            "alias allow_inconsistent base-image certificate container_only conversion_options "
                + "fingerprint image_registry instance_only live mode operation "
                + "override_snapshot_profiles project properties protocol refresh secret secrets server "
                + "source source_disk_size type"),
        Row(
            InstanceStateChange(
                action: .start, timeoutSeconds: 1, isForced: true, isStateful: true),
            "action force stateful timeout"),
        Row(BulkInstanceStateChange(state: .start()), "state"),
        Row(
            InstanceMove(
                name: "x", isMigration: true, isLive: true, isInstanceOnly: true, pool: "x",
                project: "x", target: MigrationTarget(operation: "x"), config: [:], devices: [:],
                profiles: [], allowsInconsistency: true, overridesSnapshotProfiles: true),
            "Config Devices Profiles allow_inconsistent container_only instance_only live "
                + "migration name override_snapshot_profiles pool project target"),
        Row(
            InstanceSnapshotMove(
                name: "x", isMigration: true, isLive: true, target: MigrationTarget(operation: "x")),
            "live migration name target"),
        Row(
            MigrationTarget(operation: "x", certificate: "x", secrets: [:]),
            "certificate operation secrets"),
        Row(
            InstanceRestore(snapshot: "x", isStateful: true, diskVolumesMode: "x"),
            "restore restore_disk_volumes_mode stateful"),
        Row(InstanceRebuild(source: .none), "source"),
        Row(
            NewInstanceSnapshot(
                name: "x", isStateful: true, expiresAt: LXDTime("2026-11-21T10:00:00Z"),
                diskVolumesMode: "x"), "disk_volumes_mode expires_at name stateful"),
        Row(
            NewInstanceBackup(
                name: "x", expiresAt: LXDTime("2026-11-21T10:00:00Z"), isInstanceOnly: true,
                isOptimizedStorage: true, compressionAlgorithm: "x", version: 1),
            "compression_algorithm container_only expires_at instance_only name optimized_storage "
                + "version"),
        Row(
            ExecRequest(
                command: [], environment: [:], userID: 1, groupID: 1, workingDirectory: "x",
                isInteractive: true, width: 1, height: 1, waitsForWebSocket: true,
                recordsOutput: true),
            "command cwd environment group height interactive record-output user "
                + "wait-for-websocket width"),
        Row(ConsoleRequest(type: "x", width: 1, height: 1), "height type width"),
        Row(
            NewProfile(name: "x", description: "x", config: [:], devices: [:]),
            "config description devices name"),
        Row(Rename(name: "x"), "name"),
        Row(
            NewImage(
                source: .instance("x"), aliases: [], isPublic: true, isAutoUpdated: true,
                properties: [:], profiles: [], expiresAt: LXDTime("2026-11-21T10:00:00Z"),
                filename: "x", compressionAlgorithm: "x"),
            "aliases auto_update compression_algorithm expires_at filename profiles properties "
                + "public source"),
        Row(
            ImageSource(
                type: "x", alias: "x", fingerprint: "x", name: "x", url: "x", server: "x",
                protocol: "x", certificate: "x", secret: "x", project: "x", mode: "x",
                copiesAliases: true, imageType: .container, imageRegistry: "x"),
            "alias certificate copy_aliases fingerprint image_registry image_type mode name "
                + "project protocol secret server type url"),
        Row(NewImageAlias(name: "x", target: "x", description: "x"), "description name target"),
        Row(
            ImageExport(
                target: "x", secret: "x", certificate: "x", aliases: [], project: "x", profiles: []),
            "aliases certificate profiles project secret target"),
        Row(
            NewImageRegistry(name: "x", protocol: "x", config: [:], description: "x"),
            "config description name protocol"),
        Row(
            NewNetwork(name: "x", type: "x", description: "x", config: [:]),
            "config description name type"),
        Row(
            NewNetworkACL(name: "x", description: "x", ingress: [], egress: [], config: [:]),
            "config description egress ingress name"),
        Row(
            NewNetworkForward(listenAddress: "x", description: "x", ports: [], config: [:]),
            "config description listen_address ports"),
        Row(
            NewNetworkLoadBalancer(
                listenAddress: "x", description: "x", backends: [], ports: [], config: [:]),
            "backends config description listen_address ports"),
        Row(
            NewNetworkLoadBalancerPool(name: "x", description: "x", instances: [], config: [:]),
            "config description instances name"),
        Row(
            NewNetworkPeer(
                name: "x", targetNetwork: "x", targetProject: "x", description: "x", config: [:]),
            "config description name target_network target_project"),
        Row(NewNetworkZone(name: "x", description: "x", config: [:]), "config description name"),
        Row(
            NewNetworkZoneRecord(name: "x", description: "x", entries: [], config: [:]),
            "config description entries name"),
        Row(
            NewStoragePool(name: "x", driver: "x", config: [:], description: "x"),
            "config description driver name"),
        Row(
            NewStorageVolume(
                name: "x", type: .custom, contentType: .block, source: .copy(of: "x", inPool: "x"),
                config: [:], description: "x"), "config content_type description name source type"),
        Row(
            StorageVolumeSource(
                type: "x", name: "x", pool: "x", project: "x", location: "x", isVolumeOnly: true,
                isRefresh: true, mode: "x", operation: "x", certificate: "x", secrets: [:]),
            "certificate location mode name operation pool project refresh secrets type "
                + "volume_only"),
        Row(
            StorageVolumeMove(
                name: "x", pool: "x", project: "x", isMigration: true, isVolumeOnly: true,
                target: MigrationTarget(operation: "x"), source: .copy(of: "x", inPool: "x")),
            "migration name pool project source target volume_only"),
        Row(
            StorageVolumeSnapshotMove(
                name: "x", isMigration: true, target: MigrationTarget(operation: "x")),
            "migration name target"),
        Row(StorageVolumeRestore(snapshot: "x"), "restore"),
        Row(
            NewStorageVolumeSnapshot(
                name: "x", description: "x", expiresAt: LXDTime("2026-11-21T10:00:00Z")),
            "description expires_at name"),
        Row(
            NewVolumeBackup(
                name: "x", expiresAt: LXDTime("2026-11-21T10:00:00Z"), isVolumeOnly: true,
                isOptimizedStorage: true, compressionAlgorithm: "x", version: 1),
            "compression_algorithm expires_at name optimized_storage version volume_only"),
        Row(NewStorageBucket(name: "x", config: [:], description: "x"), "config description name"),
        Row(
            NewStorageBucketKey(
                name: "x", role: "x", description: "x", accessKey: "x", secretKey: "x"),
            "access-key description name role secret-key"),
        Row(
            NewProject(name: "x", description: "x", config: [:], storage: "x", network: "x"),
            "config description name network storage"),
        Row(ProjectStateChange(replicaMode: "x"), "replica_mode"),
        Row(NewReplicator(name: "x", config: [:], description: "x"), "config description name"),
        Row(ReplicatorStateChange(action: "x"), "action"),
        Row(NewPlacementGroup(name: "x", config: [:], description: "x"), "config description name"),
        Row(
            ClusterChange(
                isEnabled: true, serverName: "x", serverAddress: "x", clusterAddress: "x",
                clusterCertificate: "x", clusterToken: "x", memberConfig: []),
            "cluster_address cluster_certificate cluster_token enabled member_config "
                + "server_address server_name"),
        Row(
            ClusterCertificateChange(certificate: "x", key: "x"),
            "cluster_certificate cluster_certificate_key"),
        Row(NewClusterMember(serverName: "x"), "server_name"),
        Row(ClusterMemberRename(serverName: "x"), "server_name"),
        Row(ClusterMemberStateChange(action: "x", mode: "x", isForced: true), "action force mode"),
        Row(NewClusterGroup(name: "x", description: "x", members: []), "description members name"),
        Row(
            NewClusterLink(
                name: "x", description: "x", type: "x", trustToken: "x", authGroups: [],
                clusterCertificate: "x", remoteAddress: "x", config: [:]),
            "auth_groups cluster_certificate config description name remote_address trust_token "
                + "type"),
        Row(
            NewCertificate(
                name: "x", certificate: "x", type: "x", isRestricted: true, projects: [],
                isTokenRequest: true, trustToken: "x", password: "x"),
            "certificate name password projects restricted token trust_token type"),
        Row(
            NewAuthGroup(name: "x", description: "x", permissions: []),
            "description name permissions"),
        Row(NewIdentityProviderGroup(name: "x", groups: []), "groups name"),
        Row(IdentityBearerTokenRequest(expiry: "x"), "expiry"),
        Row(
            NewIdentity.tls("x", certificate: "x", isTokenRequest: true, trustToken: "x"),
            "certificate groups name token trust_token"),
        Row(NewIdentity.bearer("x", type: "x"), "groups name type"),
    ]

    @Test(arguments: rows)
    func `sends the keys of the description`(row: Row) throws {
        #expect(Set(try #require(row.request.json.members).keys) == row.keys)
    }

    @Test(arguments: rows)
    func `sends keys of newer servers too`(row: Row) {
        var request = row.request
        request.extra = ["some_new_key": [1]]
        #expect(request.json["some_new_key"] == [1])
    }

    @Test func `sends nothing for what is not said`() {
        #expect(
            NewInstance(name: "web", source: .image(alias: "tiny")).json.members?.keys.sorted() == [
                "config", "devices", "ephemeral", "name", "profiles", "source", "start", "stateful",
            ])
        #expect(NewInstance().json.profiles == ["default"])
        #expect(NewInstance(profiles: nil).json.profiles == nil)
        #expect(Rename(name: "b").json == ["name": "b"])
    }

    @Test(
        arguments: [
            (InstanceSource.image(alias: "tiny"), ["type": "image", "alias": "tiny"]),
            (.image(fingerprint: "5ac4"), ["type": "image", "fingerprint": "5ac4"]),
            (
                .image(alias: "debian/12", server: "https://images.test"),
                [
                    "type": "image", "alias": "debian/12", "server": "https://images.test",
                    "protocol": "simplestreams", "mode": "pull",
                ]
            ),
            (
                .copy(of: "web", snapshot: "before", project: "p"),
                ["type": "copy", "source": "web/before", "project": "p"]
            ),
            (
                .migration(
                    from: "https://a/1.0/operations/x", certificate: "PEM", secrets: ["c": "s"]),
                [
                    "type": "migration", "mode": "pull", "operation": "https://a/1.0/operations/x",
                    "certificate": "PEM",
                ]
            ),
            (.none, ["type": "none"]),
        ] as [(InstanceSource, [String: String])])
    func `says where an instance comes from`(source: InstanceSource, texts: [String: String]) {
        #expect(source.json.members?.compactMapValues(\.text) == texts)
    }

    @Test func `shows no secrets when it is printed`() {
        let certificate = NewCertificate(isTokenRequest: true, trustToken: "hush", password: "hush")
        let key = NewStorageBucketKey(name: "k", accessKey: "id", secretKey: "hush")
        let source = InstanceSource.migration(
            from: "u", certificate: nil, secrets: ["control": "hush"])
        for request in [certificate, key, NewInstance(source: source)] as [any RequestDocument] {
            var dumped = ""
            dump(request, to: &dumped)
            #expect(!dumped.contains("hush"))
            #expect(!"\(request) \(String(reflecting: request))".contains("hush"))
        }
        #expect("\(certificate)".contains(#""token": true"#))
        #expect("\(key)".contains(#""access-key": "id""#))
    }

    @Test func `tells what names the resource it creates`() {
        #expect(Instance.keySegments(of: NewInstance(name: "web")) == ["web"])
        #expect(Instance.keySegments(of: NewInstance()) == nil)
        #expect(
            StorageVolume.keySegments(of: NewStorageVolume(name: "data")) == ["custom", "data"])
        #expect(
            NetworkForward.keySegments(of: NewNetworkForward(listenAddress: "192.0.2.1"))
                == ["192.0.2.1"])
        #expect(ClusterMember.keySegments(of: NewClusterMember(serverName: "b")) == ["b"])
        #expect(Certificate.keySegments(of: NewCertificate(name: "me")) == nil)
        #expect(Identity.keySegments(of: .tls("me")) == nil)
    }
}
