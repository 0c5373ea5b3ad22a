// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A status code with its reason phrase.
public struct Status: Hashable, Sendable {
    /// The three-digit code.
    public let code: Int
    /// The reason phrase; not compared.
    public let reason: String

    /// Makes a status; the reason defaults to the registered phrase.
    public init(_ code: Int, _ reason: String? = nil) {
        self.code = code
        self.reason = reason ?? Self.phrases[code] ?? "Unknown"
    }

    public static func == (left: Status, right: Status) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// Whether the code is 2xx.
    public var isSuccess: Bool { (200..<300).contains(code) }

    // RFC 9110's registry, and the codes OpenStack Swift adds (497, 498, 499, 507, 529).
    private static let phrases: [Int: String] = [
        100: "Continue", 101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted",
        204: "No Content", 206: "Partial Content", 300: "Multiple Choices",
        301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
        307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
        401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
        409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed",
        413: "Request Entity Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
        416: "Requested Range Not Satisfiable", 417: "Expectation Failed",
        422: "Unprocessable Entity", 426: "Upgrade Required", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 497: "Blacklisted", 498: "Rate Limited",
        499: "Client Disconnect", 500: "Internal Error", 501: "Not Implemented",
        502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
        505: "HTTP Version Not Supported", 507: "Insufficient Storage",
        529: "Too Many Backend Requests",
    ]
}

extension Status {
    public static let ok = Status(200)
    public static let created = Status(201)
    public static let accepted = Status(202)
    public static let noContent = Status(204)
    public static let badRequest = Status(400)
    public static let unauthorized = Status(401)
    public static let forbidden = Status(403)
    public static let notFound = Status(404)
    public static let conflict = Status(409)
    public static let internalError = Status(500)
    public static let serviceUnavailable = Status(503)
}
