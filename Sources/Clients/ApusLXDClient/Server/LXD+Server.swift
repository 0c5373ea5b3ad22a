// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
public import ApusLXDAPI

// What a server says of itself. Its configuration is read by `server()` and changed by `save(_:)`.
extension LXD {
    /// The versions of the API that it answers: `/1.0`.
    ///
    /// - Throws: `LXDError`.
    public func apiVersions() async throws -> [String] {
        guard let versions = [String](json: try await read(ResourceURL())) else {
            throw LXDError(.badAnswer, "The answer is no list of versions", url: ResourceURL())
        }
        return versions
    }

    /// The hardware it runs on, or that of the member that the client names.
    ///
    /// - Throws: `LXDError`.
    public func resources() async throws -> ServerResources {
        try await require("resources", for: "What hardware there is")
        return try await document(url.resources)
    }

    /// Counters of instances and of the server, in the text format of OpenMetrics, as they come.
    ///
    /// - Throws: `LXDError`.
    public func metrics() async throws -> BodyReader {
        try await require("metrics", for: "Metrics")
        return LXD.received(try await stream(url.metrics), from: url.metrics)
    }

    /// Every configuration key that the server knows, with its description.
    ///
    /// - Throws: `LXDError`.
    public func metadataConfiguration() async throws -> MetadataConfiguration {
        try await require("metadata_configuration", for: "The descriptions of configuration keys")
        return try await document(url.metadataConfiguration)
    }

    /// What the server found amiss, by UUID.
    public var warnings: EntityCollection<Warning> { collection(url.warnings) }

    /// Something the server found amiss.
    public func warning(_ uuid: String) -> WarningResource {
        WarningResource(lxd: self, url: url.warnings[uuid].url)
    }

    /// What the server found amiss.
    public func warning(_ warning: Warning) -> WarningResource {
        WarningResource(lxd: self, url: warning.url)
    }
}
