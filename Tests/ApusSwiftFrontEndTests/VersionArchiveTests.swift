// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusObjectStore
import Testing

@Suite struct VersionArchiveTests {
    let cluster: TestCluster
    let container = "/v1/AUTH_test/c"
    let path = "/v1/AUTH_test/c/o"

    init() async throws {
        var versioning = VersioningOptions()
        versioning.allowsArchives = true
        versioning.allowsObjectVersioning = true
        cluster = TestCluster(versioning: versioning)
        try await cluster.send(.put, "/v1/AUTH_test/old")
        try await cluster.send(.put, container)
    }

    private func archived() async throws -> Int {
        let list = try await cluster.send(.get, "/v1/AUTH_test/old")
        return list.text.split(separator: "\n").count
    }

    @Test func `brings the version before back when deleting from a stack`() async throws {
        try await cluster.send(.post, container, ["X-Versions-Location": "old"])
        let head = try await cluster.send(.head, container)
        #expect(head.headers["X-Versions-Location"] == "old")
        for body in ["one", "two", "three"] {
            let put = try await cluster.send(
                .put, path, ["Content-Type": "text/" + body], body: body)
            #expect(put.status == 201)
        }
        let list = try await cluster.send(.get, "/v1/AUTH_test/old").text
        #expect(list.split(separator: "\n").count == 2)
        #expect(list.split(separator: "\n").allSatisfy { $0.hasPrefix("001o/1700000000.") })
        for body in ["two", "one"] {
            #expect(try await cluster.send(.delete, path).status == 204)
            let get = try await cluster.send(.get, path)
            #expect(get.text == body)
            #expect(get.headers["Content-Type"] == "text/" + body)
        }
        #expect(try await cluster.send(.delete, path).status == 204)
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await archived() == 0)
        #expect(try await cluster.send(.delete, path).status == 404)
    }

    @Test func `keeps a history with markers`() async throws {
        try await cluster.send(.post, container, ["X-History-Location": "old"])
        #expect(try await cluster.send(.head, container).headers["X-History-Location"] == "old")
        try await cluster.send(.put, path, body: "one")
        try await cluster.send(.put, path, body: "two")
        #expect(try await cluster.send(.delete, path).status == 204)
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await archived() == 3)
        #expect(try await cluster.send(.delete, path).status == 404)
        #expect(try await archived() == 4)
        let list = try await cluster.send(.get, "/v1/AUTH_test/old?format=json").text
        #expect(list.contains("application/x-deleted;swift_versions_deleted=1"))
    }

    @Test func `takes markers away when a history becomes a stack`() async throws {
        try await cluster.send(.post, container, ["X-History-Location": "old"])
        try await cluster.send(.put, path, body: "one")
        try await cluster.send(.delete, path)
        try await cluster.send(.post, container, ["X-Versions-Location": "old"])
        #expect(try await cluster.send(.delete, path).status == 204)
        #expect(try await cluster.send(.get, path).text == "one")
        #expect(try await archived() == 0)
    }

    @Test func `shows percent-encoded where it archives`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/%C3%A9%20old")
        try await cluster.send(.post, container, ["X-History-Location": "%C3%A9%20old"])
        let head = try await cluster.send(.head, container)
        #expect(head.headers["X-History-Location"] == "%C3%A9%20old")
    }

    @Test func `needs a container to archive in only when there is something`() async throws {
        try await cluster.send(.post, container, ["X-Versions-Location": "none"])
        #expect(try await cluster.send(.put, path, body: "one").status == 201)
        #expect(try await cluster.send(.put, path, body: "two").status == 412)
        #expect(try await cluster.send(.get, path).text == "one")
    }

    @Test(
        arguments: [
            ["X-Remove-Versions-Location": "x"], ["X-Versions-Location": ""],
            ["X-Remove-History-Location": "x"],
        ] as [Headers])
    func `stops archiving`(headers: Headers) async throws {
        try await cluster.send(.post, container, ["X-Versions-Location": "old"])
        try await cluster.send(.post, container, headers)
        #expect(try await cluster.send(.head, container).headers["X-Versions-Location"] == nil)
        try await cluster.send(.put, path, body: "one")
        try await cluster.send(.put, path, body: "two")
        #expect(try await archived() == 0)
    }

    @Test func `says what is wrong with a request`() async throws {
        let both = try await cluster.send(
            .post, container, ["X-Versions-Location": "a", "X-History-Location": "b"])
        #expect(both.status == 400)
        let slash = try await cluster.send(.post, container, ["X-Versions-Location": "a%2Fb"])
        #expect(slash.status == 412)
        try await cluster.send(.post, container, ["X-Versions-Location": "old"])
        let enabled = try await cluster.send(.post, container, ["X-Versions-Enabled": "true"])
        #expect(enabled.status == 400)
    }

    @Test func `copies a symlink to lead into a named account`() async throws {
        try await cluster.send(.put, path, ["X-Symlink-Target": "c/target"])
        try await cluster.send(
            .copy, path + "?symlink=get",
            ["Destination": "c/p", "X-Symlink-Target-Account": "AUTH_other"])
        let link = try await cluster.send(.head, "/v1/AUTH_test/c/p?symlink=get")
        #expect(link.headers["X-Symlink-Target-Account"] == "AUTH_other")
    }
}
