// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A running message digest: fed piece by piece, finished once.
public struct Digest: ~Copyable, Sendable {
    /// Which function; the raw value is OpenSSL's name for it.
    public enum Algorithm: String, Sendable, CaseIterable {
        case md5 = "MD5"
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha512 = "SHA512"
    }

    /// OpenSSL's, for all but MD5.
    private let context: DigestContext?
    private var md5 = MD5()

    /// A digest of nothing yet.
    public init(_ algorithm: Algorithm) {
        context = algorithm == .md5 ? nil : DigestContext(algorithm)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: Bytes) {
        if let context { context.update(bytes) } else { md5.update(bytes) }
    }

    /// The digest of all bytes added.
    public consuming func finish() -> [UInt8] {
        context?.finish() ?? md5.finish()
    }

    /// The digest of one run of bytes.
    public static func of(_ bytes: Bytes, _ algorithm: Algorithm) -> [UInt8] {
        var digest = Digest(algorithm)
        digest.update(bytes)
        return digest.finish()
    }

    /// A keyed digest (RFC 2104).
    public static func hmac(_ bytes: Bytes, key: Bytes, _ algorithm: Algorithm) -> [UInt8] {
        DigestContext.hmac(bytes, key: key, algorithm)
    }

    /// Whether two secrets are equal, in a time that depends on their lengths alone.
    public static func secretsAreEqual(_ left: Bytes, _ right: Bytes) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for position in 0..<left.count { difference |= left[position] ^ right[position] }
        return difference == 0
    }
}
