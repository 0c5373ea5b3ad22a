// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusIO
import Testing

/// Buckets and objects of a real server.
@Suite(.timeLimit(.minutes(5))) struct ObjectsTests {
    @Test(arguments: [false, true])
    func `makes, lists and deletes`(overSocket: Bool) async throws {
        let appliance = try await Appliance()
        let work: @Sendable (DS3Client) async throws -> Void = { client in
            #expect(try await client.ensureBucket("b"))
            #expect(try await !client.ensureBucket("b"))
            #expect(try await client.getService().map(\.name) == ["b"])
            #expect(try await client.headBucket("b"))
            #expect(try await !client.headBucket("c"))
            try await client.putObject(
                "a b/+é%?#&=;@()[]{}^!.txt", in: "b", .text("some"), metadata: ["Reel": "7 é"])
            try await client.putObject("empty", in: "b", .text(""))
            #expect(
                try await client.getBucket("b").objects.map(\.key)
                    == ["a b/+é%?#&=;@()[]{}^!.txt", "empty"])
            let head = try await client.headObject("a b/+é%?#&=;@()[]{}^!.txt", in: "b")
            #expect(head.lengthBytes == 4)
            #expect(head.plainMetadata == ["reel": "7 é"])
            let bytes = try await client.getObject(
                "a b/+é%?#&=;@()[]{}^!.txt", in: "b", limitBytes: 100)
            #expect(bytes == Bytes("some"))
            let part = try await client.getObject(
                "a b/+é%?#&=;@()[]{}^!.txt", in: "b", range: 1..<3)
            #expect(try await part.body.collect(limitBytes: 9) == Bytes("om"))
            await #expect(throws: DS3Error.self) { try await client.deleteBucket("b") }
            let failures = try await client.deleteObjects(
                ["a b/+é%?#&=;@()[]{}^!.txt", "empty", "absent"], in: "b")
            #expect(failures.map(\.key) == ["absent"])
            try await client.deleteBucket("b")
            #expect(try await client.getService().isEmpty)
        }
        if overSocket {
            try await appliance.overSocket(work)
        } else {
            try await work(appliance.client)
        }
    }

    @Test func `pages through a bucket`() async throws {
        let client = try await Appliance().client
        try await client.putBucket("b")
        let names = (0..<25).map { "o\($0 + 10)" }
        for name in names { try await client.putObject(name, in: "b", .text(name)) }
        var found: [String] = []
        for try await object in client.objects(in: "b", pageLength: 4) { found.append(object.key) }
        #expect(found == names)
        let page = try await client.getBucket("b", prefix: "o3", maxKeys: 5)
        #expect(page.objects.map(\.key) == ["o30", "o31", "o32", "o33", "o34"])
        #expect(page.nextMarker == nil)
    }

    @Test func `deletes what is in a folder and nothing that only begins like it`() async throws {
        let client = try await Appliance().client
        try await client.putBucket("b")
        let all = [
            "folder/", "folder/a", "folder/folder2/a", "folder/folder2/b", "folder/folder22",
            "folder2/a", "folderX", "other/folder/a",
        ]
        for name in all { try await client.putObject(name, in: "b", .text("")) }
        func names() async throws -> [String] {
            try await client.getBucket("b").objects.map(\.key)
        }
        try await client.deleteFolder("folder/folder2", in: "b")
        #expect(try await names() == all.filter { !$0.hasPrefix("folder/folder2/") })
        try await client.deleteFolder("folder/", in: "b")
        #expect(try await names() == ["folder2/a", "folderX", "other/folder/a"])
        let error = await #expect(throws: DS3Error.self) {
            try await client.deleteFolder("folder", in: "b")
        }
        #expect(error?.status == 404)
        try await client.deleteBucket("b", force: true)
        #expect(try await client.getService().isEmpty)
    }

    @Test func `tells apart why it may not`() async throws {
        let appliance = try await Appliance()
        let stranger = DS3Client(
            exchange: appliance.frontEnd,
            credentials: Credentials(accessKey: FaultyAppliance.accessKey, secretKey: "wrong"))
        var error = await #expect(throws: DS3Error.self) { try await stranger.getService() }
        #expect(error?.code == .signatureDoesNotMatch)
        error = await #expect(throws: DS3Error.self) {
            try await appliance.client.getObject("o", in: "b", limitBytes: 1)
        }
        #expect(error?.status == 404)
        let client = appliance.client
        try await client.putBucket("b")
        try await client.putObject("o", in: "b", .text("x"))
        error = await #expect(throws: DS3Error.self) {
            try await client.putObject(
                "p", in: "b", .text("abc"), checksum: BlobChecksum(.md5, of: Bytes("abd")))
        }
        #expect(error?.code == .badDigest)
    }

    @Test func `asks what the server is`() async throws {
        let client = try await Appliance().client
        try await client.putBucket("b")
        try await client.putObject("ulysses.txt", in: "b", .text("x"))
        #expect(try await client.health().databaseFilesystemFreeSpace == .normal)
        #expect(try await !client.systemInformation().buildInformation.version.isEmpty)
        #expect(try await client.search("%lysse%", in: "b").map(\.name) == ["ulysses.txt"])
        #expect(try await client.search("%lysse%x", in: "b").isEmpty)
        let placement = try await client.physicalPlacement(of: ["ulysses.txt"], in: "b")
        #expect(placement.tapes.isEmpty && !placement.pools.isEmpty)
    }
}
