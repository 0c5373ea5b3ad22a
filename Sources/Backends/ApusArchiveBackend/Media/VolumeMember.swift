// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTar

/// A body as a member of a volume.
///
/// The names of its attributes are those that OpenStack Swift gives to what it makes of a tar
/// archive (`bulk`), and its own ones are extended attributes too: GNU tar knows the form, says
/// nothing, and sets them with `--xattrs`.
enum VolumeMember {
    private static let prefix = "SCHILY.xattr.user."
    static let checksumKey = prefix + "apus.crc32c"
    static let idKey = prefix + "apus.body"
    static let accountKey = prefix + "apus.account"
    static let containerKey = prefix + "apus.container"
    static let rowKey = prefix + "apus.row"

    /// The headers of a body.
    ///
    /// - Parameter row: as everybody sees it.
    static func header(
        _ row: ObjectRow, _ state: BodyState, checksum: UInt32, at place: RowPlace
    ) -> Bytes {
        var attributes = [
            accountKey: Bytes(place.container.account.text),
            containerKey: Bytes(place.container.container.text),
            idKey: Bytes(String(state.id, radix: 16)),
            checksumKey: Bytes(String(checksum, radix: 16)),
            rowKey: Bytes(JSONText.encode(RowCopy.encode(row, at: place.key)) ?? ""),
            prefix + "mime_type": Bytes(row.contentType),
        ]
        let own = "x-object-meta-"
        for (name, value) in row.metadata.values where name.hasPrefix(own) {
            attributes[prefix + "meta." + name.dropFirst(own.utf8.count)] = Bytes(value)
        }
        // No keyword ends before its sign, and an empty value takes a keyword back.
        attributes = attributes.filter { !$0.key.contains("=") && !$0.value.isEmpty }
        let ticks = row.createdAt.ticks % Timestamp.ticksPerSecond
        let modified = FileTime(
            seconds: Int64(row.createdAt.seconds),
            nanoseconds: Int64(ticks * (1_000_000_000 / Timestamp.ticksPerSecond)))
        return TarWriter.header(
            TarMember(
                path: path(place), sizeBytes: state.sizeBytes, modified: modified,
                attributes: attributes))
    }

    /// The checksum that a member's header tells.
    static func checksum(of entry: TarEntry) -> UInt32? {
        entry.attributes[checksumKey].flatMap { UInt32($0.text, radix: 16) }
    }

    /// The row that a member's body had when it was written, and the body's number; nil for what
    /// no archive has written.
    static func row(of entry: TarEntry) -> (RowPlace, ObjectRow, id: UInt64)? {
        guard let account = try? AccountName(entry.attributes[accountKey]?.text ?? ""),
            let container = try? ContainerName(entry.attributes[containerKey]?.text ?? ""),
            let id = entry.attributes[idKey].flatMap({ UInt64($0.text, radix: 16) }),
            let fields = entry.attributes[rowKey].flatMap({ JSONText.decode($0.text) }),
            let (key, row) = RowCopy.decode(fields)
        else { return nil }
        let place = RowPlace(container: ContainerAddress(account, container), key: key)
        return (place, row, id)
    }

    /// `account/container/object`, and `@` with its moment for a version. Parts that are no names
    /// of files are written with `%`.
    private static func path(_ place: RowPlace) -> String {
        var object = place.key.name.text
        if case .versions(let moment) = place.key.space { object += "@\(moment)" }
        let parts =
            [place.container.account.text, place.container.container.text]
            + object.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return parts.map { part in
            switch part {
            case "": "%"
            case ".": "%2E"
            case "..": "%2E%2E"
            default: part.replacing("\u{0}", with: "%00")
            }
        }.joined(separator: "/")
    }
}
