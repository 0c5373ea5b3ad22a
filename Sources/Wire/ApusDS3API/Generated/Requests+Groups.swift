// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Groups

extension DS3 {
    /// `GET /_rest_/group`; answers 200 [Group].
    public static func getGroupsSpectraS3(
        builtIn: Bool? = nil, name: String? = nil, page: Page? = nil
    ) -> Request<List<Group>> {
        var request = Request<List<Group>>("GetGroupsSpectraS3", .get, "/_rest_/group")
        request.boolean("built_in", builtIn)
        request.text("name", name)
        request.page(page)
        return request
    }

    /// `POST /_rest_/group`; answers 201 Group.
    public static func putGroupSpectraS3(
        name: String
    ) -> Request<Group> {
        var request = Request<Group>("PutGroupSpectraS3", .post, "/_rest_/group")
        request.text("name", name)
        return request
    }

    /// `DELETE /_rest_/group/{id}`; answers 204.
    public static func deleteGroupSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteGroupSpectraS3", .delete, "/_rest_/group/", member: id)
    }

    /// `GET /_rest_/group/{id}`; answers 200 Group.
    public static func getGroupSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Group> {
        try Request("GetGroupSpectraS3", .get, "/_rest_/group/", member: id)
    }

    /// `PUT /_rest_/group/{id}`; answers 200 Group.
    public static func modifyGroupSpectraS3(
        id: String, name: String? = nil
    ) throws(DS3Error) -> Request<Group> {
        var request = try Request<Group>("ModifyGroupSpectraS3", .put, "/_rest_/group/", member: id)
        request.text("name", name)
        return request
    }

    /// `PUT /_rest_/group/{id}`; answers 200 Group | 204.
    public static func verifyUserIsMemberOfGroupSpectraS3(
        id: String, userID: String? = nil
    ) throws(DS3Error) -> Request<Group?> {
        var request = try Request<Group?>(
            "VerifyUserIsMemberOfGroupSpectraS3", .put, "/_rest_/group/", member: id)
        request.text("operation", "verify")
        request.text("user_id", userID)
        return request
    }

    /// `GET /_rest_/group_member`; answers 200 [GroupMember].
    public static func getGroupMembersSpectraS3(
        groupID: String? = nil, memberGroupID: String? = nil, memberUserID: String? = nil,
        page: Page? = nil
    ) -> Request<List<GroupMember>> {
        var request = Request<List<GroupMember>>(
            "GetGroupMembersSpectraS3", .get, "/_rest_/group_member")
        request.text("group_id", groupID)
        request.text("member_group_id", memberGroupID)
        request.text("member_user_id", memberUserID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/group_member`; answers 201 GroupMember.
    public static func putGroupGroupMemberSpectraS3(
        groupID: String, memberGroupID: String
    ) -> Request<GroupMember> {
        var request = Request<GroupMember>(
            "PutGroupGroupMemberSpectraS3", .post, "/_rest_/group_member")
        request.text("group_id", groupID)
        request.text("member_group_id", memberGroupID)
        return request
    }

    /// `POST /_rest_/group_member`; answers 201 GroupMember.
    public static func putUserGroupMemberSpectraS3(
        groupID: String, memberUserID: String
    ) -> Request<GroupMember> {
        var request = Request<GroupMember>(
            "PutUserGroupMemberSpectraS3", .post, "/_rest_/group_member")
        request.text("group_id", groupID)
        request.text("member_user_id", memberUserID)
        return request
    }

    /// `DELETE /_rest_/group_member/{id}`; answers 204.
    public static func deleteGroupMemberSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteGroupMemberSpectraS3", .delete, "/_rest_/group_member/", member: id)
    }

    /// `GET /_rest_/group_member/{id}`; answers 200 GroupMember.
    public static func getGroupMemberSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<GroupMember> {
        try Request("GetGroupMemberSpectraS3", .get, "/_rest_/group_member/", member: id)
    }
}
