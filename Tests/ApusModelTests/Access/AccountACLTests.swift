// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Testing

@Suite struct AccountACLTests {
    @Test(arguments: [
        ("", ""),
        ("{}", ""),
        (#"{"admin": ["a", "b:c"]}"#, #"{"admin":["a","b:c"]}"#),
        (
            #" {"read-write": [], "read-only": ["ünï"], "admin": ["x"]} "#,
            #"{"admin":["x"],"read-only":["\u00fcn\u00ef"],"read-write":[]}"#
        ),
    ])
    func `keeps the document in one spelling`(sent: String, stored: String) throws {
        #expect(try AccountACL(parsing: sent).text == stored)
        #expect(AccountACL(stored: stored) == (try AccountACL(parsing: sent)))
    }

    @Test(arguments: [
        ("[]", "Syntax error in input ('[]')"),
        ("nonsense", "Syntax error in input ('nonsense')"),
        (#"{"other": []}"#, #"Key "other" not recognized"#),
        (#"{"admin": "x"}"#, #"Value for key "admin" must be a list"#),
        (#"{"read-only": ["x", 1]}"#, #"Elements of "read-only" list must be strings"#),
    ])
    func `refuses what is no list`(sent: String, reason: String) throws {
        let error = try #require(throws: ACLError.self) { try AccountACL(parsing: sent) }
        #expect(error.description == reason)
    }

    @Test func `grants the most that any group is granted`() {
        let list = AccountACL(grants: [
            .admin: ["boss"], .readWrite: ["writer"], .readOnly: ["reader", "writer"],
        ])
        #expect(list.level(of: Principal(user: "b", groups: ["boss", "reader"])) == .admin)
        #expect(list.level(of: Principal(user: "w", groups: ["writer"])) == .readWrite)
        #expect(list.level(of: Principal(user: "r", groups: ["reader"])) == .readOnly)
        #expect(list.level(of: Principal(user: "x", groups: ["x"])) == nil)
        #expect(list.level(of: .anonymous) == nil)
    }
}
