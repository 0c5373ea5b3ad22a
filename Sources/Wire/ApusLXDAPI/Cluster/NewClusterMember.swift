// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Asks for a token with which a server of this name can join (`ClusterMembersPost` of LXD's
/// description).
public struct NewClusterMember: RequestDocument {
    public var serverName: String
    public var extra: [String: JSONValue]

    public init(serverName: String, extra: [String: JSONValue] = [:]) {
        self.serverName = serverName
        self.extra = extra
    }

    public var json: JSONValue {
        document(["server_name": serverName])
    }
}

/// A new name for a member (`ClusterMemberPost` of LXD's description).
public struct ClusterMemberRename: RequestDocument {
    /// The new name.
    public var serverName: String
    public var extra: [String: JSONValue]

    public init(serverName: String, extra: [String: JSONValue] = [:]) {
        self.serverName = serverName
        self.extra = extra
    }

    public var json: JSONValue {
        document(["server_name": serverName])
    }
}
