// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
public import ApusSwiftAPI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `[filter:container_sync]` and `[container-sync]`.
///
/// Source: OpenStack Swift, `proxy-server.conf`, `container-server.conf`,
/// `container-sync-realms.conf`.
public struct ContainerSyncSettings: Hashable, Sendable {
    /// What `realms_file` says; nil when there is no `[filter:container_sync]`.
    public var realms: ContainerSyncRealms?
    public var schedule = WorkSchedule(every: .seconds(300))
    /// `container_time`: how long a pass stays with one container.
    public var containerTime = Duration.seconds(60)
    /// `conn_timeout`.
    public var connectTimeout = Duration.seconds(5)
    /// `sync_proxy`; nil for none.
    public var proxy: String?

    /// The defaults.
    public init() {}

    /// Reads `[container-sync]`.
    mutating func readWork(_ section: inout SectionReader) {
        schedule.read(&section)
        let times = Duration.milliseconds(100) ... .seconds(86_400)
        containerTime = section.duration("container_time", in: times) ?? containerTime
        connectTimeout = section.duration("conn_timeout", in: times) ?? connectTimeout
        proxy = section.list("sync_proxy")?.first
        section.ignore("internal_client_conf_path", "request_tries")
    }

    /// Reads `[filter:container_sync]`, and the file that it names. Blocks.
    mutating func readFilter(_ section: inout SectionReader) {
        var realms = ContainerSyncRealms()
        let file = section.nonEmptyText("realms_file") ?? "/etc/swift/container-sync-realms.conf"
        if let bytes = Self.contents(of: file, &section) { realms.read(bytes, file, &section) }
        if section.boolean("allow_full_urls") == true {
            section.warn(
                "allow_full_urls changes nothing here: containers are named //realm/cluster/...")
        }
        if let current = section.nonEmptyText("current") {
            let names = current.split(separator: "/").map { $0.uppercased() }
            if names.count == 2, realms[names[0]]?.clusters[names[1]] != nil {
                realms.current = names
            } else {
                section.complain("current", "is //REALM/CLUSTER of \(file), not \(current)")
            }
        }
        section.ignore("use", "log_*", "set log_*")
        self.realms = realms
    }

    private static func contents(of file: String, _ section: inout SectionReader) -> Bytes? {
        do throws(SystemError) {
            let descriptor = try FileCalls.open(file, flags: O_RDONLY)
            defer { FileCalls.close(descriptor) }
            return try FileCalls.read(descriptor, at: 0, count: INIFile.limitBytes + 1)
        } catch {
            // Without a file there are no realms; one that was asked for must be there.
            if error.code != ENOENT || section.text("realms_file") != nil {
                section.complain("realms_file", "cannot be read: \(error)")
            }
            return nil
        }
    }
}

extension ContainerSyncRealms {
    /// Reads `container-sync-realms.conf`.
    fileprivate mutating func read(
        _ bytes: Bytes, _ file: String, _ section: inout SectionReader
    ) {
        do throws(ConfigurationError) {
            for part in try INIFile(parsing: bytes, file: file).sections
            where part.name != "DEFAULT" {
                var realm = Realm(key: "")
                for entry in part.entries {
                    let name = entry.name.lowercased()
                    if name == "key" { realm.key = entry.value }
                    if name == "key2", !entry.value.isEmpty { realm.secondKey = entry.value }
                    if let cluster = name.dropping(prefix: "cluster_") {
                        realm.clusters[cluster.uppercased()] = entry.value
                    }
                }
                if realm.key.isEmpty {
                    section.complain("realms_file", "has no key for the realm \(part.name)")
                }
                realms[part.name.uppercased()] = realm
            }
        } catch {
            section.complain("realms_file", "cannot be read: \(error)")
        }
    }
}
