// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// New credentials for a bucket (`StorageBucketKeysPost` of LXD's description).
public struct NewStorageBucketKey: RequestDocument {
    public var name: String
    /// `admin` or `read-only`.
    public var role: String
    public var description: String?
    /// Nil for one that the server makes up.
    public var accessKey: String?
    /// Nil for one that the server makes up.
    public var secretKey: String?
    public var extra: [String: JSONValue]

    public init(
        name: String, role: String = "read-only", description: String? = nil,
        accessKey: String? = nil, secretKey: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.role = role
        self.description = description
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "role": role, "description": description, "access-key": accessKey,
            "secret-key": secretKey,
        ])
    }
}
