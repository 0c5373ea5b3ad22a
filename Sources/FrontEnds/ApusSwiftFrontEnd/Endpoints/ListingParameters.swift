// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusModel
import ApusSwiftAPI

/// What a request says about the listing it wants.
struct ListingParameters {
    let query: ListingQuery
    let format: ListingFormat
    /// The content type of the response.
    let contentType: String
    /// Whether `Accept` had a say in it.
    let isNegotiated: Bool

    /// - Throws: `Refusal`: 400 for what is not UTF-8, 406 for formats nobody speaks, 412 for a
    ///   limit that is too high.
    init(_ request: SwiftRequest, limit: Int) throws {
        let sent = request.query["format"]
        isNegotiated = sent == nil
        (format, contentType) = try Self.format(sent, request.headers)
        for item in request.query.items where Self.names.contains(item.name) {
            guard item.isValidUTF8 else {
                throw Refusal(400, text: "\"\(item.name)\" parameter not valid UTF-8")
            }
        }
        var query = ListingQuery(limit: limit)
        if let text = request.query["limit"], !text.isEmpty,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        {
            guard let number = Int(text), number <= limit else {
                throw Refusal(412, html: "Maximum limit is \(limit)")
            }
            query.limit = number
        }
        func value(_ name: String) -> String? {
            request.query[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        query.marker = value("marker")
        query.endMarker = value("end_marker")
        query.prefix = value("prefix") ?? ""
        query.delimiter = value("delimiter")
        query.isReversed = SwiftRequest.isTrue(request.query["reverse"])
        if let path = request.query["path"] {
            query.path = path
            query.prefix = ""
            query.delimiter = nil
        }
        self.query = query
    }

    private static let names: Set<String> = [
        "marker", "end_marker", "prefix", "delimiter", "path", "format", "reverse", "limit",
    ]

    private static func format(
        _ sent: String?, _ headers: Headers
    ) throws -> (ListingFormat, String) {
        let type: String
        if let sent, !sent.isEmpty {
            switch sent.lowercased() {
            case "json": type = "application/json"
            case "xml": type = "application/xml"
            default: type = "text/plain"
            }
        } else {
            guard let accept = Accept(headers["Accept"] ?? "") else {
                throw Refusal(400, html: "Invalid Accept header")
            }
            guard
                let best = accept.best(of: [
                    "text/plain", "application/json", "application/xml", "text/xml",
                ])
            else { throw Refusal(406) }
            type = best
        }
        let format: ListingFormat =
            switch type {
            case "application/json": .json
            case "application/xml", "text/xml": .xml
            default: .plain
            }
        return (format, type + "; charset=utf-8")
    }
}
