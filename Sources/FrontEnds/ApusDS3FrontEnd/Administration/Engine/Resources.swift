// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest

// What there are records of.
extension Resource {
    static let records: [Resource] =
        [
            Resource("user", "SpectraUser", unique: [["AuthId"]], check: fillInUser),
            Resource("group", "Group"),
            Resource(
                "group_member", "GroupMember",
                unique: [["GroupId", "MemberUserId", "MemberGroupId"]], check: checkMember),
            Resource(
                "bucket_acl", "BucketAcl",
                unique: [["BucketId", "UserId", "GroupId", "Permission"]]),
            Resource(
                "data_policy_acl", "DataPolicyAcl",
                unique: [["DataPolicyId", "UserId", "GroupId"]]),
            Resource("data_policy", "DataPolicy", check: checkPolicy),
            Resource(
                "data_persistence_rule", "DataPersistenceRule",
                unique: [["DataPolicyId", "StorageDomainId"]], check: checkRule),
            Resource("storage_domain", "StorageDomain", check: checkDomain),
            Resource(
                "storage_domain_member", "StorageDomainMember",
                unique: [["StorageDomainId", "PoolPartitionId", "TapePartitionId", "TapeType"]],
                check: checkDomainMember),
            Resource("pool_partition", "PoolPartition"),
            Resource(
                "tape_density_directive", "TapeDensityDirective",
                unique: [["PartitionId", "TapeType"]]),
            Resource("node", "Node"),
            Resource("cache_filesystem", "CacheFilesystem"),
            Resource("tape_library", "TapeLibrary"),
            Resource("tape_partition", "TapePartition", check: checkTapePartition),
            Resource("tape_drive", "TapeDrive", check: checkDrive),
            Resource("tape", "Tape"),
            Resource("pool", "Pool", check: checkPool),
        ] + NotificationKind.all.map { Resource($0.resource, $0.type) }

    /// That of a type.
    static func record(_ type: String) -> Resource {
        records.first { $0.type == type } ?? Resource(type.lowercased(), type)
    }

    private static let fillInUser: Check = { user, _ in
        // What signs requests has letters that need no escapes anywhere.
        if user["AuthId"] == nil { user["AuthId"] = Hexadecimal.encode(RandomBytes.make(10)) }
        if user["SecretKey"] == nil { user.renewSecretKey() }
        guard user["Name"] != nil else { throw DS3Error.badRequest("A user has a name.") }
    }

    private static let checkMember: Check = { member, records in
        guard member["GroupId"] != BuiltIn.everyone else {
            throw DS3Error.conflict("All users are in Everyone.")
        }
        guard let group = member["GroupId"], let inner = member["MemberGroupId"] else { return }
        guard group != inner, !records.contains(group, within: inner) else {
            throw DS3Error.conflict("A group cannot be within itself.")
        }
    }

    private static let checkPolicy: Check = { policy, _ in
        if let size = policy["DefaultBlobSize"], Int64(size).map({ $0 < 1 }) ?? true {
            throw DS3Error.badRequest("A blob has at least one byte.")
        }
        if policy["MaxVersionsToKeep"] == "0" {
            throw DS3Error.badRequest("One version is kept at least.")
        }
    }

    private static let checkRule: Check = { rule, _ in
        if rule["State"] == nil { rule["State"] = "NORMAL" }
        guard rule["MinimumDaysToRetain"] == nil || rule["Type"] == "TEMPORARY" else {
            throw DS3Error.badRequest("Only temporary rules have days to retain.")
        }
    }

    private static let checkDomain: Check = { domain, _ in
        if let text = domain["MaxTapeFragmentationPercent"], let percent = Int(text), percent > 100
        {
            throw DS3Error.badRequest("MaxTapeFragmentationPercent is a percentage.")
        }
    }

    private static let checkDomainMember: Check = { member, _ in
        if let type = member["TapeType"], type != "UNKNOWN" {
            throw DS3Error.badRequest(
                "The partition's tapes are volumes of no tape's type: TapeType is UNKNOWN.")
        }
        if let text = member["AutoCompactionThreshold"], let percent = Int(text), percent > 100 {
            throw DS3Error.badRequest("AutoCompactionThreshold is a percentage.")
        }
        guard !member.isBuiltIn || member["State"] == "NORMAL" else {
            throw DS3Error.conflict("What the server stores by itself has no other place.")
        }
    }

    private static let checkPool: Check = { pool, _ in
        guard pool["Quiesced"] == "NO" else {
            throw DS3Error.badRequest("The only pool cannot be quiesced.")
        }
        guard pool["PartitionId"] == BuiltIn.poolPartition else {
            throw DS3Error.badRequest("The pool is its partition.")
        }
    }

    private static let checkTapePartition: Check = { partition, _ in
        guard partition["Quiesced"] == "NO" else {
            throw DS3Error.conflict("The only partition cannot be quiesced.")
        }
        guard partition["MinimumReadReservedDrives"] == "0",
            partition["MinimumWriteReservedDrives"] == "0"
        else { throw DS3Error.badRequest("The only drive cannot be reserved.") }
    }

    private static let checkDrive: Check = { drive, _ in
        guard drive["Quiesced"] == "NO" else {
            throw DS3Error.badRequest("The only drive cannot be quiesced.")
        }
        guard drive["ReservedTaskType"] == "ANY" else {
            throw DS3Error.badRequest("The only drive cannot be reserved.")
        }
    }
}

extension Record {
    /// A new secret: 32 characters that nobody can guess.
    mutating func renewSecretKey() {
        self["SecretKey"] = Hexadecimal.encode(RandomBytes.make(16))
    }
}

extension Records {
    /// Whether a group is in another, however deep.
    fileprivate func contains(_ group: String, within outer: String) -> Bool {
        var seen: Set<String> = [outer]
        var next = [outer]
        while let current = next.popLast() {
            for member in filter("GroupMember", { $0["GroupId"] == current }) {
                guard let inner = member["MemberGroupId"] else { continue }
                if inner == group { return true }
                if seen.insert(inner).inserted { next.append(inner) }
            }
        }
        return false
    }
}
