// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why a server cannot start; the description is what the operator reads.
public struct ServerError: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
