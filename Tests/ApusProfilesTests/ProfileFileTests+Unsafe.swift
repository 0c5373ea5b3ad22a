// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusProfiles
import ApusSwiftClient
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because the path is lent for the length of one call.

@Suite struct ProfileFileTests {
    private let directory: TemporaryDirectory
    private let file: ProfileFile

    init() throws {
        directory = try TemporaryDirectory()
        file = try #require(
            ProfileFile(
                environment: ["HOME": directory.path], lane: Lane(name: "files", threads: 1)))
    }

    @Test func `keeps profiles for its owner alone`() async throws {
        #expect(file.path == directory.path + "/.config/apus/profiles.json")
        #expect(try await file.profile(nil)?.authentication == nil)
        try await file.update { contents in
            contents.profiles["a"] = [
                "auth_url": "http://h", "auth_version": "1", "insecure": "yes",
            ]
            contents.standard = "a"
        }
        #expect(try FileCalls.status(file.path).permissions & 0o777 == 0o600)
        #expect(try FileCalls.status(directory.path + "/.config/apus").permissions & 0o777 == 0o700)
        let profile = try #require(try await file.profile(nil))
        #expect(
            profile.authentication.openStack
                == ["auth_url": "http://h", "auth_type": "v1password"])
        #expect(profile.authentication.version == "1")
        #expect(profile.isInsecure)
        await #expect(throws: ProfileError.self) { try await file.profile("b") }
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644] as [mode_t])
    func `refuses a file that others may read or write`(mode: mode_t) async throws {
        try await file.update { $0.profiles["a"] = ["password": "secret"] }
        _ = unsafe chmod(file.path, mode)
        let error = await #expect(throws: ProfileError.self) { try await file.profile("a") }
        #expect(error?.description.contains("may be read by others") == true)
        await #expect(throws: ProfileError.self) { try await file.update { _ in } }
    }

    @Test func `leaves no secrets beside a file that cannot be written`() async throws {
        let home = directory.path
        await #expect(throws: SystemError.self) {
            try await file.update { contents in
                contents.profiles["a"] = ["password": "secret"]
                for path in ["/.config", "/.config/apus", "/.config/apus/profiles.json"] {
                    try FileCalls.makeDirectory(home + path)
                }
            }
        }
        let reader = try DirectoryReader(home + "/.config/apus")
        #expect(try reader.next()?.text == "profiles.json")
        #expect(try reader.next() == nil)
    }
}
