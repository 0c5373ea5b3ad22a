// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI
import Synchronization

/// The cluster that the server is in, or might be.
public struct ClusterResource: Resource {
    public typealias Value = Cluster

    public let lxd: LXD
    public let url: ResourceURL

    /// Its members, by name.
    public var members: EntityCollection<ClusterMember> { collection("members") }

    /// A member.
    public func member(_ name: String) -> ClusterMemberResource {
        ClusterMemberResource(lxd: lxd, url: url.appending("members", name))
    }

    /// Groups of members, by name.
    public var groups: EntityCollection<ClusterGroup> { collection("groups") }

    /// A group of members.
    public func group(_ name: String) -> ClusterGroupResource {
        ClusterGroupResource(lxd: lxd, url: url.appending("groups", name))
    }

    /// Other clusters that this one knows, by name.
    public var links: EntityCollection<ClusterLink> { collection("links") }

    /// Another cluster.
    public func link(_ name: String) -> ClusterLinkResource {
        ClusterLinkResource(lxd: lxd, url: url.appending("links", name))
    }

    // MARK: Coming and going

    /// Makes the server a cluster of one, which others can join. It has to listen at one address
    /// (`core.https_address`).
    ///
    /// - Parameter name: of the server, as a member.
    /// - Throws: `LXDError`.
    public func enable(as name: String) async throws {
        try await change(.enable(serverName: name))
    }

    /// Ends a cluster of one.
    ///
    /// - Throws: `LXDError`, also when there are other members.
    public func disable() async throws { try await change(.disable) }

    /// Makes a token, with which another server joins.
    ///
    /// - Parameter name: of the new member.
    /// - Throws: `LXDError` with `.conflict` when there is one of that name.
    public func joinToken(for name: String) async throws -> TrustToken {
        try await lxd.require("clustering_join_token", for: "A token for a member")
        let url = url.appending("members")
        let running = try await lxd.begin(
            .post, url, NewClusterMember(serverName: name).json)
        let metadata = running.operation.metadata
        return try TrustToken(
            ["server_name": metadata["serverName"] ?? .string(name)], of: metadata, at: url)
    }

    /// Makes the server join a cluster. What it has is lost: it must be empty.
    ///
    /// - Parameters:
    ///   - token: what the cluster gave out; it has the server's name as a member.
    ///   - certificate: the cluster's (PEM).
    ///   - address: where the server will listen, `host:port`.
    ///   - memberConfig: the server's own values of what `get()` asks in `memberConfig`.
    /// - Throws: `LXDError` with `.badRequest` when token and certificate are not of one cluster.
    public func join(
        token: TrustToken, certificate: String, listeningAt address: String,
        memberConfig: [Cluster.MemberKey] = []
    ) async throws {
        guard let name = token.memberName else {
            throw LXDError(.badRequest, "The token is not for a member", url: url)
        }
        let knowsTokens = try await lxd.hasExtension("explicit_trust_token")
        var failure: (any Error)?
        for clusterAddress in token.addresses {
            var request = ClusterChange.join(
                serverName: name, serverAddress: address, clusterAddress: clusterAddress,
                clusterCertificate: certificate, token: token.text, memberConfig: memberConfig)
            if !knowsTokens { request.extra["cluster_password"] = .string(token.text) }
            do {
                return try await change(request)
            } catch let error as LXDError where error.code == .operationFailed {
                failure = error
            }
        }
        throw failure ?? LXDError(.badRequest, "The token has no address", url: url)
    }

    private func change(_ request: ClusterChange) async throws {
        try await lxd.perform(.put, url, request.json)
        // It says another name and another certificate now.
        lxd.transport.server.withLock { $0 = nil }
    }

    /// Gives all members another certificate to answer with.
    ///
    /// - Parameters:
    ///   - certificate: PEM.
    ///   - key: PEM.
    /// - Throws: `LXDError`.
    public func setCertificate(_ certificate: String, key: String) async throws {
        try await lxd.require("clustering_update_cert", for: "Another certificate for a cluster")
        try await lxd.perform(
            .put, url.appending("certificate"),
            ClusterCertificateChange(certificate: certificate, key: key).json)
        lxd.transport.server.withLock { $0 = nil }
    }

    /// Makes a link to another cluster.
    ///
    /// - Returns: the link, and the token with which the other cluster makes its side; nil when
    ///   it was made with one.
    /// - Throws: `LXDError` with `.conflict` when there is one of that name.
    public func createLink(
        _ creation: NewClusterLink
    ) async throws -> (link: ClusterLink, token: TrustToken?) {
        try await lxd.require(ClusterLink.self)
        let (answer, operation) = try await lxd.perform(
            .post, url.appending("links"), creation.json)
        let metadata = operation?.metadata ?? answer.metadata.members ?? [:]
        let token = try metadata["secret"].map { _ in
            try TrustToken(
                ["client_name": metadata["client_name"] ?? .string(creation.name)], of: metadata,
                at: url)
        }
        return (try await link(creation.name).get(), token)
    }
}

extension LXD {
    /// The cluster that the server is in, or might be.
    public var cluster: ClusterResource { ClusterResource(lxd: self, url: url.cluster.url) }
}
