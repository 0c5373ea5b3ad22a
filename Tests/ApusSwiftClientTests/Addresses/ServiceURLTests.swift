// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusSwiftClient
import Testing

@Suite struct ServiceURLTests {
    @Test(arguments: [
        ("http://h/v1/AUTH_a", false, "h", 80, "/v1/AUTH_a"),
        ("HTTPS://h:8443/x//", true, "h", 8443, "/x"), ("http://[::1]:81", false, "::1", 81, ""),
        ("https://h?q", true, "h", 443, ""),
        ("http+unix://%2Frun%2Fa.sock/auth/v1.0", false, "/run/a.sock", 0, "/auth/v1.0"),
    ])
    func `takes a URL apart`(
        text: String, isSecure: Bool, host: String, port: Int, path: String
    ) throws {
        let url = try ServiceURL(text)
        #expect(url.origin == Origin(isSecure: isSecure, host: host, port: port))
        #expect(url.path == path)
    }

    @Test(arguments: [
        "ftp://x", "h/v1", "http://", "http://h:0/", "http://h:99999/", "http://h:x/",
        "http://user:secret@h/", "http+unix://relative/x",
    ])
    func `refuses what is no URL of ours`(text: String) {
        let error = #expect(throws: ClientError.self) { try ServiceURL(text) }
        #expect(error?.reason == .badURL)
    }

    @Test(arguments: ["http://h:8080/v1/AUTH_a", "http://h/v1?x=y"])
    func `is written as it was read`(text: String) throws {
        #expect(try ServiceURL(text).description == text)
    }
}
