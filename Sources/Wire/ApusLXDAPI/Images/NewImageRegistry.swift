// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new name for a server of images (`ImageRegistriesPost` of LXD's description).
public struct NewImageRegistry: RequestDocument {
    public var name: String
    /// `lxd` or `simplestreams`.
    public var `protocol`: String
    /// Such as `url`.
    public var config: [String: String]
    public var description: String?
    public var extra: [String: JSONValue]

    public init(
        name: String, protocol: String, config: [String: String] = [:], description: String? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.protocol = `protocol`
        self.config = config
        self.description = description
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "protocol": `protocol`, "config": config, "description": description,
        ])
    }
}
