// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A request method, compared as it is written (methods are case-sensitive, RFC 9110 9.1).
public struct Method: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    /// Wraps a method name that is already known to be a token.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public static let get = Method(rawValue: "GET")
    public static let head = Method(rawValue: "HEAD")
    public static let put = Method(rawValue: "PUT")
    public static let post = Method(rawValue: "POST")
    public static let delete = Method(rawValue: "DELETE")
    public static let copy = Method(rawValue: "COPY")
    public static let options = Method(rawValue: "OPTIONS")
    public static let patch = Method(rawValue: "PATCH")
}
