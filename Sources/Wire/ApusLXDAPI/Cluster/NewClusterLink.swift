// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new link to another cluster (`ClusterLinksPost` of LXD's description).
public struct NewClusterLink: RequestDocument {
    public var name: String
    public var description: String?
    /// How much the clusters trust each other; nil for the server's default.
    public var type: String?
    /// The token that the other cluster gave out; nil to ask for one for it.
    public var trustToken: String?
    /// The names of the groups that the other cluster is put into.
    public var authGroups: [String]
    /// The other cluster's certificate, PEM.
    public var clusterCertificate: String?
    /// Where the other cluster listens.
    public var remoteAddress: String?
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, type: String? = nil, trustToken: String? = nil,
        authGroups: [String] = [], clusterCertificate: String? = nil, remoteAddress: String? = nil,
        config: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.type = type
        self.trustToken = trustToken
        self.authGroups = authGroups
        self.clusterCertificate = clusterCertificate
        self.remoteAddress = remoteAddress
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "description": description, "type": type, "trust_token": trustToken,
            "auth_groups": authGroups, "cluster_certificate": clusterCertificate,
            "remote_address": remoteAddress, "config": config,
        ])
    }
}
