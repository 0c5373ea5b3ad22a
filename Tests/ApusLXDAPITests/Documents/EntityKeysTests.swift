// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLXDAPI
import Testing

@Suite struct EntityKeysTests {
    /// An entity beside LXD's REST description: the keys of its document, and those of what PUT
    /// takes. That has a few more, which say what to do and are no properties (`restore`).
    struct Row: Sendable, CustomTestStringConvertible {
        let entity: any Entity.Type
        let keys: Set<String>
        let putKeys: Set<String>
        let isPatchable: Bool

        init(_ entity: any Entity.Type, _ keys: String, _ putKeys: String, isPatchable: Bool = true)
        {
            self.entity = entity
            self.keys = Set(keys.split(separator: " ").map(String.init))
            self.putKeys = Set(putKeys.split(separator: " ").map(String.init))
            self.isPatchable = isPatchable
        }

        var testDescription: String { "\(entity)" }
    }

    static let rows = [
        Row(
            AuthGroup.self,
            "access_entitlements description identities identity_provider_groups name permissions",
            "description permissions"),
        Row(
            Certificate.self,
            "access_entitlements certificate fingerprint name projects restricted type",
            "certificate name projects restricted type"),
        Row(Cluster.self, "enabled member_config server_name", "", isPatchable: false),
        Row(
            ClusterGroup.self, "description members name used_by", "description members",
            isPatchable: false),
        Row(
            ClusterLink.self, "access_entitlements config description name type used_by",
            "config description", isPatchable: false),
        Row(
            ClusterMember.self,
            "architecture config database description failure_domain groups message roles "
                + "server_name status url", "config description failure_domain groups roles",
            isPatchable: false),
        Row(
            Identity.self,
            "access_entitlements authentication_method expires_at groups id name tls_certificate "
                + "type", "groups tls_certificate"),
        Row(IdentityProviderGroup.self, "access_entitlements groups name", "groups"),
        Row(
            Image.self,
            "access_entitlements aliases architecture auto_update cached created_at expires_at "
                + "filename fingerprint last_used_at profiles project properties public "
                + "release_codename release_title size type update_source uploaded_at",
            "auto_update expires_at profiles properties public"),
        Row(
            ImageAlias.self, "access_entitlements description name target type",
            "description target", isPatchable: false),
        Row(
            ImageRegistry.self,
            "access_entitlements builtin config description name protocol public",
            "config description"),
        Row(
            Instance.self,
            "access_entitlements architecture backups config created_at description devices "
                + "ephemeral expanded_config expanded_devices last_used_at location name profiles "
                + "project snapshots state stateful status status_code type",
            "architecture config description devices ephemeral profiles restore "
                + "restore_disk_volumes_mode stateful"),
        Row(
            InstanceBackup.self,
            "container_only created_at expires_at instance_only name optimized_storage", "",
            isPatchable: false),
        Row(
            InstanceMetadata.self, "architecture creation_date expiry_date properties templates",
            "architecture creation_date expiry_date properties templates"),
        Row(
            InstanceSnapshot.self,
            "architecture config created_at devices ephemeral expanded_config expanded_devices "
                + "expires_at last_used_at name profiles size stateful", "expires_at"),
        Row(InstanceUEFIVariables.self, "variables", "variables", isPatchable: false),
        Row(
            Network.self,
            "access_entitlements config description locations managed name project status type "
                + "used_by", "config description", isPatchable: false),
        Row(
            NetworkACL.self,
            "access_entitlements config description egress ingress name project used_by",
            "config description egress ingress", isPatchable: false),
        Row(
            NetworkForward.self, "config description listen_address location ports",
            "config description ports", isPatchable: false),
        Row(
            NetworkLoadBalancer.self, "backends config description listen_address location ports",
            "backends config description ports", isPatchable: false),
        Row(
            NetworkLoadBalancerPool.self, "config description instances name used_by",
            "config description instances", isPatchable: false),
        Row(
            NetworkPeer.self,
            "config description name status target_network target_project used_by",
            "config description", isPatchable: false),
        Row(
            NetworkZone.self, "access_entitlements config description name project used_by",
            "config description", isPatchable: false),
        Row(
            NetworkZoneRecord.self, "config description entries name", "config description entries",
            isPatchable: false),
        Row(
            OIDCSession.self, "created_at email expires_at ip user_agent username uuid", "",
            isPatchable: false),
        Row(
            Operation.self,
            "child_count children class created_at description err err_code id location "
                + "may_cancel metadata requestor resources status status_code updated_at", "",
            isPatchable: false),
        Row(
            PlacementGroup.self, "access_entitlements config description name project used_by",
            "config description", isPatchable: false),
        Row(
            Profile.self, "access_entitlements config description devices name project used_by",
            "config description devices"),
        Row(
            Project.self, "access_entitlements config description name replica_mode used_by",
            "config description", isPatchable: false),
        Row(
            Replicator.self,
            "access_entitlements config description last_run_at last_run_status name project",
            "config description", isPatchable: false),
        Row(
            Server.self,
            "access_entitlements api_extensions api_status api_version auth auth_methods "
                + "auth_user_method auth_user_name client_certificate config environment public",
            "config"),
        Row(
            StorageBucket.self,
            "access_entitlements config description location name project s3_url",
            "config description", isPatchable: false),
        Row(
            StorageBucketKey.self, "access-key description name role secret-key",
            "access-key description role secret-key", isPatchable: false),
        Row(
            StoragePool.self,
            "access_entitlements config description driver locations name status used_by",
            "config description", isPatchable: false),
        Row(
            StorageVolume.self,
            "access_entitlements config content_type created_at description location name pool "
                + "project type used_by", "config description restore", isPatchable: false),
        Row(
            StorageVolumeBackup.self, "created_at expires_at name optimized_storage volume_only",
            "", isPatchable: false),
        Row(
            StorageVolumeSnapshot.self,
            "config content_type created_at description expires_at name", "description expires_at",
            isPatchable: false),
        Row(
            Warning.self,
            "count entity_url first_seen_at last_message last_seen_at location project severity "
                + "status type uuid", "status"),
    ]

    @Test(arguments: rows)
    func `has the keys of the description, each either writable or not`(row: Row) {
        #expect(row.entity.writableKeys.isDisjoint(with: row.entity.readOnlyKeys))
        #expect(row.entity.writableKeys.union(row.entity.readOnlyKeys) == row.keys)
        #expect(row.entity.writableKeys == row.putKeys.intersection(row.keys))
        #expect(row.entity.isPatchable == row.isPatchable)
    }
}
