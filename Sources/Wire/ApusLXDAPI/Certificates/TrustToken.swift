// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What a server hands out once so that a client is trusted, or a member may join its cluster: who
/// to connect to, whom to find there, and a secret to show.
///
/// Source: LXD's `CertificateAddToken` and `ClusterMemberJoinToken`, which people hand on as the
/// Base64 of their JSON.
public struct TrustToken: Hashable, Sendable {
    /// Why a text is no token.
    public enum Malformed: Error, Hashable {
        /// It is not Base64 of a JSON object.
        case notAToken
        /// A member that a token must have is missing or cannot be.
        case badMember(String)
    }

    /// The longest token that is looked at, in bytes of Base64.
    public static let byteLimit = 64 * 1024

    /// The token as it is handed on, and sent.
    public let text: String
    /// The name that the client will have at the server; nil in a token for a cluster.
    public let clientName: String?
    /// The name of the member that may join; nil in a token for a client.
    public let memberName: String?
    /// The SHA-256 of the server's certificate: lower-case hexadecimal digits.
    public let fingerprint: String
    /// Where the server listens: hosts with ports.
    public let addresses: [String]
    /// What the server knows it by. For the server alone.
    public let secret: String
    /// When it ends; nil when it does not.
    public let expiresAt: LXDTime?

    /// Reads a token; white space around it does not matter.
    public init(_ text: String) throws(Malformed) {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { throw .notAToken }
        let text = text[first...last]
        guard text.utf8.count <= Self.byteLimit, let bytes = Base64.decode(text),
            let document = try? JSONValue(parsing: Bytes(bytes)), document.members != nil
        else { throw .notAToken }
        self.text = String(text)
        clientName = document["client_name"]?.text
        memberName = document["server_name"]?.text
        guard clientName != nil || memberName != nil else { throw .badMember("client_name") }
        guard let fingerprint = document["fingerprint"]?.text?.lowercased(),
            Hexadecimal.decode(fingerprint)?.count == 32
        else { throw .badMember("fingerprint") }
        self.fingerprint = fingerprint
        guard let secret = document["secret"]?.text, !secret.isEmpty else {
            throw .badMember("secret")
        }
        self.secret = secret
        let addresses = document["addresses"]?.elements?.compactMap(\.text) ?? []
        guard !addresses.isEmpty, addresses.allSatisfy(Self.isAddress) else {
            throw .badMember("addresses")
        }
        self.addresses = addresses
        switch document["expires_at"] {
        case nil, .null?, "": expiresAt = nil
        case let value?:
            expiresAt = LXDTime(json: value)
            // The year 1 means never, and is no moment.
            guard expiresAt != nil || value.text?.hasPrefix("0001-") == true else {
                throw .badMember("expires_at")
            }
        }
    }

    /// Whether a text looks like a token rather than a password.
    public static func isToken(_ text: String) -> Bool {
        (try? TrustToken(text)) != nil
    }

    /// The SHA-256 of the server's certificate.
    public var sha256: [UInt8] { Hexadecimal.decode(fingerprint) ?? [] }

    /// Whether it has ended at a moment, in seconds since 1970.
    public func hasExpired(at secondsSince1970: Int64) -> Bool {
        expiresAt.map { $0.secondsSince1970 <= secondsSince1970 } ?? false
    }

    private static func isAddress(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "/")
                    && byte != UInt8(ascii: "@") && byte != UInt8(ascii: "?")
                    && byte != UInt8(ascii: "#")
            }
    }
}

extension TrustToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the secret.
    public var description: String {
        "token for \(clientName ?? memberName ?? "") at \(addresses.joined(separator: ", "))"
    }

    public var debugDescription: String { description }

    /// Without the secret, which `dump` and failing tests would show.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
