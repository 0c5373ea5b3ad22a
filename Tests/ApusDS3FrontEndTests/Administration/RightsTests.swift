// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import Testing

@Suite struct RightsTests {
    @Test func `lets all but administrators look, and do little`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/user?name=ann")
        try await appliance.send(.post, "/_rest_/user?name=bob")
        let ann = try await appliance.user("ann")
        for (method, target) in [
            (Method.post, "data_policy?name=p"), (.post, "user?name=eve"),
            (.put, "data_policy/standard?name=mine"), (.delete, "user/bob"),
            (.put, "user/ann?max_buckets=7"), (.put, "user/bob?operation=regenerate_secret_key"),
            (.put, "data_path_backend?activated=true"), (.put, "instance_identifier"),
            (.put, "cache_filesystem?reclaim"), (.put, "tape?operation=format"),
            (.post, "group_member?group_id=Administrators&member_user_id=ann"),
            (.post, "bucket_acl?user_id=ann&permission=OWNER"),
            (.post, "ds3_target?name=t&admin_auth_id=a&admin_secret_key=s&data_path_end_point=e"),
        ] {
            let answer = try await appliance.send(method, "/_rest_/\(target)", as: ann)
            #expect(answer.status == 403, "\(method.rawValue) \(target): \(answer.text)")
        }
        let users = try await appliance.send(.get, "/_rest_/user", as: ann)
            .list(DS3.SpectraUser.self)
        #expect(users.map(\.name) == ["ann", "bob", "spectra"])
        #expect(users.map { $0.secretKey.isEmpty } == [false, true, true])
        let bob = try await appliance.send(.get, "/_rest_/user/bob", as: ann)
        #expect(try bob.document(DS3.SpectraUser.self).secretKey.isEmpty)
        let renewed = try await appliance.send(
            .put, "/_rest_/user/ann?operation=regenerate_secret_key", as: ann)
        #expect(renewed.status == 200)
    }

    @Test func `lets in whom lists name, groups in groups included`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/footage")
        try await appliance.send(.put, "/other")
        try await appliance.send(.put, "/footage/a", body: "1")
        try await appliance.send(.post, "/_rest_/user?name=ann")
        let ann = try await appliance.user("ann")
        for group in ["inner", "outer"] {
            try await appliance.send(.post, "/_rest_/group?name=\(group)")
        }
        try await appliance.send(
            .post, "/_rest_/group_member?group_id=inner&member_user_id=ann")
        let nested = try await appliance.send(
            .post, "/_rest_/group_member?group_id=outer&member_group_id=inner")
        #expect(nested.status == 201)
        let loop = try await appliance.send(
            .post, "/_rest_/group_member?group_id=inner&member_group_id=outer")
        #expect(loop.status == 409)
        let asked = try await appliance.send(
            .put, "/_rest_/group/outer?operation=verify&user_id=ann")
        #expect(asked.status == 200)
        let stranger = try await appliance.send(
            .put, "/_rest_/group/Administrators?operation=verify", as: ann)
        #expect(stranger.status == 204)

        #expect(try await appliance.send(.get, "/footage", as: ann).status == 403)
        try await appliance.send(
            .post, "/_rest_/bucket_acl?bucket_id=footage&group_id=outer&permission=list")
        #expect(try await appliance.send(.get, "/footage", as: ann).status == 200)
        #expect(try await appliance.send(.get, "/other", as: ann).status == 403)
        #expect(try await appliance.send(.get, "/footage/a", as: ann).status == 403)
        let list = try await appliance.send(
            .post, "/_rest_/bucket_acl?group_id=Everyone&permission=READ")
        #expect(list.status == 201)
        #expect(try await appliance.send(.get, "/footage/a", as: ann).status == 200)
        let id = try list.document(DS3.BucketAcl.self).id
        #expect(try await appliance.send(.delete, "/_rest_/bucket_acl/\(id)").status == 204)
        #expect(try await appliance.send(.get, "/footage/a", as: ann).status == 403)
        // The group takes its lists with it.
        #expect(try await appliance.send(.delete, "/_rest_/group/outer").status == 204)
        #expect(try await appliance.send(.get, "/footage", as: ann).status == 403)
    }

    @Test func `lets owners say who may use their buckets`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/user?name=ann&default_data_policy_id=standard")
        try await appliance.send(.post, "/_rest_/user?name=bob")
        let (ann, bob) = (try await appliance.user("ann"), try await appliance.user("bob"))
        #expect(try await appliance.send(.put, "/b", as: ann).status == 200)
        let target = "/_rest_/bucket_acl?bucket_id=b&user_id=bob&permission=list"
        #expect(try await appliance.send(.post, target, as: bob).status == 403)
        let made = try await appliance.send(.post, target, as: ann)
        #expect(made.status == 201)
        #expect(try await appliance.send(.get, "/b", as: bob).status == 200)
        let list = "/_rest_/bucket_acl/\(try made.document(DS3.BucketAcl.self).id)"
        #expect(try await appliance.send(.delete, list, as: bob).status == 403)
        #expect(try await appliance.send(.delete, list, as: ann).status == 204)
        #expect(try await appliance.send(.get, "/b", as: bob).status == 403)
    }

    @Test func `lets buckets be made with policies that lists give`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/user?name=ann")
        try await appliance.send(.post, "/_rest_/data_policy?name=p")
        let ann = try await appliance.user("ann")
        let target = "/_rest_/bucket?name=b&data_policy_id=p"
        #expect(try await appliance.send(.post, target, as: ann).status == 403)
        try await appliance.send(.post, "/_rest_/data_policy_acl?data_policy_id=p&user_id=ann")
        #expect(try await appliance.send(.post, target, as: ann).status == 201)
    }

    @Test func `makes no more buckets for a user than are allowed`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(
            .post, "/_rest_/user?name=ann&default_data_policy_id=standard&max_buckets=2")
        let ann = try await appliance.user("ann")
        for bucket in ["a", "b", "c"] { try await appliance.send(.put, "/\(bucket)") }
        #expect(try await appliance.send(.put, "/d", as: ann).status == 200)
        #expect(try await appliance.send(.put, "/e", as: ann).status == 200)
        #expect(try await appliance.send(.put, "/f", as: ann).status == 409)
        #expect(try await appliance.send(.delete, "/e", as: ann).status == 204)
        #expect(try await appliance.send(.put, "/f", as: ann).status == 200)
        #expect(try await appliance.send(.put, "/g").status == 200)
    }

    @Test func `takes no jobs while an administrator says so`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/footage")
        let body = #"<Objects><Object Name="a" Size="1"/></Objects>"#
        let target = "/_rest_/bucket/footage?operation=start_bulk_put"
        let path = "/_rest_/data_path_backend?allow_new_job_requests="
        #expect(try await appliance.send(.put, path + "false").status == 200)
        let refused = try await appliance.send(.put, target, body: body)
        #expect(refused.status == 503 && refused.headers["Retry-After"] == "60")
        #expect(try await appliance.send(.put, path + "true").status == 200)
        #expect(try await appliance.send(.put, target, body: body).status == 200)
    }

    @Test(arguments: [true, false])
    func `shows what lies on media to those who may list it`(hasArchive: Bool) async throws {
        let place = try ArchivePlace()
        let appliance = hasArchive ? try await place.appliance() : try await TestAppliance()
        try await appliance.send(.post, "/_rest_/user?name=ann")
        let ann = try await appliance.user("ann")
        for bucket in ["footage", "other"] {
            try await appliance.send(.put, "/\(bucket)")
            try await appliance.send(.put, "/\(bucket)/of-\(bucket)", body: "data")
        }
        let medium =
            hasArchive
            ? "tape/\(try await appliance.waitForTape(ofObjects: 2).id)" : "pool/online"
        func names(as user: DS3Credentials?) async throws -> [String] {
            let blobs = try await appliance.send(
                .get, "/_rest_/\(medium)?operation=get_physical_placement", as: user)
            return try blobs.document(DS3.BulkObjectList.self).objects.map(\.name).sorted()
        }
        let capacity =
            "/_rest_/capacity_summary?bucket_id=footage&storage_domain_id="
            + (hasArchive ? "archive" : "online")
        #expect(try await names(as: ann) == [])
        #expect(try await appliance.send(.get, capacity, as: ann).status == 403)
        try await appliance.send(
            .post, "/_rest_/bucket_acl?bucket_id=footage&user_id=ann&permission=LIST")
        #expect(try await names(as: ann) == ["of-footage"])
        #expect(try await names(as: nil) == ["of-footage", "of-other"])
        #expect(try await appliance.send(.get, capacity, as: ann).status == 200)
        await place.shutDown(appliance)
    }

    @Test func `shows registrations to who made them`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/user?name=ann")
        let ann = try await appliance.user("ann")
        let path = "/_rest_/job_created_notification_registration"
        let mine = try await appliance.send(
            .post, "\(path)?notification_end_point=192.168.56.101/other", as: ann)
        let others = try await appliance.send(
            .post, "\(path)?notification_end_point=test@test.test&format=json")
        #expect(mine.status == 201 && others.status == 201)
        let registration = try others.document(DS3.JobCreatedNotificationRegistration.self)
        #expect(registration.format == .json && registration.notificationHttpMethod == .post)
        #expect(registration.numberOfFailuresSinceLastSuccess == 0)
        for number in 0..<100 {
            let more = try await appliance.send(
                .post, "\(path)?notification_end_point=\(number)", as: ann)
            #expect(more.status == (number < 99 ? 201 : 409))
        }
        let seen = try await appliance.send(.get, path, as: ann)
        #expect(seen.headers["Total-Result-Count"] == "100")
        #expect(try await appliance.send(.get, path).headers["Total-Result-Count"] == "101")
        let member = "\(path)/\(registration.id)"
        #expect(try await appliance.send(.get, member, as: ann).status == 403)
        #expect(try await appliance.send(.delete, member, as: ann).status == 403)
        #expect(try await appliance.send(.delete, member).status == 204)
    }
}
