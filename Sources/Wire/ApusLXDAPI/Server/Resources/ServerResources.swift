// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The hardware of a server (`Resources` of LXD's description).
public struct ServerResources: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var cpu: CPU? { self[value: "cpu"] }
    public var gpu: GPU? { self[value: "gpu"] }
    public var memory: Memory? { self[value: "memory"] }
    public var network: Network? { self[value: "network"] }
    public var pci: PCI? { self[value: "pci"] }
    /// Disks; not the server's storage pools.
    public var storage: Storage? { self[value: "storage"] }
    public var system: System? { self[value: "system"] }
    public var usb: USB? { self[value: "usb"] }
}
