// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What members of a group may do with something (`Permission` of LXD's description).
public struct Permission: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// Such as `can_view` and `admin`.
    public var entitlement: String? {
        get { self[value: "entitlement"] }
        set { self[value: "entitlement"] = newValue }
    }

    /// Such as `project` and `instance`.
    public var entityType: String? {
        get { self[value: "entity_type"] }
        set { self[value: "entity_type"] = newValue }
    }

    /// What it is about.
    public var url: ResourceURL? {
        get { self[value: "url"] }
        set { self[value: "url"] = newValue }
    }

    public init(entitlement: String, entityType: String, url: ResourceURL) {
        self.init(contents: DocumentContents())
        self.entitlement = entitlement
        self.entityType = entityType
        self.url = url
    }
}

/// Something that can be allowed, and to whom it is (`PermissionInfo` of LXD's description).
public struct PermissionInfo: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var entitlement: String? { self[value: "entitlement"] }
    public var entityType: String? { self[value: "entity_type"] }
    /// The names of the groups that have it.
    public var groupNames: [String] { self[list: "groups"] }
    /// What it is about.
    public var url: ResourceURL? { self[value: "url"] }
}
