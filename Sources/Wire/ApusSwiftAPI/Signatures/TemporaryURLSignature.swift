// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusDigest

/// What proves that a temporary URL was made by somebody who knows a key.
///
/// Source: OpenStack Swift, "TempURL middleware"; `swift.common.digest`.
public struct TemporaryURLSignature: Hashable, Sendable {
    /// The function that signs.
    public enum Function: String, Hashable, Sendable, CaseIterable {
        case sha1
        case sha256
        case sha512

        fileprivate var algorithm: Digest.Algorithm {
            switch self {
            case .sha1: .sha1
            case .sha256: .sha256
            case .sha512: .sha512
            }
        }
    }

    public let function: Function
    public let code: Bytes

    /// Reads hexadecimal digits, whose number tells the function, or `sha512:` and base64 of
    /// either alphabet; nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            let functions: [Int: Function] = [40: .sha1, 64: .sha256, 128: .sha512]
            guard let function = functions[text.utf8.count], let code = Hexadecimal.decode(text)
            else { return nil }
            self.function = function
            self.code = Bytes(code)
            return
        }
        let digits = text[colon...].dropFirst().map { digit -> Character in
            switch digit {
            case "-": "+"
            case "_": "/"
            default: digit
            }
        }
        guard let function = Function(rawValue: String(text[..<colon])),
            let code = Base64.decode(String(digits))
        else { return nil }
        self.function = function
        self.code = Bytes(code)
    }

    /// Signs a statement.
    public init(of statement: Statement, key: String, by function: Function) {
        self.function = function
        code = Bytes(Digest.hmac(statement.text, key: Bytes(key), function.algorithm))
    }

    /// As URLs have it: hexadecimal digits, but for SHA-512, of which base64 is shorter.
    public var text: String {
        switch function {
        case .sha1, .sha256: return Hexadecimal.encode(code.array)
        case .sha512:
            let digits = Base64.encode(code.array).map { digit -> Character in
                switch digit {
                case "+": "-"
                case "/": "_"
                default: digit
                }
            }
            return "sha512:" + String(digits)
        }
    }

    /// What is signed.
    public struct Statement: Hashable, Sendable {
        /// The method that the URL is for.
        public var method: String
        /// When it ends, in seconds since 1970.
        public var expires: Int64
        /// `/v1/account/container/object`, not percent-encoded; `prefix:` goes before one that
        /// ends in the beginning of a name.
        public var path: String
        /// The addresses that may use it; nil for all.
        public var addressRange: String?

        public init(method: String, expires: Int64, path: String, addressRange: String? = nil) {
            self.method = method
            self.expires = expires
            self.path = path
            self.addressRange = addressRange
        }

        fileprivate var text: Bytes {
            let lines = "\(method)\n\(expires)\n\(path)"
            return Bytes(addressRange.map { "ip=\($0)\n\(lines)" } ?? lines)
        }
    }

    /// Whether somebody who knows the key has signed the statement. Takes as long for every
    /// signature of one function.
    public func isGenuine(_ statement: Statement, key: String) -> Bool {
        isGenuine(statement.text, key: key)
    }

    /// As above, for forms, whose statement is another.
    public func isGenuine(_ statement: Bytes, key: String) -> Bool {
        let expected = Digest.hmac(statement, key: Bytes(key), function.algorithm)
        return Digest.secretsAreEqual(Bytes(expected), code)
    }
}
