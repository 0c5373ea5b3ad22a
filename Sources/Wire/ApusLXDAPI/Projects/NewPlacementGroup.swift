// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new placement group (`PlacementGroupsPost` of LXD's description).
public struct NewPlacementGroup: RequestDocument {
    public var name: String
    /// `policy` (`spread` or `compact`) and `rigor` (`strict` or `permissive`).
    public var config: [String: String]
    public var description: String?
    public var extra: [String: JSONValue]

    public init(
        name: String, config: [String: String] = [:], description: String? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.config = config
        self.description = description
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "config": config, "description": description])
    }
}
