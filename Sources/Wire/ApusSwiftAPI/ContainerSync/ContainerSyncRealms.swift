// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

/// The clusters whose containers may be kept alike, and the secrets that their operators share.
///
/// Source: OpenStack Swift, "Container to Container Synchronization",
/// `container-sync-realms.conf`.
public struct ContainerSyncRealms: Hashable, Sendable {
    /// Clusters that share a secret.
    public struct Realm: Hashable, Sendable {
        /// What requests are signed with; a secret.
        public var key: String
        /// What signatures of others may be made with too, while the key is being changed.
        public var secondKey: String?
        /// Where clusters are, by their names in upper case: `https://host/v1/`.
        public var clusters: [String: String]

        public init(key: String, secondKey: String? = nil, clusters: [String: String] = [:]) {
            self.key = key
            self.secondKey = secondKey
            self.clusters = clusters
        }
    }

    /// By name, in upper case.
    public var realms: [String: Realm] = [:]
    /// The names of this cluster's realm and of itself, in upper case; nil when it has none.
    public var current: [String]?

    public init() {}

    /// A realm by its name in any case.
    public subscript(name: String) -> Realm? { realms[name.uppercased()] }

    /// Reads an `X-Container-Sync-To`.
    ///
    /// - Throws: `ContainerSyncTarget.Problem`.
    public func target(
        _ text: String
    ) throws(ContainerSyncTarget.Problem) -> ContainerSyncTarget {
        var text = text[...]
        while text.utf8.last == UInt8(ascii: "/") { text = text.dropLast() }
        guard let path = text.dropping(prefix: "//") else {
            throw .init(
                "Full URLs are not allowed for X-Container-Sync-To values. Only realm values of "
                    + "the format //realm/cluster/account/container are allowed.\n")
        }
        let parts = path.parts(separatedBy: "/").map(String.init)
        guard parts.count == 4, let account = PercentEncoding.decode(parts[2]), !account.isEmpty,
            let container = PercentEncoding.decode(parts[3]), !container.isEmpty
        else { throw .init("Invalid X-Container-Sync-To format '\(text)'") }
        guard let realm = self[parts[0]] else { throw .init("No realm key for '\(parts[0])'") }
        guard var endpoint = realm.clusters[parts[1].uppercased()] else {
            throw .init("No cluster endpoint for '\(parts[0])' '\(parts[1])'")
        }
        while endpoint.utf8.last == UInt8(ascii: "/") { endpoint.removeLast() }
        return ContainerSyncTarget(
            realmName: parts[0].uppercased(), realm: realm,
            url: "\(endpoint)/\(PercentEncoding.encode(account, keeping: ""))/"
                + PercentEncoding.encode(container, keeping: ""))
    }
}

/// A container of another cluster that is to be kept like one of ours.
public struct ContainerSyncTarget: Hashable, Sendable {
    /// Why there is none, as its owner is told.
    public struct Problem: Error, Hashable, CustomStringConvertible {
        public let description: String

        init(_ description: String) { self.description = description }
    }

    /// In upper case.
    public let realmName: String
    public let realm: ContainerSyncRealms.Realm
    /// Where the container is, percent-encoded: `https://host/v1/account/container`.
    public let url: String
}

/// What proves that a request comes from a cluster of the same realm, and of a container whose
/// owner knows the other's secret: `X-Container-Sync-Auth: REALM NONCE CODE`.
///
/// Source: OpenStack Swift, `swift.common.container_sync_realms.get_sig`.
public struct ContainerSyncSignature: Hashable, Sendable {
    /// What is signed.
    public struct Statement: Hashable, Sendable {
        public var method: String
        /// The path of the request, percent-encoded.
        public var path: String
        /// `X-Timestamp` as it is sent; `0` when it is not.
        public var timestamp: String

        public init(method: String, path: String, timestamp: String) {
            self.method = method
            self.path = path
            self.timestamp = timestamp
        }
    }

    public let realmName: String
    /// Used once.
    public let nonce: String
    /// HMAC-SHA-1 in hexadecimal.
    public let code: String

    /// Reads a field; nil when it has not three parts.
    public init?(_ field: String) {
        let parts = field.parts(separatedBy: " ", keepsEmpty: false).map(String.init)
        guard parts.count == 3 else { return nil }
        (realmName, nonce, code) = (parts[0], parts[1], parts[2])
    }

    /// Signs.
    ///
    /// - Parameter userKey: the container's `X-Container-Sync-Key`.
    public init(
        of statement: Statement, realmName: String, realmKey: String, userKey: String,
        nonce: String
    ) {
        self.realmName = realmName
        self.nonce = nonce
        let lines = [statement.method, statement.path, statement.timestamp, nonce, userKey]
        code = Hexadecimal.encode(
            Digest.hmac(Bytes(lines.joined(separator: "\n")), key: Bytes(realmKey), .sha1))
    }

    /// The field's value.
    public var text: String { "\(realmName) \(nonce) \(code)" }

    /// Whether it is one of the realm's, for a container with this key.
    public func isGenuine(
        _ statement: Statement, realm: ContainerSyncRealms.Realm, userKey: String
    ) -> Bool {
        [realm.key, realm.secondKey].compactMap(\.self).contains { key in
            let expected = ContainerSyncSignature(
                of: statement, realmName: realmName, realmKey: key, userKey: userKey, nonce: nonce)
            return Digest.secretsAreEqual(Bytes(expected.code), Bytes(code))
        }
    }
}
