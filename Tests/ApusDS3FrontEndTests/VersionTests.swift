// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import Testing

@Suite struct VersionTests {
    private func appliance(_ versioning: DS3.VersioningLevel) async throws -> TestAppliance {
        let appliance = try await TestAppliance()
        let policy = try await appliance.send(
            .post, "/_rest_/data_policy?name=p&versioning=\(versioning.rawValue)")
        #expect(policy.status == 201)
        let bucket = try await appliance.send(.post, "/_rest_/bucket?name=b&data_policy_id=p")
        #expect(bucket.status == 201)
        return appliance
    }

    @Test func `refuses a second object of a name where there are no versions`() async throws {
        let appliance = try await appliance(.none)
        #expect(try await appliance.send(.put, "/b/o", body: "1").status == 200)
        let second = try await appliance.send(.put, "/b/o", body: "2")
        #expect(second.status == 409 && second.code == "OBJECT_ALREADY_EXISTS")
        #expect(try await appliance.send(.get, "/b/o").text == "1")
    }

    @Test func `keeps the latest alone where that is asked for`() async throws {
        let appliance = try await appliance(.keepLatest)
        for text in ["1", "2"] { try await appliance.send(.put, "/b/o", body: text) }
        #expect(try await appliance.send(.get, "/b/o").text == "2")
        let all = try await appliance.send(.get, "/_rest_/object?bucket_id=b")
        #expect(try all.list(DS3.S3Object.self).count == 1)
    }

    @Test func `keeps versions, deletes and brings them back`() async throws {
        let appliance = try await appliance(.keepMultipleVersions)
        for text in ["1", "2", "3"] { try await appliance.send(.put, "/b/o", body: text) }
        let listing = try await appliance.send(.get, "/b?versions").document(
            DS3.ListBucketResult.self)
        #expect(listing.contents.isEmpty)
        #expect(listing.versions.map(\.isLatest) == [true, false, false])
        let ids = listing.versions.compactMap(\.versionID)
        try #require(Set(ids).count == 3)
        for (id, text) in zip(ids, ["3", "2", "1"]) {
            #expect(try await appliance.send(.get, "/b/o?version_id=\(id)").text == text)
        }
        #expect(try await appliance.send(.head, "/b/o").headers["version-id"] == ids[0])
        let found = try await appliance.send(.get, "/_rest_/object?bucket_id=b")
            .list(DS3.S3Object.self)
        #expect(found.map(\.id) == ids)
        #expect(found.map(\.latest) == [true, false, false])

        #expect(try await appliance.send(.delete, "/b/o?version_id=\(ids[1])").status == 204)
        #expect(try await appliance.send(.get, "/b/o?version_id=\(ids[1])").status == 404)
        #expect(try await appliance.send(.delete, "/b/o").status == 204)
        #expect(try await appliance.send(.get, "/b/o").status == 404)
        #expect(try await appliance.send(.delete, "/b/o").status == 404)

        let back = try await appliance.send(.put, "/_rest_/object?bucket_id=b&name=o")
        #expect(try back.document(DS3.S3Object.self).id == ids[0])
        #expect(try await appliance.send(.get, "/b/o").text == "3")
        let older = try await appliance.send(
            .put, "/_rest_/object?bucket_id=b&name=o&version_id=\(ids[2])")
        #expect(try older.document(DS3.S3Object.self).id == ids[2])
        #expect(try await appliance.send(.get, "/b/o").text == "1")

        #expect(try await appliance.send(.delete, "/_rest_/bucket/b").status == 409)
        #expect(try await appliance.send(.delete, "/_rest_/bucket/b?force").status == 204)
        #expect(try await appliance.send(.put, "/b").status == 200)
    }

    @Test func `deletes a bucket whose objects are all gone`() async throws {
        let appliance = try await appliance(.keepMultipleVersions)
        try await appliance.send(.put, "/b/o", body: "1")
        let id = try await appliance.send(.head, "/b/o").headers["version-id"] ?? ""
        try await appliance.send(.delete, "/b/o")
        // It can be brought back.
        #expect(try await appliance.send(.delete, "/b").code == "BucketNotEmpty")
        #expect(try await appliance.send(.delete, "/b/o?version_id=\(id)").status == 204)
        #expect(try await appliance.send(.delete, "/b").status == 204)
        #expect(try await appliance.send(.head, "/b").status == 404)
    }

    @Test func `keeps no more versions than the policy says`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(
            .post,
            "/_rest_/data_policy?name=p&versioning=keep_multiple_versions&max_versions_to_keep=2")
        try await appliance.send(.post, "/_rest_/bucket?name=b&data_policy_id=p")
        for text in ["1", "2", "3"] { try await appliance.send(.put, "/b/o", body: text) }
        try await appliance.send(.put, "/b/other", body: "1")
        let listing = try await appliance.send(.get, "/b?versions").document(
            DS3.ListBucketResult.self)
        #expect(listing.versions.map(\.key) == ["o", "o", "other"])
        let last = try #require(listing.versions.dropFirst().first?.versionID)
        #expect(try await appliance.send(.get, "/b/o?version_id=\(last)").text == "2")
    }

    @Test(arguments: DS3.ChecksumType.all)
    func `verifies and returns checksums`(type: DS3.ChecksumType) async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/data_policy?name=p&checksum_type=\(type.rawValue)")
        try await appliance.send(.post, "/_rest_/bucket?name=b&data_policy_id=p")
        let header = try #require(type.header)
        let right = try #require(type.checksum(of: Bytes("123456789")))
        let wrong = try #require(type.checksum(of: Bytes("12345678")))
        let refused = try await appliance.send(.put, "/b/o", [header: wrong], body: "123456789")
        #expect(refused.status == 400 && refused.code == "BadDigest")
        #expect(try await appliance.send(.head, "/b/o").status == 404)
        let taken = try await appliance.send(.put, "/b/o", [header: right], body: "123456789")
        #expect(taken.status == 200)
        let head = try await appliance.send(.head, "/b/o")
        #expect(head.headers["ds3-blob-checksum-type"] == type.rawValue)
        #expect(head.headers["ds3-blob-checksum-offset-0"] == right)
        #expect(try await appliance.send(.get, "/b/o").headers[header] == right)
        let part = try await appliance.send(.get, "/b/o", ["Range": "bytes=0-1"])
        #expect(part.headers[header] == nil)
    }
}
