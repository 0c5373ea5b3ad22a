// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An address that a network gave out (`NetworkLease` of LXD's description).
public struct NetworkLease: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var address: String? { self[value: "address"] }
    public var hostName: String? { self[value: "hostname"] }
    public var hardwareAddress: String? { self[value: "hwaddr"] }
    /// The member of the cluster that it is on.
    public var location: String? { self[value: "location"] }
    public var projectName: String? { self[value: "project"] }
    /// `static`, `dynamic`, `gateway` or `uplink`.
    public var type: String? { self[value: "type"] }

    /// The instance of that host name, which is what LXD calls leases of instances by.
    public var instance: Reference<Instance>? {
        hostName.map {
            Reference(url: ServerAddress().instances[$0].url.inProject(projectName))
        }
    }
}
