// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusXML

/// On which media objects are.
enum Placement {
    static let handlers: [String: Handler] = [
        "GetPhysicalPlacementForObjectsSpectraS3": get,
        "GetPhysicalPlacementForObjectsWithFullDetailsSpectraS3": getDetails,
        "VerifyPhysicalPlacementForObjectsSpectraS3": verify,
        "VerifyPhysicalPlacementForObjectsWithFullDetailsSpectraS3": verifyDetails,
    ]

    /// How many objects are looked at in one go.
    private static let batchCount = 500

    static func get(_ call: Call) async throws -> Response {
        try await summary(try await Question(call))
    }

    static func getDetails(_ call: Call) async throws -> Response {
        try await details(try await Question(call))
    }

    /// 404 when one of the objects is not there, or not on permanent media yet.
    static func verify(_ call: Call) async throws -> Response {
        let question = try await Question(call)
        try await question.requireAll()
        return try await summary(question)
    }

    static func verifyDetails(_ call: Call) async throws -> Response {
        let question = try await Question(call)
        try await question.requireAll()
        return try await details(question)
    }

    /// The media that the objects are on, together.
    private static func summary(_ question: Question) async throws -> Response {
        var residencies: [String: Residency?] = [:]
        for start in stride(from: 0, to: question.objects.count, by: batchCount) {
            for (_, residency) in try await question.answers(start, count: batchCount) {
                // One for each set of media: there are few.
                let media = residency?.media.joined(separator: "/") ?? ""
                if residency?.isArchived ?? true { residencies[media] = residency }
            }
        }
        return .document(question.places.placement(of: Array(residencies.values)))
    }

    /// Each object's blobs with their media, written while they are sent.
    private static func details(_ question: Question) async throws -> Response {
        let pieces = DetailPieces(question, batchCount: batchCount)
        return .document(
            streaming: BodyReader(lengthBytes: nil) { try await pieces.next().map(BodyPiece.bytes) }
        )
    }

    /// The objects that are asked about.
    struct Question: Sendable {
        let call: Call
        let bucket: Bucket
        let objects: [DS3.ListedObject]
        let places: Places

        init(_ call: Call) async throws {
            self.call = call
            bucket = try await call.bucket(call.subject, for: .read)
            if let domain = call.parameters.text("storage_domain"),
                call.catalogue.records.find("StorageDomain", domain) == nil
            {
                throw DS3Error.notFound("No storage domain is named \(domain).")
            }
            var reader = DS3.ObjectListReader()
            reader.feed(try await call.bodyBytes())
            reader.finish()
            var objects: [DS3.ListedObject] = []
            while let object = try reader.next() { objects.append(object) }
            guard !objects.isEmpty else { throw DS3Error.badRequest("The list is empty.") }
            self.objects = objects
            places = try await call.places()
        }

        /// Some of the objects with where they are; those that are not there are left out.
        func answers(
            _ start: Int, count: Int
        ) async throws -> [(object: StoredObject, residency: Residency?)] {
            var found: [StoredObject] = []
            for listed in objects[start..<min(objects.count, start + count)] {
                do {
                    let address = try call.address(ofObject: listed.name, in: bucket)
                    found.append(try await call.object(address, versionID: listed.versionID))
                } catch let error as DS3Error where error.status == 404 {
                    continue
                }
            }
            var answers: [(StoredObject, Residency?)] = []
            for object in found {
                answers.append((object, try await call.residency(of: object, in: bucket)))
            }
            return answers
        }

        /// - Throws: 404 when not all objects are there and on permanent media.
        func requireAll() async throws {
            for start in stride(from: 0, to: objects.count, by: batchCount) {
                let wanted = min(objects.count - start, batchCount)
                let answers = try await answers(start, count: batchCount)
                guard answers.count == wanted,
                    answers.allSatisfy({ $0.residency?.isArchived ?? true })
                else { throw DS3Error.notFound("Not all objects are on permanent media.") }
            }
        }
    }

    /// Writes the answers of a question, a batch at a time.
    private actor DetailPieces {
        private let question: Question
        private let batchCount: Int
        private var start = -1

        init(_ question: Question, batchCount: Int) {
            self.question = question
            self.batchCount = batchCount
        }

        func next() async throws -> Bytes? {
            guard start <= question.objects.count else { return nil }
            var writer = ByteWriter()
            if start < 0 {
                writer.append(xmlStart: "Data")
                start = 0
            }
            // An empty piece would look like the end.
            while writer.count == 0, start < question.objects.count {
                try await append(to: &writer)
            }
            if start >= question.objects.count {
                writer.append(xmlEnd: "Data")
                start = question.objects.count + 1
            }
            return writer.finish()
        }

        private func append(to writer: inout ByteWriter) async throws {
            for (object, residency) in try await question.answers(start, count: batchCount) {
                let isInCache = residency.map { $0.cache == .resident } ?? true
                let isPlaced = residency?.isArchived ?? true
                let placement = question.places.placement(of: isPlaced ? [residency] : [])
                for range in object.blobs {
                    var blob = question.call.bulkObject(
                        range, of: object, in: question.bucket, isInCache: isInCache)
                    blob.physicalPlacement = placement
                    writer.append(xml: blob.document(named: "Object"))
                }
            }
            start = min(start + batchCount, question.objects.count)
        }
    }
}
