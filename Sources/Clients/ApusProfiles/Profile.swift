// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusSwiftClient

/// Who is asking and where, under a name: from `clouds.yaml` or from our own file.
public struct Profile: Sendable {
    /// The options; not settled yet, so that those of a command line can be laid over them.
    public var authentication: AuthenticationOptions
    /// Whether any server certificate is trusted.
    public var isInsecure = false
    /// What its owner should know.
    public var warnings: [String] = []

    /// Makes one.
    public init(_ authentication: AuthenticationOptions) {
        self.authentication = authentication
    }
}

/// Why there is no profile.
public struct ProfileError: Error, Hashable, CustomStringConvertible {
    public let description: String

    /// Makes an error of its text.
    public init(_ description: String) {
        self.description = description
    }
}
