// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new project (`ProjectsPost` of LXD's description).
public struct NewProject: RequestDocument {
    public var name: String
    public var description: String?
    /// `features.*`, `limits.*`, `restricted.*`; kinds of resources it does not have of its own are
    /// those of the project `default`.
    public var config: [String: String]
    /// The pool of the root disk of its default profile; nil for none.
    public var storage: String?
    /// The network of its default profile; nil for none.
    public var network: String?
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, config: [String: String] = [:],
        storage: String? = nil, network: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.config = config
        self.storage = storage
        self.network = network
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "description": description, "config": config, "storage": storage,
            "network": network,
        ])
    }
}
