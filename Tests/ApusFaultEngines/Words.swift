// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes

/// Words that look random and can be made again (SplitMix64, by Sebastiano Vigna), for the two
/// halves of the crash test.
package struct Words {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The body that a seed and a size stand for.
    package static func body(seed: UInt64, sizeBytes: Int) -> Bytes {
        var words = Words(seed: seed)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sizeBytes + 8)
        while bytes.count < sizeBytes {
            var word = words.next()
            for _ in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return Bytes(bytes)[0..<sizeBytes]
    }
}
