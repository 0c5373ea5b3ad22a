// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new DNS zone (`NetworkZonesPost` of LXD's description).
public struct NewNetworkZone: RequestDocument {
    /// The domain; for reverse look-up `2.0.192.in-addr.arpa`.
    public var name: String
    public var description: String?
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, config: [String: String] = [:],
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "description": description, "config": config])
    }
}
