// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusModel
package import ApusStorage

/// Which features that keep old objects are offered.
///
/// Source: OpenStack Swift, `[filter:versioned_writes]`; the defaults are its own.
public struct VersioningOptions: Hashable, Sendable {
    /// `X-Versions-Enabled` and versions with ids (`allow_object_versioning`).
    public var allowsObjectVersioning = false
    /// `X-Versions-Location` and `X-History-Location` (`allow_versioned_writes`).
    public var allowsArchives = false

    /// The defaults.
    public init() {}
}

/// How a request names a version.
public enum VersionID: Hashable, Sendable, CustomStringConvertible {
    /// The object that was stored without versioning.
    case null
    /// The version of this moment.
    case stored(Timestamp)

    /// Reads `null` or a moment.
    public init?(_ text: String) {
        guard text != "null" else {
            self = .null
            return
        }
        guard let time = Timestamp(text) else { return nil }
        self = .stored(Timestamp(ticks: time.ticks))
    }

    public var description: String {
        switch self {
        case .null: "null"
        case .stored(let time): time.moment
        }
    }
}

/// A version of an object.
public struct ObjectVersion: Hashable, Sendable {
    public let object: ObjectAddress
    /// The moment it was stored, which is its id.
    public let id: Timestamp

    /// Where its bytes are: in a container beside the object's, of the reserved name space, under
    /// a name that orders the latest version first.
    ///
    /// Source: OpenStack Swift, "Object Versioning", implementation notes.
    func address() throws(NameError) -> ObjectAddress {
        let inverted = Timestamp(ticks: Timestamp.latest.ticks - id.ticks)
        return ObjectAddress(
            try object.container.versions(),
            try ObjectName("\0\(object.object.text)\0\(inverted.moment)"))
    }
}

extension ContainerAddress {
    private static let versionsPrefix = "\0versions\0"

    /// What the containers of versions are called for names that begin with this.
    static func versionsName(_ prefix: String) -> String { versionsPrefix + prefix }

    /// The container that keeps this one's versions.
    func versions() throws(NameError) -> ContainerAddress {
        ContainerAddress(account, try ContainerName(Self.versionsName(container.text)))
    }

    /// The container whose versions this one keeps; nil for others.
    var origin: ContainerAddress? {
        guard let name = container.text.dropping(prefix: Self.versionsPrefix),
            let container = try? ContainerName(String(name))
        else { return nil }
        return ContainerAddress(account, container)
    }
}

extension ObjectAddress {
    /// The version that is kept here; nil where none is.
    public var version: ObjectVersion? {
        guard let container = container.origin,
            let (name, id) = Self.parse(versionName: object.text),
            let object = try? ObjectName(name)
        else { return nil }
        return ObjectVersion(object: ObjectAddress(container, object), id: id)
    }

    /// Reads the name of an object in a container of versions.
    static func parse(versionName text: String) -> (name: String, id: Timestamp)? {
        let bytes = text.utf8
        guard bytes.first == 0, let end = bytes.lastIndex(of: 0), end != bytes.startIndex,
            let inverted = Timestamp(text[bytes.index(after: end)...])
        else { return nil }
        let name = text[bytes.index(after: bytes.startIndex)..<end]
        return (
            String(name), Timestamp(ticks: Timestamp.latest.ticks - inverted.ticks)
        )
    }
}

/// What is wrong with a request that has to do with versions.
public enum VersioningProblem: Hashable, Sendable {
    /// The container has never kept versions.
    case notVersioned
    /// The version to go back to is not there.
    case noSuchVersion
    /// The version says that the object was deleted.
    case deleteMarker(VersionID)
    /// A container with versions is not deleted.
    case hasVersions
    /// The container that keeps the versions is gone.
    case versionsGone
    /// A container that archives what it replaces gets no versions.
    case usesArchive
    /// The container to archive in is not there.
    case archiveMissing
    /// A container of a deprecated policy gets no versions.
    case deprecatedPolicy
}

extension ObjectRow {
    /// MD5 of no bytes.
    static let emptyETag = "d41d8cd98f00b204e9800998ecf8427e"

    private static let deleteMarker = "delete-marker"

    /// What listings show as the type of a delete marker.
    static let deleteMarkerType = "application/x-deleted;swift_versions_deleted=1"

    /// The id of the version that stands here by a link.
    var versionID: Timestamp? { symlink?.address.version?.id }

    /// Whether this says that the object was deleted.
    package var isDeleteMarker: Bool { system[Self.deleteMarker] != nil }

    /// Makes this say that the object was deleted.
    mutating func markDeleted() { system[Self.deleteMarker] = "yes" }
}
