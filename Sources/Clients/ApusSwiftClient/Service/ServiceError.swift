// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a service refuses or gives up, with what it was about.
///
/// Source: python-swiftclient, `SwiftError`.
public struct ServiceError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, for people.
    public let message: String
    /// The container it was about.
    public let container: String?
    /// The object it was about.
    public let object: String?
    /// The segment it was about.
    public let segment: Int?
    /// The failure beneath.
    public let cause: (any Error)?

    /// Makes an error.
    public init(
        _ message: String, container: String? = nil, object: String? = nil, segment: Int? = nil,
        cause: (any Error)? = nil
    ) {
        self.message = message
        self.container = container
        self.object = object
        self.segment = segment
        self.cause = cause
    }

    /// The server's name for the request that failed.
    public var transactionID: String? { (cause as? ClientError)?.transactionID }

    /// The message quoted as Python quotes it, then what it was about.
    public var description: String {
        let quote = message.contains("'") && !message.contains("\"") ? "\"" : "'"
        let escaped = message.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        var text = quote + (quote == "'" ? escaped.replacing("'", with: "\\'") : escaped) + quote
        if let container { text += " container:\(container)" }
        if let object { text += " object:\(object)" }
        if let segment { text += " segment:\(segment)" }
        return text
    }
}
