// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusSwiftAPI

/// What an operator may choose about forms that store objects (`[filter:formpost]`).
public struct FormSettings: Hashable, Sendable {
    /// `allowed_digests`.
    public var functions: [TemporaryURLSignature.Function] = [.sha256, .sha512]

    /// The defaults.
    public init() {}
}
