// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@Suite struct S3Tests {
    @Test func `makes, lists and deletes buckets`() async throws {
        let appliance = try await TestAppliance()
        let empty = try await appliance.send(.get, "/").document(DS3.ListAllMyBucketsResult.self)
        #expect(empty.buckets.isEmpty)
        #expect(empty.owner.displayName == "spectra")
        let steps: [(Method, String, Int, String?)] = [
            (.put, "/footage", 200, nil), (.put, "/footage", 409, "BucketAlreadyExists"),
            (.put, "/", 400, "BadRequest"), (.put, "/bad:name", 400, "InvalidBucketName"),
            (.put, "/footage/", 400, "BadRequest"),
            (.delete, "/", 400, "BadRequest"), (.delete, "/footage/", 400, "BadRequest"),
            (.delete, "/none/", 404, "NoSuchBucket"), (.delete, "/none", 404, "NoSuchBucket"),
            (.head, "/", 400, nil), (.head, "/footage", 200, nil), (.head, "/none", 404, nil),
            (.head, "/footage/", 200, nil), (.head, "//x", 404, nil),
            (.post, "/footage", 405, "MethodNotAllowed"),
            (.put, "/footage/a", 200, nil), (.delete, "/footage", 409, "BucketNotEmpty"),
            (.delete, "/footage/a", 204, nil), (.delete, "/footage", 204, nil),
        ]
        for (method, target, status, code) in steps {
            let answer = try await appliance.send(method, target)
            #expect(answer.status == status, "\(method.rawValue) \(target)")
            #expect(answer.code == code, "\(method.rawValue) \(target)")
        }
    }

    @Test func `round-trips any name and metadata`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        let name = "a b/+;%?#&=@()[]{}^!é日"
        let path = "/b/" + PercentEncoding.encode(name)
        let put = try await appliance.send(
            .put, path, ["x-amz-meta-Reel": "7,%41", "Content-Length": "3"], body: "abc")
        #expect(put.status == 200)
        #expect(put.headers["ETag"] == "\"900150983cd24fb0d6963f7d28e17f72\"")
        let got = try await appliance.send(.get, path)
        #expect(got.text == "abc")
        #expect(got.headers.fields.contains(.init(name: "x-amz-meta-reel", value: "7,%41")))
        let head = try await appliance.send(.head, path)
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["Content-Length"] == "3")
        let listing = try await appliance.send(.get, "/b").document(DS3.ListBucketResult.self)
        #expect(listing.contents.map(\.key) == [name])
        #expect(listing.contents.first?.versionID == head.headers["version-id"])
        #expect(listing.contents.first?.isLatest == true)
        let encoded = PercentEncoding.encode(name, keeping: "")
        for (query, count) in [("prefix=\(encoded)", 1), ("marker=\(encoded)", 0)] {
            let page = try await appliance.send(.get, "/b?\(query)").document(
                DS3.ListBucketResult.self)
            #expect(page.contents.count == count, "\(query)")
        }
        let found = try await appliance.send(.get, "/_rest_/object?bucket_id=b&name=\(encoded)")
        #expect(try found.list(DS3.S3Object.self).map(\.name) == [name])
    }

    @Test func `lists pages of keys and prefixes`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        for name in ["a", "raw/1", "raw/2", "z/1", "zz"] {
            try await appliance.send(.put, "/b/" + name)
        }
        var marker = ""
        var seen: [[String]] = []
        repeat {
            let page = try await appliance.send(
                .get, "/b?max_keys=2&delimiter=%2F&marker=" + PercentEncoding.encode(marker)
            ).document(DS3.ListBucketResult.self)
            seen.append(page.contents.map(\.key) + page.commonPrefixes)
            marker = page.nextMarker
            #expect(page.isTruncated == !marker.isEmpty)
            #expect(page.maxKeys == 2)
        } while !marker.isEmpty
        #expect(seen == [["a", "raw/"], ["zz", "z/"]])
    }

    @Test func `lists versions in pages that keep a name together`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(
            .post, "/_rest_/data_policy?name=p&versioning=KEEP_MULTIPLE_VERSIONS")
        try await appliance.send(.post, "/_rest_/bucket?name=b&data_policy_id=p")
        for name in ["a", "b", "b", "b", "c"] { try await appliance.send(.put, "/b/" + name) }
        try await appliance.send(.delete, "/b/a")
        var marker = ""
        var seen: [[String]] = []
        repeat {
            let page = try await appliance.send(
                .get, "/b?versions&max_keys=1&marker=" + marker
            ).document(DS3.ListBucketResult.self)
            seen.append(page.versions.map(\.key))
            marker = page.nextMarker
        } while !marker.isEmpty
        #expect(seen == [["a"], ["b", "b", "b"], ["c"]])
        let none = try await appliance.send(.get, "/b?max_keys=0").document(
            DS3.ListBucketResult.self)
        #expect(none.contents.isEmpty && !none.isTruncated)
    }

    @Test(arguments: [
        ("bytes=0-1", 206, "01", "bytes 0-1/10"), ("bytes=8-", 206, "89", "bytes 8-9/10"),
        ("bytes=4-5,0-1,5-5", 206, "45015", "bytes 4-5,0-1,5-5/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"), ("bytes=5-10", 416, nil, nil),
        ("bytes=10-", 416, nil, nil), ("lines=1", 200, "0123456789", nil),
    ])
    func `answers ranges as one plain body`(
        range: String, status: Int, text: String?, contentRange: String?
    ) async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        try await appliance.send(.put, "/b/o", body: "0123456789")
        let got = try await appliance.send(.get, "/b/o", ["Range": range])
        #expect(got.status == status)
        #expect(got.headers["Content-Range"] == contentRange)
        if let text { #expect(got.text == text) } else { #expect(got.code == "InvalidRange") }
    }

    @Test func `deletes many and tells which were not there`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        try await appliance.send(.put, "/b/a")
        let keys = DS3.Deletion([.init("a"), .init("none")])
        let result = try await appliance.send(
            .post, "/b?delete", body: keys.encoded.text
        ).document(DS3.DeleteResult.self)
        #expect(result.deleted.map(\.key) == ["a"])
        #expect(result.errors.map(\.code) == ["NotFound"])
        let empty = try await appliance.send(.post, "/b?delete", body: "<Delete/>")
        #expect(empty.status == 400)
        #expect(try await appliance.send(.post, "/none?delete", body: "<Delete/>").status == 404)
    }

    @Test func `shares buckets and objects with the Swift API`() async throws {
        let appliance = try await TestAppliance()
        let address = ContainerAddress(appliance.account, try ContainerName("shared"))
        _ = try await appliance.store.create(
            address, policy: nil, metadata: [:], for: appliance.owner)
        try await appliance.send(
            .put, "/shared/from-ds3", ["x-amz-meta-colour": "red"], body: "x")
        let object = ObjectAddress(address, try ObjectName("from-ds3"))
        let info = try await appliance.store.info(object, for: appliance.owner)
        #expect(info.row.metadata["x-object-meta-colour"] == "red")
        let view = try await appliance.store.container(address, for: appliance.owner)
        #expect(view.stat.metadata.isEmpty)
        #expect(try await appliance.send(.get, "/shared/from-ds3").text == "x")
    }
}
