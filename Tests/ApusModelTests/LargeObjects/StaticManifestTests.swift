// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import Testing

@Suite struct StaticManifestTests {
    private var manifest: StaticManifest {
        get throws {
            StaticManifest(segments: [
                .object(
                    ObjectSegment(
                        container: try ContainerName("c é"), object: try ObjectName("a/b\"c"),
                        sizeBytes: 100, etag: "e", contentType: "text/x", lastModified: "then",
                        range: 5..<10, isLargeObject: true)),
                .inline(Bytes("xy")),
                .object(
                    ObjectSegment(
                        container: try ContainerName("c"), object: try ObjectName("/o"),
                        sizeBytes: 7, etag: "f", contentType: "", lastModified: "")),
            ])
        }
    }

    @Test func `reads a segment without those after it`() throws {
        let document = try manifest.encoded
        var segments = StoredSegments(document[0..<document.count - 60])
        #expect(try segments.next() == manifest.segments[0])
        #expect(try segments.next() == manifest.segments[1])
        #expect(throws: StoredSegments.Malformed.self) { try segments.next() }
    }

    @Test func `reads what it wrote`() throws {
        let manifest = try manifest
        #expect(StaticManifest(decoding: manifest.encoded) == manifest)
        #expect(manifest.sizeBytes == 14)
    }

    @Test func `writes what a client would send`() throws {
        #expect(
            try manifest.encodedAsSent.text == """
                [{"etag": "e", "path": "/c \\u00e9/a/b\\"c", "range": "5-9", "size_bytes": 100}, \
                {"data": "eHk="}, {"etag": "f", "path": "/c//o", "size_bytes": 7}]
                """)
    }

    @Test(arguments: [
        "", "{}", "[1]", "[{}]", "[{\"data\": 1}]", "[{\"data\": \"!\"}]",
        "[{\"name\": \"c\", \"bytes\": 1, \"hash\": \"e\"}]",
        "[{\"name\": \"/c/o\", \"bytes\": -1, \"hash\": \"e\"}]",
        "[{\"name\": \"/c/o\", \"bytes\": 1, \"hash\": \"e\", \"range\": \"5-9\"}]",
    ])
    func `refuses what no store wrote`(document: String) {
        #expect(StaticManifest(decoding: Bytes(document)) == nil)
    }

    @Test(arguments: [
        ("/c/o", "c", "o"), ("c/o/p", "c", "o/p"), ("//c//o", "c", "/o"),
    ])
    func `reads paths`(text: String, container: String, object: String) throws {
        let path = try #require(SegmentPath(text))
        #expect(path.container.text == container)
        #expect(path.object.text == object)
    }

    @Test(arguments: ["", "/", "c", "/c", "/c/", "/c\u{0}/o"])
    func `refuses paths that name no object`(text: String) {
        #expect(SegmentPath(text) == nil)
    }
}
