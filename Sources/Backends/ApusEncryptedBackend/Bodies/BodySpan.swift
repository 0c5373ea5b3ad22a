// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

/// A part of a stored body that is encrypted with one key, or with none. A body that was put is
/// one span; one that was assembled has those of its parts.
struct BodySpan: Sendable, Hashable {
    var sizeBytes: UInt64
    /// Nil for bytes that were stored before there was encryption.
    var key: BodyKey?
}

/// What one body is encrypted with, and nothing else ever.
struct BodyKey: Sendable, Hashable {
    let key: Bytes
    let vector: Bytes

    init(key: Bytes, vector: Bytes) {
        self.key = key
        self.vector = vector
    }

    /// A new one.
    static func random() -> BodyKey {
        BodyKey(
            key: Bytes(RandomBytes.make(CounterCipher.keyBytes)),
            vector: Bytes(RandomBytes.make(CounterCipher.vectorBytes)))
    }

    func cipher(at offset: UInt64 = 0) -> CounterCipher {
        CounterCipher(key: key, vector: vector, at: offset)
    }
}

extension [BodySpan] {
    /// The text of a part of the stored bytes.
    ///
    /// - Parameter offset: where the part begins in the body.
    func decrypt(_ bytes: consuming Bytes, at offset: UInt64) -> Bytes {
        if let first, let key = first.key, offset + UInt64(bytes.count) <= first.sizeBytes {
            var cipher = key.cipher(at: offset)
            return cipher.apply(bytes)
        }
        var text = ByteWriter(capacity: bytes.count)
        forEachPart(of: offset..<offset + UInt64(bytes.count)) { key, inSpan, place in
            guard let key else { return text.append(bytes[place]) }
            var cipher = key.cipher(at: inSpan)
            text.append(cipher.apply(bytes[place]))
        }
        return text.finish()
    }

    /// The same for bytes that nobody else has, in the memory that they are in.
    func decrypt(inPlace bytes: inout [UInt8], at offset: UInt64) {
        if let first, let key = first.key, offset + UInt64(bytes.count) <= first.sizeBytes {
            var cipher = key.cipher(at: offset)
            cipher.apply(inPlace: &bytes)
        } else {
            bytes = decrypt(Bytes(bytes), at: offset).array
        }
    }

    /// Goes through the spans that a range of the body lies in.
    ///
    /// - Parameter visit: gets a span's key, where the part begins in the span, and where it lies
    ///   in the range.
    private func forEachPart(
        of range: Range<UInt64>, _ visit: (BodyKey?, UInt64, Range<Int>) -> Void
    ) {
        var start: UInt64 = 0
        for span in self {
            let end = start + span.sizeBytes
            let part = range.clamped(to: start..<end)
            if !part.isEmpty {
                let place = Int(part.lowerBound - range.lowerBound)
                visit(span.key, part.lowerBound - start, place..<place + part.count)
            }
            start = end
        }
    }
}
