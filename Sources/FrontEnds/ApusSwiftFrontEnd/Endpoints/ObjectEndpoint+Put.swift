// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore

extension SwiftFrontEnd {
    func putObject(_ request: SwiftRequest, _ address: ObjectAddress) async throws -> Response {
        let isManifest = request.query["multipart-manifest"] == "put"
        if let source = request.headers["X-Copy-From"], !source.isEmpty {
            guard !isManifest else {
                throw Refusal(405, html: "Multipart Manifest PUTs cannot be COPY requests")
            }
            return try await copyObject(request, from: source, to: address)
        }
        if let version = try version(request) {
            return try await restore(version, request, address)
        }
        if isManifest { return try await putManifest(request, address) }
        var put = try putRequest(request, address)
        if let field = request.headers["X-Symlink-Target"] {
            put.symlink = try await symlink(field, request, address)
            if request.headers["Content-Type"]?.isEmpty ?? true { put.contentType = "" }
        }
        if let moment = request.madeAt { complete(&put, request, madeAt: moment) }
        put.sizeBytes = try request.bodyLengthBytes()
        put.etag = request.headers["ETag"].map { EntityTag($0).value.lowercased() }
        do {
            let outcome = try await store.put(
                put, body: request.message.body, for: request.caller)
            return .stored(outcome, etag: outcome.etag)
        } catch StoreError.outdated {
            // Nothing is to be done about it.
            return .accepted
        }
    }

    /// Adds what only other clusters say of an object.
    private func complete(
        _ put: inout PutRequest, _ request: SwiftRequest, madeAt moment: Timestamp
    ) {
        put.madeAt = moment
        put.isStoredManifest = SwiftRequest.isTrue(request.headers["X-Static-Large-Object"])
        let sizeBytes = request.headers["X-Symlink-Target-Bytes"].flatMap { UInt64($0) }
        put.symlink?.sizeBytes = sizeBytes
    }

    /// `PUT ?version-id`: makes an earlier version the current one.
    private func restore(
        _ version: VersionID, _ request: SwiftRequest, _ address: ObjectAddress
    ) async throws -> Response {
        guard case .stored(let id) = version else {
            throw Refusal(400, html: "Invalid version parameter")
        }
        let isEmpty =
            if let lengthBytes = try request.bodyLengthBytes() {
                lengthBytes == 0
            } else {
                try await request.message.body.next() == nil
            }
        guard isEmpty else {
            throw Refusal(400, text: "PUT version-id requests require a zero byte body")
        }
        let outcome = try await store.restore(id, of: address, for: request.caller)
        return .stored(outcome, etag: outcome.etag)
    }

    /// What the fields of a request say of an object that is to be stored.
    func putRequest(_ request: SwiftRequest, _ address: ObjectAddress) throws -> PutRequest {
        let headers = request.headers
        var put = PutRequest(
            address, contentType: try contentType(headers, address),
            metadata: MetadataFields.object(headers),
            expiry: try MetadataFields.expiry(headers))
        if let condition = EntityTagCondition(headers, "If-None-Match") {
            guard condition.matchesAny else {
                throw Refusal(400, text: "If-None-Match only supports *")
            }
            put.mustBeNew = true
        }
        return put
    }

    private func contentType(_ headers: Headers, _ address: ObjectAddress) throws -> String {
        let sent = headers["Content-Type"] ?? ""
        guard sent.isEmpty || SwiftRequest.isTrue(headers["X-Detect-Content-Type"]) else {
            try ContentTypes.check(sent)
            return sent
        }
        return ContentTypes.guess(address.object.text)
    }
}

extension Response {
    /// 201 for an object that has been stored.
    static func stored(_ outcome: PutOutcome, etag: String) -> Response {
        var response = Response.made
        response.headers["X-Object-Version-Id"] = outcome.version?.description
        response.headers["Etag"] = etag
        response.headers["Last-Modified"] = HTTPDate.text(
            secondsSince1970: Int64(outcome.createdAt.secondsRoundedUp))
        return response
    }
}
