// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Resources whose PATCH is none. LXD 5.0 merges the configuration with what was sent, and takes
// every other key that was not sent for an empty one: descriptions, rules, ports and groups are
// lost (seen for networks and what lies below them, lists of rules, zones, pools, volumes and
// members). For projects it loses the configuration too; for groups of members it compares another
// state than the one it gives; for aliases of images it waits for itself, and with it all others,
// until it gives up. PUT sends the whole document, and If-Match keeps others' changes. Kinds that
// came later are handled alike, since their code is made from these.

extension ClusterGroup {
    public static var isPatchable: Bool { false }
}
extension ClusterLink {
    public static var isPatchable: Bool { false }
}
extension ClusterMember {
    public static var isPatchable: Bool { false }
}
extension ImageAlias {
    public static var isPatchable: Bool { false }
}
extension Network {
    public static var isPatchable: Bool { false }
}
extension NetworkACL {
    public static var isPatchable: Bool { false }
}
extension NetworkForward {
    public static var isPatchable: Bool { false }
}
extension NetworkLoadBalancer {
    public static var isPatchable: Bool { false }
}
extension NetworkPeer {
    public static var isPatchable: Bool { false }
}
extension NetworkZone {
    public static var isPatchable: Bool { false }
}
extension NetworkZoneRecord {
    public static var isPatchable: Bool { false }
}
extension PlacementGroup {
    public static var isPatchable: Bool { false }
}
extension Project {
    public static var isPatchable: Bool { false }
}
extension Replicator {
    public static var isPatchable: Bool { false }
}
extension StorageBucket {
    public static var isPatchable: Bool { false }
}
extension StoragePool {
    public static var isPatchable: Bool { false }
}
extension StorageVolume {
    public static var isPatchable: Bool { false }
}
extension StorageVolumeSnapshot {
    public static var isPatchable: Bool { false }
}
