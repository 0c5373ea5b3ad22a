// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import ApusObjectStore
import Synchronization
import Testing

@Suite struct ObjectsTests {
    /// A bucket with objects of no bytes.
    private func appliance(_ names: [String]) async throws -> TestAppliance {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        for name in names {
            try await appliance.send(.put, "/b/" + PercentEncoding.encode(name))
        }
        return appliance
    }

    @Test func `creates, shows, changes and deletes buckets`() async throws {
        let appliance = try await TestAppliance()
        let made = try await appliance.send(.post, "/_rest_/bucket?name=b")
        #expect(made.status == 201)
        let bucket = try made.document(DS3.Bucket.self)
        #expect(bucket.name == "b" && !bucket.protected && bucket.empty == true)
        let steps: [(Method, String, Int, String?)] = [
            (.post, "/_rest_/bucket?name=b", 409, "BucketAlreadyExists"),
            (.post, "/_rest_/bucket?name=bad:bucket", 400, "InvalidBucketName"),
            (.post, "/_rest_/bucket?name=c%2F", 400, "InvalidBucketName"),
            (.post, "/_rest_/bucket?name=c&data_policy_id=nope", 404, "NotFound"),
            (.post, "/_rest_/bucket?name=c&colour=red", 400, "BadRequest"),
            (.post, "/_rest_/bucket?name=c&protected=perhaps", 400, "BadRequest"),
            (.get, "/_rest_/bucket/\(bucket.id)", 200, nil),
            (.get, "/_rest_/bucket/none", 404, "NotFound"),
            (.put, "/_rest_/bucket/b?protected=True", 200, nil),
            (.delete, "/_rest_/bucket/b", 409, "Conflict"),
            (.put, "/_rest_/bucket/b?protected=false", 200, nil),
            (.put, "/b/o", 200, nil),
            (.delete, "/_rest_/bucket/b", 409, "BucketNotEmpty"),
            (.delete, "/_rest_/bucket/\(bucket.id)?force=True", 204, nil),
            (.get, "/_rest_/bucket/b", 404, "NotFound"),
        ]
        for (method, target, status, code) in steps {
            let answer = try await appliance.send(method, target)
            #expect(answer.status == status, "\(method.rawValue) \(target)")
            #expect(answer.code == code, "\(method.rawValue) \(target)")
        }
    }

    @Test func `makes a bucket once, whoever else tries`() async throws {
        let appliance = try await TestAppliance()
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<20 {
                group.addTask { try await appliance.send(.post, "/_rest_/bucket?name=b") }
            }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        let made = answers.filter { $0.status == 201 }
        #expect(made.count == 1 && answers.count { $0.status == 409 } == 19)
        let id = try made.first?.document(DS3.Bucket.self).id
        let shown = try await appliance.send(.get, "/_rest_/bucket/b").document(DS3.Bucket.self)
        #expect(shown.id == id)
    }

    @Test func `lists buckets in pages`() async throws {
        let appliance = try await TestAppliance()
        for name in ["a", "b", "c"] { try await appliance.send(.put, "/\(name)") }
        var marker = ""
        var seen: [[String]] = []
        repeat {
            let answer = try await appliance.send(
                .get, "/_rest_/bucket?page_length=2&page_start_marker=\(marker)")
            let buckets = try answer.list(DS3.Bucket.self)
            seen.append(buckets.map(\.name))
            marker = buckets.last?.id ?? ""
            #expect(answer.headers["Total-Result-Count"] == "3")
            if answer.headers["Page-Truncated"] == "0" { break }
        } while true
        #expect(seen == [["a", "b"], ["c"]])
        let last = try await appliance.send(.get, "/_rest_/bucket?page_length=2&last_page")
        #expect(try last.list(DS3.Bucket.self).map(\.name) == ["c"])
        let unknown = try await appliance.send(.get, "/_rest_/bucket?page_start_marker=nope")
        #expect(unknown.status == 404)
    }

    @Test(arguments: [
        ("name=lesmis.txt", ["lesmis.txt"]),
        ("name=%25s.txt", ["books/ulysses.txt", "lesmis.txt", "s.txt"]),
        ("name=%25ulysses%25", ["books/ulysses.txt"]), ("name=%25", nil), ("", nil),
        ("type=folder", ["books/"]), ("type=DATA&name=books%25", ["books/ulysses.txt"]),
        ("latest=false", []), ("name=none", []), ("end_date=1000", []),
        ("start_date=2020-01-01T00:00:00.000Z&name=s.txt", ["s.txt"]),
    ])
    func `finds objects`(query: String, names: [String]?) async throws {
        let all = ["books/", "books/ulysses.txt", "lesmis.txt", "s.txt"]
        let appliance = try await appliance(all)
        let answer = try await appliance.send(.get, "/_rest_/object?bucket_id=b&\(query)")
        #expect(answer.status == 200)
        #expect(try answer.list(DS3.S3Object.self).map(\.name) == names ?? all)
        #expect(answer.headers["Total-Result-Count"] == String((names ?? all).count))
        let elsewhere = try await appliance.send(.get, "/_rest_/object?bucket_id=none&\(query)")
        #expect(elsewhere.status == 404)
    }

    @Test func `pages through objects by number and by marker`() async throws {
        let appliance = try await appliance(["a", "b", "c", "d", "e"])
        func page(_ query: String) async throws -> (names: [String], last: String, left: String?) {
            let answer = try await appliance.send(.get, "/_rest_/object?bucket_id=b&\(query)")
            let items = try answer.list(DS3.S3Object.self)
            return (items.map(\.name), items.last?.id ?? "", answer.headers["Page-Truncated"])
        }
        let first = try await page("page_length=2&page_offset=1")
        #expect(first.names == ["b", "c"] && first.left == "2")
        let next = try await page("page_length=1&page_start_marker=\(first.last)")
        #expect(next.names == ["d"] && next.left == "1")
        let last = try await page("page_length=2&last_page")
        #expect(last.names == ["e"] && last.left == "0")
    }

    @Test func `counts what a bucket has without looking at all of it`() async throws {
        let pages = Mutex(0)
        let appliance = try await TestAppliance(onStorage: { operation, _ in
            if operation == .list { pages.withLock { $0 += 1 } }
        })
        try await appliance.send(.put, "/b")
        for number in 1000..<2001 { try await appliance.send(.put, "/b/\(number)") }
        for (query, names, left, read) in [
            ("page_length=2", ["1000", "1001"], 999, 1),
            ("page_length=2&page_offset=900", ["1900", "1901"], 99, 1),
            ("page_length=2&last_page", ["2000"], 0, 2),
            ("page_length=0", [], 1001, 1), ("page_offset=1001", [], 0, 2),
            ("page_length=1&name=1%25", ["1000"], 999, 2),
        ] {
            pages.withLock { $0 = 0 }
            let answer = try await appliance.send(.get, "/_rest_/object?bucket_id=b&\(query)")
            #expect(try answer.list(DS3.S3Object.self).map(\.name) == names, "\(query)")
            #expect(answer.headers["Page-Truncated"] == String(left), "\(query)")
            let total = query.contains("name") ? 1000 : 1001
            #expect(answer.headers["Total-Result-Count"] == String(total), "\(query)")
            #expect(pages.withLock { $0 } == read, "\(query)")
        }
    }

    @Test func `shows an object by name and by version`() async throws {
        let appliance = try await appliance(["dir/a b"])
        let byName = try await appliance.send(.get, "/_rest_/object/dir/a%20b?bucket_id=b")
        let object = try byName.document(DS3.S3Object.self)
        #expect(object.name == "dir/a b" && object.latest && object.type == .data)
        let byID = try await appliance.send(.get, "/_rest_/object/\(object.id)?bucket_id=b")
        #expect(try byID.document(DS3.S3Object.self) == object)
        #expect(try await appliance.send(.get, "/_rest_/object/no?bucket_id=b").status == 404)
        let detailed = try await appliance.send(
            .get,
            "/_rest_/object?bucket_id=b&full_details&include_physical_placement=True"
        ).list(DS3.DetailedS3Object.self)
        #expect(detailed.map(\.name) == ["dir/a b"])
        #expect(detailed.first?.blobs?.objects.map(\.length) == [0])
        #expect(detailed.first?.blobsInCache == 1)
    }

    @Test func `deletes a folder and nothing beside it`() async throws {
        let names = ["folder", "folder/", "folder/a", "folder/b/c", "folder2/a", "folderX"]
        let appliance = try await appliance(names)
        let target = "/_rest_/folder/folder?bucket_id=b&recursive"
        #expect(try await appliance.send(.delete, target).status == 204)
        let left = try await appliance.send(.get, "/b").document(DS3.ListBucketResult.self)
        #expect(left.contents.map(\.key) == ["folder", "folder2/a", "folderX"])
        #expect(try await appliance.send(.delete, target).status == 404)
        let nowhere = "/_rest_/folder/folder?bucket_id=none&recursive"
        #expect(try await appliance.send(.delete, nowhere).status == 404)
    }

    @Test(arguments: [
        ("bucket_id=&recursive", 500, "InternalError"), ("recursive", 400, "BadRequest"),
        ("bucket_id=b", 405, "MethodNotAllowed"),
    ])
    func `deletes no folder of no bucket`(query: String, status: Int, code: String) async throws {
        let failures = Mutex(0)
        let appliance = try await TestAppliance { settings in
            settings.onFailure = { _, _ in failures.withLock { $0 += 1 } }
        }
        let answer = try await appliance.send(.delete, "/_rest_/folder/folder?\(query)")
        #expect(answer.status == status && answer.code == code)
        // Nothing has failed that anybody would look after.
        #expect(failures.withLock { $0 } == 0)
    }

    @Test func `tells where objects are`() async throws {
        let appliance = try await appliance(["a"])
        let list = "<Objects><Object Name=\"a\"/><Object Name=\"none\"/></Objects>"
        let get = "/_rest_/bucket/b?operation=get_physical_placement"
        let answer = try await appliance.send(.put, get, body: list)
        #expect(answer.status == 200)
        for wrapper in ["AzureTargets", "Ds3Targets", "Pools", "S3Targets", "Tapes"] {
            #expect(answer.text.contains("<\(wrapper)"))
        }
        let details = try await appliance.send(.put, get + "&full_details", body: list)
        #expect(try details.document(DS3.BulkObjectList.self).objects.map(\.name) == ["a"])
        let verify = "/_rest_/bucket/b?operation=verify_physical_placement"
        #expect(try await appliance.send(.get, verify, body: list).status == 404)
        let one = "<Objects><Object Name=\"a\"/></Objects>"
        #expect(try await appliance.send(.get, verify, body: one).status == 200)
    }
}
