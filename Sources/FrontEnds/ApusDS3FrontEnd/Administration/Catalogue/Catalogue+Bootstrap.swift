// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest

// What is there from the start.
extension Catalogue {
    /// Makes what is missing of what must be there, and takes over what the configuration says.
    func establish() async throws {
        let pair = Bytes("\(settings.accessKey):\(settings.secretKey)")
        let configured = Base64.encode(Digest.of(pair, .sha256))
        try await change { change in
            for record in self.standing where change.records[record.type, record.id] == nil {
                var record = record
                record.fillIn(now: self.now)
                change.put(record)
            }
            // What the server was before stores nothing any more.
            let former = BuiltIn.id("rule", self.settings.hasArchive ? "online" : "archive")
            if let rule = change.records["DataPersistenceRule", former] { change.remove(rule) }
            var user =
                change.records["SpectraUser", BuiltIn.user]
                ?? Record(
                    "SpectraUser", id: BuiltIn.user,
                    ["DefaultDataPolicyId": BuiltIn.dataPolicy, "MaxBuckets": "10000"])
            user[hidden: "built-in"] = "1"
            // A secret key that was made anew since stays, until the configuration changes.
            let isLate = self.settings.areKept && user["AuthId"] == self.settings.accessKey
            if user[hidden: "configured"] != configured, !isLate {
                user["AuthId"] = self.settings.accessKey
                user["SecretKey"] = self.settings.secretKey
                user["Name"] = self.settings.userName
                user[hidden: "configured"] = configured
            }
            change.put(user)
            guard var path = change.records["DataPathBackend", BuiltIn.dataPath] else { return }
            let seconds = String(self.settings.retryAfterSeconds)
            if path[hidden: "configured"] != seconds {
                path["CacheAvailableRetryAfterInSeconds"] = seconds
                path[hidden: "configured"] = seconds
            }
            change.put(path)
        }
    }

    /// What is made once and then is its administrators' to change, where it may change at all.
    private var standing: [Record] {
        var records = [
            Record(
                "Group", id: BuiltIn.everyone, ["Name": "Everyone", "BuiltIn": "true"]),
            Record(
                "Group", id: BuiltIn.administrators,
                ["Name": "Administrators", "BuiltIn": "true"]),
            Record(
                "GroupMember", id: BuiltIn.id("first administrator"),
                ["GroupId": BuiltIn.administrators, "MemberUserId": BuiltIn.user]),
            Record(
                "DataPolicy", id: BuiltIn.dataPolicy, ["Name": "standard", "CreationDate": now]),
            Record(
                "DataPathBackend", id: BuiltIn.dataPath,
                ["Activated": "true", "InstanceId": UUIDText.random()]),
            Record("Node", id: BuiltIn.node, ["Name": "apus"]),
        ]
        records += settings.hasArchive ? archive : online
        return records.map { record in
            var record = record
            record[hidden: "built-in"] = "1"
            return record
        }
    }

    /// Volumes behind the cache: tapes of one partition with one drive.
    private var archive: [Record] {
        [
            Record("TapeLibrary", id: BuiltIn.library, ["Name": "apus"]),
            Record(
                "TapePartition", id: BuiltIn.tapePartition,
                ["LibraryId": BuiltIn.library, "Name": "archive", "Quiesced": "NO"]),
            Record("CacheFilesystem", id: BuiltIn.cache, ["NodeId": BuiltIn.node]),
            Record("TapeDrive", id: BuiltIn.drive, ["PartitionId": BuiltIn.tapePartition]),
            Record("StorageDomain", id: BuiltIn.archive, ["Name": "archive"]),
            Record(
                "StorageDomainMember", id: BuiltIn.id("member", "archive"),
                [
                    "StorageDomainId": BuiltIn.archive,
                    "TapePartitionId": BuiltIn.tapePartition, "TapeType": "UNKNOWN",
                ]),
            Record(
                "DataPersistenceRule", id: BuiltIn.id("rule", "archive"),
                [
                    "DataPolicyId": BuiltIn.dataPolicy, "StorageDomainId": BuiltIn.archive,
                    "IsolationLevel": "STANDARD", "Type": "PERMANENT", "State": "NORMAL",
                ]),
        ]
    }

    /// The store's own disks: one pool.
    private var online: [Record] {
        [
            Record(
                "PoolPartition", id: BuiltIn.poolPartition, ["Name": "online", "Type": "ONLINE"]),
            Record("Pool", id: BuiltIn.pool, ["PartitionId": BuiltIn.poolPartition]),
            Record("StorageDomain", id: BuiltIn.online, ["Name": "online"]),
            Record(
                "StorageDomainMember", id: BuiltIn.id("member", "online"),
                ["StorageDomainId": BuiltIn.online, "PoolPartitionId": BuiltIn.poolPartition]),
            Record(
                "DataPersistenceRule", id: BuiltIn.id("rule", "online"),
                [
                    "DataPolicyId": BuiltIn.dataPolicy, "StorageDomainId": BuiltIn.online,
                    "IsolationLevel": "STANDARD", "Type": "PERMANENT", "State": "NORMAL",
                ]),
        ]
    }
}
