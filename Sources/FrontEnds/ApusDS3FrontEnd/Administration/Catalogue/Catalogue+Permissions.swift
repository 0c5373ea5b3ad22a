// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

// Who may do what (section 12 of the protocol). That owners may do all with what is theirs is
// decided by who knows the owner.
extension Catalogue {
    /// Whether somebody may do everything, with users and policies too.
    func isAdministrator(_ user: DS3User) -> Bool {
        records.isMember(user: user.id, of: BuiltIn.administrators)
    }

    /// Whether somebody may do something with a bucket (nil: with all), by a list for it or for all
    /// that is about the user or a group.
    func permits(
        _ user: DS3User, _ permission: DS3.BucketAclPermission, bucketID: String?
    ) -> Bool {
        let records = self.records
        return records.first("BucketAcl") { acl in
            (acl["BucketId"] == nil || acl["BucketId"] == bucketID)
                && (acl["Permission"] == permission.rawValue
                    || acl["Permission"] == DS3.BucketAclPermission.owner.rawValue)
                && records.names(user.id, in: acl)
        } != nil
    }

    /// Whether somebody may make buckets of a data policy: administrators of any; others of those
    /// that lists give them, and of the one that was set as their own.
    func permits(_ user: DS3User, dataPolicyID: String) -> Bool {
        if user.defaultDataPolicyID == dataPolicyID { return true }
        let records = self.records
        if records.isMember(user: user.id, of: BuiltIn.administrators) { return true }
        return records.first("DataPolicyAcl") { acl in
            (acl["DataPolicyId"] == nil || acl["DataPolicyId"] == dataPolicyID)
                && records.names(user.id, in: acl)
        } != nil
    }
}

extension Records {
    /// Whether a list of access control is about a user, or a group that the user is in.
    fileprivate func names(_ user: String, in acl: Record) -> Bool {
        if acl["UserId"] == user { return true }
        return acl["GroupId"].map { isMember(user: user, of: $0) } ?? false
    }

    /// Whether a user is in a group, or in one that is in it, however deep. All are in `Everyone`.
    func isMember(user: String, of group: String) -> Bool {
        if group == BuiltIn.everyone { return self["SpectraUser", user] != nil }
        var seen: Set<String> = [group]
        var next = [group]
        while let group = next.popLast() {
            for member in filter("GroupMember", { $0["GroupId"] == group }) {
                if member["MemberUserId"] == user { return true }
                guard let inner = member["MemberGroupId"], seen.insert(inner).inserted else {
                    continue
                }
                if inner == BuiltIn.everyone { return self["SpectraUser", user] != nil }
                next.append(inner)
            }
        }
        return false
    }
}
