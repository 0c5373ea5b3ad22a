// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new storage pool (`StoragePoolsPost` of LXD's description).
public struct NewStoragePool: RequestDocument {
    public var name: String
    /// `dir`, `zfs`, `btrfs`, `lvm`, `ceph` and others.
    public var driver: String
    /// Such as `source` and `size`.
    public var config: [String: String]
    public var description: String?
    public var extra: [String: JSONValue]

    public init(
        name: String, driver: String, config: [String: String] = [:], description: String? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.driver = driver
        self.config = config
        self.description = description
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "driver": driver, "config": config, "description": description])
    }
}
