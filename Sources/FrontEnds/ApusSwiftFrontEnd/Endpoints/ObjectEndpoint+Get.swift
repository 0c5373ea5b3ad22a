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
        let options = readOptions(request)
        if options.readsManifest, request.query["format"] == "raw" {
            if let raw = try await rawManifest(request, address, options) { return raw }
        }
        let opened = try await store.open(address, options, for: request.caller)
        let info = opened.info
        var headers = ObjectFields.headers(of: info, readsManifest: options.readsManifest)
        if let status = ConditionalRequest(request.headers).status(for: info) {
            return Response(status, headers: headers)
        }
        let part = try partNumber(request, info)
        var ranges = RangedBody.Choice.whole
        if let part, let lengths = opened.partLengthsBytes {
            headers["X-Parts-Count"] = String(lengths.count)
            ranges = .single(try partRange(part, lengths, info))
        } else if let sizeBytes = info.sizeBytes {
            ranges = RangedBody.choice(
                request.headers, sizeBytes: sizeBytes,
                isSingleOnly: info.form == .dynamicLargeObject)
        }
        return try await RangedBody(opened: opened, headers: headers).response(ranges)
    }

    func headObject(_ request: SwiftRequest, _ address: ObjectAddress) async throws -> Response {
        let options = readOptions(request)
        if options.readsManifest, request.query["format"] == "raw" {
            if let raw = try await rawManifest(request, address, options) { return raw }
        }
        let info = try await store.info(address, options, for: request.caller)
        var headers = ObjectFields.headers(of: info, readsManifest: options.readsManifest)
        if let status = ConditionalRequest(request.headers).status(for: info) {
            return Response(status, headers: headers)
        }
        if let part = try partNumber(request, info) {
            let opened = try await store.open(address, options, for: request.caller)
            if let lengths = opened.partLengthsBytes, let sizeBytes = info.sizeBytes {
                headers["X-Parts-Count"] = String(lengths.count)
                let range = try partRange(part, lengths, info)
                headers["Content-Range"] = RangedBody.contentRange(range, of: sizeBytes)
                headers["Content-Length"] = String(range.count)
                return Response(Status(206), headers: headers)
            }
        }
        if let sizeBytes = info.sizeBytes { headers["Content-Length"] = String(sizeBytes) }
        return Response(.ok, headers: headers)
    }

    func readOptions(_ request: SwiftRequest) -> ReadOptions {
        ReadOptions(
            readsManifest: request.query["multipart-manifest"] == "get",
            opensExpired: opensExpired(request))
    }

    /// The manifest of a static large object as its client sent it; nil for other objects.
    private func rawManifest(
        _ request: SwiftRequest, _ address: ObjectAddress, _ options: ReadOptions
    ) async throws -> Response? {
        do {
            let (info, manifest) = try await store.manifest(
                address, opensExpired: options.opensExpired, for: request.caller)
            let document = manifest.encodedAsSent
            var headers = ObjectFields.headers(of: info, readsManifest: true)
            headers["Content-Type"] = info.row.contentType
            headers["Etag"] = ObjectFields.md5(document)
            return Response(.ok, headers: headers, body: .bytes(document))
        } catch StoreError.notAManifest {
            return nil
        }
    }

    /// The segment of a static large object that is asked for, counted from 1.
    private func partNumber(_ request: SwiftRequest, _ info: ObjectInfo) throws -> Int? {
        guard info.form == .staticLargeObject, let text = request.query["part-number"] else {
            return nil
        }
        guard let number = Int(text), number > 0 else {
            throw Refusal(400, html: "Part number must be an integer greater than 0")
        }
        guard request.headers["Range"].flatMap({ ByteRangeSet($0) }) == nil else {
            throw Refusal(
                400, html: "Range requests are not supported with part number queries")
        }
        return number
    }

    private func partRange(
        _ number: Int, _ lengths: [UInt64], _ info: ObjectInfo
    ) throws -> Range<UInt64> {
        guard number <= lengths.count else {
            throw StoreError.noSuchPart(count: lengths.count, sizeBytes: info.sizeBytes ?? 0)
        }
        let start = lengths.prefix(number - 1).reduce(0, +)
        return start..<start + lengths[number - 1]
    }
}
