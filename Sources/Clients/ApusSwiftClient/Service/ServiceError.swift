// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

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
        var text = Self.quoted(message)
        if let container { text += " container:\(container)" }
        if let object { text += " object:\(object)" }
        if let segment { text += " segment:\(segment)" }
        return text
    }

    /// Throws for an empty name among those of objects.
    static func refuseEmptyNames(_ objects: [String]) throws(ServiceError) {
        guard !objects.contains("") else {
            throw ServiceError("Object names must be specified as non-empty strings")
        }
    }

    /// A text as Python quotes it.
    package static func quoted(_ text: String) -> String {
        let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var quoted = String(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote: quoted += "\\\(scalar)"
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                quoted += "\\x" + Hexadecimal.encode([UInt8(scalar.value)])
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        quoted.unicodeScalars.append(quote)
        return quoted
    }
}
