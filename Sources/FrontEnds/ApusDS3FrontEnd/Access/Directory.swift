// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

/// A user of DS3.
public struct DS3User: Hashable, Sendable {
    /// A UUID.
    public var id: String
    public var name: String
    /// What stands in `Authorization`; the contract's AuthId.
    public var accessKey: String
    /// A secret.
    public var secretKey: String
    /// The id of the data policy that buckets of the user have where none is named.
    public var defaultDataPolicyID: String?

    /// Makes a user.
    public init(
        id: String, name: String, accessKey: String, secretKey: String,
        defaultDataPolicyID: String? = nil
    ) {
        self.id = id
        self.name = name
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.defaultDataPolicyID = defaultDataPolicyID
    }
}

/// What requests about buckets, objects and jobs ask of those who administer users, groups and
/// data policies.
protocol Directory: Sendable {
    /// The user of an access key.
    func user(accessKey: String) async throws -> DS3User?

    /// The user of an id or a name.
    func user(_ idOrName: String) async throws -> DS3User?

    /// Who owns the buckets that other interfaces have made.
    func bootstrapUser() async throws -> DS3User

    /// Whether somebody may do something with a bucket, by a list or because all may; nil asks
    /// about all buckets. That owners may do everything is not the directory's to know.
    func permits(
        _ user: DS3User, _ permission: DS3.BucketAclPermission, bucketID: String?
    ) async throws -> Bool

    /// Whether somebody may do everything, with users and policies too.
    func isAdministrator(_ user: DS3User) async throws -> Bool

    /// Whether somebody may make buckets of a data policy.
    func permits(_ user: DS3User, dataPolicyID: String) async throws -> Bool

    /// The data policy of an id or a name.
    func dataPolicy(_ idOrName: String) async throws -> DS3.DataPolicy?

    /// The data policy of buckets that somebody makes without naming one, and of those that other
    /// interfaces have made (nil).
    func defaultDataPolicy(of user: DS3User?) async throws -> DS3.DataPolicy?
}

/// A directory of one user, who may do everything, and one data policy.
struct SingleUser: Directory {
    private let only: DS3User
    private let policy: DS3.DataPolicy

    init(_ user: DS3User) {
        only = user
        var policy = DS3.DataPolicy()
        policy.id = "c5ba1e0d-29a4-4d0b-8f0f-3f4b4fd9e3a1"
        policy.name = "archive"
        policy.versioning = .none
        self.policy = policy
    }

    func user(accessKey: String) -> DS3User? { accessKey == only.accessKey ? only : nil }

    func user(_ idOrName: String) -> DS3User? {
        [only.id, only.name].contains(idOrName) ? only : nil
    }

    func bootstrapUser() -> DS3User { only }

    func permits(
        _ user: DS3User, _ permission: DS3.BucketAclPermission, bucketID: String?
    ) -> Bool { true }

    func isAdministrator(_ user: DS3User) -> Bool { true }

    func permits(_ user: DS3User, dataPolicyID: String) -> Bool { true }

    func dataPolicy(_ idOrName: String) -> DS3.DataPolicy? {
        [policy.id, policy.name].contains(idOrName) ? policy : nil
    }

    func defaultDataPolicy(of user: DS3User?) -> DS3.DataPolicy? { policy }
}
