// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore
import Testing

@Suite struct ObjectVersioningTests {
    let cluster: TestCluster
    let container = "/v1/AUTH_test/c"
    let path = "/v1/AUTH_test/c/o"

    init() async throws {
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        cluster = TestCluster(versioning: versioning)
        let made = try await cluster.send(.put, container, ["X-Versions-Enabled": "true"])
        #expect(made.status == 201)
    }

    /// Stores an object and answers the id of its version.
    private func put(_ body: String, _ headers: Headers = [:]) async throws -> String {
        let answer = try await cluster.send(.put, path, headers, body: body)
        #expect(answer.status == 201)
        return try #require(answer.headers["X-Object-Version-Id"])
    }

    /// Name, id and whether it is current, of every line.
    private func versions(_ query: String = "") async throws -> [String] {
        let list = try await cluster.send(.get, container + "?versions" + query)
        #expect(list.status == 200)
        let entries = try #require(try JSONValue(parsing: list.body).elements)
        return try entries.map { entry in
            let members = try #require(entry.members)
            if let directory = members["subdir"]?.text { return directory }
            let name = try #require(members["name"]?.text)
            let id = try #require(members["version_id"]?.text)
            return "\(name) \(id)" + (members["is_latest"] == .boolean(true) ? " *" : "")
        }
    }

    @Test func `tells apart names that differ in the composition of their characters`()
        async throws
    {
        // An e with an acute accent, as one character and as two.
        for name in ["%C3%A9", "e%CC%81"] {
            #expect(try await cluster.send(.put, "\(container)/\(name)").status == 201)
        }
        let lines = try await versions()
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasSuffix(" *") })
    }

    @Test func `keeps every version`() async throws {
        let first = try await put("one", ["X-Object-Meta-N": "1"])
        let second = try await put("two", ["X-Object-Meta-N": "2"])
        let get = try await cluster.send(.get, path)
        #expect(get.text == "two")
        #expect(get.headers["X-Object-Version-Id"] == second)
        #expect(get.headers["Content-Location"] == "\(path)?version-id=\(second)")
        #expect(get.headers["Etag"] == md5(Bytes("two")))
        let old = try await cluster.send(.get, path + "?version-id=" + first)
        #expect(old.text == "one")
        #expect(old.headers["X-Object-Version-Id"] == first)
        #expect(old.headers["X-Object-Meta-N"] == "1")
        let head = try await cluster.send(.head, path + "?version-id=" + first)
        #expect(head.headers["Content-Length"] == "3")
        #expect(try await versions() == ["o \(second) *", "o \(first)"])
    }

    @Test func `lists the current version as an object`() async throws {
        let id = try await put("three", ["Content-Type": "text/x"])
        let list = try await cluster.send(.get, container + "?format=json")
        let entry = try #require(try JSONValue(parsing: list.body).elements?.first?.members)
        #expect(entry["bytes"] == .integer(5))
        #expect(entry["hash"] == .string(md5(Bytes("three"))))
        #expect(entry["content_type"] == .string("text/x"))
        #expect(entry["symlink_path"] == .string("\(path)?version-id=\(id)"))
        #expect(try await cluster.send(.get, container).text == "o\n")
        let account = try await cluster.send(.get, "/v1/AUTH_test?format=json")
        let containers = try #require(try JSONValue(parsing: account.body).elements)
        #expect(containers.count == 1)
        #expect(containers.first?.members?["bytes"] == .integer(5))
    }

    @Test func `counts the bytes of all versions`() async throws {
        _ = try await put("one")
        _ = try await put("three")
        let head = try await cluster.send(.head, container)
        #expect(head.headers["X-Versions-Enabled"] == "True")
        #expect(head.headers["X-Container-Object-Count"] == "1")
        #expect(head.headers["X-Container-Bytes-Used"] == "8")
        #expect(!head.headers.contains { $0.name.lowercased().contains("sysmeta") })
    }

    @Test func `leaves a marker when deleting`() async throws {
        let first = try await put("one")
        let deleted = try await cluster.send(.delete, path)
        #expect(deleted.status == 204)
        let marker = try #require(deleted.headers["X-Object-Version-Id"])
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await cluster.send(.get, path + "?version-id=" + first).text == "one")
        let get = try await cluster.send(.get, path + "?version-id=" + marker)
        #expect(get.status == 404)
        #expect(get.headers["X-Object-Version-Id"] == marker)
        #expect(
            get.headers["Content-Type"] == "application/x-deleted;swift_versions_deleted=1")
        #expect(try await versions() == ["o \(marker) *", "o \(first)"])
        let again = try await cluster.send(.delete, path)
        #expect(again.status == 404)
        #expect(again.headers["X-Object-Version-Id"] != nil)
    }

    @Test func `deletes a version for good`() async throws {
        let first = try await put("one")
        let second = try await put("two")
        let old = try await cluster.send(.delete, path + "?version-id=" + first)
        #expect(old.status == 204)
        #expect(old.headers["X-Object-Version-Id"] == first)
        #expect(old.headers["X-Object-Current-Version-Id"] == second)
        let current = try await cluster.send(.delete, path + "?version-id=" + second)
        #expect(current.headers["X-Object-Current-Version-Id"] == "null")
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await versions() == [])
        let none = try await cluster.send(.delete, path + "?version-id=" + first)
        #expect(none.status == 404)
    }

    @Test func `goes back to a version`() async throws {
        let first = try await put("one")
        let second = try await put("two")
        let back = try await cluster.send(.put, path + "?version-id=" + first)
        #expect(back.status == 201)
        #expect(back.headers["X-Object-Version-Id"] == first)
        #expect(try await cluster.send(.get, path).text == "one")
        #expect(try await versions() == ["o \(second)", "o \(first) *"])
        let body = try await cluster.send(.put, path + "?version-id=" + first, body: "x")
        #expect(body.status == 400)
        #expect(body.text == "PUT version-id requests require a zero byte body")
        let none = try await cluster.send(.put, path + "?version-id=1.00000")
        #expect(none.status == 404)
        #expect(none.text == "The specified version does not exist")
    }

    @Test func `keeps what was stored before there were versions`() async throws {
        let cluster = cluster
        try await cluster.send(.put, "/v1/AUTH_test/d")
        try await cluster.send(.put, "/v1/AUTH_test/d/o", body: "before")
        try await cluster.send(.post, "/v1/AUTH_test/d", ["X-Versions-Enabled": "1"])
        let null = try await cluster.send(.get, "/v1/AUTH_test/d/o?version-id=null")
        #expect(null.text == "before")
        #expect(null.headers["X-Object-Version-Id"] == "null")
        try await cluster.send(.put, "/v1/AUTH_test/d/o", body: "after")
        let list = try await cluster.send(.get, "/v1/AUTH_test/d?versions")
        let entries = try #require(try JSONValue(parsing: list.body).elements)
        #expect(entries.count == 2)
        let id = try #require(entries[1].members?["version_id"]?.text)
        let old = try await cluster.send(.get, "/v1/AUTH_test/d/o?version-id=" + id)
        #expect(old.text == "before")
        let gone = try await cluster.send(.get, "/v1/AUTH_test/d/o?version-id=null")
        #expect(gone.status == 404)
    }

    @Test func `makes no versions while switched off, and keeps those it has`() async throws {
        let first = try await put("one")
        try await cluster.send(.post, container, ["X-Versions-Enabled": "false"])
        let head = try await cluster.send(.head, container)
        #expect(head.headers["X-Versions-Enabled"] == "False")
        let plain = try await cluster.send(.put, path, body: "plain")
        #expect(plain.headers["X-Object-Version-Id"] == nil)
        #expect(try await versions() == ["o null *", "o \(first)"])
        let get = try await cluster.send(.get, path)
        #expect(get.headers["X-Object-Version-Id"] == "null")
        #expect(try await cluster.send(.delete, path).status == 204)
        #expect(try await versions() == ["o \(first)"])
        let kept = try await cluster.send(.delete, container)
        #expect(kept.status == 409)
        #expect(kept.text == "Delete all versions before deleting container.")
        try await cluster.send(.delete, path + "?version-id=" + first)
        #expect(try await cluster.send(.delete, container).status == 204)
        #expect(try await cluster.send(.head, container).status == 404)
        #expect(try await cluster.send(.get, "/v1/AUTH_test").text.isEmpty)
    }

    @Test func `changes the metadata of the current version alone`() async throws {
        let first = try await put("one", ["X-Object-Meta-N": "1"])
        let second = try await put("two")
        let post = try await cluster.send(.post, path, ["X-Object-Meta-N": "3"])
        #expect(post.status == 202)
        let head = try await cluster.send(.head, path)
        #expect(head.headers["X-Object-Meta-N"] == "3")
        #expect(head.headers["X-Object-Version-Id"] == second)
        let old = try await cluster.send(.head, path + "?version-id=" + first)
        #expect(old.headers["X-Object-Meta-N"] == "1")
        let refused = try await cluster.send(.post, path + "?version-id=" + first)
        #expect(refused.status == 400)
    }

    @Test func `copies a version`() async throws {
        let first = try await put("one")
        _ = try await put("two")
        let copy = try await cluster.send(
            .copy, path + "?version-id=" + first, ["Destination": "c/p"])
        #expect(copy.status == 201)
        #expect(copy.headers["X-Object-Version-Id"] != nil)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/p").text == "one")
        try await cluster.send(
            .put, path + "?version-id=" + first, ["X-Copy-From": "c/o"])
        #expect(try await cluster.send(.get, path).text == "one")
    }

    @Test func `lists versions in pages, with prefix and delimiter`() async throws {
        var ids: [String] = []
        for body in ["1", "2", "3"] { ids.append(try await put(body)) }
        try await cluster.send(.put, container + "/a/1", body: "x")
        try await cluster.send(.put, container + "/p", body: "x")
        #expect(try await versions("&delimiter=/&limit=2") == ["a/", "o \(ids[2]) *"])
        let next = try await versions("&marker=o&version_marker=\(ids[2])&limit=2")
        #expect(next == ["o \(ids[1])", "o \(ids[0])"])
        let last = try await versions("&marker=o")
        #expect(last.count == 1)
        #expect(last.first?.hasPrefix("p ") == true)
        #expect(try await versions("&prefix=o").count == 3)
        #expect(try await versions("&end_marker=o").count == 1)
        for wrong in ["version_marker=1.0", "marker=o&version_marker=x", "delimiter=1"] {
            let answer = try await cluster.send(.get, container + "?versions&" + wrong)
            #expect(answer.status == 400)
        }
        let xml = try await cluster.send(
            .get, container + "?versions", ["Accept": "application/xml"])
        #expect(xml.status == 406)
        let plain = try await cluster.send(.get, container + "?versions&format=plain")
        #expect(plain.status == 406)
    }

    @Test func `knows the latest version in reverse too`() async throws {
        let first = try await put("one")
        let deleted = try await cluster.send(.delete, path)
        let marker = try #require(deleted.headers["X-Object-Version-Id"])
        #expect(try await versions("&reverse=true") == ["o \(first)", "o \(marker) *"])
        #expect(try await versions("&reverse=true&limit=1") == ["o \(first)"])
        let rest = "&reverse=true&marker=o&version_marker=\(first)"
        #expect(try await versions(rest) == ["o \(marker) *"])
    }

    @Test func `deletes the current object without a marker as the null version`() async throws {
        let first = try await put("one")
        #expect(try await cluster.send(.delete, path + "?version-id=null").status == 204)
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await versions() == ["o \(first)"])
    }

    @Test func `deletes the segments of one version of a large object`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/d")
        for name in ["s", "t"] {
            try await cluster.send(.put, "/v1/AUTH_test/d/" + name, body: name)
        }
        let first = try await cluster.send(
            .put, path + "?multipart-manifest=put", body: #"[{"path": "/d/s"}]"#)
        let id = try #require(first.headers["X-Object-Version-Id"])
        try await cluster.send(
            .put, path + "?multipart-manifest=put", body: #"[{"path": "/d/t"}]"#)
        let deleted = try await cluster.send(
            .delete, path + "?multipart-manifest=delete&version-id=" + id)
        #expect(deleted.text.contains("Number Deleted: 2"))
        #expect(try await cluster.send(.get, path).text == "t")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d").text == "t\n")
        #expect(try await versions().count == 1)
    }

    @Test func `reads dynamic large objects of current versions`() async throws {
        for name in ["s1", "s2"] {
            try await cluster.send(.put, "\(container)/\(name)", body: "old")
            try await cluster.send(.put, "\(container)/\(name)", body: name)
        }
        try await cluster.send(.put, path, ["X-Object-Manifest": "c/s"])
        #expect(try await cluster.send(.get, path).text == "s1s2")
    }

    @Test func `says what is wrong with a version`() async throws {
        let bad = try await cluster.send(.get, path + "?version-id=x")
        #expect(bad.status == 400)
        #expect(bad.text == "Invalid version parameter")
        #expect(try await cluster.send(.get, path + "?version-id=1.00000").status == 404)
        try await cluster.send(.put, "/v1/AUTH_test/d")
        let none = try await cluster.send(.get, "/v1/AUTH_test/d/o?version-id=1.00000")
        #expect(none.status == 400)
        #expect(
            none.text == "version-aware operations require that the container is versioned")
    }

    @Test func `lets readers of the container read the current version alone`() async throws {
        let first = try await put("one")
        _ = try await put("two")
        let version = path + "?version-id=" + first
        #expect(try await cluster.send(.get, version, as: nil).status == 401)
        #expect(try await cluster.send(.get, path, as: nil).status == 401)
        try await cluster.send(.post, container, ["X-Container-Read": ".r:*"])
        #expect(try await cluster.send(.get, path, as: nil).text == "two")
        #expect(try await cluster.send(.get, version, as: nil).status == 401)
        #expect(try await cluster.send(.get, version, as: "test:tester3").status == 403)
        #expect(try await cluster.send(.delete, version, as: nil).status == 401)
        let hidden = "/v1/AUTH_test/%00versions%00c"
        #expect(try await cluster.send(.get, hidden).status == 412)
    }

    @Test func `gives no version away as a segment`() async throws {
        let id = try #require(Timestamp(try await put("one")))
        let inverted = Timestamp(ticks: Timestamp.latest.ticks - id.ticks).moment
        let name = #"/\u0000versions\u0000c/\u0000o\u0000"# + inverted
        let manifest = #"[{"path": ""# + name + #""}]"#
        let answer = try await cluster.send(
            .put, path + "?multipart-manifest=put", body: manifest)
        #expect(answer.status == 400)
    }

    @Test func `keeps large objects and symlinks as versions`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/d")
        try await cluster.send(.put, "/v1/AUTH_test/d/s", body: "segment")
        let manifest = try await cluster.send(
            .put, path + "?multipart-manifest=put", body: #"[{"path": "/d/s"}, {"path": "/d/s"}]"#)
        #expect(manifest.status == 201)
        let id = try #require(manifest.headers["X-Object-Version-Id"])
        #expect(try await cluster.send(.get, path).text == "segmentsegment")
        let list = try await cluster.send(.get, container + "?versions")
        let entry = try #require(try JSONValue(parsing: list.body).elements?.first?.members)
        #expect(entry["bytes"] == .integer(14))
        try await cluster.send(.put, path, ["X-Symlink-Target": "d/s"])
        let link = try await cluster.send(.get, path)
        #expect(link.text == "segment")
        #expect(
            try await cluster.send(.get, path + "?version-id=" + id).text == "segmentsegment")
    }

    @Test func `lets an object expire without its versions`() async throws {
        let id = try await put("one", ["X-Delete-After": "50"])
        cluster.clock.advance(seconds: 60)
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await cluster.send(.get, path + "?version-id=" + id).text == "one")
    }
}
