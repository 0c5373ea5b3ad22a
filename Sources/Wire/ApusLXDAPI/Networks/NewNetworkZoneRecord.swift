// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new name in a zone (`NetworkZoneRecordsPost` of LXD's description).
public struct NewNetworkZoneRecord: RequestDocument {
    /// Below the zone's; `@` for the zone itself.
    public var name: String
    public var description: String?
    public var entries: [NetworkZoneRecord.Entry]
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, entries: [NetworkZoneRecord.Entry] = [],
        config: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.entries = entries
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "description": description, "entries": entries, "config": config])
    }
}
