// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusTestSupport
import Testing

/// Command lines and the requests that OpenStack's tool makes of them.
///
/// The cases are those that python-swiftclient's own tests of its shell try.
@Suite struct RequestTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let arguments: [String]
        let requests: [String]
        var status: Int32 = 0

        init(_ arguments: String, _ requests: String..., status: Int32 = 0) {
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.requests = requests
            self.status = status
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    /// The requests, sorted, without those that only find out about limits: where a listing ends,
    /// the reference asks for another page and we ask once how long pages are.
    private static func essential(_ requests: [String]) -> [String] {
        requests.filter { $0 != "GET /info" && !$0.contains("marker=") }.sorted()
    }

    /// The container `c` has `a` and `b`.
    private func filled() async throws -> CommandServer {
        let server = try CommandServer()
        try await withFiles(["a": "hello"]) { directory in
            for name in ["a", "b"] {
                await server.run("upload", "c", directory + "/a", "--object-name", name)
            }
        }
        return server
    }

    @Test(arguments: [
        Case("stat", "HEAD "),
        Case("stat -H X-Newest:true --header A:b", "HEAD  | a: b | x-newest: true"),
        Case("stat c", "HEAD /c"),
        Case("stat -H A:b c", "HEAD /c | a: b"),
        Case("stat c a", "HEAD /c/a"),
        Case("stat -H A:b c a", "HEAD /c/a | a: b"),
        Case("stat --version-id 12 c a", "HEAD /c/a?version-id=12"),
        Case("list", "GET ?format=json"),
        Case(
            "list -p c -H A:b", "GET ?format=json&prefix=c | a: b"),
        Case("list -l", "GET ?format=json", "HEAD /c"),
        Case("list c", "GET /c?format=json"),
        Case(
            "list c -p a -d /", "GET /c?format=json&prefix=a&delimiter=/"),
        Case("list c -H A:b -p z", "GET /c?format=json&prefix=z | a: b"),
        Case("post", "POST "),
        Case("post -m Color:Blue -H A:b", "POST  | a: b | x-account-meta-color: Blue"),
        Case("post c", "POST /c"),
        Case(
            "post c --read-acl r --write-acl w --sync-to t --sync-key k",
            "POST /c | x-container-read: r | x-container-sync-key: k | x-container-sync-to: t"
                + " | x-container-write: w"),
        Case(
            "post c -m Color:Blue -H Content-Type:x",
            "POST /c | content-type: x | x-container-meta-color: Blue"),
        Case("post new", "POST /new", "PUT /new"),
        Case(
            "post c a -m Color:Blue -m Old:",
            "POST /c/a | x-object-meta-color: Blue | x-object-meta-old: "),
        Case("copy c a", "COPY /c/a | destination: /c/a | x-fresh-metadata: false"),
        Case(
            "copy c a -d /c/z -M", "PUT /c",
            "COPY /c/a | destination: /c/z | x-fresh-metadata: true"),
        Case(
            "copy c a -d /e -m Color:Blue -H A:b", "PUT /e",
            "COPY /c/a | a: b | destination: /e/a | x-fresh-metadata: false | x-object-meta-color: Blue"
        ),
        Case(
            "copy c a b -d /e", "PUT /e", "COPY /c/a | destination: /e/a | x-fresh-metadata: false",
            "COPY /c/b | destination: /e/b | x-fresh-metadata: false"),
        Case("copy c a b -d /e/x", status: 1),
        Case("delete c a", "HEAD /c/a?symlink=get", "DELETE /c/a"),
        Case("delete c a --leave-segments", "DELETE /c/a"),
        Case("delete c a -H A:b", "HEAD /c/a?symlink=get | a: b", "DELETE /c/a | a: b"),
        Case("delete c a --version-id 1 --leave-segments", "DELETE /c/a?version-id=1"),
        Case(
            "delete c --prefix a", "GET /c?format=json&prefix=a", "HEAD /c/a?symlink=get",
            "DELETE /c/a"),
        Case("download c a --no-download -H A:b", "GET /c/a | a: b"),
        Case("download c a --no-download --version-id 1", "GET /c/a?version-id=1"),
        Case(
            "download c --no-download -p a", "GET /c?format=json&prefix=a", "GET /c/a"),
    ])
    func `asks what OpenStack's tool asks`(row: Case) async throws {
        let exchange = RecordingExchange(over: try await filled())
        let run = await runApus(row.arguments, program: "swift", over: exchange)
        #expect(run.status == row.status, "\(run.errors)")
        #expect(Self.essential(exchange.asked) == row.requests.sorted())
    }

    @Test(arguments: [
        Case(
            "upload c F --leave-segments",
            "PUT /c", "PUT /c/F | x-object-meta-mtime: 1600000000.123456"),
        Case(
            "upload c F --skip-container-put --leave-segments",
            "PUT /c/F | x-object-meta-mtime: 1600000000.123456"),
        Case(
            "upload c F --leave-segments -m Color:Blue -H X-Storage-Policy:default",
            "PUT /c | x-storage-policy: default",
            "PUT /c/F | x-object-meta-color: Blue | x-object-meta-mtime: 1600000000.123456"
                + " | x-storage-policy: default"),
        Case(
            "upload c F -S 5 --use-dlo --leave-segments --skip-container-put",
            "PUT /c_segments/F/1600000000.123456/10/5/00000000"
                + " | content-type: application/swiftclient-segment",
            "PUT /c_segments/F/1600000000.123456/10/5/00000001"
                + " | content-type: application/swiftclient-segment",
            "PUT /c/F | x-object-manifest: c_segments/F/1600000000.123456/10/5/"
                + " | x-object-meta-mtime: 1600000000.123456"),
        Case(
            "upload c F -S 5 --use-slo --leave-segments --skip-container-put -C s",
            "PUT /s/F/slo/1600000000.123456/10/5/00000000"
                + " | content-type: application/swiftclient-segment",
            "PUT /s/F/slo/1600000000.123456/10/5/00000001"
                + " | content-type: application/swiftclient-segment",
            "PUT /c/F?multipart-manifest=put | x-object-meta-mtime: 1600000000.123456"),
        Case(
            "upload c/pre F --skip-container-put --leave-segments",
            "PUT /c/pre/F | x-object-meta-mtime: 1600000000.123456"),
    ])
    func `uploads as OpenStack's tool does`(row: Case) async throws {
        try await withFiles { directory in
            // An absolute path is the name without its first slash: give it one of our own.
            let path = directory + "/file"
            try write(
                "0123456789", to: path,
                modified: FileTime(seconds: 1_600_000_000, nanoseconds: 123_456_000))
            let exchange = RecordingExchange(201)
            let run = await runApus(
                row.arguments.map { $0 == "F" ? path : $0 } + ["--object-name", "F"],
                program: "swift", over: exchange)
            #expect(run.status == row.status, "\(run.errors)")
            // Fields about the body are the library's to choose.
            let asked = Self.essential(exchange.asked).map { line in
                line.split(separator: " | ").filter {
                    !$0.hasPrefix("etag: ") && !$0.hasPrefix("expect: ")
                        && !$0.hasPrefix("if-none-match: ")
                        && $0 != "content-type: application/json"
                }.joined(separator: " | ")
            }
            #expect(asked.sorted() == row.requests.sorted())
        }
    }
}
