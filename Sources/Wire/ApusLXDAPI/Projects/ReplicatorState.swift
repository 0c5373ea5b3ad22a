// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What a replicator does at the moment (`ReplicatorState` of LXD's description).
public struct ReplicatorState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// `Running`, `Completed`, `Failed` or `Pending`.
    public var status: String? { self[value: "status"] }
}

/// What a replicator shall do (`ReplicatorStatePut` of LXD's description).
public struct ReplicatorStateChange: RequestDocument {
    /// `start` or `restore`.
    public var action: String
    public var extra: [String: JSONValue]

    public init(action: String, extra: [String: JSONValue] = [:]) {
        self.action = action
        self.extra = extra
    }

    public var json: JSONValue {
        document(["action": action])
    }
}
