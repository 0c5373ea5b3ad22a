// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusLXDAPI
import ApusLXDClient

extension LXDContext {
    /// Where an instance's image comes from: the server itself, or another.
    func imageSource(
        _ image: RemoteName, for lxd: LXD, at remote: String?
    ) async throws -> InstanceSource {
        guard let other = image.remote, other != remote else {
            let alias = lxd.url.images.aliases[image.name]
            do {
                _ = try await lxd.raw.get(alias).document()
                return .image(alias: image.name)
            } catch let error as LXDError where error.code == .notFound {
                return .image(fingerprint: image.name)
            }
        }
        let described = try await clients.remotes.remote(named: other)
        if described.kind == .simplestreams {
            return .image(
                alias: image.name.isEmpty ? "default" : image.name,
                server: described.address.description)
        }
        let source = try await self.lxd(other).onMember(nil)
        let fingerprint = try await fingerprint(image.name, at: source)
        let server = try await source.server()
        guard let address = server.environment?.addresses.first else {
            throw LXDError(
                .local, "The server '\(other)' listens on no address that another could ask")
        }
        // Of images that are not public, a secret for this one transfer.
        let operation = try await source.raw.post(
            source.url.images[fingerprint].secret, [:]
        ).operation()
        return .image(
            fingerprint: fingerprint, server: "https://\(address)", protocol: "lxd",
            certificate: server.environment?.certificate,
            secret: operation?.operation.metadata["secret"]?.text)
    }

    /// The whole fingerprint of an image by its alias, or the beginning of it.
    func fingerprint(_ name: String, at lxd: LXD) async throws -> String {
        do {
            let alias = try await lxd.raw.get(lxd.url.images.aliases[name]).document()
            if let target = alias.target?.text { return target }
        } catch let error as LXDError where error.code == .notFound {}
        let image = try await lxd.raw.get(lxd.url.images[name]).document()
        return image.fingerprint?.text ?? name
    }
}
