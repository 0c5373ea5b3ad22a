// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusSwiftAPI

/// What an operator may choose about temporary URLs (`[filter:tempurl]`).
public struct TemporaryURLSettings: Hashable, Sendable {
    /// `methods`.
    public var methods = ["GET", "HEAD", "PUT", "POST", "DELETE"]
    /// `allowed_digests`.
    public var functions: [TemporaryURLSignature.Function] = [.sha256, .sha512]
    /// `incoming_remove_headers` but for `incoming_allow_headers`.
    public var removedFromRequests = FieldPatterns(["x-timestamp", "x-open-expired"])
    public var keptInRequests = FieldPatterns([])
    /// `outgoing_remove_headers` but for `outgoing_allow_headers`.
    public var removedFromResponses = FieldPatterns(["x-object-meta-*"])
    public var keptInResponses = FieldPatterns(["x-object-meta-public-*"])

    /// The defaults.
    public init() {}
}

/// Names of header fields, and beginnings of names that end in `*`.
public struct FieldPatterns: Hashable, Sendable {
    /// In lower case, in the order they were given.
    public let texts: [String]

    public init(_ texts: [String]) {
        self.texts = texts.map { $0.lowercased() }
    }

    /// Whether a name, given in lower case, is among them.
    func match(_ name: String) -> Bool {
        texts.contains { text in
            text.utf8.last == UInt8(ascii: "*")
                ? name.utf8.starts(with: text.utf8.dropLast())
                : name.utf8.elementsEqual(text.utf8)
        }
    }
}
