// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Testing

@Suite struct SealingCipherTests {
    private let key = Bytes([UInt8](repeating: 7, count: 32))

    @Test func `opens what the standard's vectors say`() throws {
        // "The Galois/Counter Mode of Operation", McGrew and Viega, test case 14.
        let sealed = try #require(
            Hexadecimal.decode(
                "000000000000000000000000" + "cea7403d4d606b6e074ec5d3baf39d18"
                    + "d0d1c8a799996bf0265b98b5d48ab919"))
        var cipher = SealingCipher(key: Bytes([UInt8](repeating: 0, count: 32)))
        #expect(cipher.open(Bytes(sealed)) == Bytes([UInt8](repeating: 0, count: 16)))
    }

    @Test(arguments: ["", "x", "a text that is longer than one block of the cipher"])
    func `opens what it has sealed, never the same twice`(text: String) {
        var cipher = SealingCipher(key: key)
        let first = cipher.seal(Bytes(text), context: Bytes("context"))
        let second = cipher.seal(Bytes(text), context: Bytes("context"))
        #expect(first.count == text.utf8.count + SealingCipher.overheadBytes)
        #expect(first != second)
        #expect(cipher.open(first, context: Bytes("context")) == Bytes(text))
        #expect(cipher.open(second, context: Bytes("context")) == Bytes(text))
    }

    @Test func `opens nothing that was changed, cut, or sealed for something else`() {
        var cipher = SealingCipher(key: key)
        let sealed = cipher.seal(Bytes("text"), context: Bytes("here"))
        for place in 0..<sealed.count {
            var changed = sealed.array
            changed[place] ^= 1
            #expect(cipher.open(Bytes(changed), context: Bytes("here")) == nil, "byte \(place)")
            #expect(cipher.open(sealed[0..<place], context: Bytes("here")) == nil, "\(place) long")
        }
        #expect(cipher.open(sealed, context: Bytes("there")) == nil)
        var other = SealingCipher(key: Bytes([UInt8](repeating: 8, count: 32)))
        #expect(other.open(sealed, context: Bytes("here")) == nil)
        #expect(cipher.open(sealed, context: Bytes("here")) == Bytes("text"))
    }
}
