// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusLXDAPI
import ApusSwiftClient

/// A backup of an instance in an object store: an object `INSTANCE/TIMESTAMP`, which a manifest
/// makes of segments, with metadata that says what it is.
///
/// Only objects with both the form of name and the metadata are ours: nothing else is ever listed,
/// restored or deleted.
struct StoredBackup: Sendable {
    let container: String
    /// `INSTANCE/TIMESTAMP`.
    let object: String
    let instance: String
    let project: String
    let server: String
    let version: String
    let hasSnapshots: Bool
    /// Of all bytes, in hexadecimal.
    let sha256: String
    let bytes: UInt64
    /// `20261121T235959Z`.
    let timestamp: String

    private static let prefix = "X-Object-Meta-Lxd-Backup-"

    /// What a new one bears.
    var headers: Headers {
        var headers: Headers = ["Content-Type": "application/octet-stream"]
        let fields = [
            "Format": "1", "Instance": instance, "Project": project, "Server": server,
            "Version": version, "Snapshots": hasSnapshots ? "included" : "left out",
            "Sha256": sha256, "Bytes": String(bytes),
        ]
        for (name, value) in fields {
            headers[Self.prefix + name] = PercentEncoding.encode(value, keeping: " /:+")
        }
        return headers
    }

    init(
        container: String, instance: String, project: String, server: String, version: String,
        hasSnapshots: Bool, sha256: String, bytes: UInt64, timestamp: String
    ) {
        self.container = container
        object = "\(instance)/\(timestamp)"
        self.instance = instance
        self.project = project
        self.server = server
        self.version = version
        self.hasSnapshots = hasSnapshots
        self.sha256 = sha256
        self.bytes = bytes
        self.timestamp = timestamp
    }

    /// What the header fields of an object say; nil for one that is none of ours.
    init?(container: String, object: String, headers: Headers) {
        func field(_ name: String) -> String? {
            headers[Self.prefix + name].flatMap { PercentEncoding.decode($0[...]) }
        }
        guard let (instance, timestamp) = Self.parts(of: object), field("Format") == "1",
            field("Instance") == instance, let sha256 = field("Sha256"), sha256.count == 64,
            let bytes = field("Bytes").flatMap({ UInt64($0) })
        else { return nil }
        self.init(
            container: container, instance: instance, project: field("Project") ?? "default",
            server: field("Server") ?? "", version: field("Version") ?? "",
            hasSnapshots: field("Snapshots") == "included", sha256: sha256, bytes: bytes,
            timestamp: timestamp)
    }

    /// Instance and time of a name that has the form of ours.
    static func parts(of object: String) -> (instance: String, timestamp: String)? {
        let parts = object.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, seconds(of: String(parts[1])) != nil else {
            return nil
        }
        return (String(parts[0]), String(parts[1]))
    }

    // MARK: Time

    /// Seconds since 1970.
    var seconds: Int64 { Self.seconds(of: timestamp) ?? 0 }

    static func timestamp(_ seconds: Int64) -> String {
        LXDTime(secondsSince1970: seconds).description.filter { $0 != "-" && $0 != ":" }
    }

    static func seconds(of timestamp: String) -> Int64? {
        let digits = timestamp.utf8.filter { (48...57).contains($0) }
        guard timestamp.utf8.count == 16, digits.count == 14, timestamp.hasSuffix("Z"),
            Array(timestamp.utf8)[8] == UInt8(ascii: "T")
        else { return nil }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        return CivilTime(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14))?.secondsSince1970
    }

    /// The same under the name of a later moment.
    func later(seconds: Int64) -> StoredBackup {
        StoredBackup(
            container: container, instance: instance, project: project, server: server,
            version: version, hasSnapshots: hasSnapshots, sha256: sha256, bytes: bytes,
            timestamp: Self.timestamp(self.seconds + seconds))
    }

    /// Whether both are of one instance and have the same bytes.
    func isSame(as other: StoredBackup) -> Bool {
        [instance, project, server, sha256]
            == [other.instance, other.project, other.server, other.sha256]
    }

    /// What a line of JSON says of it.
    var document: JSONValue {
        [
            "backup": .string("\(container)/\(object)"), "container": .string(container),
            "object": .string(object), "instance": .string(instance),
            "project": .string(project), "server": .string(server),
            "version": .string(version), "snapshots": .boolean(hasSnapshots),
            "sha256": .string(sha256), "bytes": .integer(Int64(clamping: bytes)),
            "timestamp": .string(timestamp),
        ]
    }
}

/// Which backups of an instance stay.
struct BackupRetention: Sendable {
    /// The newest so many.
    var count: Int?
    /// Those younger than so many seconds.
    var seconds: Double?

    var isSet: Bool { count != nil || seconds != nil }

    /// Those to delete, of the backups of one instance: what no rule keeps, and never the newest.
    func obsolete(_ backups: [StoredBackup], now: Int64) -> [StoredBackup] {
        guard isSet else { return [] }
        let newestFirst = backups.sorted { $0.timestamp > $1.timestamp }
        return newestFirst.enumerated().filter { position, backup in
            let isAmongNewest = position < max(1, count ?? 1)
            let isYoung = seconds.map { Double(now - backup.seconds) < $0 } ?? false
            return !isAmongNewest && !isYoung
        }.map(\.element)
    }
}
