// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What a project may use, and uses (`ProjectState` of LXD's description).
public struct ProjectState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// By kind: `cpu`, `disk`, `instances`, `memory`, `networks`, `processes` and others.
    public var resources: [String: Resource] { self[map: "resources"] }

    /// One kind of resource (`ProjectStateResource`): bytes for `disk` and `memory`, else a number.
    public struct Resource: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// -1 for none.
        public var limit: Int? { self[value: "Limit"] }
        public var usage: Int? { self[value: "Usage"] }
    }
}

/// Which side of replication a project is on (`ProjectStatePut` of LXD's description).
public struct ProjectStateChange: RequestDocument {
    /// `leader` or `standby`.
    public var replicaMode: String
    public var extra: [String: JSONValue]

    public init(replicaMode: String, extra: [String: JSONValue] = [:]) {
        self.replicaMode = replicaMode
        self.extra = extra
    }

    public var json: JSONValue {
        document(["replica_mode": replicaMode])
    }
}
