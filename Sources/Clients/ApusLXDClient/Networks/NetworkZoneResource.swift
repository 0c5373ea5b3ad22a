// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

/// A zone of names, by its domain.
public struct NetworkZoneResource: Resource {
    public typealias Value = NetworkZone

    public let lxd: LXD
    public let url: ResourceURL

    /// Its domain.
    public var name: String { url.segments.last ?? "" }

    /// Answers beside those the server makes of instances; `@` is the zone itself.
    public var records: EntityCollection<NetworkZoneRecord> { collection("records") }
}

extension LXD {
    /// Zones of names that the server answers for.
    public var networkZones: EntityCollection<NetworkZone> { collection(url.networkZones) }

    /// A zone by its domain.
    public func networkZone(_ name: String) -> NetworkZoneResource {
        NetworkZoneResource(lxd: self, url: url.networkZones[name].url)
    }
}
