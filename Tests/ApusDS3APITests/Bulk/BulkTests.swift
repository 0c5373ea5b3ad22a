// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusXML
import Testing

@testable import ApusDS3API

@Suite struct BulkTests {
    private let odd = [
        "a b", "a&b<c>\"'", "tab\there", "line\nend", "cr\rx", "é日本😀", "folder/", "+%2B",
    ]

    private func read(_ pieces: some Sequence<Bytes>, limit: Int = 500_000) throws -> [DS3
        .ListedObject]
    {
        var reader = DS3.ObjectListReader(limit: limit)
        var objects: [DS3.ListedObject] = []
        for piece in pieces {
            reader.feed(piece)
            while let object = try reader.next() { objects.append(object) }
        }
        reader.finish()
        while let object = try reader.next() { objects.append(object) }
        return objects
    }

    @Test func `odd names come back from a list of objects`() throws {
        let objects = odd.enumerated().map { number, name in
            DS3.ListedObject(
                name, sizeBytes: number, offset: 1 << 40, lengthBytes: 3, versionID: "v")
        }
        let pieces = DS3.ObjectListPieces(objects)
        #expect(try read(pieces) == objects)
        #expect(pieces.byteCount == pieces.reduce(0) { $0 + $1.count })
        #expect(odd.allSatisfy { DS3.ListedObject($0).isSendable })
        #expect(!DS3.ListedObject("a\u{1}").isSendable)
        #expect(!DS3.ListedObject("").isSendable)
    }

    @Test func `half a million objects are written and read in pieces`() throws {
        let objects = (0..<500_000).map { (number: Int) in
            DS3.ListedObject("f/" + String(number), sizeBytes: number)
        }
        var reader = DS3.ObjectListReader()
        var largest = 0
        var count = 0
        var sum = 0
        for piece in DS3.ObjectListPieces(objects) {
            largest = max(largest, piece.count)
            reader.feed(piece)
            while let object = try reader.next() {
                count += 1
                sum += object.sizeBytes ?? 0
            }
        }
        reader.finish()
        let rest = try reader.next()
        #expect(rest == nil)
        #expect(count == 500_000)
        #expect(sum == 499_999 * 250_000)
        #expect(largest < 70_000)
    }

    @Test(arguments: [
        "", "<Objects>", "<Other/>", "<Objects><Object/></Objects>",
        "<Objects><Object Name='a' Size='-1'/></Objects>",
        "<Objects><Object Name='a' Size='x'/></Objects>",
        "<!DOCTYPE x><Objects><Object Name='a'/></Objects>",
        "<Objects><Object Name='a'/><Object Name='b'/><Object Name='c'/></Objects>",
    ])
    func `refuses what is no list of objects, or one too long`(text: String) {
        #expect(throws: DS3Error.self) { try read([Bytes(text)], limit: 2) }
    }

    @Test func `reads lists as other clients write them`() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Objects>
              <Object Name="a" Size="0" Unknown="x"></Object><Unknown><Object Name="no"/></Unknown>
            </Objects>
            """
        #expect(try read([Bytes(text)]) == [DS3.ListedObject("a", sizeBytes: 0)])
        #expect(try read([Bytes("<Objects/>")]).isEmpty)
    }

    @Test func `a plan comes back as it was written`() throws {
        var plan = DS3.JobPlan(
            jobID: "j", name: "PUT by \"x\" & y", bucketName: "footage", requestType: .put)
        plan.startDate = DS3.Time("2026-11-20T10:00:00.000Z")
        plan.originalSizeBytes = 1 << 50
        plan.isEntirelyInCache = false
        plan.userID = "u"
        plan.userName = "spectra"
        plan.nodes = [DS3.JobPlan.Node(id: "n", endPoint: "127.0.0.1", httpPort: 8080)]
        plan.chunks = (0..<3).map { number in
            DS3.JobPlan.Chunk(
                id: "c\(number)", number: number, nodeID: number == 0 ? nil : "n",
                objects: odd.map { name in
                    DS3.JobPlan.Blob(
                        name: name, offset: number << 40, length: number, inCache: number == 1,
                        isLatest: number == 2, versionID: "v", id: number == 0 ? nil : "b")
                })
        }
        #expect(try DS3.JobPlan(parsing: plan.encoded) == plan)

        // The same document as the contract's table has it.
        let document = try XMLElement(parsing: plan.encoded)
        let payload = try DS3.MasterObjectList(document)
        #expect(payload.document() == document)
        #expect(payload.objects.map(\.chunkNumber) == [0, 1, 2])
        #expect(payload.originalSizeInBytes == 1 << 50)
    }

    @Test func `a plan of no chunks still has its nodes`() throws {
        let plan = DS3.JobPlan(jobID: "j", name: "n", bucketName: "b", requestType: .get)
        #expect(plan.encoded.text.hasSuffix("><Nodes></Nodes></MasterObjectList>"))
        #expect(try DS3.JobPlan(parsing: plan.encoded).chunks.isEmpty)
    }

    @Test func `a large plan is written in pieces`() throws {
        var plan = DS3.JobPlan(jobID: "j", name: "n", bucketName: "b", requestType: .get)
        plan.chunks = [
            DS3.JobPlan.Chunk(
                id: "c", number: 0,
                objects: (0..<20_000).map { DS3.JobPlan.Blob(name: "o\($0)", offset: 0, length: 1) }
            )
        ]
        var largest = 0
        var all = ByteWriter()
        plan.encode { piece in
            largest = max(largest, piece.count)
            all.append(piece)
        }
        #expect(largest < 70_000)
        #expect(try DS3.JobPlan(parsing: all.finish()) == plan)
    }

    @Test(arguments: [
        "", "<Jobs/>", "<MasterObjectList/>",
        "<MasterObjectList JobId='j'><Objects/></MasterObjectList>",
        "<MasterObjectList JobId='j'><Objects ChunkId='c'><Object Name='a'/></Objects></MasterObjectList>",
        "<MasterObjectList JobId='j'><Objects ChunkId='c'><Object Name='a' Offset='-1' Length='1'/></Objects></MasterObjectList>",
        "<MasterObjectList JobId='j'><Objects ChunkId='c'><Object Name='a' Offset='9223372036854775807' Length='1'/></Objects></MasterObjectList>",
        "<MasterObjectList JobId='j'><Objects ChunkId='c'><Object Name='a' Offset='0' Length='9223372036854775807'/><Object Name='b' Offset='0' Length='1'/></Objects></MasterObjectList>",
    ])
    func `refuses what is no plan`(text: String) {
        #expect(throws: DS3Error.self) { try DS3.JobPlan(parsing: Bytes(text)) }
    }

    @Test func `deletions and parts come back as they were written`() throws {
        let deletion = DS3.Deletion(
            odd.map { DS3.Deletion.Key($0, versionID: $0 == "a b" ? "v" : nil) }, isQuiet: true)
        #expect(try DS3.Deletion(XMLElement(parsing: deletion.encoded)) == deletion)
        let parts = [DS3.UploadedPart(number: 1, eTag: "\"x\"")]
        #expect(
            try DS3.UploadedPart.read(XMLElement(parsing: DS3.UploadedPart.encode(parts))) == parts)
        #expect(throws: DS3Error.self) {
            try DS3.Deletion(XMLElement("Delete", children: [XMLElement("Object")]))
        }
    }
}
