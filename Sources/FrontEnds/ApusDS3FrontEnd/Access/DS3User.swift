// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A user of DS3.
struct DS3User: Hashable, Sendable {
    /// A UUID.
    var id: String
    var name: String
    /// What stands in `Authorization`; the contract's AuthId.
    var accessKey: String
    /// A secret.
    var secretKey: String
    /// The id of the data policy that buckets of the user have where none is named.
    var defaultDataPolicyID: String?

    /// Makes a user.
    init(
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

/// The first user, who may do everything.
public struct DS3Credentials: Hashable, Sendable {
    public var userName: String
    public var accessKey: String
    /// A secret.
    public var secretKey: String
    /// Whether whoever starts the front-end keeps the pair and follows `onSecretKey`: then a secret
    /// that was made anew is right, and one that was kept may only be late. Otherwise somebody has
    /// chosen the pair, and another one than before takes the place of what was made anew.
    public var areKept: Bool

    public init(
        userName: String = "spectra", accessKey: String, secretKey: String, areKept: Bool = false
    ) {
        self.userName = userName
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.areKept = areKept
    }
}
