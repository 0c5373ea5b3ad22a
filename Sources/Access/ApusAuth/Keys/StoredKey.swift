// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

/// A user's key as a configuration keeps it: as it is, or hashed.
///
/// The text forms, of which the hashed ones have no blanks and no commas that a configuration
/// would trip over:
///
/// - `$scrypt$ln=15,r=8,p=1$SALT$HASH` (RFC 7914; `ln` is the binary logarithm of the cost)
/// - `$pbkdf2-sha256$i=600000$SALT$HASH` (RFC 8018)
/// - anything else is the key itself
///
/// `SALT` and `HASH` are base64 without padding, as in the PHC string format.
public struct StoredKey: Hashable, Sendable {
    private enum Form: Hashable, Sendable {
        case plain
        case scrypt(costLog: UInt64, blockSize: UInt64, parallelism: UInt64, salt: Bytes, Bytes)
        case pbkdf2(iterations: Int32, salt: Bytes, Bytes)

        /// What deriving must come to; nothing for a plain key.
        var hash: Bytes {
            switch self {
            case .plain: Bytes()
            case .scrypt(_, _, _, _, let hash), .pbkdf2(_, _, let hash): hash
            }
        }
    }

    /// The text form; a secret when the key is not hashed.
    public let text: String

    private let form: Form

    /// Whether judging a key takes long: work for the compute lane.
    public var isHashed: Bool { form != .plain }

    /// Reads the text form.
    ///
    /// - Throws: `KeyFormatError` when it begins like a hashed key and is none that is known.
    public init(_ text: String) throws(KeyFormatError) {
        self.text = text
        guard text.utf8.first == UInt8(ascii: "$") else {
            guard !text.isEmpty else { throw KeyFormatError("a key is empty") }
            form = .plain
            return
        }
        let parts = text.dropFirst().split(separator: "$", omittingEmptySubsequences: false)
        let schemes = ["scrypt", "pbkdf2-sha256"]
        guard let scheme = parts.first, schemes.contains(String(scheme)) else {
            throw KeyFormatError("a key begins with $ and is neither $scrypt$ nor $pbkdf2-sha256$")
        }
        guard parts.count == 4, let salt = Base64.decode(parts[2]),
            let hash = Base64.decode(parts[3]), hash.count >= 16, hash.count <= 64,
            salt.count >= 8, salt.count <= 64
        else { throw KeyFormatError("a hashed key is damaged") }
        let parameters = Self.parameters(parts[1])
        if scheme == "scrypt" {
            guard let costLog = parameters["ln"], let blockSize = parameters["r"],
                let parallelism = parameters["p"], parameters.count == 3,
                (1...20).contains(costLog), (1...32).contains(blockSize),
                (1...16).contains(parallelism), (blockSize << costLog) <= 1 << 20
            else { throw KeyFormatError("a hashed key has parameters out of bounds") }
            form = .scrypt(
                costLog: costLog, blockSize: blockSize, parallelism: parallelism,
                salt: Bytes(salt), Bytes(hash))
        } else {
            guard let iterations = parameters["i"], parameters.count == 1,
                (1...10_000_000).contains(iterations)
            else { throw KeyFormatError("a hashed key has parameters out of bounds") }
            form = .pbkdf2(iterations: Int32(iterations), salt: Bytes(salt), Bytes(hash))
        }
    }

    /// How a key is hashed.
    public enum Scheme: String, Sendable, CaseIterable {
        /// 32 MiB and some 50 ms a guess.
        case scrypt
        /// Some 150 ms a guess, little memory.
        case pbkdf2 = "pbkdf2-sha256"
    }

    /// Hashes a key with fresh salt. Takes as long as judging one.
    public init(hashing key: String, _ scheme: Scheme = .scrypt) {
        var random = SystemRandomNumberGenerator()
        let salt = Bytes((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        let parameters: String
        switch scheme {
        case .scrypt:
            parameters = "ln=15,r=8,p=1"
            let unfilled = Form.scrypt(
                costLog: 15, blockSize: 8, parallelism: 1, salt: salt, Bytes())
            let hash = Self.derive(unfilled, key: Bytes(key), lengthBytes: 32)
            form = .scrypt(costLog: 15, blockSize: 8, parallelism: 1, salt: salt, hash)
        case .pbkdf2:
            parameters = "i=600000"
            let unfilled = Form.pbkdf2(iterations: 600_000, salt: salt, Bytes())
            let hash = Self.derive(unfilled, key: Bytes(key), lengthBytes: 32)
            form = .pbkdf2(iterations: 600_000, salt: salt, hash)
        }
        text =
            ["", scheme.rawValue, parameters, Base64.encode(salt.array)]
            .joined(separator: "$") + "$" + Base64.encode(form.hash.array)
    }

    /// Whether this is the key. With a hashed one it keeps a processor busy for long.
    public func accepts(_ key: String) -> Bool {
        let presented = Bytes(key)
        switch form {
        case .plain:
            // Digests have one length, so that the time tells nothing about the key's.
            return Digest.secretsAreEqual(
                Bytes(Digest.of(presented, .sha256)), Bytes(Digest.of(Bytes(text), .sha256)))
        case .scrypt, .pbkdf2:
            let derived = Self.derive(form, key: presented, lengthBytes: form.hash.count)
            return Digest.secretsAreEqual(derived, form.hash)
        }
    }

    private static func derive(_ form: Form, key: Bytes, lengthBytes: Int) -> Bytes {
        switch form {
        case .plain: key
        case .scrypt(let costLog, let blockSize, let parallelism, let salt, _):
            // No bytes at all equal no hash: the parameters were checked when they were read.
            Bytes(
                KeyDerivation.scrypt(
                    key, salt: salt, cost: 1 << costLog, blockSize: blockSize,
                    parallelism: parallelism, lengthBytes: lengthBytes,
                    memoryLimitBytes: 256 * 1024 * 1024) ?? [])
        case .pbkdf2(let iterations, let salt, _):
            Bytes(
                KeyDerivation.pbkdf2(
                    key, salt: salt, iterations: iterations, lengthBytes: lengthBytes))
        }
    }

    private static func parameters(_ text: Substring) -> [String: UInt64] {
        var parameters: [String: UInt64] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, let number = UInt64(halves[1]) else { return [:] }
            parameters[String(halves[0])] = number
        }
        return parameters
    }
}

/// Why a text is no key that a configuration can keep; never says which.
public struct KeyFormatError: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
