// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusSwiftAPI

extension SwiftFrontEnd {
    /// `PUT ?multipart-manifest=put`: makes a static large object.
    func putManifest(_ request: SwiftRequest, _ address: ObjectAddress) async throws -> Response {
        let limit = store.constraints.manifestSizeLimitBytes
        if let lengthBytes = try request.bodyLengthBytes(), lengthBytes > UInt64(limit) {
            throw Self.manifestTooLarge(limit)
        }
        var put = try putRequest(request, address)
        put.etag = request.headers["ETag"].map { EntityTag($0).value.lowercased() }
        let format = Self.reportFormat(request.headers)
        let wantsHeartbeat = SwiftRequest.isTrue(request.query["heartbeat"])
        do {
            let outcome = try await store.putLargeObject(put, for: request.caller) {
                try await manifest(request, address, limitBytes: limit)
            }
            let response = Response.stored(outcome, etag: "\"\(outcome.etag)\"")
            return wantsHeartbeat ? heartbeat(response, [], format) : response
        } catch StoreError.unusableSegments(let problems) {
            guard wantsHeartbeat else { return unusable(problems, request) }
            return heartbeat(Refusal(400).response, failures(problems, request), format)
        } catch StoreError.digestMismatch where wantsHeartbeat {
            return heartbeat(Refusal(422).response, [], format)
        }
    }

    /// `DELETE ?multipart-manifest=delete`: deletes a static large object with its segments.
    func deleteLargeObject(
        _ request: SwiftRequest, _ address: ObjectAddress
    ) async throws -> Response {
        let deletion = try await store.deleteLargeObject(address, for: request.caller)
        let failures = deletion.failures.map { path, error in
            BulkReport.Failure(
                path: PercentEncoding.encode(path), reason: reason(of: error, request))
        }
        let isNothing = deletion.deletedCount == 0 && deletion.notFoundCount == 0
        let status = failures.isEmpty && !isNothing ? "200 OK" : "400 Bad Request"
        let report = BulkReport(
            fields: [
                "Number Deleted": .integer(Int64(deletion.deletedCount)),
                "Number Not Found": .integer(Int64(deletion.notFoundCount)),
                "Response Status": .string(status), "Response Body": .string(""),
            ], failures: failures)
        let format = Self.reportFormat(request.headers)
        return Response(
            .ok, headers: ["Content-Type": format.mediaType],
            body: .bytes(report.write(as: format, root: "delete")))
    }

    /// 400 with what is wrong with each segment.
    func unusable(_ problems: [SegmentProblem], _ request: SwiftRequest) -> Response {
        let format = Self.reportFormat(request.headers)
        let report = BulkReport(failures: failures(problems, request))
        return Response(
            .badRequest, headers: ["Content-Type": format.mediaType],
            body: .bytes(report.write(as: format, root: "upload")))
    }

    private func failures(
        _ problems: [SegmentProblem], _ request: SwiftRequest
    ) -> [BulkReport.Failure] {
        problems.map { problem in
            BulkReport.Failure(
                path: PercentEncoding.encode(problem.path),
                reason: reason(problem.reason, request))
        }
    }

    private func manifest(
        _ request: SwiftRequest, _ address: ObjectAddress, limitBytes: Int
    ) async throws -> [SegmentRequest] {
        let document: Bytes
        do {
            document = try await request.message.body.collect(limitBytes: limitBytes)
        } catch BodyError.tooLong {
            throw Self.manifestTooLarge(limitBytes)
        }
        do {
            return try ManifestDocument.parse(document, for: address)
        } catch {
            throw Refusal(400, text: error.text)
        }
    }

    private static func manifestTooLarge(_ limitBytes: Int) -> Refusal {
        Refusal(413, html: "Manifest File > \(limitBytes) bytes")
    }

    private static func reportFormat(_ headers: Headers) -> ListingFormat {
        let best = Accept(headers["Accept"] ?? "")?
            .best(of: ["text/plain", "application/json", "application/xml", "text/xml"])
        switch best {
        case "application/json": return .json
        case "application/xml", "text/xml": return .xml
        default: return .plain
        }
    }

    /// 202 with the real answer in the body: clients that asked for signs of life while the
    /// segments are looked up get it this way.
    private func heartbeat(
        _ response: Response, _ failures: [BulkReport.Failure], _ format: ListingFormat
    ) -> Response {
        var fields: [String: JSONValue] = [
            "Response Status": .string("\(response.status.code) \(response.status.reason)"),
            "Response Body": .string(""),
        ]
        if !response.status.isSuccess {
            fields["Response Body"] = .string(ErrorPage.text(response.status.code))
        }
        if let etag = response.headers["Etag"] { fields["Etag"] = .string(etag) }
        if let modified = response.headers["Last-Modified"] {
            fields["Last Modified"] = .string(modified)
        }
        var text = ByteWriter()
        text.append(" \r\n\r\n")
        text.append(
            BulkReport(fields: fields, failures: failures).write(as: format, root: "upload"))
        // Without a length, as signs of life have none.
        let body = BodyReader(text.finish())
        return Response(
            .accepted, headers: ["Content-Type": format.mediaType],
            body: .stream(BodyReader(lengthBytes: nil) { try await body.nextPiece() }))
    }

    private func reason(_ reason: SegmentProblem.Reason, _ request: SwiftRequest) -> String {
        switch reason {
        case .unreadable(let error): self.reason(of: error, request)
        case .unsatisfiableRange: "Unsatisfiable Range"
        case .tooSmall: "Too small; each segment must be at least 1 byte."
        case .sizeMismatch: "Size Mismatch"
        case .etagMismatch: "Etag Mismatch"
        }
    }

    /// The status line that a request of its own for the object would have got.
    private func reason(of error: any Error, _ request: SwiftRequest) -> String {
        if case StoreError.notAManifest = error { return "Not an SLO manifest" }
        let refusal = Refusal(error, principal: request.caller.principal, realm: "")
        let status = refusal?.status ?? .internalError
        return "\(status.code) \(status.reason)"
    }
}
