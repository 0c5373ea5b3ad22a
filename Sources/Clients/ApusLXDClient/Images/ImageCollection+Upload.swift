// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
public import ApusLXDAPI

// Images that are sent by the client. What comes in two files is sent in one request too, metadata
// first; nothing is held in memory.
extension EntityCollection where Member == Image {
    /// Sends an image that is one file.
    ///
    /// - Parameters:
    ///   - description: what is known beforehand: aliases, properties, whether it is public. It
    ///     has no source.
    ///   - fingerprint: the SHA-256 of the file; the server refuses another. Nil when it is not
    ///     known.
    ///   - progress: called with the bytes that have gone.
    /// - Returns: the image as it is at the server.
    /// - Throws: `LXDError`, with `.conflict` when an alias is taken; then nothing was sent.
    @discardableResult
    public func upload(
        _ body: BodyReader, as description: NewImage = NewImage(), fingerprint: String? = nil,
        progress: TransferProgress? = nil
    ) async throws -> Image {
        try await upload(
            body, contentType: "application/octet-stream", as: description,
            fingerprint: fingerprint, progress: progress)
    }

    /// Sends an image that is metadata and a file system, or the disk of a virtual machine.
    ///
    /// - Parameter type: what instances it makes.
    /// - Throws: as `upload(_:as:fingerprint:progress:)`.
    @discardableResult
    public func upload(
        metadata: BodyReader, root: BodyReader, type: InstanceType = .container,
        as description: NewImage = NewImage(), fingerprint: String? = nil,
        progress: TransferProgress? = nil
    ) async throws -> Image {
        let form = MultipartForm.make([
            MultipartForm.Part(name: "metadata", fileName: "metadata", body: metadata),
            MultipartForm.Part(
                name: type == .virtualMachine ? "rootfs.img" : "rootfs", fileName: "rootfs",
                body: root),
        ])
        return try await upload(
            form.body, contentType: form.contentType, as: description, fingerprint: fingerprint,
            progress: progress)
    }

    /// Sends an image that is one file of this machine.
    ///
    /// - Throws: as `upload(_:as:fingerprint:progress:)`, and with `.local`.
    @discardableResult
    public func upload(
        file path: String, as description: NewImage = NewImage(), fingerprint: String? = nil,
        progress: TransferProgress? = nil
    ) async throws -> Image {
        var description = description
        if description.filename == nil {
            description.filename = path.split(separator: "/").last.map(String.init)
        }
        return try await upload(
            try await lxd.body(ofFile: path), as: description, fingerprint: fingerprint,
            progress: progress)
    }

    /// Sends an image that is two files of this machine.
    ///
    /// - Throws: as `upload(_:as:fingerprint:progress:)`, and with `.local`.
    @discardableResult
    public func upload(
        metadataFile: String, rootFile: String, type: InstanceType = .container,
        as description: NewImage = NewImage(), fingerprint: String? = nil,
        progress: TransferProgress? = nil
    ) async throws -> Image {
        try await upload(
            metadata: try await lxd.body(ofFile: metadataFile),
            root: try await lxd.body(ofFile: rootFile), type: type, as: description,
            fingerprint: fingerprint, progress: progress)
    }

    private func upload(
        _ body: BodyReader, contentType: String, as description: NewImage, fingerprint: String?,
        progress: TransferProgress?
    ) async throws -> Image {
        for alias in description.aliases.compactMap(\.name) {
            guard try await !aliases.contains(alias) else {
                throw LXDError(.conflict, "There is an alias \(alias)", url: url)
            }
        }
        var headers = Self.headers(description)
        headers["Content-Type"] = contentType
        headers[lxd: "fingerprint"] = fingerprint
        let url = url.with("filter", nil).with("all-projects", nil)
        let answer = try await lxd.answer(
            to: try await lxd.send(
                .post, url, headers: headers, body: LXD.telling(progress, of: body)),
            at: url)
        guard let begun = answer.operation else {
            throw LXDError(.badAnswer, "The answer is no operation", url: url)
        }
        let operation = try await RunningOperation(begun, of: lxd).wait()
        guard let made = operation.metadata["fingerprint"]?.text else {
            throw LXDError(.badAnswer, "The answer does not say what was made", url: url)
        }
        do {
            return try await finished(made, description)
        } catch {
            // All of it or nothing; the first failure is what is told.
            await LXD.tidying { try await delete(made) }
            throw error
        }
    }

    /// What cannot be said while sending.
    private func finished(_ fingerprint: String, _ description: NewImage) async throws -> Image {
        for alias in description.aliases {
            guard let name = alias.name else { continue }
            try await aliases.create(
                NewImageAlias(
                    name: name, target: fingerprint, description: alias.description))
        }
        var image = try await self[fingerprint]
        if let expiresAt = description.expiresAt { image.expiresAt = expiresAt }
        try await lxd.save(&image)
        return image
    }

    /// What is said of an image beside its bytes.
    private static func headers(_ description: NewImage) -> Headers {
        func form(_ members: [(String, String)]) -> String? {
            guard !members.isEmpty else { return nil }
            return members.map { name, value in
                PercentEncoding.encode(name, keeping: "") + "="
                    + PercentEncoding.encode(value, keeping: "")
            }.joined(separator: "&")
        }
        var headers: Headers = [:]
        headers[lxd: "filename"] = description.filename
        if description.isPublic { headers[lxd: "public"] = "true" }
        headers[lxd: "properties"] = form(
            description.properties.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        headers[lxd: "profiles"] = form((description.profiles ?? []).map { ("profile", $0) })
        return headers
    }
}
