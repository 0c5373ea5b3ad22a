// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// An object that will be written, and where its bytes are.
public struct WriteItem: Sendable {
    enum Source: Sendable {
        case file(String)
        /// What was found in a directory: left out when it is no regular file.
        case found(String)
        case bytes(Bytes)
        case folder
    }

    /// What the object will be called.
    public var name: String
    /// Kept with the object; names without `x-amz-meta-`.
    public var metadata: [String: String] = [:]
    let source: Source

    private init(_ name: String, _ source: Source) {
        self.name = name
        self.source = source
    }

    /// A file.
    ///
    /// - Parameter name: what the object is called; nil for the path as it is given.
    public static func file(_ path: String, as name: String? = nil) -> WriteItem {
        WriteItem(name ?? path, .file(path))
    }

    /// What was found in a directory.
    static func found(_ path: String, as name: String) -> WriteItem {
        WriteItem(name, .found(path))
    }

    /// Bytes in memory.
    public static func bytes(_ bytes: Bytes, as name: String) -> WriteItem {
        WriteItem(name, .bytes(bytes))
    }

    /// A folder: an object of no bytes whose name ends with a slash.
    public static func folder(_ name: String) -> WriteItem {
        WriteItem(name.utf8.last == UInt8(ascii: "/") ? name : name + "/", .folder)
    }
}

/// An object that will be read, and what its file is called.
public struct ReadItem: Sendable {
    public var name: String
    /// nil for the latest version.
    public var versionID: String?
    /// The wanted bytes, by their positions in the object; nil for all.
    public var range: Range<Int>?
    /// The file's path below the target directory; nil for the object's name.
    public var file: String?
    /// As a listing told it; nil when it is not known.
    var sizeBytes: Int?

    /// - Parameters:
    ///   - range: the wanted bytes, by their positions in the object; nil for all.
    ///   - file: the file's path below the target directory; nil for the object's name.
    public init(
        _ name: String, range: Range<Int>? = nil, as file: String? = nil, versionID: String? = nil
    ) {
        self.name = name
        self.range = range
        self.file = file
        self.versionID = versionID
    }
}
