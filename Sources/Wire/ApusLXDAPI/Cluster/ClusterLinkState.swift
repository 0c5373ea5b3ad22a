// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Which members of another cluster answer (`ClusterLinkState` of LXD's description).
public struct ClusterLinkState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var members: [Member] { self[list: "cluster_link_members"] }

    /// A member of the other cluster (`ClusterLinkMemberState`).
    public struct Member: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var address: String? { self[value: "address"] }
        public var serverName: String? { self[value: "server_name"] }
        /// `Active`, `Unreachable` and others.
        public var status: String? { self[value: "status"] }
    }
}

/// The certificate of another cluster (`ClusterLinkCertificate` of LXD's description).
public struct ClusterLinkCertificate: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// PEM.
    public var certificate: String? { self[value: "certificate"] }
    /// Its SHA-256, in hexadecimal digits.
    public var fingerprint: String? { self[value: "fingerprint"] }
}
