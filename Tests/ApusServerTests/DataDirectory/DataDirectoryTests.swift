// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusIO
import ApusStorage
import Testing

@testable import ApusServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct DataDirectoryTests {
    /// Makes a path that nobody else uses, runs a body, and removes what is there then.
    private func withPath(_ body: (String) throws -> Void) throws {
        var random = SystemRandomNumberGenerator()
        let path = "/tmp/apus-test-\(getpid())-\(random.next())"
        defer { Self.remove(path) }
        try body(path)
    }

    private static func remove(_ path: String) {
        for name in ["lock", "layout.conf", "token.secret", "users.conf"] {
            try? FileCalls.remove("\(path)/\(name)")
        }
        unsafe rmdir(path)
    }

    private func policies(_ engine: String, name: String? = nil)
        -> [(number: Int, backend: BackendSettings)]
    {
        let group = BackendGroup(name: engine, keepsData: engine != "memory") { _ in
            throw ServerError("not to be opened")
        }
        var backend = BackendSettings(group)
        if let name { backend.name = name }
        return [(0, backend)]
    }

    @Test func `is held by one at a time`() throws {
        try withPath { path in
            var first: DataDirectory? = try DataDirectory(path)
            #expect(first?.path == path)
            let error = #expect(throws: DataDirectoryError.self) { try DataDirectory(path) }
            #expect(
                error?.description
                    == "the data directory \(path) is in use by another apusd (process \(getpid()))"
            )
            first = nil
            _ = try DataDirectory(path)
        }
    }

    @Test func `says why it cannot be used`() throws {
        let error = #expect(throws: DataDirectoryError.self) {
            try DataDirectory("/proc/nowhere/data")
        }
        #expect(error?.description.hasPrefix("the data directory cannot be used: mkdir") == true)
    }

    @Test func `keeps one token secret, for nobody else to read`() throws {
        try withPath { path in
            let secret = try DataDirectory(path).tokenSecret()
            #expect(secret.count == 32)
            #expect(try DataDirectory(path).tokenSecret() == secret)
            let mode = try FileCalls.status("\(path)/token.secret").permissions
            #expect(mode == 0o600)
        }
    }

    @Test func `refuses a damaged token secret`() throws {
        try withPath { path in
            let directory = try DataDirectory(path)
            try PrivateFile(path: "\(path)/token.secret").write(Bytes("abc"))
            #expect(throws: DataDirectoryError.self) { try directory.tokenSecret() }
        }
    }

    @Test func `remembers the engine it was made with`() throws {
        try withPath { path in
            let directory = try DataDirectory(path)
            try directory.claim(policies("file"))
            try directory.claim(policies("file"))
            try directory.claim(policies("memory"))
            let moved = #expect(throws: DataDirectoryError.self) {
                try directory.claim(policies("file", name: "other"))
            }
            #expect(moved?.description.contains("are in the back-end file of") == true)

            let layout = "[layout]\nformat = 1\n[engines]\nfile = packed\n[policies]\n0 = file\n"
            try PrivateFile(path: "\(path)/layout.conf").write(Bytes(layout))
            let other = #expect(throws: DataDirectoryError.self) {
                try directory.claim(policies("file"))
            }
            #expect(other?.description.contains("was made with the engine packed") == true)
        }
    }

    @Test func `goes on with the engine it was made with when none is named`() throws {
        try withPath { path in
            let directory = try DataDirectory(path)
            let text = Bytes("[DEFAULT]\ndata_dir = \(path)\n")
            let configuration = try Configuration(parsing: text, file: "x")
            func engine() throws -> [String] {
                try configuration.settled(in: path).claims.map(\.backend.engine)
            }
            #expect(try engine() == ["packed"])
            try directory.claim(policies("file"))
            #expect(try engine() == ["file"])
            try directory.claim(try configuration.settled(in: path).claims)
            // A configuration that names another one is refused.
            let other = #expect(throws: DataDirectoryError.self) {
                try directory.claim(policies("packed"))
            }
            #expect(other?.description.contains("are in the back-end file of") == true)
        }
    }

    @Test func `refuses the layout of a newer apusd`() throws {
        try withPath { path in
            let directory = try DataDirectory(path)
            try PrivateFile(path: "\(path)/layout.conf").write(Bytes("[layout]\nformat = 2\n"))
            let error = #expect(throws: DataDirectoryError.self) {
                try directory.claim(policies("file"))
            }
            #expect(error?.description.contains("has format 2") == true)
        }
    }

    @Test func `keeps users`() throws {
        try withPath { path in
            _ = try DataDirectory(path)
            let file = UsersFile(DataDirectory.usersFile(in: path))
            #expect(try file.read() == [])
            let users = [
                TempAuthUser(
                    account: "a", user: "b_c", key: StoredKey(hashing: "x"), groups: [".admin"]),
                TempAuthUser(account: "b", user: "c", key: try StoredKey("plain")),
            ]
            try file.write(users)
            #expect(try file.read() == users)
            #expect(try FileCalls.status(file.path).permissions == 0o600)
            try PrivateFile(path: file.path).write(Bytes("[users]\nuser_a = x\n[other]\n"))
            let error = #expect(throws: ConfigurationError.self) { try file.read() }
            #expect(error?.problems.count == 2)
        }
    }
}
