// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
import ApusLXDAPI

/// A file within an instance, a directory or a link, as it was when it was asked for.
public struct InstanceFile: Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        case file
        case directory
        case symlink
    }

    public let kind: Kind
    /// Owner, in the instance's numbers.
    public let userID: Int?
    /// Group, in the instance's numbers.
    public let groupID: Int?
    /// Permission bits.
    public let mode: UInt32?
    /// When it was last changed.
    public let modified: FileTime?
    /// Its bytes; a link's are its target. Empty for a directory.
    public let body: BodyReader
    /// The names in a directory, sorted; empty for everything else.
    public let entries: [String]

    init(_ headers: Headers, body: BodyReader, entries: [String]) {
        kind = headers[lxd: "type"].flatMap(Kind.init(rawValue:)) ?? .file
        userID = headers[lxd: "uid"].flatMap { Int($0) }
        groupID = headers[lxd: "gid"].flatMap { Int($0) }
        mode = headers[lxd: "mode"].flatMap { UInt32($0, radix: 8) }
        modified = headers[lxd: "modified"].flatMap(FileTime.init(goText:))
        self.body = body
        self.entries = entries
    }
}

extension FileTime {
    /// Reads a time as Go prints it: `2023-11-14 22:13:20.5 +0000 UTC`.
    init?(goText: String) {
        let parts = goText.split(separator: " ")
        guard parts.count >= 3, parts[2].utf8.count == 5 else { return nil }
        let zone = "\(parts[2].prefix(3)):\(parts[2].suffix(2))"
        guard let time = LXDTime("\(parts[0])T\(parts[1])\(zone)") else { return nil }
        self.init(seconds: time.secondsSince1970, nanoseconds: Int64(time.nanoseconds))
    }
}

/// What a file or directory that is written shall be; nil leaves it to the server, which keeps
/// what is there, and else gives it to root with 0644, or 0755 for a directory.
public struct InstanceFileAttributes: Hashable, Sendable {
    /// Owner, in the instance's numbers.
    public var userID: Int?
    /// Group, in the instance's numbers.
    public var groupID: Int?
    /// Permission bits.
    public var mode: UInt32?

    /// What is given; the rest is left to the server.
    public init(userID: Int? = nil, groupID: Int? = nil, mode: UInt32? = nil) {
        self.userID = userID
        self.groupID = groupID
        self.mode = mode
    }

    func headers(_ kind: InstanceFile.Kind) -> Headers {
        var headers: Headers = ["Content-Type": "application/octet-stream"]
        headers[lxd: "type"] = kind.rawValue
        headers[lxd: "uid"] = userID.map { String($0) }
        headers[lxd: "gid"] = groupID.map { String($0) }
        headers[lxd: "mode"] = mode.map { mode in
            let digits = String(mode & 0o7777, radix: 8)
            return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        }
        return headers
    }
}
