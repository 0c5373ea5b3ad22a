// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP

/// The URL of a service: where an account lives, or where tokens are given out.
///
/// `http`, `https`, and `http+unix` with the socket's path percent-encoded in the place of the
/// host (`http+unix://%2Frun%2Fapus.sock/auth/v1.0`).
public struct ServiceURL: Hashable, Sendable, CustomStringConvertible {
    /// Scheme, host and port.
    public let origin: Origin
    /// The path, percent-encoded as written, without a trailing `/`; empty for the root.
    public let path: String
    /// What follows `?`, as written.
    public let query: String?

    private let authority: String

    /// Reads a URL.
    ///
    /// - Throws: `ClientError` with `.badURL`.
    public init(_ text: String) throws {
        guard let colon = text.firstRange(of: "://") else {
            throw ClientError(.badURL, "Unsupported scheme \"\" in url \"\(text)\"")
        }
        let scheme = text[..<colon.lowerBound].lowercased()
        guard ["http", "https", "http+unix"].contains(scheme) else {
            throw ClientError(.badURL, "Unsupported scheme \"\(scheme)\" in url \"\(text)\"")
        }
        var rest = text[colon.upperBound...]
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = String(rest[..<end])
        rest = rest[end...]
        let mark = rest.firstIndex(of: "?")
        var path = rest[..<(mark ?? rest.endIndex)]
        while path.last == "/" { path.removeLast() }
        self.path = String(path)
        query = mark.map { String(rest[rest.index(after: $0)...]) }
        self.authority = "\(scheme)://\(authority)"

        if scheme == "http+unix" {
            guard let socket = PercentEncoding.decode(authority), socket.hasPrefix("/") else {
                throw ClientError(.badURL, "No socket path in url \"\(text)\"")
            }
            origin = Origin(isSecure: false, host: socket, port: 0)
            return
        }
        guard let origin = Origin(isSecure: scheme == "https", authority: authority) else {
            throw ClientError(.badURL, "No host or a bad port in url \"\(text)\"")
        }
        self.origin = origin
    }

    private init(origin: Origin, authority: String, path: String, query: String?) {
        self.origin = origin
        self.authority = authority
        self.path = path
        self.query = query
    }

    /// The same place with another path (percent-encoded, starting with `/`, or empty).
    public func replacing(path: String, query: String? = nil) -> ServiceURL {
        ServiceURL(origin: origin, authority: authority, path: path, query: query)
    }

    /// Scheme, host and, where it was written, port: `http://h:8080`.
    public var base: String { authority }

    /// The last part of the path: the account, in a storage URL.
    public var lastPart: String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    public var description: String {
        authority + path + (query.map { "?" + $0 } ?? "")
    }
}
