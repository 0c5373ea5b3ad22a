// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// An image by its fingerprint, or the beginning of it: what is done to it.
public struct ImageResource: Resource {
    public typealias Value = Image

    public let lxd: LXD
    public let url: ResourceURL

    /// Its fingerprint, as far as it was given.
    public var fingerprint: String { url.segments.last ?? "" }

    /// Makes the server look for a newer one where it came from, and fetch it.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `LXDError`, also for images that came from nowhere.
    @discardableResult
    public func refresh() async throws -> Bool {
        let (_, operation) = try await lxd.perform(.post, url.appending("refresh"))
        return operation?.metadata["refreshed"] == true
    }

    /// What lets whoever has it read the image once, though it is private; it ends soon.
    ///
    /// - Throws: `LXDError`.
    public func secret() async throws -> String {
        let running = try await lxd.begin(.post, url.appending("secret"))
        guard let secret = running.operation.metadata["secret"]?.text else {
            throw LXDError(.badAnswer, "The answer has no secret", url: url)
        }
        return secret
    }
}

/// Another name of an image, by the name.
public struct ImageAliasResource: Resource {
    public typealias Value = ImageAlias

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when that is taken.
    /// - Returns: the alias by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> ImageAliasResource {
        ImageAliasResource(lxd: lxd, url: try await renamed(to: name))
    }
}

extension LXD {
    /// Images, by fingerprint or the beginning of one.
    public var images: EntityCollection<Image> { collection(url.images) }

    /// An image by its fingerprint, or the beginning of it.
    public func image(_ fingerprint: String) -> ImageResource {
        ImageResource(lxd: self, url: url.images[fingerprint].url)
    }

    /// The image an entity tells of.
    public func image(_ image: Image) -> ImageResource {
        ImageResource(lxd: self, url: image.url)
    }

    /// A name of an image.
    public func imageAlias(_ name: String) -> ImageAliasResource {
        ImageAliasResource(lxd: self, url: url.images.aliases[name].url)
    }
}

extension EntityCollection where Member == Image {
    /// The names of images.
    public var aliases: EntityCollection<ImageAlias> {
        EntityCollection<ImageAlias>(
            url.with("filter", nil).with("all-projects", nil).appending("aliases"), of: lxd)
    }

    /// The image that goes by a name.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func aliased(_ name: String) async throws -> Image {
        let alias = try await aliases[name]
        guard let fingerprint = alias.target else {
            throw LXDError(.badAnswer, "The alias has no target", url: alias.url)
        }
        return try await self[fingerprint]
    }
}
