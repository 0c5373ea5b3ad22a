// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage

extension SwiftFrontEnd {
    func getObject(_ request: SwiftRequest, _ address: ObjectAddress) async throws -> Response {
        let options = try readOptions(request)
        if options.readsManifest, request.query["format"] == "raw" {
            if let raw = try await rawManifest(request, address, options) { return raw }
        }
        let opened = try await store.open(address, options, for: request.caller)
        let info = opened.info
        var headers = ObjectFields.headers(of: info, readsManifest: options.readsManifest)
        try await show(options, info, address, &headers)
        if let answer = ConditionalRequest(request.headers).answer(for: info, headers) {
            return answer
        }
        var ranges = RangedBody.Choice.whole
        if let part = try PartNumber(request, info), let parts = opened.partLengthsBytes {
            headers["X-Parts-Count"] = String(parts.count)
            guard let range = part.range(in: parts) else {
                return part.unsatisfiable(info, headers, isHead: request.isHead)
            }
            ranges = .single(range)
        } else if let sizeBytes = info.sizeBytes {
            ranges = RangedBody.choice(
                request.headers, sizeBytes: sizeBytes,
                isSingleOnly: info.form == .dynamicLargeObject)
        }
        return try await RangedBody(opened: opened, headers: headers).response(ranges)
    }

    func headObject(_ request: SwiftRequest, _ address: ObjectAddress) async throws -> Response {
        let options = try readOptions(request)
        if options.readsManifest, request.query["format"] == "raw" {
            if let raw = try await rawManifest(request, address, options) { return raw }
        }
        let info = try await store.info(address, options, for: request.caller)
        var headers = ObjectFields.headers(of: info, readsManifest: options.readsManifest)
        try await show(options, info, address, &headers)
        if let answer = ConditionalRequest(request.headers).answer(for: info, headers) {
            return answer
        }
        if let part = try PartNumber(request, info) {
            let opened = try await store.open(address, options, for: request.caller)
            if let parts = opened.partLengthsBytes, let sizeBytes = info.sizeBytes {
                headers["X-Parts-Count"] = String(parts.count)
                guard let range = part.range(in: parts) else {
                    return part.unsatisfiable(info, headers, isHead: request.isHead)
                }
                headers["Content-Range"] = RangedBody.contentRange(range, of: sizeBytes)
                headers["Content-Length"] = String(range.count)
                return Response(Status(206), headers: headers)
            }
        }
        if let sizeBytes = info.sizeBytes { headers["Content-Length"] = String(sizeBytes) }
        return Response(.ok, headers: headers)
    }

    /// Adds which version was read.
    private func show(
        _ options: ReadOptions, _ info: ObjectInfo, _ address: ObjectAddress,
        _ headers: inout Headers
    ) async throws {
        guard store.versioning.allowsObjectVersioning else { return }
        let version =
            if let asked = options.version { asked } else {
                try await store.shownVersion(of: info, at: address)
            }
        headers["X-Object-Version-Id"] = version?.description
    }

    /// The version that a request names; nil when it names none, or there are none.
    ///
    /// - Throws: `Refusal` when it cannot be read.
    func version(_ request: SwiftRequest) throws -> VersionID? {
        guard store.versioning.allowsObjectVersioning, let text = request.query["version-id"],
            !text.isEmpty
        else { return nil }
        guard let version = VersionID(text) else {
            throw Refusal(400, html: "Invalid version parameter")
        }
        return version
    }

    func readOptions(_ request: SwiftRequest) throws -> ReadOptions {
        ReadOptions(
            readsManifest: request.query["multipart-manifest"] == "get",
            opensExpired: opensExpired(request),
            links: request.query["symlink"] == "get" ? .none : .all,
            version: try version(request))
    }

    /// The manifest of a static large object as its client sent it; nil for other objects.
    private func rawManifest(
        _ request: SwiftRequest, _ address: ObjectAddress, _ options: ReadOptions
    ) async throws -> Response? {
        do {
            let (info, manifest) = try await store.manifest(
                address, options, for: request.caller)
            let document = manifest.encodedAsSent
            var headers = ObjectFields.headers(of: info, readsManifest: true)
            headers["Content-Type"] = info.row.contentType
            headers["Etag"] = ObjectFields.md5(document)
            return Response(.ok, headers: headers, body: .bytes(document))
        } catch StoreError.notAManifest {
            return nil
        }
    }
}
