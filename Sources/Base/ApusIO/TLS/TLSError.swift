// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What OpenSSL refused, or what a peer did wrong.
public struct TLSError: Error, Hashable, CustomStringConvertible {
    /// What was being done, and OpenSSL's reason; never key material.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
