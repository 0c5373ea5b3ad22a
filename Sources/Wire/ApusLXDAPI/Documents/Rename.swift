// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new name for a resource that has nothing else to say with it (`ProfilePost`, `ProjectPost`,
/// `NetworkPost` and others of LXD's description).
public struct Rename: RequestDocument {
    /// The new name.
    public var name: String
    public var extra: [String: JSONValue]

    public init(name: String, extra: [String: JSONValue] = [:]) {
        self.name = name
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name])
    }
}
