// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// What brought resources that not every server has, by LXD's list of API extensions.

extension AuthGroup {
    public static var apiExtension: String? { "access_management" }
}
extension ClusterGroup {
    public static var apiExtension: String? { "clustering_groups" }
}
extension ClusterLink {
    public static var apiExtension: String? { "cluster_links" }
}
extension Identity {
    public static var apiExtension: String? { "access_management" }
}
extension IdentityProviderGroup {
    public static var apiExtension: String? { "access_management" }
}
extension ImageRegistry {
    public static var apiExtension: String? { "image_registries" }
}
extension NetworkACL {
    public static var apiExtension: String? { "network_acl" }
}
extension NetworkForward {
    public static var apiExtension: String? { "network_forward" }
}
extension NetworkLoadBalancer {
    public static var apiExtension: String? { "network_load_balancer" }
}
extension NetworkLoadBalancerPool {
    public static var apiExtension: String? { "network_load_balancer_pool" }
}
extension NetworkPeer {
    public static var apiExtension: String? { "network_peer" }
}
extension NetworkZone {
    public static var apiExtension: String? { "network_dns" }
}
extension NetworkZoneRecord {
    public static var apiExtension: String? { "network_dns_records" }
}
extension OIDCSession {
    public static var apiExtension: String? { "auth_oidc_sessions" }
}
extension PlacementGroup {
    public static var apiExtension: String? { "instance_placement_groups" }
}
extension Replicator {
    public static var apiExtension: String? { "replicators" }
}
extension StorageBucket {
    public static var apiExtension: String? { "storage_buckets" }
}
extension StorageBucketKey {
    public static var apiExtension: String? { "storage_buckets" }
}
extension StorageVolumeBackup {
    public static var apiExtension: String? { "custom_volume_backup" }
}
extension StorageVolumeSnapshot {
    public static var apiExtension: String? { "storage_api_volume_snapshots" }
}
extension Warning {
    public static var apiExtension: String? { "warnings" }
}
