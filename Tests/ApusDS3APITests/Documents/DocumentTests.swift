// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusXML
import Testing

@testable import ApusDS3API

/// Reads and writes one document after the other; the generated half says which.
struct DocumentCheck {
    var names: Set<String> = []

    mutating func check<Payload: DS3Payload>(
        _ type: Payload.Type, copy: (Payload) -> Payload
    ) throws {
        let schema = Payload.type
        let example = ExampleDocument.element(schema.name, named: schema.root)
        let read = try Payload(XMLElement(parsing: example.encoded))
        #expect(read.document() == example, "\(schema.name) is written as it was read")
        #expect(copy(read).document() == example, "every property of \(schema.name)")
        names.insert(schema.name)

        // Nulls: what may be missing is, and comes back as the contract writes it.
        var bare = example
        for field in schema.fields where field.null != .never && field.place == nil {
            bare.setField(field.name, nil)
        }
        let document = try Payload(bare).document()
        for field in schema.fields where field.place == nil && field.name.first != "@" {
            let child = document.child(field.name)
            switch field.null {
            case .never: #expect(child != nil)
            case .emptyElement: #expect(child == XMLElement(field.name), "\(field.name)")
            case .absence: #expect(child == nil, "\(field.name)")
            }
        }
        for field in schema.fields where field.null == .never && field.standard == nil {
            guard field.place == nil else { continue }
            var broken = example
            broken.setField(field.name, nil)
            #expect(throws: DS3Error.self, "\(schema.name) without \(field.name)") {
                try Payload(broken)
            }
        }
    }
}

@Suite struct DocumentTests {
    @Test func `every type of document is read, and written the same`() throws {
        var check = DocumentCheck()
        try check.checkAll()
        #expect(check.names == Set(DS3.Schema.allTypes.map(\.name)))
        #expect(check.names.count == 134)
    }

    @Test func `is JSON for programs: typed, lists always, null for nothing`() throws {
        var bucket = DS3.ListBucketResult()
        bucket.name = "b"
        bucket.isTruncated = true
        var row = DS3.Contents()
        row.key = "k"
        row.size = 7
        bucket.contents = [row]
        let members = bucket.json.members ?? [:]
        #expect(members["Name"] == "b")
        #expect(members["IsTruncated"] == true)
        #expect(members["Prefix"] == .null)
        #expect(members["CommonPrefixes"] == [])
        guard case .array(let rows)? = members["Contents"] else {
            Issue.record("Contents is no list")
            return
        }
        #expect(rows.map { $0.members?["Size"] } == [7])
    }

    @Test func `every field has a type that is known`() {
        let plain: Set<String> = ["S", "U", "I", "L", "B", "D", "F", "String", "UUID", "Object"]
        for type in DS3.Schema.allTypes {
            for field in type.fields {
                #expect(
                    plain.contains(field.type) || DS3.Schema.words[field.type] != nil
                        || DS3.Schema.known(field.type) != nil,
                    "\(type.name).\(field.name): \(field.type)")
            }
        }
        #expect(DS3.Schema.words.count == 60)
    }

    @Test(arguments: [
        ("CreationDate", "yesterday"), ("Protected", "maybe"), ("Id", ""),
        ("LastPreferredChunkSizeInBytes", "many"), ("LogicalUsedCapacity", "99999999999999999999"),
    ])
    func `refuses a field that is not what its type says`(field: String, text: String) {
        var bucket = ExampleDocument.element("Bucket", named: "Data")
        bucket.setField(field, text)
        #expect(throws: DS3Error.self) { try DS3.Bucket(bucket) }
    }

    @Test func `keeps what newer servers add, and words that are not known yet`() throws {
        var element = ExampleDocument.element("DataPolicy", named: "Data")
        element.setField("Versioning", "KEEP_SOME")
        element.children.append(XMLElement("NewerField", text: "x"))
        let policy = try DS3.DataPolicy(element)
        #expect(policy.versioning.rawValue == "KEEP_SOME")
        #expect(policy.document().child("NewerField")?.text == "x")
    }

    @Test func `takes the contract's defaults for what a server leaves out`() throws {
        let policy = try DS3.DataPolicy(
            XMLElement(
                parsing: Bytes(
                    """
                    <Data><CreationDate>2026-11-20T10:00:00.000Z</CreationDate><DefaultBlobSize/>
                    <Id>\(ExampleDocument.uuid)</Id><Name>archive</Name></Data>
                    """)))
        #expect(policy.versioning == DS3.VersioningLevel.none)
        #expect(policy.checksumType == .md5)
        #expect(policy.maxVersionsToKeep == 1000)
        #expect(policy.blobbingEnabled)
        #expect(policy.defaultBlobSize == nil)
        #expect(policy.creationDate == DS3.Time("2026-11-20T10:00:00Z"))
    }

    @Test func `writes wrappers though there is nothing in them`() {
        let placement = DS3.PhysicalPlacement().document().encoded.text
        #expect(
            placement
                == "<Data><AzureTargets/><Ds3Targets/><Pools/><S3Targets/><Tapes/></Data>")
        #expect(
            DS3.ListAllMyBucketsResult().document().encoded.text
                == "<ListAllMyBucketsResult><Buckets/><Owner/></ListAllMyBucketsResult>")
    }

    @Test func `lists active jobs as Jobs, users as User`() throws {
        var job = DS3.ActiveJob()
        job.name = "x"
        #expect(DS3.List([job]).document.name == "Jobs")
        #expect(DS3.List([job]).document.children.map(\.name) == ["Job"])
        #expect(DS3.List([DS3.SpectraUser()]).document.children.map(\.name) == ["User"])
        #expect(DS3.List<DS3.Bucket>([]).document.encoded.text == "<Data/>")
    }
}

@Suite struct TimeTests {
    @Test(
        arguments: [
            ("2026-11-20T10:00:00.000Z", 1_795_168_800_000),
            ("2026-11-20T10:00:00Z", 1_795_168_800_000),
            ("2026-11-20T11:30:00.5+01:30", 1_795_168_800_500),
            ("1795168800123", 1_795_168_800_123),
            ("1969-12-31T23:59:59.999Z", -1),
        ] as [(String, Int64)])
    func `reads the dates of documents`(text: String, milliseconds: Int64) {
        #expect(DS3.Time(text)?.milliseconds == milliseconds)
        let time = DS3.Time(milliseconds: milliseconds)
        #expect(DS3.Time(time.description) == time)
    }

    @Test(arguments: [
        "Fri, 20 Nov 2026 10:00:00 +0000", "Fri, 20 Nov 2026 10:00:00 -0000",
        "Fri, 20 Nov 2026 10:00:00 GMT", "Fri, 20 Nov 2026 03:00:00 -0700",
        "20 Nov 2026 10:00:00 UTC",
    ])
    func `reads the dates of requests as every client sends them`(text: String) {
        #expect(DS3.Time(header: text)?.milliseconds == 1_795_168_800_000)
    }

    @Test(arguments: [
        "", "Fri", "Fri, 31 Feb 2026 10:00:00 GMT", "Fri, 20 Nov 2026 10:00:00",
        "Fri, 20 Nov 2026 10:00:00 +9900", "2026-11-20", "2026-13-01T00:00:00Z",
        "2026-11-20T10:00:00", "99999999999999999999",
    ])
    func `refuses what is no date`(text: String) {
        #expect(DS3.Time(header: text) == nil)
        #expect(DS3.Time(text) == nil)
    }

    @Test func `writes the date of a request as it reads it`() {
        let time = DS3.Time(milliseconds: 1_795_168_800_999)
        #expect(time.header == "Fri, 20 Nov 2026 10:00:00 +0000")
        #expect(time.description == "2026-11-20T10:00:00.999Z")
    }
}
