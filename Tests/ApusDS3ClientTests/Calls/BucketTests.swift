// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusHTTP
import ApusXML
import Testing

@Suite(.timeLimit(.minutes(5))) struct BucketTests {
    @Test func `goes through pages until there is no next marker`() async throws {
        let server = FaultyAppliance()
        for name in ["a", "b", "c", "d"] { server.store(name, content(3)) }
        let client = DS3Client.meeting(server)
        var page = try await client.getBucket("b", maxKeys: 2)
        #expect(page.objects.map(\.key) == ["a", "b"])
        #expect(page.nextMarker == "b")
        page = try await client.getBucket("b", maxKeys: 2, nextMarker: page.nextMarker)
        #expect(page.objects.map(\.key) == ["c", "d"])
        #expect(page.nextMarker == nil)
        var names: [String] = []
        for try await object in client.objects(in: "b", pageLength: 3) { names.append(object.key) }
        #expect(names == ["a", "b", "c", "d"])
        #expect(server.count("GET /b") == 4)
    }

    @Test func `notices a server that gives the same page for ever`() async throws {
        let server = FaultyAppliance { _, _ in
            var result = DS3.ListBucketResult()
            result.name = "b"
            result.maxKeys = 1
            result.isTruncated = true
            result.nextMarker = "a"
            return Response(.ok, body: .bytes(result.document().encoded))
        }
        let error = await #expect(throws: DS3Error.self) {
            for try await _ in DS3Client.meeting(server).objects(in: "b") {}
        }
        #expect(error?.code == .badAnswer)
    }

    @Test(arguments: ["folder", "folder/", "folder//"])
    func `deletes a folder by its bare name`(folder: String) async throws {
        let server = FaultyAppliance { _, _ in Response(.noContent) }
        try await DS3Client.meeting(server).deleteFolder(folder, in: "b")
        #expect(server.log == ["DELETE /_rest_/folder/folder?bucket_id=b&recursive"])
    }

    @Test(arguments: ["", "/", "a/../b", "..", "."])
    func `asks nothing for a name that names something else`(name: String) async throws {
        let server = FaultyAppliance()
        let client = DS3Client.meeting(server)
        await #expect(throws: DS3Error.self) { try await client.deleteFolder(name, in: "b") }
        if name != "/" {
            await #expect(throws: DS3Error.self) { try await client.deleteObject(name, in: "b") }
        }
        #expect(server.log.isEmpty)
    }

    @Test func `deletes many a thousand at a time`() async throws {
        let server = FaultyAppliance { _, _ in
            Response(.ok, body: .bytes(Bytes("<DeleteResult/>")))
        }
        let errors = try await DS3Client.meeting(server)
            .deleteObjects((0..<2001).map { "o\($0)" }, in: "b")
        #expect(errors.isEmpty)
        #expect(server.log == [String](repeating: "POST /b?delete", count: 3))
    }
}
