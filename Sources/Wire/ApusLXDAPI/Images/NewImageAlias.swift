// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new name for an image (`ImageAliasesPost` of LXD's description).
public struct NewImageAlias: RequestDocument {
    public var name: String
    /// The fingerprint of the image.
    public var target: String
    public var description: String?
    public var extra: [String: JSONValue]

    public init(
        name: String, target: String, description: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.target = target
        self.description = description
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "target": target, "description": description])
    }
}
