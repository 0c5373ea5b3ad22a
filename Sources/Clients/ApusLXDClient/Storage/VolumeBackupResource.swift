// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
public import ApusLXDAPI

/// A backup of a volume, by its name: a file at the server.
public struct VolumeBackupResource: Resource {
    public typealias Value = StorageVolumeBackup

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name below the volume's.
    public var name: String { url.segments.last ?? "" }

    /// Its bytes, as they come.
    ///
    /// - Parameter progress: called with the bytes that have come.
    /// - Throws: `LXDError` with `.notFound`.
    public func export(progress: TransferProgress? = nil) async throws -> BodyReader {
        try await lxd.require(Value.self)
        let url = url.appending("export")
        let body = LXD.received(try await lxd.stream(url), from: url)
        return LXD.telling(progress, of: body)
    }

    /// Writes it to a file of this machine, which takes its name when it is whole.
    ///
    /// - Throws: `LXDError`, with `.local` when it cannot be written.
    public func export(toFile path: String, progress: TransferProgress? = nil) async throws {
        try await PartialFile.write(
            try await export(progress: progress), to: path, lane: lxd.transport.files)
    }

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the backup by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> VolumeBackupResource {
        VolumeBackupResource(lxd: lxd, url: try await renamed(to: name))
    }
}

extension StoragePoolResource {
    /// What a file is that becomes a volume.
    public enum ImportFormat: Hashable, Sendable {
        /// A backup of a volume, of this server or another.
        case backup
        /// The image of a CD or DVD.
        case iso
        /// An archive of files.
        case tar
    }

    /// Makes a volume of what is sent.
    ///
    /// - Parameters:
    ///   - name: of the volume; nil for the one that the backup has.
    ///   - progress: called with the bytes that have gone.
    /// - Throws: `LXDError`, with `.conflict` when there is a volume of that name.
    /// - Returns: the volume.
    @discardableResult
    public func importVolume(
        _ body: BodyReader, as name: String? = nil, format: ImportFormat = .backup,
        progress: TransferProgress? = nil
    ) async throws -> StorageVolume {
        var headers: Headers = ["Content-Type": "application/octet-stream"]
        headers[lxd: "name"] = name
        switch format {
        case .backup:
            try await lxd.require("custom_volume_backup", for: "Importing a volume")
        case .iso:
            try await lxd.require("custom_volume_iso", for: "Importing the image of a disc")
            headers[lxd: "type"] = "iso"
        case .tar:
            try await lxd.require("import_custom_volume_tar", for: "Importing an archive")
            headers[lxd: "type"] = "tar"
        }
        let custom = volumes(.custom)
        // The server does not say what a backup without a name has become.
        let before = name == nil ? Set(try await custom.names()) : []
        let url = url.appending("volumes", VolumeType.custom.rawValue)
        let answer = try await lxd.answer(
            to: try await lxd.send(
                .post, url, headers: headers, body: LXD.telling(progress, of: body)),
            at: url)
        guard let begun = answer.operation else {
            throw LXDError(.badAnswer, "The answer is no operation", url: url)
        }
        let operation = try await RunningOperation(begun, of: lxd).wait()
        if let name { return try await custom[name] }
        let named = operation.resources.values.flatMap { $0 }
            .first { $0.matches(StorageVolume.pattern) }
        if let named { return try await lxd.get(at: named) }
        guard let made = try await custom.all().first(where: { !before.contains($0.key) })
        else { throw LXDError(.badAnswer, "The server does not say what was made", url: url) }
        return try await lxd.get(at: made.url)
    }

    /// Makes a volume of a file of this machine.
    ///
    /// - Throws: as `importVolume(_:as:format:progress:)`, and with `.local`.
    @discardableResult
    public func importVolume(
        file path: String, as name: String? = nil, format: ImportFormat = .backup,
        progress: TransferProgress? = nil
    ) async throws -> StorageVolume {
        try await importVolume(
            try await lxd.body(ofFile: path), as: name, format: format, progress: progress)
    }
}
