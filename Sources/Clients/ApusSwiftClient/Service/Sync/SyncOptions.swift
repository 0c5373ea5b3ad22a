// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusIO

/// One end of a synchronisation.
public enum SyncPlace: Hashable, Sendable, CustomStringConvertible {
    /// A directory.
    case directory(String)
    /// The objects of a container whose names begin with the prefix; it is left out of the names
    /// that are compared. A prefix that is not empty ends in `/`.
    case container(String, prefix: String)

    public var description: String {
        switch self {
        case .directory(let path): path
        case .container(let name, let prefix): name + "/" + prefix
        }
    }
}

/// What `SwiftService.sync` does.
public struct SyncOptions: Hashable, Sendable {
    /// Compares contents by their MD5 instead of by the time of change.
    public var comparesChecksums = false
    /// Compares nothing and transfers everything.
    public var overwrites = false
    /// Removes at the destination what the source does not have.
    public var deletes = false
    /// Names that take part; all when there are none.
    public var include: [Glob] = []
    /// Names that do not, even if included. They are not removed at the destination either.
    public var exclude: [Glob] = []
    /// How files are uploaded.
    public var upload = UploadOptions()
    /// Headers sent with each download, and what else `SwiftService.download` takes; where files
    /// go is up to the synchronisation.
    public var download = DownloadOptions()

    /// The defaults.
    public init() {}
}

/// What became of one name in a synchronisation.
public struct SyncResult: ServiceResult {
    /// What was to be done.
    public enum Work: String, Hashable, Sendable {
        case upload = "upload_object"
        case download = "download_object"
        case copy = "copy_object"
        case deleteObject = "delete_object"
        case deleteFile = "delete_file"
        /// Nothing: both ends have the same.
        case keep = "keep"
        /// Nothing could be done: the source has something that cannot be read.
        case read = "read_source"
    }

    /// Why.
    public enum Reason: String, Hashable, Sendable {
        case missing
        case size
        case time
        case checksum
        /// The source does not have it.
        case extra
        case same
        case unreadable
        /// Nothing was compared.
        case unconditional
    }

    public let work: Work
    public let reason: Reason
    /// Relative to both ends.
    public let name: String
    /// Of the source; of the destination for what is removed.
    public let sizeBytes: UInt64
    public var reply: Reply?
    public var isPlanned = false
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { work.rawValue }

    public var members: [String: JSONValue] {
        [
            "name": .string(name), "reason": .string(reason.rawValue),
            "bytes": .integer(Int64(clamping: sizeBytes)),
        ]
    }
}
