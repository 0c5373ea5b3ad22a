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
    /// `COPY` with a `Destination`.
    func copyObject(_ request: SwiftRequest, _ source: ObjectAddress) async throws -> Response {
        guard let field = request.headers["Destination"], !field.isEmpty else {
            throw Refusal(412, html: "Destination header required")
        }
        let account = try Self.account(
            request.headers["Destination-Account"], otherwise: source.container.account)
        let destination = try Self.address(field, in: account, name: "Destination")
        return try await copyObject(request, from: source, to: destination)
    }

    /// `PUT` with `X-Copy-From`.
    func copyObject(
        _ request: SwiftRequest, from field: String, to destination: ObjectAddress
    ) async throws -> Response {
        let account = try Self.account(
            request.headers["X-Copy-From-Account"], otherwise: destination.container.account)
        let source = try Self.address(field, in: account, name: "X-Copy-From")
        return try await copyObject(request, from: source, to: destination)
    }

    private func copyObject(
        _ request: SwiftRequest, from source: ObjectAddress, to destination: ObjectAddress
    ) async throws -> Response {
        guard request.message.body.lengthBytes == 0 else {
            throw Refusal(400, text: "Copy requests require a zero byte body")
        }
        let put = try putRequest(request, destination)
        let headers = request.headers
        var copy = CopyRequest(
            from: source, reading: try readOptions(request), to: put,
            setsContentType: headers["Content-Type"].map { !$0.isEmpty } ?? false,
            startsFresh: SwiftRequest.isTrue(headers["X-Fresh-Metadata"])
        ) { opened in
            try Self.selectedRange(of: opened, request)
        }
        if let named = headers["X-Symlink-Target-Account"] {
            copy.linkAccount = try Self.account(named, otherwise: source.container.account)
        }
        let prepared = try await store.prepare(copy, for: request.caller)
        guard SwiftRequest.isTrue(request.query["heartbeat"]) else {
            return try await finish(prepared, request, source)
        }
        let format = Self.reportFormat(request.headers, offersXML: false)
        return heartbeat(format) {
            let response = try await answer(request, destination.container.account) {
                try await finish(prepared, request, source)
            }
            return Self.report(response, source).write(as: format, root: "copy")
        }
    }

    /// What a copy that gave signs of life tells in the end: all the fields of the response that
    /// it would have been without.
    private static func report(_ response: Response, _ source: ObjectAddress) -> BulkReport {
        var fields = report(of: response)
        for field in response.headers { fields[field.name] = .string(field.value) }
        guard !response.status.isSuccess else { return BulkReport(fields: fields) }
        let path = "\(source.container.container)/\(source.object)"
        return BulkReport(
            fields: fields,
            failures: [
                .init(path: PercentEncoding.encode(path), reason: line(response.status))
            ])
    }

    private func finish(
        _ prepared: PreparedCopy, _ request: SwiftRequest, _ source: ObjectAddress
    ) async throws -> Response {
        let outcome: CopyOutcome
        do {
            outcome = try await store.copy(prepared)
        } catch StoreError.unusableSegments(let problems) {
            return unusable(problems, request)
        }
        let etag = outcome.isLargeObject ? "\"\(outcome.put.etag)\"" : outcome.put.etag
        var response = Response.stored(outcome.put, etag: etag)
        let path = "\(source.container.container)/\(source.object)"
        response.headers["X-Copied-From"] = PercentEncoding.encode(path)
        response.headers["X-Copied-From-Account"] = PercentEncoding.encode(
            source.container.account.text)
        response.headers["X-Copied-From-Last-Modified"] = HTTPDate.text(
            secondsSince1970: Int64(outcome.source.row.modifiedAt.secondsRoundedUp))
        for (name, value) in outcome.metadata.sorted
        where name.startsBytewise(with: "x-object-meta-") {
            response.headers.append(MetadataFields.titled(name), value)
        }
        if let expiresAt = outcome.expiresAt {
            response.headers["X-Delete-At"] = String(expiresAt)
        }
        return response
    }

    /// The part of the source that is asked for; nil for all of it.
    private static func selectedRange(
        of opened: OpenedObject, _ request: SwiftRequest
    ) throws -> Range<UInt64>? {
        let info = opened.info
        let headers = request.headers
        if let status = ConditionalRequest(headers, ignoresNoneMatchAny: true).status(for: info) {
            throw Refusal(status.code)
        }
        guard let sizeBytes = info.sizeBytes else { return nil }
        if let part = try PartNumber(request, info), let parts = opened.partLengthsBytes {
            guard let range = part.range(in: parts) else {
                throw StoreError.unsatisfiableRange(sizeBytes: sizeBytes)
            }
            return range
        }
        switch RangedBody.choice(headers, sizeBytes: sizeBytes, isSingleOnly: true) {
        case .whole, .several: return nil
        case .single(let range): return range
        case .unsatisfiable(let sizeBytes):
            throw StoreError.unsatisfiableRange(sizeBytes: sizeBytes)
        }
    }

    static func account(
        _ field: String?, otherwise account: AccountName
    ) throws -> AccountName {
        guard let field else { return account }
        let name = PercentEncoding.decode(field) ?? ""
        do {
            return try AccountName(name)
        } catch .containsSlash {
            throw Refusal(412, html: "Account name cannot contain slashes")
        } catch .empty {
            throw Refusal(412, html: "Account name cannot be empty")
        } catch {
            throw Refusal(412)
        }
    }

    static func address(
        _ field: String, in account: AccountName, name: String
    ) throws -> ObjectAddress {
        guard let decoded = PercentEncoding.decode(field) else {
            throw Refusal(412, html: "Invalid UTF8 or contains NULL")
        }
        let path = decoded.dropping(prefix: "/") ?? decoded[...]
        let parts = path.parts(separatedBy: "/", maxSplits: 1)
        guard parts.count == 2, let container = try? ContainerName(String(parts[0])),
            let object = try? ObjectName(String(parts[1])), !container.isReserved,
            !object.isReserved
        else {
            throw Refusal(
                412, html: "\(name) header must be of the form <container name>/<object name>")
        }
        return ObjectAddress(ContainerAddress(account, container), object)
    }
}
