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
        let lengthBytes = try request.bodyLengthBytes()
        if let lengthBytes, lengthBytes > UInt64(limit) { throw Self.manifestTooLarge(limit) }
        var put = try putRequest(request, address)
        // For quotas, which count the manifest as it comes.
        put.sizeBytes = lengthBytes
        put.etag = request.headers["ETag"].map { EntityTag($0).value.lowercased() }
        let admitted = try await store.admitLargeObject(put, for: request.caller) {
            try await manifest(request, address, limitBytes: limit)
        }
        guard SwiftRequest.isTrue(request.query["heartbeat"]) else {
            do {
                return .made(try await store.put(admitted))
            } catch StoreError.unusableSegments(let problems) {
                return unusable(problems, request)
            }
        }
        let format = Self.reportFormat(request.headers)
        return heartbeat(format, endedBy: "\r\n\r\n") {
            var failures: [BulkReport.Failure] = []
            let response = try await answer(request, address.container.account) {
                do {
                    return .made(try await store.put(admitted))
                } catch StoreError.unusableSegments(let problems) {
                    failures = self.failures(problems, request)
                    throw Refusal(400, text: ErrorPage.text(400))
                } catch StoreError.digestMismatch {
                    throw Refusal(422, text: ErrorPage.text(422))
                }
            }
            var fields = Self.report(of: response)
            if response.status.isSuccess {
                fields["Etag"] = response.headers["Etag"].map(JSONValue.string)
                fields["Last Modified"] = response.headers["Last-Modified"].map(JSONValue.string)
            }
            return BulkReport(fields: fields, failures: failures)
                .write(as: format, root: "upload")
        }
    }

    /// `DELETE ?multipart-manifest=delete`: deletes a static large object with its segments.
    func deleteLargeObject(
        _ request: SwiftRequest, _ address: ObjectAddress
    ) async throws -> Response {
        let version = try version(request)
        let format = Self.reportFormat(request.headers)
        // As with other bulk deletions, nobody learns from the status what came of it.
        let body = HeartbeatBody(
            every: settings.heartbeatInterval, beatsAtOnce: false, separator: "\r\n\r\n"
        ) {
            let deletion = try await store.deleteLargeObject(
                address, version: version, for: request.caller)
            return report(of: deletion, request).write(as: format, root: "delete")
        }
        return Response(
            .ok, headers: ["Content-Type": format.mediaType], body: .stream(body.reader))
    }

    private func report(
        of deletion: LargeObjectDeletion, _ request: SwiftRequest
    ) -> BulkReport {
        let failures = deletion.failures.map { path, error in
            BulkReport.Failure(
                path: PercentEncoding.encode(path), reason: reason(of: error, request))
        }
        let isNothing = deletion.deletedCount == 0 && deletion.notFoundCount == 0
        let status = failures.isEmpty && !isNothing ? "200 OK" : "400 Bad Request"
        return BulkReport(
            fields: [
                "Number Deleted": .integer(Int64(deletion.deletedCount)),
                "Number Not Found": .integer(Int64(deletion.notFoundCount)),
                "Response Status": .string(status),
                "Response Body": .string(deletion.isGivenUp ? "Max delete failures exceeded" : ""),
            ], failures: failures)
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
        return Self.line(status)
    }
}

extension Response {
    /// 201 for a static large object, whose ETag stands in quotes.
    fileprivate static func made(_ outcome: PutOutcome) -> Response {
        .stored(outcome, etag: "\"\(outcome.etag)\"")
    }
}
