// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

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
