// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import Testing

@Suite struct MultipartTests {
    private func begin(_ appliance: TestAppliance, _ name: String) async throws -> String {
        try await appliance.send(.post, "/b/\(name)?uploads", ["x-amz-meta-reel": "7"])
            .document(DS3.InitiateMultipartUploadResult.self).uploadID
    }

    private func complete(_ parts: [(number: Int, eTag: String)]) -> String {
        let list = parts.map { part in
            "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(part.eTag)</ETag></Part>"
        }.joined()
        return "<CompleteMultipartUpload>\(list)</CompleteMultipartUpload>"
    }

    @Test func `makes an object of parts`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        let id = try await begin(appliance, "dir/o")
        var parts: [(number: Int, eTag: String)] = []
        for (number, text) in [(2, "world"), (1, "hello "), (7, "!"), (9, "left over")] {
            let put = try await appliance.send(
                .put, "/b/dir/o?part_number=\(number)&upload_id=\(id)", body: text)
            #expect(put.status == 200)
            parts.append((number, try #require(put.headers["ETag"])))
        }
        parts = parts.filter { $0.number != 9 }.sorted { $0.number < $1.number }
        #expect(try await appliance.send(.get, "/b/dir/o").status == 404)
        let target = "/b/dir/o?upload_id=\(id)"
        let listed = try await appliance.send(.get, target + "&max_parts=2")
            .document(DS3.ListPartsResult.self)
        #expect(listed.parts.map(\.partNumber) == [1, 2])
        #expect(listed.isTruncated && listed.nextPartNumberMarker == 2)
        let rest = try await appliance.send(.get, target + "&part_number_marker=2")
            .document(DS3.ListPartsResult.self)
        #expect(rest.parts.map(\.partNumber) == [7, 9] && !rest.isTruncated)

        for wrong in [
            complete(parts.reversed()), complete([(1, parts[1].eTag)]), complete([(3, "x")]),
            "<CompleteMultipartUpload/>",
        ] {
            #expect(try await appliance.send(.post, target, body: wrong).status == 400)
        }
        let done = try await appliance.send(.post, target, body: complete(parts))
            .document(DS3.CompleteMultipartUploadResult.self)
        #expect(done.key == "dir/o" && done.eTag.hasSuffix("-3\""))
        let got = try await appliance.send(.get, "/b/dir/o")
        #expect(got.text == "hello world!")
        #expect(got.headers["x-amz-meta-reel"] == "7")
        let head = try await appliance.send(.head, "/b/dir/o")
        for offset in [0, 6, 11] {
            #expect(head.headers["ds3-blob-checksum-offset-\(offset)"] != nil)
        }
        #expect(try await appliance.send(.get, target).status == 404)
        #expect(try await appliance.send(.delete, "/_rest_/bucket/b?force").status == 204)
    }

    @Test func `lists uploads, and ends them`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        var ids: [String] = []
        for name in ["a", "a", "dir/1", "dir/2", "z"] {
            ids.append(try await begin(appliance, name))
        }
        func list(_ query: String) async throws -> DS3.ListMultipartUploadsResult {
            try await appliance.send(.get, "/b?uploads&\(query)").document(
                DS3.ListMultipartUploadsResult.self)
        }
        let all = try await list("")
        #expect(all.uploads.map(\.key) == ["a", "a", "dir/1", "dir/2", "z"])
        #expect(Set(all.uploads.map(\.uploadID)) == Set(ids))
        let first = try await list("max_uploads=1")
        #expect(first.isTruncated && first.uploads.count == 1)
        let next = try await list(
            "key_marker=\(first.nextKeyMarker)&upload_id_marker=\(first.nextUploadIdMarker)")
        #expect(next.uploads.map(\.key) == ["a", "dir/1", "dir/2", "z"])
        let rolled = try await list("delimiter=/&key_marker=a")
        #expect(rolled.commonPrefixes == ["dir/"] && rolled.uploads.map(\.key) == ["z"])
        #expect(try await list("prefix=dir/").uploads.count == 2)
        // To Swift one text, to everybody else two names.
        for name in ["e%CC%81/1", "%C3%A9/1"] { ids.append(try await begin(appliance, name)) }
        #expect(try await list("delimiter=/").commonPrefixes.count == 3)

        #expect(try await appliance.send(.delete, "/b/z?upload_id=\(ids[4])").status == 204)
        #expect(try await appliance.send(.delete, "/b/z?upload_id=\(ids[4])").status == 404)
        #expect(try await appliance.send(.delete, "/b/z?upload_id=\(ids[0])").status == 404)
        #expect(try await appliance.send(.delete, "/b").status == 204)
        try await appliance.send(.put, "/b")
        #expect(try await list("").uploads.isEmpty)
    }

    @Test func `begins uploads while others end`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for _ in 0..<25 {
                        let id = try await begin(appliance, "o-\(number)")
                        let ended = try await appliance.send(
                            .delete, "/b/o-\(number)?upload_id=\(id)")
                        #expect(ended.status == 204)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `begins nothing that could not end`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        try await appliance.send(.put, "/b/o")
        let taken = try await appliance.send(.post, "/b/o?uploads")
        #expect(taken.status == 409 && taken.code == "OBJECT_ALREADY_EXISTS")
        let id = try await begin(appliance, "p")
        let refused = try await appliance.send(.put, "/b/p?part_number=0&upload_id=\(id)")
        #expect(refused.status == 400)
        #expect(try await appliance.send(.post, "/none/o?uploads").status == 404)
        let blob = "/b/p?blob=\(id)&job=\(id)"
        #expect(try await appliance.send(.post, blob).status == 404)
    }
}
