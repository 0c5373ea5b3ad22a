// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusModel
import ApusObjectStore
import ApusStorage

// What the server has, as it is now.
extension Call {
    /// The back-end with slow media that buckets made by DS3 are kept in; nil when there is none.
    var staging: (any Staging)? { frontEnd.staging }

    /// The records; those of media, drives and such filled with what is so now, where the request
    /// is about them.
    func records() async throws -> Records {
        let path = operation.path
        guard
            ["tape", "pool", "node", "cache", "storage", "capacity"].contains(where: {
                path.startsBytewise(with: "/_rest_/" + $0)
            })
        else { return catalogue.records }
        return try await liveRecords()
    }

    /// The records; those of media, drives and such filled with what is so now.
    func liveRecords() async throws -> Records {
        var records = catalogue.records
        let live =
            if let staging { try await media(of: staging, records) } else { try await disks() }
        // What was here when the server was set up otherwise is not here.
        let present = Set(live.map(\.id))
        for type in Self.facilities {
            for record in records.filter(type, { !present.contains($0.id) }) {
                records.remove(type, record.id)
            }
        }
        for record in live + [node(records)] {
            // What is so by itself stands above what was written down when it was made.
            var whole = records[record.type, record.id] ?? Record(record.type, id: record.id)
            whole.take(record)
            records.put(whole)
        }
        return records
    }

    /// The types of what a server has or has not.
    private static let facilities = [
        "Pool", "Tape", "TapeDrive", "TapeLibrary", "TapePartition", "CacheFilesystem",
    ]

    // MARK: Slow media

    private func media(of staging: any Staging, _ records: Records) async throws -> [Record] {
        let media = try await staging.media()
        let capacityBytes = try await staging.cacheSpace().capacityBytes
        let mounted = media.filter(\.isMounted)
        let tapes = media.map { medium in
            Record(
                "Tape", id: BuiltIn.id("tape", medium.name),
                [
                    "AssignedToStorageDomain": "true", "BarCode": medium.name,
                    "AvailableRawCapacity": medium.freeBytes.map { String($0) },
                    "FullOfData": String(medium.isFull),
                    "LastAccessed": medium.lastAccessedAt.map { DS3.Time($0).description },
                    "PartitionId": BuiltIn.tapePartition, "Role": "NORMAL",
                    "SerialNumber": medium.name, "State": "NORMAL",
                    "StorageDomainMemberId": BuiltIn.id("member", "archive"),
                    "TakeOwnershipPending": "false",
                    "TotalRawCapacity": medium.capacityBytes.map { String($0) },
                    "Type": "UNKNOWN", "WriteProtected": "false",
                ])
        }
        let serial = catalogue.dataPathBackend.instanceID
        // A drive is known by the medium in it; one is there without any.
        let drives = (0..<max(1, mounted.count)).map { number in
            Record(
                "TapeDrive", id: number == 0 ? BuiltIn.drive : BuiltIn.id("drive", "\(number)"),
                [
                    "CleaningRequired": "false", "ForceTapeRemoval": "false",
                    "MaxFailedTapes": "3", "PartitionId": BuiltIn.tapePartition,
                    "Quiesced": "NO", "ReservedTaskType": "ANY",
                    "SerialNumber": "\(serial)-\(number)", "State": "NORMAL", "Type": "UNKNOWN",
                    "TapeId": mounted.isEmpty ? nil : BuiltIn.id("tape", mounted[number].name),
                ])
        }
        return tapes + drives + [
            Record(
                "TapeLibrary", id: BuiltIn.library,
                [
                    "Name": "apus", "ManagementUrl": "http://\(premises.address)/",
                    "SerialNumber": serial,
                ]),
            Record(
                "TapePartition", id: BuiltIn.tapePartition,
                [
                    "DriveType": "UNKNOWN", "ImportExportConfiguration": "NOT_SUPPORTED",
                    "SerialNumber": serial, "State": "ONLINE",
                ]),
            Record(
                "CacheFilesystem", id: BuiltIn.cache,
                [
                    "MaxCapacityInBytes": String(capacityBytes), "NeedsReconcile": "false",
                    "NodeId": BuiltIn.node, "Path": premises.cachePath,
                ]),
        ]
    }

    // MARK: On line

    /// The pool of the store's own disks.
    private func disks() async throws -> [Record] {
        let space = try await premises.diskSpace?()
        let used = try await usedBytes()
        let free = space?.freeBytes ?? 0
        return [
            Record(
                "Pool", id: BuiltIn.pool,
                [
                    "AssignedToStorageDomain": "true", "AvailableCapacity": String(free),
                    "Guid": BuiltIn.pool, "Health": "OK", "Mountpoint": premises.dataPath,
                    "Name": "online", "PoweredOn": "true",
                    // What is neither free nor ours is the system's.
                    "ReservedCapacity": String(
                        (space?.totalBytes ?? used).clampedDifference(used + free)),
                    "State": "NORMAL",
                    "StorageDomainMemberId": BuiltIn.id("member", "online"),
                    "TotalCapacity": String(space?.totalBytes ?? used), "Type": "ONLINE",
                    "UsedCapacity": String(used),
                ])
        ]
    }

    /// What the objects of all buckets take.
    func usedBytes() async throws -> UInt64 {
        var bytes: UInt64 = 0
        try await frontEnd.forEachBucket { bucket in
            bytes += bucket.totals.bytesUsed
            return true
        }
        return bytes
    }

    private func node(_ records: Records) -> Record {
        return Record(
            "Node", id: BuiltIn.node,
            [
                "DataPathHttpPort": premises.httpPort.map { String($0) },
                "DataPathHttpsPort": premises.httpsPort.map { String($0) },
                "DataPathIpAddress": premises.address,
                "DnsName": records["Node", BuiltIn.node]?["DnsName"] ?? premises.hostName,
                "LastHeartbeat": now.description,
                "SerialNumber": catalogue.dataPathBackend.instanceID,
            ])
    }

    /// What the server tells of itself.
    var premises: DS3Premises { settings.premises }
}

extension DS3FrontEnd {
    /// The back-end that buckets made by DS3 are kept in, where it has slow media.
    var staging: (any Staging)? { Self.staging(settings, store) }

    static func staging(_ settings: DS3FrontEndSettings, _ store: ObjectStore) -> (any Staging)? {
        let policies = store.policies
        let policy = settings.storagePolicy.flatMap { policies.named($0) } ?? policies.standard
        return policies.backends[policy.backendNumber] as? any Staging
    }
}

extension Medium {
    /// What can still be written on it; nil when it has no end that is known.
    var freeBytes: UInt64? {
        guard let capacityBytes else { return nil }
        return isFull ? 0 : capacityBytes.clampedDifference(usedBytes)
    }
}

extension UInt64 {
    /// What is left of it, never below zero.
    func clampedDifference(_ other: UInt64) -> UInt64 { self > other ? self - other : 0 }
}
