// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What the configuration says of DS3's administration.
struct CatalogueSettings: Sendable {
    /// The first user, an administrator; owns what nobody else does.
    var userName: String
    /// The first user's keys.
    var accessKey: String
    var secretKey: String
    /// Whether they are those that were kept, rather than chosen.
    var areKept: Bool
    /// Whether what DS3 stores goes to media behind a cache; otherwise it stays on line.
    var hasArchive: Bool
    /// After how many seconds clients ask again, until an administrator says otherwise.
    var retryAfterSeconds: Int

    init(
        userName: String = "spectra", accessKey: String, secretKey: String,
        areKept: Bool = false, hasArchive: Bool = false, retryAfterSeconds: Int = 60
    ) {
        self.retryAfterSeconds = retryAfterSeconds
        self.userName = userName
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.areKept = areKept
        self.hasArchive = hasArchive
    }
}
