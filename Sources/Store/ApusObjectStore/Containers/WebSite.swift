// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

/// What a container's metadata says of it as a web site.
///
/// Source: OpenStack Swift, "StaticWeb", `X-Container-Meta-Web-…`.
public struct WebSite: Hashable, Sendable {
    /// The name of the page that a directory shows (`Web-Index`); empty for none.
    public var index = ""
    /// What the names of error pages end with, after the status (`Web-Error`); empty for none.
    public var errorSuffix = ""
    /// Whether directories are listed, as its owner wrote it (`Web-Listings`).
    public var listings = ""
    /// What listings call the container (`Web-Listings-Label`); empty for its path.
    public var listingsLabel = ""
    /// The style sheet of listings (`Web-Listings-CSS`): an object, or a URL; empty for none.
    public var listingsStyle = ""
    /// The content type of the objects that stand for directories (`Web-Directory-Type`).
    public var directoryType = "application/directory"

    /// The defaults.
    public init() {}

    /// Whether it is a web site at all.
    public var isServed: Bool { !index.isEmpty || !listings.isEmpty }
}

extension ObjectStore {
    /// What a container is as a web site; nothing when it is not there.
    ///
    /// Nobody is asked who they are: what a site's pages show is decided when they are read.
    public func webSite(of address: ContainerAddress) async throws -> WebSite {
        var site = WebSite()
        guard let stat = try await stat(try await container(address), of: address, .mayBeStale)
        else { return site }
        func value(_ name: String) -> String {
            stat.metadata["x-container-meta-web-\(name)"] ?? ""
        }
        site.index = value("index")
        site.errorSuffix = value("error")
        site.listings = value("listings")
        site.listingsLabel = value("listings-label")
        site.listingsStyle = value("listings-css")
        let type = value("directory-type")
        if !type.isEmpty { site.directoryType = type }
        return site
    }
}
