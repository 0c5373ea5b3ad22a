// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Testing

@Suite struct ContainerACLTests {
    @Test(arguments: [
        ("", ""),
        (" , ,", ""),
        ("bob, sue", "bob,sue"),
        ("bob , sue", "bob,sue"),
        ("bob,,,sue", "bob,sue"),
        (".referrer : *", ".r:*"),
        (".ref:*.example.com", ".r:.example.com"),
        (".referer:-*.example.com", ".r:-.example.com"),
        (".r : - thief.example.com", ".r:-thief.example.com"),
        (".r:*, .rlistings", ".r:*,.rlistings"),
        ("test:tester , test2", "test:tester,test2"),
        ("*:*", "*:*"),
        (":user", ":user"),
        ("account : user", "account : user"),
    ])
    func `cleans a list of readers`(sent: String, cleaned: String) throws {
        #expect(try ContainerACL(cleaning: sent, kind: .read).text == cleaned)
    }

    @Test(arguments: [
        (".r:", "No host/domain value after referrer designation in ACL: '.r:'"),
        (".r:-", "No host/domain value after referrer designation in ACL: '.r:-'"),
        (".r:*.", "No host/domain value after referrer designation in ACL: '.r:*.'"),
        (".x:y", "Unknown designator '.x' in ACL: '.x:y'"),
        (".x:it's", "Unknown designator '.x' in ACL: \".x:it's\""),
    ])
    func `refuses what is no entry`(sent: String, reason: String) throws {
        let error = try #require(throws: ACLError.self) {
            try ContainerACL(cleaning: sent, kind: .read)
        }
        #expect(error.description == reason)
    }

    @Test func `refuses a referrer among writers`() throws {
        let error = try #require(throws: ACLError.self) {
            try ContainerACL(cleaning: "bob,.r:*", kind: .write)
        }
        #expect(error.description == "Referrers not allowed in write ACL: '.r:*'")
        #expect(try ContainerACL(cleaning: "bob, *:*", kind: .write).text == "bob,*:*")
    }

    @Test(arguments: [
        ("test", true), ("test:tester", true), ("test:other", false), ("", false),
    ])
    func `lets in whoever is in a listed group`(entry: String, isIn: Bool) {
        let tester = Principal(user: "test:tester", groups: ["test", "test:tester"])
        let list = ContainerACL(stored: entry)
        #expect(list.allows(tester, referrer: nil, scope: .object) == isIn)
        #expect(list.allows(tester, referrer: nil, scope: .container) == isIn)
        #expect(!list.allows(.anonymous, referrer: nil, scope: .object))
    }

    @Test(arguments: [
        (".r:*", nil, true),
        (".r:*", "http://anything/", true),
        (".r:.example.com", nil, false),
        (".r:.example.com", "http://www.example.com/index.html", true),
        (".r:.example.com", "https://user:pw@WWW.Example.COM:8443/index.html?x", true),
        (".r:.example.com", "http://example.com", false),
        (".r:example.com", "http://example.com", true),
        (".r:example.com", "example.com", false),
        (".r:example.com", "http://example.com.thief.com/", false),
        (".r:*,.r:-.thief.com", "http://www.thief.com/", false),
        (".r:*,.r:-.thief.com", "http://www.honest.com/", true),
        (".r:-.thief.com,.r:*", "http://www.thief.com/", true),
        (".r:::1", "http://[::1]:80/", true),
        (".r:unknown", nil, true),
    ])
    func `judges the referrer`(list: String, referrer: String?, isIn: Bool) {
        let list = ContainerACL(stored: list)
        #expect(list.allows(.anonymous, referrer: referrer, scope: .object) == isIn)
        #expect(!list.allows(.anonymous, referrer: referrer, scope: .container))
    }

    @Test func `opens the listing to referrers only when told`() {
        let list = ContainerACL(stored: ".r:*,.rlistings")
        #expect(list.allows(.anonymous, referrer: nil, scope: .container))
        let alone = ContainerACL(stored: ".rlistings")
        #expect(!alone.allows(.anonymous, referrer: nil, scope: .container))
    }
}
