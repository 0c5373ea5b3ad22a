// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Testing

@Suite struct CounterCipherTests {
    // NIST SP 800-38A, F.5.5.
    private let key = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
    private let vector = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
    private let text =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
    private let encrypted =
        "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
        + "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6"

    private func bytes(_ hexadecimal: String) throws -> Bytes {
        Bytes(try #require(Hexadecimal.decode(hexadecimal)))
    }

    @Test(arguments: [1, 7, 16, 33, 64])
    func `encrypts as the standard says, however the text is cut`(step: Int) throws {
        var cipher = CounterCipher(key: try bytes(key), vector: try bytes(vector))
        let text = try bytes(text)
        var found = ByteWriter()
        for start in stride(from: 0, to: text.count, by: step) {
            found.append(cipher.apply(text[start..<min(start + step, text.count)]))
        }
        #expect(found.finish() == (try bytes(encrypted)))
    }

    @Test func `decrypts from any byte on, in place too`() throws {
        let (text, encrypted) = (try bytes(text), try bytes(encrypted))
        for offset in 0..<text.count {
            var cipher = CounterCipher(
                key: try bytes(key), vector: try bytes(vector), at: UInt64(offset))
            var rest = encrypted[offset..<encrypted.count].array
            cipher.apply(inPlace: &rest)
            #expect(Bytes(rest) == text[offset..<text.count], "from \(offset)")
        }
    }

    @Test(arguments: [
        ("ffffffffffffffffffffffffffffffff", 1), ("00000000000000ffffffffffffffffff", 16),
        ("000102030405060708090a0b0cffffff", 300), ("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", 70_000),
    ])
    func `counts over every byte of the vector`(vector: String, blocks: Int) throws {
        let zeros = Bytes([UInt8](repeating: 0, count: (blocks + 1) * 16))
        var whole = CounterCipher(key: try bytes(key), vector: try bytes(vector))
        var part = CounterCipher(
            key: try bytes(key), vector: try bytes(vector), at: UInt64(blocks * 16))
        let last = Bytes([UInt8](repeating: 0, count: 16))
        #expect(part.apply(last) == whole.apply(zeros)[blocks * 16..<(blocks + 1) * 16])
    }

    @Test func `reaches offsets that no test can encrypt up to`() throws {
        // 2^60 bytes are 2^56 blocks: a one in the eighth byte from the end of the vector.
        var far = CounterCipher(
            key: try bytes(key), vector: try bytes("00000000000000000000000000000000"),
            at: 1 << 60)
        var near = CounterCipher(
            key: try bytes(key), vector: try bytes("00000000000000000100000000000000"))
        let zeros = Bytes([UInt8](repeating: 0, count: 16))
        #expect(far.apply(zeros) == near.apply(zeros))
    }
}
