// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP

/// A request that failed, or could not be made.
public struct ClientError: Error, Sendable {
    /// What callers decide on.
    public enum Reason: Hashable, Sendable {
        /// The server answered with this status.
        case status(Int)
        /// No answer: connecting, TLS, time-outs, a response cut short. `cause` has it.
        case transport
        /// Credentials are missing, or the answer of the identity service makes no sense.
        case authentication
        /// A URL that cannot be used.
        case badURL
        /// An empty name, or a container with `/`.
        case badName
        /// The request failed and its body cannot be sent a second time.
        case cannotReplay
        /// The server's answer could not be understood.
        case badResponse
    }

    /// What callers decide on.
    public let reason: Reason
    /// What was attempted: `Object PUT failed`.
    public let message: String
    /// The URL of the request.
    public var url: ServiceURL?
    /// The status and reason phrase answered.
    public var status: Status?
    /// The header fields answered.
    public var headers: Headers
    /// The start of the body answered, at most `bodyLimitBytes`.
    public var body: Bytes
    /// Every attempt made, the last one included.
    public var attempts: [Attempt]
    /// The failure beneath.
    public var cause: (any Error)?

    /// How much of a failure's body is kept.
    public static let bodyLimitBytes = 64 * 1024

    /// Makes an error.
    public init(
        _ reason: Reason, _ message: String, url: ServiceURL? = nil, status: Status? = nil,
        headers: Headers = [:], body: Bytes = Bytes(), attempts: [Attempt] = [],
        cause: (any Error)? = nil
    ) {
        self.reason = reason
        self.message = message
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body
        self.attempts = attempts
        self.cause = cause
    }

    /// The server's name for the request, for its operators.
    public var transactionID: String? { headers.transactionID }
}

extension ClientError: CustomStringConvertible {
    /// The text that python-swiftclient prints, with the transaction id at its end.
    public var description: String {
        text() + (transactionID.map { " (txn: \($0))" } ?? "")
    }

    /// The text without the transaction id.
    ///
    /// - Parameter compatible: write the body as Python writes byte strings (`b'...'`).
    public func text(compatible: Bool = false) -> String {
        var place = url.map(String.init(describing:)) ?? ""
        if let status {
            place += place.isEmpty ? "\(status.code)" : " \(status.code)"
            if !status.reason.isEmpty { place += " \(status.reason)" }
        }
        if !body.isEmpty {
            let excerpt = body[0..<min(60, body.count)]
            place += body.count <= 60 ? "   " : "  [first 60 chars of response] "
            place += compatible ? Self.pythonBytes(excerpt) : excerpt.text
        }
        return place.isEmpty ? message : "\(message): \(place)"
    }

    /// Bytes as Python writes a byte string: `b'...'`.
    static func pythonBytes(_ bytes: Bytes) -> String {
        var text = ""
        let quote =
            bytes.array.contains(UInt8(ascii: "'")) && !bytes.array.contains(UInt8(ascii: "\""))
            ? "\"" : "'"
        for byte in bytes.array {
            switch byte {
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\t"): text += "\\t"
            case UInt8(ascii: "\\"): text += "\\\\"
            case UInt8(ascii: "'") where quote == "'": text += "\\'"
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "\\x" + Hexadecimal.encode([byte])
            }
        }
        return "b\(quote)\(text)\(quote)"
    }
}

extension Headers {
    /// `X-Trans-Id`, else `X-Openstack-Request-Id`.
    public var transactionID: String? { self["X-Trans-Id"] ?? self["X-Openstack-Request-Id"] }
}
