// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// AES-256 in Galois/counter mode: keeps short texts secret and finds every change of them.
///
/// Each sealed text carries a random nonce of 96 bits, so that one key is good for some thousand
/// million texts.
///
/// Source: NIST SP 800-38D.
public struct SealingCipher: ~Copyable, Sendable {
    /// The length of a key, in bytes.
    public static let keyBytes = 32
    /// How many bytes longer a text is when it is sealed.
    public static let overheadBytes = nonceBytes + tagBytes

    private static let nonceBytes = 12
    private static let tagBytes = 16

    private let key: Bytes
    private let context: CipherContext

    /// A cipher for any number of texts.
    ///
    /// - Precondition: the key has its length.
    public init(key: Bytes) {
        precondition(key.count == Self.keyBytes)
        self.key = key
        context = CipherContext(.sealing)
    }

    /// Nonce, encrypted bytes and tag.
    ///
    /// - Parameter context: is not kept in the result, but opening it takes the same.
    public mutating func seal(_ bytes: Bytes, context more: Bytes = Bytes()) -> Bytes {
        let nonce = Bytes(RandomBytes.make(Self.nonceBytes))
        context.start(key: key, vector: nonce, encrypts: true)
        context.authenticate(more)
        var sealed = ByteWriter(capacity: bytes.count + Self.overheadBytes)
        sealed.append(nonce)
        sealed.append(context.update(bytes))
        sealed.append(Bytes(context.tag(lengthBytes: Self.tagBytes)))
        return sealed.finish()
    }

    /// The bytes of a sealed text; nil when it was sealed with another key or context, or is not
    /// as it was made.
    public mutating func open(_ sealed: Bytes, context more: Bytes = Bytes()) -> Bytes? {
        guard sealed.count >= Self.overheadBytes else { return nil }
        let end = sealed.count - Self.tagBytes
        context.start(key: key, vector: sealed[0..<Self.nonceBytes], encrypts: false)
        context.authenticate(more)
        let bytes = context.update(sealed[Self.nonceBytes..<end])
        return context.isAuthentic(sealed[end..<sealed.count]) ? bytes : nil
    }
}
