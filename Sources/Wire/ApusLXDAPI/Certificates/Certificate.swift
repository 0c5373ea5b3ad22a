// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A certificate that a server trusts (`Certificate` of LXD's description).
public struct Certificate: Creatable {
    public typealias Creation = NewCertificate

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["certificates", "*"]
    public static let writableKeys: Set = ["certificate", "name", "projects", "restricted", "type"]
    public static let readOnlyKeys: Set = ["access_entitlements", "fingerprint"]

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["fingerprint"]?.text.map { [$0] }
    }

    /// PEM.
    public var certificate: String? {
        get { self[value: "certificate"] }
        set { self[value: "certificate"] = newValue }
    }

    public var name: String? {
        get { self[value: "name"] }
        set { self[value: "name"] = newValue }
    }

    /// The names of the projects it is restricted to.
    public var projectNames: [String] {
        get { self[list: "projects"] }
        set { self[list: "projects"] = newValue }
    }

    /// Whether it may only see `projectNames`.
    public var isRestricted: Bool? {
        get { self[value: "restricted"] }
        set { self[value: "restricted"] = newValue }
    }

    /// `client`, `server` or `metrics`.
    public var type: String? {
        get { self[value: "type"] }
        set { self[value: "type"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    /// Its SHA-256, in hexadecimal digits.
    public var fingerprint: String { self[value: "fingerprint"] ?? key }

    /// The projects it is restricted to.
    public var projects: References<Project> {
        globalReferences(to: projectNames, in: "projects")
    }
}
