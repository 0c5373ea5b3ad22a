// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusModel
import ApusStorage

/// What a container's metadata says about requests from pages of other origins.
public struct CrossOriginRules: Hashable, Sendable {
    /// Origins, or `*` for all.
    public var allowedOrigins: [String] = []
    /// For how long, in seconds, a browser may remember it; as its owner wrote it.
    public var maxAge: String?
    /// Fields that pages may see, in lower case.
    public var exposedFields: [String] = []
}

extension ObjectStore {
    /// The rules of a container; those of one that is not there allow nothing.
    ///
    /// Anybody may know them: a browser asks before it shows any credentials.
    public func crossOriginRules(of address: ContainerAddress) async throws -> CrossOriginRules {
        guard let stat = try await stat(try await container(address), of: address, .mayBeStale)
        else {
            return CrossOriginRules()
        }
        func words(_ name: String) -> [String] {
            let value = stat.metadata["x-container-meta-access-control-\(name)"] ?? ""
            return value.parts(separatedBy: " ", keepsEmpty: false).map(String.init)
        }
        return CrossOriginRules(
            allowedOrigins: words("allow-origin"),
            maxAge: stat.metadata["x-container-meta-access-control-max-age"],
            exposedFields: words("expose-headers").map { $0.lowercased() })
    }
}
