// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLXDAPI
import Testing

@Suite struct ResourceURLTests {
    @Test(arguments: [
        (["1.0", "instances", "a b"], "/1.0/instances/a%20b"),
        (["1.0", "profiles", "a b/c?d"], "/1.0/profiles/a%20b%2Fc%3Fd"),
        (["1.0", "networks", "br0", "forwards", "fd00::1"], "/1.0/networks/br0/forwards/fd00::1"),
        ([], "/"),
    ])
    func `escapes names and reads them back`(segments: [String], text: String) throws {
        let url = ResourceURL(segments)
        #expect(url.encoded == text)
        #expect(try #require(ResourceURL(text)).segments == segments)
    }

    @Test(arguments: [
        "", "1.0", "http://host/1.0", "/1.0//x", "/1.0/../etc", "/1.0/%2E%2E/etc", "/1.0/.",
        "/1.0/instances/", "/1.0/%FF", "/1.0/a%00",
    ])
    func `refuses what is no address`(text: String) {
        #expect(ResourceURL(text) == nil)
    }

    @Test(arguments: ["", ".", "..", "a\0"])
    func `marks names that would be another path`(name: String) {
        #expect(!ServerAddress().instances[name].url.isValid)
    }

    @Test func `keeps parameters in order and sets them in place`() throws {
        let url = try #require(ResourceURL("/1.0/instances?project=a&recursion=1"))
        #expect(url.inProject("b c").encoded == "/1.0/instances?project=b%20c&recursion=1")
        #expect(url.inProject(nil).encoded == "/1.0/instances?recursion=1")
    }

    @Test func `hides secrets when it is printed`() {
        let url = ServerAddress().operations["x"].websocket.with("secret", "s3")
        #expect(url.description == "/1.0/operations/x/websocket?secret=***")
        #expect(url.encoded == "/1.0/operations/x/websocket?secret=s3")
    }

    @Test func `is the same resource whatever says how to read it`() throws {
        let plain = try #require(ResourceURL("/1.0/instances/web"))
        let asked = try #require(ResourceURL("/1.0/instances/web?recursion=1&project=default"))
        #expect(plain.identity == asked.identity)
        #expect(plain.identity != plain.inProject("other").identity)
    }
}
