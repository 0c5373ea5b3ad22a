// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore

extension SwiftFrontEnd {
    /// The methods of `/v1/ACCOUNT/CONTAINER/OBJECT`.
    static let objectMethods: [Method] = [.get, .head, .put, .post, .delete, .copy, .options]

    func object(_ request: SwiftRequest, _ address: ObjectAddress) async throws -> Response {
        switch request.method {
        case .get: return try await getObject(request, address)
        case .head: return try await headObject(request, address)
        case .put: return try await putObject(request, address)
        case .post: return try await postObject(request, address)
        case .delete: return try await deleteObject(request, address)
        case .copy: return try await copyObject(request, address)
        default: throw notAllowed(Self.objectMethods)
        }
    }

    private func postObject(
        _ request: SwiftRequest, _ address: ObjectAddress
    ) async throws -> Response {
        guard try version(request) == nil else {
            throw Refusal(400, html: "POST to a specific version is not allowed")
        }
        guard request.headers["X-Symlink-Target"] == nil else {
            throw Refusal(400, text: "A PUT request is required to set a symlink target")
        }
        let contentType = request.headers["Content-Type"].flatMap { $0.isEmpty ? nil : $0 }
        if let contentType { try ContentTypes.check(contentType) }
        let outcome = try await store.post(
            PostRequest(
                address, contentType: contentType,
                metadata: MetadataFields.object(request.headers),
                expiry: try MetadataFields.expiry(request.headers),
                opensExpired: opensExpired(request)),
            for: request.caller)
        if let target = outcome.symlink, target.address.version == nil {
            throw SymlinkFields.redirection(to: target)
        }
        return .accepted
    }

    private func deleteObject(
        _ request: SwiftRequest, _ address: ObjectAddress
    ) async throws -> Response {
        if let moment = request.madeAt {
            _ = try await store.delete(address, madeAt: moment, for: request.caller)
            return .nothing
        }
        if request.query["multipart-manifest"] == "delete" {
            guard SwiftRequest.isTrue(request.query["async"]) else {
                return try await deleteLargeObject(request, address)
            }
            try await store.deleteLargeObjectAtOnce(
                address, version: try version(request), for: request.caller)
            return .nothing
        }
        var expiry: UInt64?
        if let field = request.headers["X-If-Delete-At"] {
            guard let seconds = UInt64(field) else {
                throw Refusal(400, html: "Bad X-If-Delete-At header value")
            }
            expiry = seconds
        }
        let outcome: DeleteOutcome
        let version = try version(request)
        if case .stored(let id) = version {
            outcome = try await store.delete(id, of: address, for: request.caller)
        } else {
            outcome = try await store.delete(
                address, ifExpiringAt: expiry, leavesMarker: version == nil,
                for: request.caller)
        }
        var response = outcome.wasThere ? Response.nothing : Refusal(404).response
        response.headers["X-Object-Version-Id"] = outcome.version?.description
        response.headers["X-Object-Current-Version-Id"] = outcome.current?.description
        return response
    }

    /// Whether objects past their expiry are to be seen.
    func opensExpired(_ request: SwiftRequest) -> Bool {
        settings.allowsOpenExpired && SwiftRequest.isTrue(request.headers["X-Open-Expired"])
    }
}
