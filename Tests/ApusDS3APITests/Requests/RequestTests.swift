// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusXML
import Testing

@testable import ApusDS3API

/// Makes one request after the other and reads an answer to it; the generated half says which.
struct RequestCheck {
    var names: Set<String> = []

    mutating func check<Answer>(_ request: DS3.Request<Answer>) throws {
        let operation = request.operation
        names.insert(request.name)
        #expect(request.method == operation.method)

        // Verb and path, and the parameters, as a server finds them in the target.
        let cut = request.target.firstIndex(of: "?") ?? request.target.endIndex
        let path = String(request.target[..<cut])
        let query = request.target[cut...].dropFirst().split(separator: "&").map { parameter in
            let name = String(parameter.prefix { $0 != "=" })
            let value = parameter.dropFirst(name.count + 1)
            return (
                name: name,
                value: parameter.contains("=") ? PercentEncoding.decode(String(value)) : nil
            )
        }
        let found = DS3.Operation.find(request.method, path: path, parameters: query)
        #expect(found?.name == request.name, "\(request.method) \(request.target)")
        let paging = ["page_length", "page_offset", "page_start_marker", "last_page"]
        #expect(
            Set(query.map(\.name))
                == Set(operation.parameters.map(\.name) + (operation.isPaged ? paging : [])))
        for parameter in operation.parameters {
            guard let sent = query.first(where: { $0.name == parameter.name }) else { continue }
            let expected: String? =
                switch parameter.type {
                case "flag": nil
                case "fixed": parameter.value
                case "S" where parameter.name == "bucket": "bucket_1.B"
                case "S", "U": "n 1+ü%/x"
                case "I", "L": "7"
                case "B": "true"
                case "F": "0.5"
                case "D": "1700000000123"
                default: "WORD"
                }
            #expect(sent.value == expected, "\(request.name) \(parameter.name)")
        }
        let id =
            path.hasPrefix("/_rest_/folder/") || path.hasPrefix("/_rest_/object/")
            ? "n%201%2B%C3%BC%25/x" : "n%201%2B%C3%BC%25%2Fx"
        let expectedPath = operation.path.replacing("{id}", with: id)
            .replacing("{bucket}", with: "bucket_1.B")
            .replacing("{object}", with: "n%201%2B%C3%BC%25/x")
        #expect(path == expectedPath)
        if case .nothing = request.body {
            #expect(operation.body == nil)
        } else {
            #expect(operation.body != nil)
        }

        try checkAnswers(to: request, operation)
    }

    private func checkAnswers<Answer>(
        to request: DS3.Request<Answer>, _ operation: DS3.Operation
    ) throws {
        let body: Bytes
        switch operation.payload {
        case nil: body = Bytes()
        case "String": body = Bytes("opaque")
        case let payload?: body = ExampleDocument.answer(payload).encoded
        }
        for status in operation.successes {
            let reply = try request.reply(
                to: DS3.Response(
                    status: status,
                    headers: [
                        ("Page-Truncated", "3"), ("total-result-count", "6"),
                        ("Retry-After", "5"),
                    ], body: status == 204 ? Bytes() : body))
            #expect(reply.response.itemsBehindPage == 3)
            #expect(reply.response.totalItems == 6)
            #expect(reply.response.retryAfterSeconds == 5)
            if operation.payload != nil, status != 204 {
                #expect(throws: DS3Error.self, "\(request.name)") {
                    try request.reply(
                        to: DS3.Response(status: status, body: Bytes([0x3C, 0xFF])))
                }
            }
        }
        for status in operation.failures {
            let error = #expect(throws: DS3Error.self) {
                try request.reply(to: DS3.Response(status: status))
            }
            #expect(error?.status == status)
        }
    }
}

@Suite struct RequestTests {
    @Test func `every request has its verb, path and parameters, and reads its answers`() throws {
        var check = RequestCheck()
        try check.checkAll()
        #expect(check.names == Set(DS3.Operation.all.map(\.name)))
        #expect(check.names.count == 379)
        #expect(DS3.Operation.all.count == 379)
    }

    @Test func `every payload of the table is a type that is known`() {
        for operation in DS3.Operation.all {
            guard let payload = operation.payload, payload != "String" else { continue }
            let name = payload.first == "[" ? String(payload.dropFirst().dropLast()) : payload
            #expect(DS3.Schema.known(name) != nil, "\(operation.name): \(payload)")
        }
    }

    @Test(arguments: ["", ".", ".."])
    func `an empty name never asks for the whole collection`(id: String) {
        #expect(throws: DS3Error.self) { try DS3.cancelJobSpectraS3(id: id) }
        #expect(throws: DS3Error.self) { try DS3.deleteBucketSpectraS3(id: id) }
        #expect(throws: DS3Error.self) { try DS3.deleteObject(bucket: "b", object: id) }
        #expect(throws: DS3Error.self) { try DS3.deleteBucket(bucket: id) }
    }

    @Test(arguments: [
        "a b", "a+b", "a;b%c?d#e&f=g@h", "([{^!}])", "é日本😀", "folder/", "a//b", "/a", "%2F", "~-_.",
    ])
    func `odd names come back from paths and parameters`(name: String) throws {
        let target = try DS3.headObject(bucket: "b", object: name).target
        #expect(PercentEncoding.decode(target) == "/b/" + name)
        #expect(target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        let listing = try DS3.getBucket(bucket: "b", marker: name, prefix: name).target
        let values = listing.split(separator: "?")[1].split(separator: "&").map {
            PercentEncoding.decode(String($0.split(separator: "=", maxSplits: 1)[1]))
        }
        #expect(values == [name, name])
        #expect(!listing.contains("+"))
    }

    @Test(arguments: [
        ("GET", "/", "", "GetService"), ("GET", "/b", "", "GetBucket"),
        ("GET", "/b/", "", "GetBucket"), ("GET", "/b", "uploads", "ListMultiPartUploads"),
        ("DELETE", "/b/o/", "", "DeleteObject"), ("POST", "/b", "delete=", "DeleteObjects"),
        ("PUT", "/_rest_/bucket/b", "operation=START_BULK_PUT", "PutBulkJobSpectraS3"),
        (
            "PUT", "/_rest_/bucket/b", "operation=start_bulk_put&replicate",
            "ReplicatePutJobSpectraS3"
        ),
        ("DELETE", "/_rest_/job/j", "force=True", "CancelJobSpectraS3"),
        ("DELETE", "/_rest_/job/j", "", "TruncateJobSpectraS3"),
        ("GET", "/b/o", "uploadId=x", "ListMultiPartUploadParts"),
        (
            "POST", "/_rest_/storage_domain_member",
            "storage_domain_id=a&tape_partition_id=b&tape_type=LTO7",
            "PutTapeStorageDomainMemberSpectraS3"
        ),
    ])
    func `a server finds what is asked for`(
        verb: String, path: String, query: String, name: String
    ) throws {
        let parameters = query.split(separator: "&").map { parameter in
            let parts = parameter.split(separator: "=", omittingEmptySubsequences: false)
            return (name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : nil)
        }
        let method = try #require(DS3.Method(rawValue: verb))
        #expect(DS3.Operation.find(method, path: path, parameters: parameters)?.name == name)
    }

    @Test func `nothing is found where there is no operation`() {
        #expect(DS3.Operation.find(.post, path: "/", parameters: []) == nil)
        #expect(DS3.Operation.find(.get, path: "/_rest_/nothing", parameters: []) == nil)
        #expect(DS3.Operation.find(.get, path: "/_rest_/", parameters: []) == nil)
    }

    @Test func `reads what the head of an object says`() {
        let head = DS3.ObjectHead(
            DS3.Response(
                status: 200,
                headers: [
                    ("Content-Length", "14"), ("ETag", "\"x\""), ("x-amz-meta-Reel", "7,8"),
                    ("ds3-blob-checksum-type", "CRC_32C"),
                    ("ds3-blob-checksum-offset-0", "4waSgw=="),
                    ("ds3-blob-checksum-offset-10485760", "y/Q5Jg=="),
                ]))
        #expect(head.lengthBytes == 14)
        #expect(head.metadata == ["reel": "7,8"])
        #expect(head.checksumType == .crc32c)
        #expect(head.checksums == [0: "4waSgw==", 10_485_760: "y/Q5Jg=="])
    }
}
