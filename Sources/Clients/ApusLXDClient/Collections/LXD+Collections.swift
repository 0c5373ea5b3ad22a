// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

// The collections of a server, in the project of the client.
extension LXD {
    /// Containers and virtual machines.
    public var instances: EntityCollection<Instance> { collection(url.instances) }

    /// The instances that are containers.
    public var containers: EntityCollection<Instance> {
        EntityCollection(url.instances.url, of: self) { $0.type == .container }
    }

    /// The instances that are virtual machines.
    public var virtualMachines: EntityCollection<Instance> {
        EntityCollection(url.instances.url, of: self) { $0.type == .virtualMachine }
    }

    /// Configuration and devices that instances share.
    public var profiles: EntityCollection<Profile> { collection(url.profiles) }

    func collection<Member: Entity>(_ address: some ResourceAddress) -> EntityCollection<Member> {
        EntityCollection(address.url, of: self)
    }
}
