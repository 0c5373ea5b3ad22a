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
        // A connection of its own without a token: whoever is asked need not be the account's
        // server, and everybody may ask.
        let open = Connection(
            AuthSession(storageURL: url, token: ""), over: exchange, settings: settings)
        let reply = try await open.perform(
            Call(name: "Capabilities GET", method: .get, place: .url(url))
        ).reply
        return Capabilities(reply: reply, document: try Self.document(reply.body, reply))
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
