// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusTestSupport
import Testing

@testable import ApusServer

@Suite struct DS3CredentialsFileTests {
    @Test(arguments: [
        ("7f3a", "7f3a"), ("", "''"), ("a b", "'a b'"), ("$(id)", "'$(id)'"),
        ("'", #"''\'''"#), (#"it's "=" `x`"#, #"'it'\''s "=" `x`'"#), ("é", "'é'"),
    ])
    func `keeps any secret as one word of a shell`(secret: String, word: String) throws {
        let directory = try TemporaryDirectory()
        let file = DS3CredentialsFile(directory: directory.path)
        try file.write("id1", secret)
        let pair = try #require(try file.read())
        #expect(pair.accessKey == "id1" && pair.secretKey == secret)
        #expect(
            DS3CredentialsFile.exports("id1", secret)
                == "export DS3_ACCESS_KEY=id1\nexport DS3_SECRET_KEY=\(word)\n")
    }

    @Test func `makes one pair, for nobody else to read`() throws {
        let directory = try TemporaryDirectory()
        let file = DS3CredentialsFile(directory: directory.path + "/data")
        #expect(try file.read() == nil)
        let pair = try file.findOrMake()
        #expect(try file.findOrMake() == pair)
        let path = directory.path + "/data/ds3-credentials"
        #expect(try FileCalls.status(path).permissions == 0o600)
    }
}
