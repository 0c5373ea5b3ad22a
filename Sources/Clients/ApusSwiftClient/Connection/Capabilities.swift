// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusHTTP
public import ApusIO

/// What a server says about itself: `swift` and its middleware, each with its options.
public struct Capabilities: Sendable {
    /// Status and header fields.
    public let reply: Reply
    /// The document.
    public let document: JSONValue
    /// When it came.
    public let receivedAt = FileTime.now

    /// Whether a middleware is there.
    public func has(_ name: String) -> Bool { document.members?[name] != nil }

    /// The option of a middleware.
    public func option(_ name: String, of middleware: String) -> JSONValue? {
        document.members?[middleware]?.members?[name]
    }

    /// Where a server tells about itself: a part `/v1…` of the path and all after it becomes
    /// `/info`.
    public static func url(for url: ServiceURL) -> ServiceURL {
        var kept: [Substring] = []
        for part in url.path.split(separator: "/") {
            if part == "info" {
                kept.append(part)
                return url.replacing(path: "/" + kept.joined(separator: "/"))
            }
            let digits = part.utf8.dropFirst()
            if part.hasPrefix("v"), let first = digits.first, (0x30...0x39).contains(first) {
                break
            }
            kept.append(part)
        }
        kept.append("info")
        return url.replacing(path: "/" + kept.joined(separator: "/"))
    }
}

extension Connection {
    func fetchCapabilities(_ url: ServiceURL) async throws -> Capabilities {
        var headers = settings.headers
        if headers["User-Agent"] == nil { headers["User-Agent"] = settings.userAgent }
        let request = Request(.get, url.path, origin: url.origin, headers: headers)
        let response = try await exchange.respond(to: request)
        let body = try await response.reader.collect(limitBytes: settings.documentLimitBytes)
        settings.log?(
            RequestRecord(
                method: .get, url: url, headers: headers, status: response.status,
                responseHeaders: response.headers, responseBody: body))
        guard response.status.isSuccess else {
            throw ClientError(
                .status(response.status.code), "Capabilities GET failed", url: url,
                status: response.status, headers: response.headers,
                body: body[0..<min(body.count, ClientError.bodyLimitBytes)])
        }
        let reply = Reply(
            status: response.status, headers: response.headers, body: body, url: url,
            attempts: [Attempt(status: response.status, headers: response.headers)],
            authenticatedAt: .now)
        return Capabilities(reply: reply, document: try Self.document(body, reply))
    }

    private static func document(_ body: Bytes, _ reply: Reply) throws -> JSONValue {
        do {
            return try JSONValue(parsing: body)
        } catch {
            throw ClientError(
                .badResponse, "Capabilities GET failed: the answer is no JSON", url: reply.url,
                status: reply.status,
                headers: reply.headers, cause: error)
        }
    }
}
