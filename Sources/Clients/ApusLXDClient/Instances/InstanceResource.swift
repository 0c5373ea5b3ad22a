// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

/// An instance by its address: what is done to it, and what lies below it.
public struct InstanceResource: Resource {
    public typealias Value = Instance

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// Its snapshots.
    public var snapshots: EntityCollection<InstanceSnapshot> { collection("snapshots") }
    /// Its backups, which are files at the server.
    public var backups: EntityCollection<InstanceBackup> { collection("backups") }
}

extension LXD {
    /// An instance by its name.
    public func instance(_ name: String) -> InstanceResource {
        InstanceResource(lxd: self, url: url.instances[name].url)
    }

    /// The instance an entity tells of.
    public func instance(_ instance: Instance) -> InstanceResource {
        InstanceResource(lxd: self, url: instance.url)
    }
}
