// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusIO
import ApusSwiftFrontEnd
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct FormTests {
    let cluster = TestCluster { $0.forms = FormSettings() }
    private let path = "/v1/AUTH_test/c/in/"

    init() async throws {
        try await cluster.send(.post, "/v1/AUTH_test", ["X-Account-Meta-Temp-URL-Key": "one"])
        try await cluster.send(
            .put, "/v1/AUTH_test/c", ["X-Container-Meta-Temp-URL-Key-2": "two"])
    }

    /// Fields of a form that may bring two files of ten bytes, signed by the specification.
    private func fields(
        key: String = "one", path: String = "/v1/AUTH_test/c/in/", redirect: String = "",
        sizeBytes: String = "10", count: String = "2", expires: String = "1700000010",
        more: [(String, String)] = []
    ) -> [(String, String)] {
        let text = [path, redirect, sizeBytes, count, expires].joined(separator: "\n")
        let code = Hexadecimal.encode(Digest.hmac(Bytes(text), key: Bytes(key), .sha256))
        return [
            ("redirect", redirect), ("max_file_size", sizeBytes), ("max_file_count", count),
            ("expires", expires), ("signature", code),
        ] + more
    }

    private func form(
        _ fields: [(String, String)], files: [(name: String, text: String)]
    ) -> String {
        var text = ""
        for (name, value) in fields {
            text += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        for file in files {
            text +=
                "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\(file.name)\"\r\n"
            text += "Content-Type: text/x\r\n\r\n\(file.text)\r\n"
        }
        return text + "--b--\r\n"
    }

    private func post(_ form: String, to path: String? = nil) async throws -> Answer {
        try await cluster.send(
            .post, path ?? self.path, ["Content-Type": "multipart/form-data; boundary=b"],
            body: form, as: nil)
    }

    @Test(arguments: ["one", "two"])
    func `stores the files that it brings`(key: String) async throws {
        let text = form(
            fields(key: key, more: [("x_delete_after", "50"), ("Content-Encoding", "gzip")]),
            files: [("a", "hello"), ("b c\\\"d", "")])
        let answer = try await post(text)
        #expect(answer.status == 201)
        #expect(answer.text == "201 Created")
        let first = try await cluster.send(.get, path + "a")
        #expect(first.text == "hello")
        #expect(first.headers["Content-Type"] == "text/x")
        #expect(first.headers["Content-Encoding"] == "gzip")
        #expect(first.headers["X-Delete-At"] == "1700000050")
        #expect(try await cluster.send(.head, path + "b%20c%22d").status == 200)
    }

    @Test func `goes where it is told, with the outcome`() async throws {
        let there = try await post(
            form(fields(redirect: "http://h/p?a=\"b\""), files: [("a", "hello")]))
        #expect(there.status == 303)
        #expect(there.headers["Location"] == "http://h/p?a=\"b\"&status=201&message=")
        #expect(there.text.contains("href=\"http://h/p?a=&quot;b&quot;&amp;status=201"))
        let many = try await post(
            form(fields(redirect: "/p", count: "1"), files: [("a", "1"), ("b", "2")]))
        #expect(
            many.headers["Location"] == "/p?status=400&message=max%20file%20count%20exceeded")
    }

    @Test(arguments: [[], [("max_file_count", "9")], [("signature", "00")]])
    func `sends nobody where no key has said`(more: [(String, String)]) async throws {
        let redirect = [("redirect", "http://elsewhere")] + more
        for files in [[], [("a", "hello")]] {
            let answer = try await post(form(redirect, files: files))
            #expect(answer.status == 401)
            #expect(answer.headers["Location"] == nil)
        }
        let none = try await post(form(fields(redirect: "/p"), files: []))
        #expect(none.headers["Location"] == "/p?status=400&message=no%20files%20to%20process")
    }

    @Test func `refuses what was not signed so`() async throws {
        let file = [("a", "hello")]
        let signed = fields()
        for index in 1..<4 {
            var changed = signed
            changed[index].1 += "0"
            let answer = try await post(form(changed, files: file))
            #expect(answer.status == 401)
            #expect(answer.text == "FormPost: Invalid Signature")
        }
        #expect(try await post(form(signed, files: file), to: "/v1/AUTH_test/c/").status == 401)
        #expect(try await post(form(fields(key: "three"), files: file)).status == 401)
        let late = try await post(form(fields(expires: "1699999999"), files: file))
        #expect(late.text == "FormPost: Form Expired")
        #expect(try await post(form([], files: file)).text.contains("Max File Count Exceeded"))
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
    }

    @Test func `keeps to its limits`() async throws {
        let large = try await post(form(fields(), files: [("a", "hello"), ("b", "hello hello")]))
        #expect(large.status == 400)
        #expect(large.text == "FormPost: max_file_size exceeded")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").text == "in/a\n")
        let many = try await post(
            form(fields(), files: [("a", "1"), ("b", "2"), ("c", "3")]))
        #expect(many.status == 400)
        #expect(many.text == "400 Bad Request\r\nFormPost: Max File Count Exceeded")
        #expect(try await cluster.send(.head, path + "b").status == 200)
        #expect(try await cluster.send(.head, path + "c").status == 404)
    }

    @Test(arguments: [
        ("--b--", "400 Bad Request\r\nFormPost: No Files To Process"),
        ("hello", "FormPost: Invalid boundary of a part"),
        (
            "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nvalue",
            "FormPost: The last part has no end"
        ),
    ])
    func `says what is wrong with it`(text: String, complaint: String) async throws {
        let answer = try await post(text)
        #expect(answer.status == 400)
        #expect(answer.text == complaint)
    }

    @Test func `makes nothing of a file that is cut short`() async throws {
        let whole = form(fields(), files: [("a", "hello")])
        let cut = String(whole.prefix(upTo: try #require(whole.firstRange(of: "llo")).lowerBound))
        #expect(try await post(cut).status == 400)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
    }

    @Test func `streams its files`() async throws {
        let sizeBytes = 2 << 20
        let start = form(
            fields(sizeBytes: String(sizeBytes)), files: [("a", "")])
        let head = Bytes(String(start.dropLast("\r\n--b--\r\n".count)))
        let pieces = Mutex(-1)
        let body = BodyReader(lengthBytes: nil) {
            let piece = pieces.withLock { pieces in
                pieces += 1
                return pieces
            }
            if piece == 0 { return .bytes(head) }
            if piece <= 128 { return .bytes(Bytes([UInt8](repeating: 13, count: sizeBytes / 128))) }
            return piece == 129 ? .bytes(Bytes("\r\n--b--")) : nil
        }
        let answer = try await cluster.send(
            .post, path, ["Content-Type": "multipart/form-data; boundary=\"b\""], reader: body,
            as: nil)
        #expect(answer.status == 201)
        #expect(try await cluster.send(.get, path + "a").body.count == sizeBytes)
    }

    @Test func `is an ordinary request where forms are not offered`() async throws {
        let cluster = TestCluster()
        let answer = try await cluster.send(
            .post, path, ["Content-Type": "multipart/form-data; boundary=b"],
            body: form(fields(), files: [("a", "hello")]), as: nil)
        #expect(answer.status == 401)
        #expect(!answer.text.contains("FormPost"))
    }
}
