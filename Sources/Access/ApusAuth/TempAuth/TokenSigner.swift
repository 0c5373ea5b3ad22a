// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

/// Makes tokens that need not be kept anywhere: each says whose it is and until when, signed.
///
/// Every process with the same secret and the same users makes and accepts the same tokens, also
/// after a restart. A token holds 8 bytes that stand for the user, 8 bytes of expiry and 20 bytes
/// of HMAC-SHA-256, in hexadecimal. The key that signs is derived from the secret, the user's
/// name and the user's stored key: changing the key ends its tokens.
struct TokenSigner: Sendable {
    /// What is signed with, of one user.
    struct Signature: Hashable, Sendable {
        /// Stands for the user in a token.
        let tag: Bytes
        fileprivate let key: Bytes
    }

    private static let tagBytes = 8
    private static let expiryBytes = 8
    private static let codeBytes = 20

    private let secret: Bytes
    /// How long a token lives at most, in seconds.
    let lifeSeconds: Int64

    init(secret: Bytes, lifeSeconds: Int64) {
        self.secret = secret
        self.lifeSeconds = max(2, lifeSeconds)
    }

    /// What a user's tokens are signed with.
    func signature(of user: TempAuthUser) -> Signature {
        let tag = Digest.hmac(Bytes("user\0" + user.name), key: secret, .sha256)
        let key = Digest.hmac(
            Bytes("key\0" + user.name + "\0" + user.key.text), key: secret, .sha256)
        return Signature(tag: Bytes(Array(tag.prefix(Self.tagBytes))), key: Bytes(key))
    }

    /// The token to hand out now, and when it expires.
    ///
    /// Expiries lie a fixed period apart, shorter than a token's life by a tenth; the one handed
    /// out is the first that is at least that tenth away. So a user gets the same token until it
    /// nears its expiry, from whichever process, and users change theirs at different times. Where
    /// that one has been revoked, it is one that expires a little earlier.
    ///
    /// - Parameter isRevoked: whether a token is not to be used any more.
    /// - Returns: nil when all that would do were revoked.
    func token(
        for signature: Signature, at now: Int64, isRevoked: (String) -> Bool = { _ in false }
    ) -> (text: String, expires: Int64)? {
        let margin = max(1, lifeSeconds / 10)
        let period = lifeSeconds - margin
        let number = signature.tag.array.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let phase = Int64(number % UInt64(period))
        let earliest = now + margin
        let sincePhase = (earliest - phase) % period
        let distance = sincePhase <= 0 ? -sincePhase : period - sincePhase
        for step in 0..<period {
            let expires = earliest + (distance - step + period) % period
            let content = content(signature, expires: expires)
            let text = Hexadecimal.encode(content.array + code(signature, content).array)
            if !isRevoked(text) { return (text, expires) }
        }
        return nil
    }

    /// What a token says about itself; nothing is believed before `isGenuine` has answered.
    struct Claim: Sendable {
        let tag: Bytes
        let expires: Int64
        fileprivate let content: Bytes
        fileprivate let code: Bytes
    }

    /// Takes a token apart; nil when it is none of ours.
    func claim(_ text: some StringProtocol) -> Claim? {
        let contentBytes = Self.tagBytes + Self.expiryBytes
        guard text.utf8.count == 2 * (contentBytes + Self.codeBytes),
            let decoded = Hexadecimal.decode(text)
        else { return nil }
        let bytes = Bytes(decoded)
        let expires = bytes[Self.tagBytes..<contentBytes].array.reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        return Claim(
            tag: bytes[0..<Self.tagBytes], expires: Int64(bitPattern: expires),
            content: bytes[0..<contentBytes], code: bytes[contentBytes..<bytes.count])
    }

    /// Whether a claim was signed by us and holds now.
    func isGenuine(_ claim: Claim, _ signature: Signature, at now: Int64) -> Bool {
        guard Digest.secretsAreEqual(code(signature, claim.content), claim.code) else {
            return false
        }
        // A life that has been shortened since also holds for tokens made before.
        return claim.expires > now && claim.expires <= now + lifeSeconds
    }

    private func content(_ signature: Signature, expires: Int64) -> Bytes {
        let expiry = (0..<8).map { UInt8(truncatingIfNeeded: expires >> (56 - 8 * $0)) }
        return Bytes(signature.tag.array + expiry)
    }

    private func code(_ signature: Signature, _ content: Bytes) -> Bytes {
        Bytes(Array(Digest.hmac(content, key: signature.key, .sha256).prefix(Self.codeBytes)))
    }
}
