// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Makes a server a cluster, makes it join one, or ends it (`ClusterPut` of LXD's description).
public struct ClusterChange: RequestDocument {
    public var isEnabled: Bool
    /// The name this member gets.
    public var serverName: String?
    /// Where this member will listen, `host:port`.
    public var serverAddress: String?
    /// Where a member of the cluster to join listens.
    public var clusterAddress: String?
    /// The cluster's certificate, PEM.
    public var clusterCertificate: String?
    /// The token that the cluster gave out.
    public var clusterToken: String?
    /// This member's values.
    public var memberConfig: [Cluster.MemberKey]
    public var extra: [String: JSONValue]

    public init(
        isEnabled: Bool, serverName: String? = nil, serverAddress: String? = nil,
        clusterAddress: String? = nil, clusterCertificate: String? = nil,
        clusterToken: String? = nil, memberConfig: [Cluster.MemberKey] = [],
        extra: [String: JSONValue] = [:]
    ) {
        self.isEnabled = isEnabled
        self.serverName = serverName
        self.serverAddress = serverAddress
        self.clusterAddress = clusterAddress
        self.clusterCertificate = clusterCertificate
        self.clusterToken = clusterToken
        self.memberConfig = memberConfig
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "enabled": isEnabled, "server_name": serverName, "server_address": serverAddress,
            "cluster_address": clusterAddress, "cluster_certificate": clusterCertificate,
            "cluster_token": clusterToken, "member_config": memberConfig,
        ])
    }

    /// A cluster of one, which others can join.
    public static func enable(serverName: String) -> ClusterChange {
        ClusterChange(isEnabled: true, serverName: serverName)
    }

    /// Joins a cluster.
    ///
    /// - Parameters:
    ///   - serverAddress: where this server will listen, `host:port`.
    ///   - clusterAddress: where one of the members listens.
    ///   - clusterCertificate: PEM.
    ///   - token: what the cluster gave out for this name.
    public static func join(
        serverName: String, serverAddress: String, clusterAddress: String,
        clusterCertificate: String, token: String, memberConfig: [Cluster.MemberKey] = []
    ) -> ClusterChange {
        ClusterChange(
            isEnabled: true, serverName: serverName, serverAddress: serverAddress,
            clusterAddress: clusterAddress, clusterCertificate: clusterCertificate,
            clusterToken: token, memberConfig: memberConfig)
    }

    /// Ends a cluster of one.
    public static let disable = ClusterChange(isEnabled: false)
}

/// A new certificate for all members of a cluster (`ClusterCertificatePut` of LXD's description).
public struct ClusterCertificateChange: RequestDocument {
    /// PEM.
    public var certificate: String
    /// PEM.
    public var key: String
    public var extra: [String: JSONValue]

    public init(certificate: String, key: String, extra: [String: JSONValue] = [:]) {
        self.certificate = certificate
        self.key = key
        self.extra = extra
    }

    public var json: JSONValue {
        document(["cluster_certificate": certificate, "cluster_certificate_key": key])
    }
}
