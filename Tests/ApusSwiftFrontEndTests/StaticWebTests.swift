// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import Testing

@testable import ApusSwiftFrontEnd

@Suite struct StaticWebTests {
    let cluster = TestCluster { $0.staticWeb = StaticWebSettings() }
    private let site = "/v1/AUTH_test/c"

    init() async throws {
        try await cluster.send(.put, site, ["X-Container-Read": ".r:*,.rlistings"])
        for name in ["home", "404oops", "dir/one", "dir/a'%3Cb%3E.txt", "dir/sub/home"] {
            try await cluster.send(.put, "\(site)/\(name)", body: "<\(name)>")
        }
        try await cluster.send(
            .put, "\(site)/mark", ["Content-Type": "application/directory"])
    }

    private func set(_ fields: [String: String]) async throws {
        var headers = Headers()
        for (name, value) in fields { headers["X-Container-Meta-Web-\(name)"] = value }
        #expect(try await cluster.send(.post, site, headers).status == 204)
    }

    private func visit(
        _ path: String, _ headers: Headers = [:], as user: String? = nil,
        _ method: ApusHTTP.Method = .get
    ) async throws -> Answer {
        try await cluster.send(method, site + path, headers, as: user)
    }

    @Test func `a container without metadata is what it always was`() async throws {
        #expect(try await visit("").text.hasPrefix("404oops\n"))
        #expect(try await visit("", ["X-Web-Mode": "yes"], as: "test:tester").status == 404)
        #expect(try await visit("/mark").status == 200)
        #expect(try await visit("/none").status == 404)
    }

    @Test func `shows the index of a directory`() async throws {
        try await set(["Index": "home"])
        let index = try await visit("/")
        #expect(index.text == "<home>")
        #expect(index.headers["Etag"] == md5(index.body))
        #expect(try await visit("/dir/sub/").text == "<dir/sub/home>")
        // Without an index, and without leave to list.
        let none = try await visit("/dir/")
        #expect(none.status == 404)
        #expect(none.text.contains("Web Listing Disabled"))
        #expect(none.text.contains("X-Container-Meta-Web-Index: home"))
        let again = try await visit("/", ["If-None-Match": index.headers["Etag"] ?? ""])
        #expect(again.status == 304)
        let head = try await visit("/", [:], as: nil, .head)
        #expect(head.status == 200)
        #expect(head.headers["Content-Length"] == "6")
    }

    @Test(arguments: ["", "/dir", "/dir/sub", "/mark"])
    func `adds the slash that relative links need`(path: String) async throws {
        try await set(["Index": "home", "Listings": "yes"])
        if path == "/mark" { try await cluster.send(.put, "\(site)/mark/x") }
        let there = try await visit(path, ["Host": "h:1"])
        #expect(there.status == 301)
        #expect(there.headers["Location"] == "http://h:1\(site)\(path)/")
    }

    @Test func `redirects to where its operator says`() async throws {
        let cluster = TestCluster {
            $0.staticWeb = StaticWebSettings()
            $0.staticWeb?.baseURL = "https://example.com"
        }
        try await cluster.send(
            .put, "/v1/AUTH_test/a%20b",
            ["X-Container-Read": ".r:*,.rlistings", "X-Container-Meta-Web-Listings": "true"])
        let there = try await cluster.send(.get, "/v1/AUTH_test/a%20b?x=y", ["Host": "h"], as: nil)
        #expect(there.headers["Location"] == "https://example.com/v1/AUTH_test/a%20b/")
    }

    @Test func `lists a directory`() async throws {
        try await set(["Listings": "on"])
        let page = try await visit("/dir/")
        #expect(page.status == 200)
        #expect(page.headers["Content-Type"] == "text/html; charset=UTF-8")
        #expect(
            page.text == """
                <!DOCTYPE html>
                <html>
                 <head>
                  <title>Listing of /v1/AUTH_test/c/dir/</title>
                  <style type="text/css">
                   h1 {font-size: 1em; font-weight: bold;}
                   th {text-align: left; padding: 0px 1em 0px 1em;}
                   td {padding: 0px 1em 0px 1em;}
                   a {text-decoration: none;}
                  </style>
                 </head>
                 <body>
                  <h1 id="title">Listing of /v1/AUTH_test/c/dir/</h1>
                  <table id="listing">
                   <tr id="heading">
                    <th class="colname">Name</th>
                    <th class="colsize">Size</th>
                    <th class="coldate">Date</th>
                   </tr>
                   <tr id="parent" class="item">
                    <td class="colname"><a href="../">../</a></td>
                    <td class="colsize">&nbsp;</td>
                    <td class="coldate">&nbsp;</td>
                   </tr>
                   <tr class="item subdir">
                    <td class="colname"><a href="./sub/">sub/</a></td>
                    <td class="colsize">&nbsp;</td>
                    <td class="coldate">&nbsp;</td>
                   </tr>
                   <tr class="item type-text type-plain">
                    <td class="colname"><a href="./a%27%3Cb%3E%2Etxt">a&#x27;&lt;b&gt;.txt</a></td>
                    <td class="colsize">19</td>
                    <td class="coldate">2023-11-14 22:13:20</td>
                   </tr>
                   <tr class="item type-application type-octet-stream">
                    <td class="colname"><a href="./one">one</a></td>
                    <td class="colsize">9</td>
                    <td class="coldate">2023-11-14 22:13:20</td>
                   </tr>
                  </table>
                 </body>
                </html>

                """)
        #expect(try await visit("/none/").status == 404)
        #expect(!(try await visit("/")).text.contains("id=\"parent\""))
    }

    @Test(arguments: [
        ("style.css", "../../style.css"), ("a b", "../../a%20b"), ("/x/s.css", "/x/s.css"),
        ("https://h/s.css", "https://h/s.css"),
    ])
    func `listings have a style and a name`(style: String, target: String) async throws {
        try await set(["Listings": "t", "Listings-CSS": style, "Listings-Label": "<My> site"])
        let page = try await visit("/dir/sub/")
        #expect(page.text.contains("href=\"\(target)\" />\n </head>"))
        #expect(page.text.contains("<title>Listing of &lt;My&gt; site/dir/sub/</title>"))
    }

    @Test func `has its own page for what is not there`() async throws {
        try await set(["Index": "home", "Error": "oops"])
        for path in ["/none", "/dir/", "/none/"] {
            let answer = try await visit(path, ["Range": "bytes=0-1"])
            #expect(answer.status == 404)
            #expect(answer.text == "<404oops>")
        }
        // Nothing of the kind for statuses without one.
        try await set(["Error": "other"])
        #expect(try await visit("/none").text.contains("could not be found"))
    }

    @Test func `strangers see no more than they may`() async throws {
        try await set(["Index": "home", "Listings": "yes", "Error": "oops"])
        try await cluster.send(.put, "\(site)/401oops", body: "<who?>")
        try await cluster.send(.post, site, ["X-Container-Read": ".r:*"])
        let refused = try await visit("/")
        #expect(refused.status == 401)
        #expect(refused.text == "<who?>")
        #expect(refused.headers["Www-Authenticate"] == "Swift realm=\"AUTH_test\"")
        #expect(try await visit("/dir/").status == 401)
        #expect(try await visit("/dir/one").text == "<dir/one>")
        try await cluster.send(.post, site, ["X-Container-Read": ""])
        #expect(try await visit("/").text.contains("could not verify"))
        #expect(try await visit("/dir/one").status == 401)
    }

    @Test func `whoever says who they are asks for it`() async throws {
        try await set(["Index": "home"])
        #expect(try await visit("/", as: "test:tester").text.hasPrefix("404oops\n"))
        let page = try await visit("/", ["X-Web-Mode": "True"], as: "test:tester")
        #expect(page.text == "<home>")
        #expect(try await visit("/", ["X-Web-Mode": "True"], as: nil, .put).status == 401)
    }

    @Test func `takes other objects for directories when told`() async throws {
        try await cluster.send(.put, "\(site)/mark/home", body: "inside")
        try await set(["Index": "home", "Directory-Type": "text/directory"])
        #expect(try await visit("/mark").status == 200)
        try await cluster.send(.put, "\(site)/mark", ["Content-Type": "text/directory"])
        #expect(try await visit("/mark").status == 301)
        #expect(try await visit("/mark/").text == "inside")
        try await cluster.send(
            .put, "\(site)/mark", ["Content-Type": "text/directory"], body: "not empty")
        #expect(try await visit("/mark").text == "not empty")
    }

    @Test func `a signature for a prefix opens its directories`() async throws {
        try await set(["Listings": "yes"])
        try await cluster.send(
            .post, site, ["X-Container-Meta-Temp-URL-Key": "k", "X-Container-Read": ""])
        func query(_ prefix: String, _ more: String = "") -> String {
            let text = "GET\n1700000010\nprefix:/v1/AUTH_test/c/\(prefix)"
            let code = Hexadecimal.encode(Digest.hmac(Bytes(text), key: Bytes("k"), .sha256))
            return "?temp_url_prefix=\(prefix)&temp_url_expires=1700000010&temp_url_sig=\(code)"
                + more
        }
        let page = try await visit("/dir/" + query("dir/", "&inline"))
        #expect(page.status == 200)
        #expect(page.headers["Content-Disposition"] == "inline")
        let link = query("dir/", "&inline").split(separator: "&").joined(separator: "&amp;")
        #expect(page.text.contains("<a href=\"./one\(link)\">one</a>"))
        #expect(!page.text.contains("id=\"parent\""))
        #expect(try await visit("/dir/sub/" + query("dir/")).text.contains("<a href=\"../?temp_"))
        #expect(try await visit("/mark" + query("dir/")).status == 401)
        // The container itself is a page, or nothing at all.
        #expect(try await visit("/" + query("")).text.contains("Listing of"))
        #expect(try await visit("/" + query("dir/")).status == 401)
        try await set(["Listings": ""])
        #expect(try await visit("/" + query("")).status == 401)
        #expect(try await visit("" + query("")).status == 401)
    }

    @Test(arguments: [
        ("0", "0"), ("1023", "1023"), ("1024", "1Ki"), ("1536", "2Ki"), ("2560", "2Ki"),
        ("1048575", "1Mi"), ("5368709122", "5Gi"),
    ])
    func `writes sizes for people`(bytes: String, text: String) throws {
        #expect(WebListing.size(try #require(UInt64(bytes))) == text)
    }
}
