// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP
import Testing

/// What each permission on a bucket is good for, and nothing else.
@Suite struct PermissionTests {
    private struct Ask {
        let method: Method
        let target: String
        var body = ""
        let needs: DS3.BucketAclPermission
    }

    private static let list = "<Objects><Object Name=\"o\" Size=\"1\"/></Objects>"
    private static let other = "<Objects><Object Name=\"p\" Size=\"1\"/></Objects>"

    private static let asks = [
        Ask(method: .get, target: "/b", needs: .list),
        Ask(method: .head, target: "/b", needs: .list),
        Ask(method: .get, target: "/b?uploads", needs: .list),
        Ask(method: .get, target: "/_rest_/bucket/b", needs: .list),
        Ask(method: .get, target: "/_rest_/object?bucket_id=b", needs: .list),
        Ask(method: .get, target: "/_rest_/object/o?bucket_id=b", needs: .list),
        Ask(method: .get, target: "/b/o", needs: .read),
        Ask(method: .head, target: "/b/o", needs: .read),
        Ask(
            method: .put, target: "/_rest_/bucket/b?operation=get_physical_placement", body: list,
            needs: .read),
        Ask(
            method: .put, target: "/_rest_/bucket/b?operation=start_bulk_get", body: list,
            needs: .read),
        Ask(
            method: .put, target: "/_rest_/bucket/b?operation=start_bulk_put", body: other,
            needs: .write),
        Ask(method: .put, target: "/b/q", needs: .write),
        Ask(method: .post, target: "/b/r?uploads", needs: .write),
        Ask(
            method: .post, target: "/b?delete",
            body: "<Delete><Object><Key>none</Key></Object></Delete>", needs: .delete),
        Ask(method: .delete, target: "/b/none", needs: .delete),
        Ask(
            method: .delete, target: "/_rest_/folder/none?bucket_id=b&recursive",
            needs: .delete),
        Ask(method: .put, target: "/_rest_/bucket/b?protected=true", needs: .owner),
        Ask(method: .delete, target: "/_rest_/bucket/b", needs: .owner),
    ]

    @Test(arguments: [
        DS3.BucketAclPermission.list, .read, .write, .delete, .job, .owner,
    ])
    func `is good for one thing`(permission: DS3.BucketAclPermission) async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        try await appliance.send(.put, "/b/o", body: "1")
        try await appliance.send(.post, "/_rest_/user?name=ann")
        let ann = try await appliance.user("ann")
        try await appliance.send(
            .post,
            "/_rest_/bucket_acl?bucket_id=b&user_id=ann&permission=\(permission.rawValue)")
        for ask in Self.asks {
            let answer = try await appliance.send(ask.method, ask.target, body: ask.body, as: ann)
            let isAllowed = permission == .owner || permission == ask.needs
            #expect(
                (answer.status != 403) == isAllowed,
                "\(ask.method.rawValue) \(ask.target): \(answer.status)")
        }
        let buckets = try await appliance.send(.get, "/", as: ann)
            .document(DS3.ListAllMyBucketsResult.self).buckets
        #expect(buckets.isEmpty == ![.list, .owner].contains(permission))
    }
}
