// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusSwiftAPI
import ApusSwiftClient
import Testing

@Suite struct TemporaryURLTests {
    private func url(_ path: String, _ change: (inout TemporaryURL) -> Void = { _ in }) throws
        -> String
    {
        var url = TemporaryURL(
            method: "GET", path: path, expires: try TemporaryURL.expiry("2030-01-01T00:00:00Z"))
        change(&url)
        return try url.sign(key: "key")
    }

    @Test func `signs a whole URL`() throws {
        #expect(
            try url("http://h:80/v1/AUTH_a/c/o")
                == "http://h:80/v1/AUTH_a/c/o?temp_url_sig="
                + "6e5fe90b184294da2359ce0350d7a214e5f59999c1fedfd8439ab869c5fe2e55"
                + "&temp_url_expires=1893456000")
    }

    @Test func `signs for one address with a written date`() throws {
        let signed = try url("http://h:80/v1/AUTH_a/c/o") {
            $0.writesDate = true
            $0.addressRange = "1.2.3.4"
            $0.signature = .sha1
        }
        #expect(
            signed.hasSuffix(
                "?temp_url_sig=e0c20b05968524fc94a4b6b006cd532b48ca02ce"
                    + "&temp_url_expires=2030-01-01T00:00:00Z&temp_url_ip_range=1.2.3.4"))
    }

    @Test func `writes the longest signature in base64`() throws {
        let signed = try url("/v1/AUTH_a/c/o") { $0.signature = .sha512 }
        #expect(
            signed.contains(
                "temp_url_sig=sha512:D7g9U3_vPGUF6B8stsu9Yz6ShO2YXgDqowztxKu4s3n7_E1M3Z0"
                    + "_iIxpaz00Wtvl39fhotHfyC9QTuaB-oo01A&"))
    }

    @Test func `allows a beginning of names`() throws {
        #expect(try url("/v1/a/c/") { $0.isPrefix = true }.hasSuffix("&temp_url_prefix="))
        #expect(
            try url("/v1/a/c/p/q") { $0.isPrefix = true }.hasSuffix("&temp_url_prefix=p/q"))
    }

    @Test(arguments: ["v1/a/c/o", "/v1/a/c", "/v1/a/c/", "/v1//c/o", "http://h", ""])
    func `refuses what is no object`(path: String) {
        #expect(throws: TemporaryURL.Failure.badObjectPath) { try url(path) }
    }

    @Test(
        arguments: [
            ("60", false, 1_000_060), ("1e3", false, 1_001_000), ("10.0", false, 1_000_010),
            ("5min", false, 1_000_300), ("1.5h", false, 1_005_400),
            ("1400000000", true, 1_400_000_000),
            ("2014-05-13T16:53:20Z", false, 1_400_000_000), ("1970-01-01T00:00:00Z", true, 0),
        ] as [(String, Bool, Int64)])
    func `reads times`(text: String, isAbsolute: Bool, expected: Int64) throws {
        #expect(
            try TemporaryURL.expiry(text, isAbsolute: isAbsolute, now: 1_000_000) == expected)
    }

    @Test(arguments: [
        "", "-1", "1.5", "soon", "2030-13-01", "2030-01-01T25:00:00Z", "2030-02-30", "inf", "nan",
    ])
    func `refuses what is no time`(text: String) {
        #expect(throws: TemporaryURL.Failure.badTime) { try TemporaryURL.expiry(text) }
    }
}
