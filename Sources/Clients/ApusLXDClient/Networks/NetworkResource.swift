// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusLXDAPI

/// A network by its name: what is done to it, and what lies below it.
public struct NetworkResource: Resource {
    public typealias Value = Network

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// Addresses that lead into it.
    public var forwards: EntityCollection<NetworkForward> { collection("forwards") }
    /// Addresses that are shared out among its instances.
    public var loadBalancers: EntityCollection<NetworkLoadBalancer> {
        collection("load-balancers")
    }
    /// Instances that load balancers share out to.
    public var loadBalancerPools: EntityCollection<NetworkLoadBalancerPool> {
        collection("load-balancer-pools")
    }
    /// Networks it is tied to.
    public var peers: EntityCollection<NetworkPeer> { collection("peers") }

    /// Addresses, counters and what the kernel says of it, on the member that the client names.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> NetworkState {
        try await lxd.require("network_state", for: "The state of a network")
        return try await lxd.document(url.appending("state"))
    }

    /// Who has which address in it.
    ///
    /// - Throws: `LXDError`.
    public func leases() async throws -> [NetworkLease] {
        try await lxd.require("network_leases", for: "Listing leases")
        return try await lxd.documents(url.appending("leases"))
    }

    /// One of its pools.
    public func loadBalancerPool(_ name: String) -> NetworkLoadBalancerPoolResource {
        NetworkLoadBalancerPoolResource(
            lxd: lxd, url: url.appending("load-balancer-pools", name))
    }

    /// Gives it another name; nothing may use it.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the network by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> NetworkResource {
        NetworkResource(lxd: lxd, url: try await renamed(to: name))
    }
}

/// Instances that load balancers share out to, by the pool's name.
public struct NetworkLoadBalancerPoolResource: Resource {
    public typealias Value = NetworkLoadBalancerPool

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// How its instances are.
    ///
    /// - Throws: `LXDError`.
    public func state() async throws -> NetworkLoadBalancerPoolState {
        try await lxd.require(Value.self)
        return try await lxd.document(url.appending("state"))
    }
}

extension LXD {
    /// Networks, those that the server only finds included.
    public var networks: EntityCollection<Network> { collection(url.networks) }

    /// A network by its name.
    public func network(_ name: String) -> NetworkResource {
        NetworkResource(lxd: self, url: url.networks[name].url)
    }

    /// The network an entity tells of.
    public func network(_ network: Network) -> NetworkResource {
        NetworkResource(lxd: self, url: network.url)
    }

    /// Every address that networks have given away, and to whom.
    ///
    /// - Parameter inAllProjects: whether those of other projects come too.
    /// - Throws: `LXDError`.
    public func networkAllocations(
        inAllProjects: Bool = false
    ) async throws -> [NetworkAllocation] {
        try await require("network_allocations", for: "Listing addresses that networks gave away")
        let address = url.networkAllocations
        return try await documents(
            inAllProjects ? address.with("all-projects", "true") : address)
    }
}
