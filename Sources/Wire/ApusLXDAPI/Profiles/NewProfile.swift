// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new profile (`ProfilesPost` of LXD's description).
public struct NewProfile: RequestDocument {
    public var name: String
    public var description: String?
    public var config: [String: String]
    /// By name.
    public var devices: [String: [String: String]]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, config: [String: String] = [:],
        devices: [String: [String: String]] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.config = config
        self.devices = devices
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "description": description, "config": config, "devices": devices])
    }
}
