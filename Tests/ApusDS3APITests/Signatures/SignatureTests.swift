// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import Testing

@Suite struct SignatureTests {
    typealias Headers = [(name: String, value: String)]

    private static let vectors: [(String, String, String?, Headers, String)] = [
        (
            "GET", "/", nil, [("Date", "Fri, 20 Nov 2026 10:00:00 +0000")],
            "VbYr9FJ7zrYQJz7PZS0nzXj+BHg="
        ),
        (
            "PUT", "/footage/day%201/clip%2B1.mov", nil,
            [
                ("date", "Fri, 20 Nov 2026 10:00:00 -0000"),
                ("content-md5", "CZ6mmLqTgrqyu5dbeJN5hg=="),
                ("Content-Type", "application/octet-stream"), ("X-Amz-Meta-Reel", "7"),
                ("x-amz-meta-camera", "A1"),
            ], "2OIyouC6SieKSYDnLZ/YxeZnf00="
        ),
        (
            "POST", "/footage", "delete",
            [
                ("Content-Type", "application/xml"), ("Date", "Fri, 20 Nov 2026 10:00:00 +0000"),
            ], "cSd3PGNrO01kspyhhBKavYRHf5M="
        ),
    ]

    @Test(arguments: vectors.indices)
    func `signs as the official clients do`(index: Int) {
        let (method, path, subresource, headers, signature) = Self.vectors[index]
        let statement = DS3.Signature.statement(
            method: method, path: path, subresource: subresource, headers: headers)
        #expect(DS3.Signature.sign(statement, secretKey: "key1") == signature)
        let candidates = DS3.Signature.candidates(
            method: method, path: path, query: subresource ?? "", headers: headers)
        #expect(DS3.Signature.matches(signature, candidates: candidates, secretKey: "key1"))
        #expect(!DS3.Signature.matches(signature, candidates: candidates, secretKey: "key2"))
        #expect(!DS3.Signature.matches("", candidates: candidates, secretKey: "key1"))
    }

    @Test(arguments: [
        // Python signs no amz headers without a body, and Range beside them with one.
        "GET\n\n\nD\n/b/o", "GET\nbytes=0-1\n\nD\n/b/o", "GET\n\n\nD\nX-Amz-Meta-A:1\n/b/o",
        "GET\n\n\nD\nx-amz-meta-a:1\n/b/o?versions", "GET\n\n\nD\n/b/o?versions=False",
    ])
    func `accepts every form that clients sign`(statement: String) {
        let headers: Headers = [("Date", "D"), ("Range", "bytes=0-1"), ("X-Amz-Meta-A", "1")]
        let candidates = DS3.Signature.candidates(
            method: "GET", path: "/b/o", query: "prefix=x&versions=False", headers: headers)
        #expect(candidates.contains(statement))
        let other = DS3.Signature.candidates(
            method: "GET", path: "/b/p", query: "prefix=x&versions=False", headers: headers)
        #expect(!other.contains(statement))
    }

    @Test func `does not hash more for a longer query`() {
        let flood = (0..<10_000).map { "versions=\($0)" }.joined(separator: "&")
        let candidates = DS3.Signature.candidates(
            method: "GET", path: "/b", query: flood,
            headers: [("Date", "D"), ("Content-MD5", "x"), ("Range", "y"), ("X-Amz-Meta-A", "1")])
        #expect(candidates.count <= 100)
    }

    @Test func `signs a checksum of any kind, and no date beside that of Amazon`() {
        let headers: Headers = [("Content-CRC32C", "4waSgw=="), ("Date", "D")]
        #expect(
            DS3.Signature.statement(method: "PUT", path: "/b/o", headers: headers)
                == "PUT\n4waSgw==\n\nD\n/b/o")
        #expect(
            DS3.Signature.statement(
                method: "PUT", path: "/b/o", headers: [("Date", "D"), ("x-amz-date", "E")])
                == "PUT\n\n\n\nx-amz-date:E\n/b/o")
    }

    @Test func `signs the path alone of requests below _rest_`() throws {
        #expect(try DS3.deleteBucketSpectraS3(id: "b", force: true).subresource == nil)
        #expect(
            try DS3.deleteObjects(bucket: "b", objects: .init([.init("a")])).subresource == "delete"
        )
        #expect(try DS3.getBucket(bucket: "b", versions: true).subresource == "versions")
    }

    @Test func `reads the header that it writes, and nothing else`() {
        let header = DS3.Signature.authorization(
            accessKey: "id:1", secretKey: "key1", statement: "x")
        let credential = DS3.Signature.credential(in: header)
        #expect(credential?.accessKey == "id:1")
        #expect(credential?.signature == DS3.Signature.sign("x", secretKey: "key1"))
        for text in [
            "", "AWS", "AWS id1", "AWS id1:", "AWS :" + String(repeating: "A", count: 27) + "=",
            "AWS id1:short=", "Basic id1:AAAA", "AWS4-HMAC-SHA256 Credential=x",
        ] {
            #expect(DS3.Signature.credential(in: text) == nil, "\(text)")
        }
    }
}
