// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What stands for a resource's address: an address itself, or a step of `ServerAddress`.
public protocol ResourceAddress: Sendable {
    var url: ResourceURL { get }
    init(url: ResourceURL)
}

/// The address of a collection; its items by name.
public struct CollectionAddress<Item: ResourceAddress>: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    /// An item. Any name may be given: it is escaped.
    public subscript(name: String) -> Item { Item(url: url.appending(name)) }
}

extension ResourceAddress {
    func item<Item: ResourceAddress>(_ segments: String...) -> Item {
        Item(url: url.appending(segments))
    }

    /// The same in a project.
    public func inProject(_ project: String) -> Self { Self(url: url.inProject(.some(project))) }

    /// The same, answered by a member of a cluster.
    public func onMember(_ target: String) -> Self { Self(url: url.onMember(.some(target))) }

    /// The same with any parameter.
    public func with(_ name: String, _ value: String) -> Self {
        Self(url: url.with(name, .some(value)))
    }
}
