// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusIO
import ApusLXDAPI

extension ImageResource {
    /// Begins to read its files.
    ///
    /// - Parameters:
    ///   - secret: what another client was given for a private image; nil for clients that are
    ///     trusted.
    ///   - progress: called with the bytes that have come.
    /// - Throws: `LXDError` with `.notFound`.
    public func export(
        secret: String? = nil, progress: TransferProgress? = nil
    ) async throws -> ImageFiles {
        let url = url.appending("export").with("secret", secret)
        return try ImageFiles(try await lxd.stream(url), url: url, progress: progress)
    }

    /// Writes its files to this machine: one at the path, or metadata there and the file system at
    /// the path with `.root` behind.
    ///
    /// The files take their names when all is here and its digest is that of the image.
    ///
    /// - Returns: the paths.
    /// - Throws: `LXDError`, with `.local` when they cannot be written, with `.badAnswer` when they
    ///   are another image's.
    @discardableResult
    public func export(
        toFile path: String, secret: String? = nil, progress: TransferProgress? = nil
    ) async throws -> [String] {
        let files = try await export(secret: secret, progress: progress)
        var written: [(path: String, file: PartialFile)] = []
        do {
            var digest = Digest(.sha256)
            while let file = try await files.next() {
                let place = file.kind == .root ? path + ".root" : path
                guard !written.contains(where: { $0.path == place }) else {
                    throw LXDError(.badAnswer, "A file came twice", url: url)
                }
                let partial = try await PartialFile.make(place, lane: lxd.transport.files)
                written.append((place, partial))
                while let bytes = try await file.body.next() {
                    digest.update(bytes)
                    try await partial.write(bytes)
                }
            }
            guard Hexadecimal.encode(digest.finish()).hasPrefix(fingerprint.lowercased()) else {
                throw LXDError(.badAnswer, "The files are not those of the image", url: url)
            }
            for (_, file) in written { try await file.finish() }
        } catch {
            for (_, file) in written { await file.discard() }
            throw error
        }
        return written.map(\.path)
    }
}
