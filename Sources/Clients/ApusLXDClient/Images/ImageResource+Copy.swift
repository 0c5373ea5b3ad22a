// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
public import ApusLXDAPI

/// How an image goes from one server to another.
public enum ImageCopyMode: Hashable, Sendable {
    /// The server it goes to fetches it. The other one must be reachable from there.
    case pull
    /// The server that has it sends it. The other one must be reachable from there.
    case push
    /// The client reads it from one and sends it to the other.
    case relay
}

extension ImageResource {
    /// Copies it to another server, or another project.
    ///
    /// - Parameters:
    ///   - mode: who moves the bytes.
    ///   - addresses: URLs at which the one that is connected to is reached by the other; nil for
    ///     those it listens at.
    ///   - keepsAliases: whether its names go along. Those that are taken there are a conflict.
    ///   - aliases: further names.
    ///   - isPublic: nil for what it is here.
    ///   - isAutoUpdated: whether the copy follows this one. Only for `.pull`.
    /// - Returns: the copy.
    /// - Throws: `LXDError`.
    @discardableResult
    public func copy(
        to target: LXD, mode: ImageCopyMode = .pull, addresses: [String]? = nil,
        keepsAliases: Bool = false, aliases: [Image.Alias] = [], isPublic: Bool? = nil,
        isAutoUpdated: Bool = false
    ) async throws -> Image {
        let image = try await get()
        let description = NewImage(
            aliases: (keepsAliases ? image.aliases : []) + aliases,
            isPublic: isPublic ?? image.isPublic ?? false)
        let source = ImageResource(lxd: lxd, url: image.url)
        switch mode {
        case .pull:
            var description = description
            description.isAutoUpdated = isAutoUpdated
            return try await source.offer(
                image, to: target, as: description, at: addresses)
        case .push:
            return try await source.push(image, to: target, as: description, at: addresses)
        case .relay:
            return try await source.relay(image, to: target, as: description)
        }
    }

    private func offer(
        _ image: Image, to target: LXD, as description: NewImage, at addresses: [String]?
    ) async throws -> Image {
        try await lxd.reached(at: addresses) { address, certificate in
            var description = description
            description.source = .image(
                fingerprint: image.fingerprint, server: address, certificate: certificate,
                // One for each: they can be used once.
                secret: image.isPublic == true ? nil : try await secret(),
                project: image.projectName ?? lxd.project)
            return try await target.images.create(description)
        }
    }

    private func push(
        _ image: Image, to target: LXD, as description: NewImage, at addresses: [String]?
    ) async throws -> Image {
        try await lxd.require("images_push_relay", for: "Pushing an image")
        return try await target.reached(at: addresses) { address, certificate in
            var description = description
            description.properties = image.properties
            description.expiresAt = image.expiresAt
            description.source = ImageSource(
                type: "image", fingerprint: image.fingerprint, mode: "push")
            // It waits for the image until it is cancelled.
            let waiting = try await target.begin(
                .post, target.url.images.url, description.json)
            do {
                guard let secret = waiting.operation.metadata["secret"]?.text else {
                    throw LXDError(.badAnswer, "The answer has no secret", url: url)
                }
                let export = ImageExport(
                    target: address, secret: secret, certificate: certificate,
                    aliases: description.aliases, project: target.project)
                try await lxd.perform(.post, url.appending("export"), export.json)
                return try await target.images[image.fingerprint]
            } catch {
                await waiting.abandon()
                throw error
            }
        }
    }

    private func relay(
        _ image: Image, to target: LXD, as description: NewImage
    ) async throws -> Image {
        var description = description
        description.properties = image.properties
        description.filename = image.filename
        let files = try await export()
        guard let first = try await files.next() else {
            throw LXDError(.badAnswer, "The image has no files", url: url)
        }
        guard first.kind == .metadata else {
            return try await target.images.upload(
                first.body, as: description, fingerprint: image.fingerprint)
        }
        // The second file can be read once the first one was.
        let root = BodyReader.following { try await files.next()?.body }
        return try await target.images.upload(
            metadata: first.body, root: root, type: image.type ?? .container, as: description,
            fingerprint: image.fingerprint)
    }
}
