// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// A response that ends the handling of a request early: an error page, mostly.
struct Refusal: Error {
    let status: Status
    var headers: Headers = [:]
    let body: String

    /// A page of OpenStack Swift's standard sentences.
    init(_ code: Int, headers: Headers = [:]) {
        status = Status(code, ErrorPage.titles[code])
        body = ErrorPage.html(code)
        self.headers = headers
        self.headers["Content-Type"] = ErrorPage.contentType
    }

    /// A sentence of its own, as `text/plain`.
    init(_ code: Int, text: String, headers: Headers = [:]) {
        status = Status(code, ErrorPage.titles[code])
        body = text
        self.headers = headers
        self.headers["Content-Type"] = "text/plain"
    }

    /// A sentence of its own that is called HTML, as OpenStack Swift calls most of them.
    init(_ code: Int, html: String, headers: Headers = [:]) {
        status = Status(code, ErrorPage.titles[code])
        body = html
        self.headers = headers
        self.headers["Content-Type"] = ErrorPage.contentType
    }

    var response: Response {
        Response(status, headers: headers, body: body.isEmpty ? .empty : .bytes(Bytes(body)))
    }
}

/// The bodies of responses that have nothing better to say.
///
/// Source: OpenStack Swift, `swift.common.swob.RESPONSE_REASONS`.
enum ErrorPage {
    static let contentType = "text/html; charset=UTF-8"

    /// `<html><h1>TITLE</h1><p>EXPLANATION</p></html>`; empty for codes without explanation.
    static func html(_ code: Int) -> String {
        guard let explanation = explanations[code] else { return "" }
        let title = titles[code] ?? Status(code).reason
        return "<html><h1>\(title)</h1><p>\(explanation)</p></html>"
    }

    /// Title and explanation on a line each, as reports quote an error.
    static func text(_ code: Int) -> String {
        let title = titles[code] ?? Status(code).reason
        return explanations[code].map { "\(title)\n\($0)" } ?? title
    }

    /// Titles that differ from the registered phrases.
    static let titles: [Int: String] = [
        408: "Request Timeout", 413: "Request Entity Too Large", 414: "Request URI Too Long",
        416: "Requested Range Not Satisfiable", 497: "Blacklisted", 498: "Rate Limited",
        500: "Internal Error",
    ]

    private static let explanations: [Int: String] = [
        202: "The request is accepted for processing.",
        301: "The resource has moved permanently.",
        302: "The resource has moved temporarily.",
        303: "The response to the request can be found under a different URI.",
        307: "The resource has moved temporarily.",
        400: "The server could not comply with the request since it is either malformed or "
            + "otherwise incorrect.",
        401: "This server could not verify that you are authorized to access the document you "
            + "requested.",
        403: "Access was denied to this resource.",
        404: "The resource could not be found.",
        405: "The method is not allowed for this resource.",
        406: "The resource is not available in a format acceptable to your browser.",
        408: "The server has waited too long for the request to be sent by the client.",
        409: "There was a conflict when trying to complete your request.",
        410: "This resource is no longer available.",
        411: "Content-Length header required.",
        412: "A precondition for this request was not met.",
        413: "The body of your request was too large for this server.",
        414: "The request URI was too long for this server.",
        415: "The request media type is not supported by this server.",
        416: "The Range requested is not available.",
        417: "Expectation failed.",
        422: "Unable to process the contained instructions",
        499: "The client was disconnected during request.",
        500: "The server has either erred or is incapable of performing the requested operation.",
        501: "The requested method is not implemented by this server.",
        502: "Bad gateway.",
        503: "The server is currently unavailable. Please try again at a later time.",
        504: "A timeout has occurred speaking to a backend server.",
        507: "There was not enough space to save the resource.",
    ]
}
