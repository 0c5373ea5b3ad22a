// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// AES-256 in counter mode: the same steps encrypt and decrypt, from any byte on.
///
/// Keeps a secret, proves nothing: whoever changes a byte of the result changes one of the text.
/// A pair of key and initialisation vector is good for one text.
///
/// Source: NIST SP 800-38A, section 6.5; the counter is the vector read as one big-endian number
/// of 128 bits, as OpenSSL and OpenStack Swift count.
public struct CounterCipher: ~Copyable, Sendable {
    /// The length of a key, in bytes.
    public static let keyBytes = 32
    /// The length of an initialisation vector, in bytes.
    public static let vectorBytes = 16

    private let context: CipherContext

    /// A cipher whose next byte is at `offset` of the text.
    ///
    /// - Precondition: key and vector have their lengths.
    public init(key: Bytes, vector: Bytes, at offset: UInt64 = 0) {
        precondition(key.count == Self.keyBytes && vector.count == Self.vectorBytes)
        context = CipherContext(.counter)
        context.start(key: key, vector: Self.vector(vector, at: offset), encrypts: true)
        let skipped = Int(offset % UInt64(Self.vectorBytes))
        if skipped > 0 { _ = context.update(Bytes([UInt8](repeating: 0, count: skipped))) }
    }

    /// The next bytes, the other way.
    public mutating func apply(_ bytes: Bytes) -> Bytes {
        context.update(bytes)
    }

    /// The next bytes, the other way, in the memory that they are in.
    public mutating func apply(inPlace bytes: inout [UInt8]) {
        context.update(inPlace: &bytes)
    }

    /// The vector of the block that `offset` lies in.
    private static func vector(_ vector: Bytes, at offset: UInt64) -> Bytes {
        var carry = offset / UInt64(vectorBytes)
        guard carry > 0 else { return vector }
        var counter = vector.array
        for place in counter.indices.reversed() {
            guard carry > 0 else { break }
            let sum = UInt64(counter[place]) + (carry & 0xFF)
            counter[place] = UInt8(truncatingIfNeeded: sum)
            carry = (carry >> 8) + (sum >> 8)
        }
        return Bytes(counter)
    }
}
